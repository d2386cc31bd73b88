#!/usr/bin/env bash
# Loads an inventory into a PostGIS server of its own, as Documentation/Exports.md tells an administrator to, twice over,
# and asks the server what arrived. The server listens on no network and is gone afterwards.
set -euo pipefail

inventory=$(realpath "$1")
programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | tail -1)
cluster=$(mktemp -d)
server=()
if [[ $(id -u) -eq 0 ]]; then
  # PostgreSQL does not run as root.
  server=(runuser -u postgres --)
  chown postgres "$cluster"
fi
cd "$cluster"
trap '"${server[@]}" "$programs/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null || true; rm -rf "$cluster"' EXIT
"${server[@]}" "$programs/initdb" -D "$cluster/data" -U postgres -A trust -E UTF8 --locale C.UTF-8 --no-sync >/dev/null
"${server[@]}" "$programs/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w start >/dev/null \
  -o "-c listen_addresses='' -c unix_socket_directories='$cluster' -c fsync=off"
export PGHOST=$cluster PGUSER=postgres PGDATABASE=city
createdb city
psql -q -c 'CREATE EXTENSION postgis'

layers=(defects defect_lines defect_outlines photos footprints)
ask() { psql -At -v ON_ERROR_STOP=1 -c "$1"; }
rows() { python3 -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(f"SELECT count(*) FROM {sys.argv[2]}").fetchone())' \
  "$inventory" "$1"; }

# The first flight makes the tables, in degrees and in TWD97 / TM2; a view stands on one.
ogr2ogr -f PostgreSQL PG:dbname=city "$inventory" "${layers[@]}" -lco GEOMETRY_NAME=geom -lco FID=fid
ogr2ogr -f PostgreSQL PG:dbname=city "$inventory" defects -nln defects_tm2 -t_srs EPSG:3826 -lco GEOMETRY_NAME=geom
ask "CREATE VIEW open_defects AS SELECT uid, class_label, severity, geom FROM defects WHERE status <> 'rejected'" >/dev/null
# Later ones fill them anew and leave views, rights and styles alone.
ogr2ogr -f PostgreSQL PG:dbname=city "$inventory" "${layers[@]}" -append --config OGR_TRUNCATE YES

failed=0
expect() {
  if [[ "$2" != "$3" ]]; then echo "$1: $2, and not $3"; failed=1; fi
}
for layer in "${layers[@]}"; do
  expect "rows of $layer" "$(ask "SELECT count(*) FROM $layer")" "$(rows "$layer")"
  expect "invalid geometries of $layer" "$(ask "SELECT count(*) FROM $layer WHERE NOT ST_IsValid(geom)")" 0
  expect "coordinate system of $layer" "$(ask "SELECT DISTINCT ST_SRID(geom) FROM $layer WHERE geom IS NOT NULL")" 4326
done
expect "coordinate system of defects_tm2" "$(ask "SELECT DISTINCT ST_SRID(geom) FROM defects_tm2 WHERE geom IS NOT NULL")" 3826
# The plane coordinates are those of the inventory, seen from the server's own transformation.
expect "defects more than 5 mm apart in TM2" "$(ask "SELECT count(*) FROM defects d JOIN defects_tm2 t USING (uid)
  WHERE ST_Distance(ST_Transform(d.geom, 3826), t.geom) > 0.005")" 0
expect "rows of the view" "$(ask "SELECT count(*) > 0 FROM open_defects")" t
# What is there already is refused, and nothing doubled.
if ogr2ogr -f PostgreSQL PG:dbname=city "$inventory" "${layers[@]}" -append 2>/dev/null; then failed=1; fi
expect "rows after the same again" "$(ask "SELECT count(*) FROM defects")" "$(rows defects)"
expect "a spatial index" "$(ask "SELECT count(*) > 0 FROM pg_indexes WHERE tablename = 'defects' AND indexdef LIKE '%gist%'")" t
exit $failed
