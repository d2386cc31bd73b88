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


def valid():
    """Every area is valid and simple by the rules of the OGC: in the inventory and in each layer made of it."""
    import sqlite3

    import fastkml
    import shapely
    areas = {}
    inventory = sqlite3.connect("file:out/inventory.gpkg?mode=ro", uri=True)
    tables = inventory.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
    for table, column in tables:
        # A header of eight bytes and the box of the geometry stand before its WKB.
        boxes = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
        areas[table] = [
            shapely.from_wkb(blob[8 + boxes[blob[3] >> 1 & 7]:])
            for blob, in inventory.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')]
    files = ["e.geojson", "e.flatgeobuf", "e.dxf", *map(str, sorted(pathlib.Path("e-shapefile").glob("*.shp")))]
    for file in files:
        shown = subprocess.run(
            ["ogr2ogr", "-f", "GeoJSONSeq", "-lco", "COORDINATE_PRECISION=15", "/vsistdout/", file],
            capture_output=True, check=True).stdout
        features = [json.loads(line.strip("\x1e")) for line in shown.decode().splitlines() if line.strip("\x1e ")]
        areas[file] = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features if f["geometry"]]
    with zipfile.ZipFile("e.kmz") as archive:
        kml = fastkml.KML.from_string(archive.read("doc.kml"))
    places = list(fastkml.utils.find_all(kml, of_type=fastkml.Placemark))
    shapes = [place.geometry for place in places if place.geometry]
    areas["e.kmz"] = [shapely.from_wkt(part.wkt) for shape in shapes for part in getattr(shape, "geoms", [shape])
                      if part.geom_type == "Polygon"]
    counted = 0
    for name, found in areas.items():
        # A collection holds areas beside points.
        parts = [part for shape in found for part in getattr(shape, "geoms", [shape])
                 if shape.geom_type == "GeometryCollection"] + [s for s in found if s.geom_type != "GeometryCollection"]
        polygons = [shape for shape in parts if "Polygon" in shape.geom_type]
        wrong = [shapely.is_valid_reason(shape) for shape in polygons if not (shape.is_valid and shape.is_simple)]
        assert not wrong, (name, len(wrong), wrong[:3])
        counted += len(polygons)
    assert counted > 10, counted


def open311():
    requests = [json.loads(line) for line in open("e.open311", encoding="utf-8")]
    assert requests and all({"service_code", "lat", "long"} <= r.keys() for r in requests)
    for request in requests:
        assert len(request.get("description", "")) <= 4000 and "<" not in json.dumps(request)
        assert not STEERING.search("".join(map(str, request.values())))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
