"""Plants texts that mean harm in names and tags of photos, map layers and reviews; tells harm in what a reader shows."""
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
from xml.sax.saxutils import quoteattr

# A file name may hold everything but a slash and NUL.
FLIGHT = '=fl"><svg onload=alert(2)>'
NAMES = [
    '"><img src=x onerror=alert(1)>.JPG',
    "=cmd|' _C calc'!A0.JPG",
    "a\nb ]]> \x1b]0;x\a.JPG",
    "\u202egpj裂縫 & e\u0301.JPG",
]
NO_PHOTO = "</td><script>alert(3)</script>\n+1.JPG".replace("/", "∕")
# A tag may hold anything.
TEXTS = [
    b'"><script>alert(4)</script>', b"=cmd|' /C calc'!A0", b"@SUM(1+1)\r\n=1+1 ]]> <![CDATA[x",
    "\u202eexe.\u2066x \x1b[2J\x1b]0;x\x07".encode(), b"a\0=1+1\0<b>", b"'; DROP TABLE photos;-- %s%n {{7*7}}",
]
TAGS = [
    "IFD0:Make", "IFD0:Model", "IFD0:ImageDescription", "IFD0:Software", "IFD0:Artist", "IFD0:Copyright",
    "ExifIFD:LensModel", "ExifIFD:SerialNumber", "ExifIFD:OwnerName", "GPS:GPSMapDatum", "GPS:GPSSatellites",
]
DISTRICT = '=1+1"><b>鹽埕區'
ASSET = "0071"
ROAD = '@SUM(1)\n<iframe src="http://127.0.0.1:9/">]]>大勇路'
REVIEWER, NOTE = '=HYPERLINK("http://127.0.0.1:9/","x")', '-1+1|x"><script>alert(5)</script>\n\x1b[2J\u202e]]>補'

# What steers a terminal or the direction of writing.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def clean(text):
    """Returns a text as exports show it: without what steers."""
    return STEERING.sub("", text)


def flight_files(folder="flights"):
    """Returns the planted photos, by their names as exports show them."""
    return {clean(path.name): path for path in pathlib.Path(folder).glob("*/*")}


def tag(photo, text, scratch):
    """Writes one text into every tag of a photo that is read or might be."""
    scratch.write_bytes(text)
    arguments = [f"-{name}<={scratch}" for name in TAGS]
    packet = subprocess.run(["exiftool", "-b", "-xmp", photo], capture_output=True, check=True).stdout.decode()
    harm = quoteattr(clean(text.decode()))
    for name in ("Camera:BandName", "xmp:CreatorTool"):
        packet = re.sub(name + '="[^"]*"', lambda _: f"{name}={harm}", packet)
    other = scratch.with_suffix(".xmp")
    other.write_text(packet)
    subprocess.run(
        ["exiftool", "-q", "-q", "-m", "-overwrite_original", *arguments, f"-xmp<={other}", photo], check=True)


def photos(source, folder="flights"):
    """Copies six photos with hostile tags, four of them with hostile names, and adds a file that is no photo.

    The last one is a flight of its own.
    """
    flight, second = pathlib.Path(folder, FLIGHT), pathlib.Path(folder, "second")
    for place in (flight, second):
        place.mkdir(parents=True)
    for index, photo in enumerate(sorted(pathlib.Path(source).glob("*.JPG"))[:6]):
        plain = pathlib.Path(folder, "plain.jpg")
        shutil.copy(photo, plain)
        tag(plain, TEXTS[index], pathlib.Path(folder, "tag"))
        place = second if index == 5 else flight
        plain.rename(place / (NAMES[index - 1] if 0 < index <= len(NAMES) else photo.name))
    (flight / NO_PHOTO).write_bytes(b"no photo")
    for rest in ("tag", "tag.xmp"):
        pathlib.Path(folder, rest).unlink()


def layers():
    """Writes map layers whose fields mean harm: a district around everything, a road beside it."""
    def layer(name, fields, kind, coordinates):
        feature = {"type": "Feature", "properties": fields, "geometry": {"type": kind, "coordinates": coordinates}}
        pathlib.Path(name).write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    layer("districts.geojson", {"TOWNNAME": DISTRICT}, "Polygon",
          [[[120.2, 22.5], [120.4, 22.5], [120.4, 22.7], [120.2, 22.7], [120.2, 22.5]]])
    layer("roads.geojson", {"ROADNAME": ROAD, "CODE": ASSET}, "LineString", [[120.3010, 22.6271], [120.3018, 22.6275]])


def reviews(inventory):
    """Adds a hostile review of every third defect, as a person's GIS would."""
    with sqlite3.connect(inventory) as store:
        names = [row[0] for row in store.execute("SELECT uid FROM defects ORDER BY uid")]
        for name in names[::3]:
            store.execute(
                "INSERT INTO reviews (defect_uid, status, reviewer, reviewed_at, reviewed, note) VALUES (?,?,?,?,?,?)",
                (name, "accepted", REVIEWER, "2026-11-11T00:00:00.000Z", 1794355200, NOTE))


def steers_not(*paths):
    """Fails when a file of what was printed is empty, or steers the terminal it is shown in."""
    for path in paths:
        text = pathlib.Path(path).read_text(encoding="utf-8")
        assert text and not STEERING.search(text), (path, STEERING.search(text))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
