#!/usr/bin/env bash
# Opens every export of the bundled flight in the readers of others. Not part of `make test`: it needs programs of others.
#
#   Scripts/check-exports.sh [COMMAND]      default: .build/release/inspect
#
# Debian:  apt-get install gdal-bin python3-gdal libxml2-utils unzip
# Python:  pip install openpyxl ezdxf pycocotools datumaro frictionless geojson-validator fastkml html5lib
# PYTHON names another interpreter, such as that of a virtual environment. A reader that is not installed is named and
# skipped; with REQUIRE_ALL=1 that is an error.
set -uo pipefail
cd "$(dirname "$0")/.."

command=$(realpath "${1:-.build/release/inspect}")
python=${PYTHON:-python3}
flight=$(realpath "${FLIGHT:-Fixtures/Flights/kaohsiung-street/photos}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# check NAME NEEDS COMMAND…: NEEDS is a program, py:MODULE for a module of Python, or -
check() {
  local name=$1 needs=$2
  shift 2
  case $needs in
    -) ;;
    py:*) "$python" -c "import ${needs#py:}" 2>/dev/null || { skip "$name" "$needs"; return; } ;;
    /*) [[ -e $needs ]] || { skip "$name" "$needs"; return; } ;;
    *) command -v "$needs" >/dev/null || { skip "$name" "$needs"; return; } ;;
  esac
  if "$@" >"$work/log" 2>&1; then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    sed 's/^/        /' "$work/log" | tail -15
    failed=1
  fi
}

skip() {
  echo "skipped $1 (needs ${2#py:})"
  if [[ ${REQUIRE_ALL:-0} == 1 ]]; then failed=1; fi
}

# ogr FILE: every layer is read without a word of complaint.
ogr() {
  local output
  output=$(ogrinfo -ro -al "$1" 2>&1) || return 1
  if grep -qE '^(ERROR|Warning|FAILURE)' <<<"$output"; then grep -E '^(ERROR|Warning|FAILURE)' <<<"$output" | head; return 1; fi
  grep -c '^OGRFeature' <<<"$output"
}

# Photos with hostile names, beside one with a plain name, so that exports show both.
mkdir "$work/photos" || exit 1
number=0
for photo in "$flight"/*.JPG; do
  case $number in
    1) name='"><script>alert(1)<_script>.JPG' ;;
    2) name="=cmd|' _C calc'!A0.JPG" ;;
    3) name=$'a\nb ]]> \e]0;x\a.JPG' ;;
    4) name=$'\u202egpj裂縫 & e\u0301.JPG' ;;
    *) name=$(basename "$photo") ;;
  esac
  cp "$photo" "$work/photos/$name"
  number=$((number + 1))
  [[ $number -ge 6 ]] && break
done

cat >"$work/districts.geojson" <<'EOF'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"TOWNNAME":"=1+1\"><b>鹽埕區"},"geometry":
{"type":"Polygon","coordinates":[[[120.2,22.5],[120.4,22.5],[120.4,22.7],[120.2,22.7],[120.2,22.5]]]}}]}
EOF
cd "$work" || exit 1
"$command" run photos --output out --no-overlays --quiet || [[ $? == 3 ]] || exit 1
for format in csv xlsx html open311 geojson kmz flatgeobuf dxf coco cvat; do
  check "export $format" - "$command" export out --format $format --output "e.$format" --lang zh-TW --quiet \
    --join districts.geojson:TOWNNAME
done
for format in shapefile yolo; do
  check "export $format" - "$command" export out --format $format --output "e-$format" --quiet
done
check "export grouped workbook" - "$command" export out --format xlsx --output g.xlsx --quiet \
  --join districts.geojson:TOWNNAME --group-by district

validator=/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py
check "GeoPackage: validate_gpkg" $validator /usr/bin/python3 $validator --extra --warning-as-error out/inventory.gpkg
for file in out/inventory.gpkg e.geojson e.flatgeobuf e.dxf e-shapefile; do check "ogrinfo $file" ogrinfo ogr "$file"; done
cp e.kmz e-ogr.kmz
check "ogrinfo KMZ" ogrinfo ogr e-ogr.kmz
check "PostGIS: ogr2ogr writes the tables as SQL" ogr2ogr ogr2ogr -f PGDUMP tables.sql out/inventory.gpkg \
  defects defect_lines defect_outlines -lco GEOMETRY_NAME=geom
check "KML: document first" unzip bash -c "unzip -Z1 e.kmz | head -1 | grep -qx doc.kml && unzip -p e.kmz doc.kml > doc.kml"
schema=$("$python" -c 'import fastkml, pathlib; print(pathlib.Path(fastkml.__file__).parent / "schema/ogckml22.xsd")' 2>/dev/null)
check "KML: schema of OGC 2.2" "${schema:-/none/ogckml22.xsd}" xmllint --nonet --noout --schema "$schema" doc.kml
check "CVAT: well-formed" xmllint xmllint --nonet --noout e.cvat
check "GeoJSON: geojson-validator" py:geojson_validator "$python" - <<'EOF'
import geojson_validator, json
data = json.load(open("e.geojson"))
data["features"] = [f for f in data["features"] if f["geometry"]]
problems = geojson_validator.validate_geometries(data)
assert not problems["invalid"], problems["invalid"]
assert not geojson_validator.validate_structure(data)
EOF
check "CSV: frictionless" py:frictionless "$python" - <<'EOF'
import shutil, frictionless
shutil.copy("e.csv", "orders.csv")
report = frictionless.validate("orders.csv")
assert report.valid, report.flatten(["rowNumber", "note"])
EOF
check "CSV: no cell is calculated" - "$python" - <<'EOF'
import csv, re
rows = list(csv.reader(open("e.csv", encoding="utf-8-sig", newline="")))
assert len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows)
for cell in (c for row in rows for c in row):
    if re.match(r"\s*[=+@＝＋－＠\t\r-]", cell): float(cell)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", cell), repr(cell)
EOF
check "XLSX: openpyxl" py:openpyxl "$python" - <<'EOF'
import csv, datetime, openpyxl
sheet = openpyxl.load_workbook("e.xlsx").active
rows = list(csv.reader(open("e.csv", encoding="utf-8-sig", newline="")))
assert sheet.max_row == len(rows) and sheet.freeze_panes == "A2"
kinds = {type(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row}
assert {str, float, datetime.datetime} <= kinds, kinds
assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
book = openpyxl.load_workbook("g.xlsx")
assert len(book.sheetnames) == 2, book.sheetnames
EOF
check "DXF: ezdxf audit" py:ezdxf "$python" - <<'EOF'
import ezdxf
drawing = ezdxf.readfile("e.dxf")
audit = drawing.audit()
assert not audit.errors and not audit.fixes, audit.errors
assert len(drawing.modelspace()) and len(list(drawing.layers)) > 2
EOF
check "COCO: pycocotools" py:pycocotools "$python" - <<'EOF'
from pycocotools.coco import COCO
coco = COCO("e.coco")
assert coco.anns
for note in coco.anns.values():
    mask = int(coco.annToMask(note).sum())
    assert abs(mask - note["area"]) <= 0.02 * note["area"] + 4, (mask, note["area"])
EOF
check "YOLO and CVAT: datumaro" py:datumaro "$python" - <<'EOF'
import os, pathlib, re, shutil
from datumaro.components.dataset import Dataset
# The photos lie beside the annotations, as CVAT itself exports them; control characters of names cannot stand in XML.
pathlib.Path("cvat/images").mkdir(parents=True); shutil.copy("e.cvat", "cvat/annotations.xml")
for photo in pathlib.Path("photos").iterdir():
    shutil.copy(photo, "cvat/images/" + re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "", photo.name))
cvat = Dataset.import_from("cvat", "cvat")
assert sum(len(item.annotations) for item in cvat) > 0
pathlib.Path("yolo/images/train").mkdir(parents=True); pathlib.Path("yolo/labels/train").mkdir(parents=True)
for label in pathlib.Path("e-yolo/labels").glob("*.txt"):
    photo = pathlib.Path("photos") / (label.stem + ".JPG")
    if photo.exists():
        os.symlink(photo.resolve(), f"yolo/images/train/{photo.name}")
        shutil.copy(label, f"yolo/labels/train/{label.name}")
names = pathlib.Path("e-yolo/data.yaml").read_text().split("names:")[1]
pathlib.Path("yolo/data.yaml").write_text("train: images/train\nval: images/train\nnames:" + names)
yolo = Dataset.import_from("yolo", "yolo")
assert sum(len(item.annotations) for item in yolo) > 0
EOF
check "HTML: html5lib, strict" py:html5lib "$python" - <<'EOF'
import html5lib
page = open("e.html", encoding="utf-8").read()
html5lib.HTMLParser(strict=True).parse(page)
tree = html5lib.parse(page, namespaceHTMLElements=False)
assert not tree.findall(".//script") and not tree.findall(".//b")
assert len(tree.findall(".//article")) > 0 and len(tree.findall(".//img")) > 0
EOF
check "Open311: a request a line" - "$python" - <<'EOF'
import json
requests = [json.loads(line) for line in open("e.open311", encoding="utf-8")]
assert requests and all({"service_code", "lat", "long"} <= r.keys() for r in requests)
assert all(len(r.get("description", "")) <= 4000 and "<" not in json.dumps(r) for r in requests)
EOF
exit $failed
