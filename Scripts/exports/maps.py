"""The map layers and drawings in the programs that open them."""
import json
import pathlib
import subprocess
import sys
import zipfile

from hostile import DISTRICT, NOTE, STEERING, clean


def geojson():
    import geojson_validator
    data = json.load(open("e.geojson", encoding="utf-8"))
    placed = {**data, "features": [feature for feature in data["features"] if feature["geometry"]]}
    problems = geojson_validator.validate_geometries(placed)
    assert not problems["invalid"], problems["invalid"]
    assert not geojson_validator.validate_structure(placed)
    # Names have to find their photo, so they are its own; in the file what steers is written as an escape.
    texts = {text for feature in data["features"] for name, text in feature["properties"].items()
             if isinstance(text, str) and name not in ("best_photo", "flight")}
    assert clean(DISTRICT) in texts and clean(NOTE) in texts
    assert not [text for text in texts if STEERING.search(text)]
    assert not STEERING.search(pathlib.Path("e.geojson").read_text(encoding="utf-8"))


def kmz():
    """fastkml reads every placemark; what a balloon shows is a table of text and a picture of the archive."""
    import fastkml
    import html5lib
    with zipfile.ZipFile("e.kmz") as archive:
        document = archive.read("doc.kml")
        names = set(archive.namelist())
    assert all(not name.startswith("/") and ".." not in name.split("/") for name in names), names
    kml = fastkml.KML.from_string(document)
    places = list(fastkml.utils.find_all(kml, of_type=fastkml.Placemark))
    assert len(places) > 3
    pictures = 0
    for place in places:
        assert not STEERING.search((place.name or "") + (place.description or ""))
        tree = html5lib.parse(place.description or "", namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag in {"html", "head", "body", "table", "tbody", "tr", "td", "p", "img"}, element.tag
            assert set(element.attrib) <= {"src", "width", "alt", "height"}, element.attrib
            if element.tag == "img":
                assert element.get("src") in names, element.get("src")
                pictures += 1
    assert pictures == len([name for name in names if name.endswith(".jpg")]) > 0
    shown = "".join("".join(html5lib.parse(p.description, namespaceHTMLElements=False).itertext()) for p in places)
    assert clean(DISTRICT) in shown and "<script>alert(5)</script>" in shown, "foreign text is shown as it is"


def layers():
    """GDAL shows the same texts in each kind of layer: none steers, none is cut short before its time."""
    for path in ("e.flatgeobuf", "e-shapefile", "e.kmz", "e.dxf"):
        for file in sorted(pathlib.Path(path).glob("*.shp")) if pathlib.Path(path).is_dir() else [path]:
            shown = subprocess.run(
                ["ogr2ogr", "-f", "GeoJSONSeq", "/vsistdout/", str(file)], capture_output=True, check=True).stdout
            features = [json.loads(line) for line in shown.decode().splitlines() if line.strip("\x1e ")]
            assert features, file
            texts = [text for feature in features for text in feature["properties"].values() if isinstance(text, str)]
            assert not [text for text in texts if STEERING.search(text)], file
            if path == "e.flatgeobuf":
                assert clean(DISTRICT) in texts and any("alert(5)" in text for text in texts), file


def dxf():
    import ezdxf
    drawing = ezdxf.readfile("e.dxf")
    audit = drawing.audit()
    assert not audit.errors and not audit.fixes, audit.errors
    assert len(drawing.modelspace()) and len(list(drawing.layers)) > 2
    for entity in drawing.modelspace().query("TEXT MTEXT"):
        assert entity.dxf.text.startswith("WO-"), entity.dxf.text


def open311():
    requests = [json.loads(line) for line in open("e.open311", encoding="utf-8")]
    assert requests and all({"service_code", "lat", "long"} <= r.keys() for r in requests)
    for request in requests:
        assert len(request.get("description", "")) <= 4000 and "<" not in json.dumps(request)
        assert not STEERING.search("".join(map(str, request.values())))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
