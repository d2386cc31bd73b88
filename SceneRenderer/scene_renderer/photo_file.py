"""Writes a JPEG with EXIF and XMP: a small writer of its own, no library but Pillow's JPEG encoder.

EXIF is written big-endian in the order of the standard; XMP as one packet with elements or attributes by dialect.
"""

import io
import struct
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from xml.sax.saxutils import escape

from PIL import Image

from . import SOFTWARE
from .camera import Camera, Orientation

MAKE = "Synthetic"
MODELS = {"parrot": "SceneRenderer P1", "pix4d": "SceneRenderer C1"}
PIXELS_PER_MILLIMETRE = 312.5  # 3.2 micrometre pixels
GEOID = 20.35  # EGM96 undulation at the scene, metres; a constant is good to centimetres over a street


@dataclass(frozen=True)
class Capture:
    """What the file says of its own capture; position and attitude are the recorded ones, not the true ones."""

    time: datetime  # local, with zone
    latitude: float
    longitude: float
    ellipsoidal_height: float
    height_above_takeoff: float
    orientation: Orientation
    camera: Camera
    exposure_seconds: Fraction
    iso: int
    horizontal_sigma: float
    vertical_sigma: float
    yaw_sigma: float
    tilt_sigma: float


def _rational(value, denominator):
    return (int(round(value * denominator)), denominator)


def _entry(tag, kind, values):
    """An IFD entry: tag, type, count and packed bytes."""
    if kind == "ascii":
        data = values.encode("ascii") + b"\0"
        return tag, 2, len(data), data
    if not isinstance(values, (list, tuple)) or (kind == "rational" and isinstance(values[0], int)):
        values = [values]
    if kind == "byte":
        return tag, 1, len(values), bytes(values)
    if kind == "undefined":
        return tag, 7, len(values[0]), values[0]
    if kind == "short":
        return tag, 3, len(values), struct.pack(f">{len(values)}H", *values)
    if kind == "long":
        return tag, 4, len(values), struct.pack(f">{len(values)}I", *values)
    if kind == "rational":
        return tag, 5, len(values), b"".join(struct.pack(">II", *v) for v in values)
    raise ValueError(kind)


def _directory(entries, offset):
    """One IFD at `offset` from the TIFF header, with the data that does not fit into it."""
    entries = sorted(entries)
    table, data = struct.pack(">H", len(entries)), b""
    start = offset + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) <= 4:
            field = value.ljust(4, b"\0")
        else:
            field = struct.pack(">I", start + len(data))
            data += value + b"\0" * (len(value) % 2)
        table += struct.pack(">HHI", tag, kind, count) + field
    return table + struct.pack(">I", 0) + data


def _degrees(value):
    value = abs(value)
    d = int(value)
    m = int((value - d) * 60)
    return [(d, 1), (m, 1), _rational((value - d - m / 60) * 3600, 100_000)]


def exif(capture, model):
    """The APP1 payload with EXIF."""
    c, cam = capture, capture.camera
    stamp, sub = c.time.strftime("%Y:%m:%d %H:%M:%S"), f"{c.time.microsecond // 1000:03d}"
    zone = c.time.strftime("%z")
    zone = zone[:3] + ":" + zone[3:]
    utc = c.time.utctimetuple()
    focal = cam.fx / PIXELS_PER_MILLIMETRE
    e = _entry
    exif_entries = [
        e(0x829A, "rational", (c.exposure_seconds.numerator, c.exposure_seconds.denominator)),
        e(0x829D, "rational", (24, 10)),
        e(0x8822, "short", 2),
        e(0x8827, "short", c.iso),
        e(0x9000, "undefined", [b"0232"]),
        e(0x9003, "ascii", stamp),
        e(0x9004, "ascii", stamp),
        e(0x9010, "ascii", zone),
        e(0x9011, "ascii", zone),
        e(0x9012, "ascii", zone),
        e(0x9290, "ascii", sub),
        e(0x9291, "ascii", sub),
        e(0x9292, "ascii", sub),
        e(0x9101, "undefined", [b"\1\2\3\0"]),
        e(0x9207, "short", 2),
        e(0x9209, "short", 0),
        e(0x920A, "rational", _rational(focal, 1000)),
        e(0xA000, "undefined", [b"0100"]),
        e(0xA001, "short", 1),
        e(0xA002, "long", cam.width),
        e(0xA003, "long", cam.height),
        e(0xA20E, "rational", _rational(PIXELS_PER_MILLIMETRE, 100)),
        e(0xA20F, "rational", _rational(PIXELS_PER_MILLIMETRE, 100)),
        e(0xA210, "short", 4),
        e(0xA402, "short", 0),
        e(0xA403, "short", 1),
        e(0xA405, "short", int(round(cam.fx / cam.width * 36))),
    ]
    gps_entries = [
        e(0x00, "byte", [2, 3, 0, 0]),
        e(0x01, "ascii", "N" if c.latitude >= 0 else "S"),
        e(0x02, "rational", _degrees(c.latitude)),
        e(0x03, "ascii", "E" if c.longitude >= 0 else "W"),
        e(0x04, "rational", _degrees(c.longitude)),
        e(0x05, "byte", 0),
        e(0x06, "rational", _rational(c.ellipsoidal_height - GEOID, 1000)),
        e(
            0x07,
            "rational",
            [(utc.tm_hour, 1), (utc.tm_min, 1), _rational(utc.tm_sec + c.time.microsecond / 1e6, 1000)],
        ),
        e(0x12, "ascii", "WGS-84"),
        e(0x1D, "ascii", "%04d:%02d:%02d" % utc[:3]),
    ]

    def first(exif_at, gps_at):
        return _directory(
            [
                e(0x010E, "ascii", "Synthetic street scene with known defects"),
                e(0x010F, "ascii", MAKE),
                e(0x0110, "ascii", model),
                e(0x0112, "short", 1),
                e(0x011A, "rational", (72, 1)),
                e(0x011B, "rational", (72, 1)),
                e(0x0128, "short", 2),
                e(0x0131, "ascii", SOFTWARE),
                e(0x0132, "ascii", stamp),
                e(0x0213, "short", 1),
                e(0x8769, "long", exif_at),
                e(0x8825, "long", gps_at),
            ],
            8,
        )

    def even(block):
        return block + b"\0" * (len(block) % 2)

    exif_at = 8 + len(even(first(0, 0)))
    exif_block = even(_directory(exif_entries, exif_at))
    gps_at = exif_at + len(exif_block)
    return (
        b"Exif\0\0"
        + b"MM\0*"
        + struct.pack(">I", 8)
        + even(first(exif_at, gps_at))
        + exif_block
        + _directory(gps_entries, gps_at)
    )


def _camera_block(capture):
    """The properties of the Pix4D camera namespace that describe lens and accuracy."""
    cam = capture.camera
    mm = PIXELS_PER_MILLIMETRE
    return {
        "Camera:BandName": "Red, Green, Blue",
        "Camera:ModelType": "perspective",
        "Camera:PrincipalPoint": f"{cam.cx / mm:.6f},{cam.cy / mm:.6f}",
        "Camera:PerspectiveFocalLength": f"{cam.fx / mm:.6f}",
        "Camera:PerspectiveDistortion": f"{cam.k1:g},{cam.k2:g},{cam.k3:g},{cam.p1:g},{cam.p2:g}",
        "Camera:GPSXYAccuracy": f"{capture.horizontal_sigma:.3f}",
        "Camera:GPSZAccuracy": f"{capture.vertical_sigma:.3f}",
        "Camera:IMUYawAccuracy": f"{capture.yaw_sigma:.2f}",
        "Camera:IMUPitchAccuracy": f"{capture.tilt_sigma:.2f}",
        "Camera:IMURollAccuracy": f"{capture.tilt_sigma:.2f}",
        "Camera:AboveGroundAltitude": "%d/1000" % round(capture.height_above_takeoff * 1000),
    }


def xmp(capture, dialect):
    """The APP1 payload with XMP.

    `parrot`: the camera's attitude as `drone-parrot:Camera…Degree` (-90 looks down), as ANAFI drones write it.
    `pix4d`: the attitude as `Camera:Yaw/Pitch/Roll`, where zero looks down, as elements instead of attributes.
    """
    o = capture.orientation
    properties = _camera_block(capture)
    if dialect == "parrot":
        properties |= {
            "drone-parrot:CameraYawDegree": f"{o.yaw:.4f}",
            "drone-parrot:CameraPitchDegree": f"{o.pitch:.4f}",
            "drone-parrot:CameraRollDegree": f"{o.roll:.4f}",
        }
    elif dialect == "pix4d":
        n = o.in_nadir_frame()
        properties |= {"Camera:Yaw": f"{n.yaw:.4f}", "Camera:Pitch": f"{n.pitch:.4f}", "Camera:Roll": f"{n.roll:.4f}"}
    else:
        raise ValueError(f"no such dialect: {dialect}")
    properties["xmp:CreatorTool"] = SOFTWARE
    spaces = {"Camera": "http://pix4d.com/camera/1.0/", "xmp": "http://ns.adobe.com/xap/1.0/"}
    if dialect == "parrot":
        spaces["drone-parrot"] = "http://www.parrot.com/drone-parrot/1.0/"
    names = "".join(f'\n    xmlns:{p}="{uri}"' for p, uri in sorted(spaces.items()))
    if dialect == "parrot":
        body = "".join(f'\n    {k}="{escape(v)}"' for k, v in sorted(properties.items())) + "/>"
    else:
        body = (
            ">"
            + "".join(f"\n   <{k}>{escape(v)}</{k}>" for k, v in sorted(properties.items()))
            + "\n  </rdf:Description>"
        )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""{names}{body}\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return b"http://ns.adobe.com/xap/1.0/\0" + packet.encode("utf-8")


def jpeg(pixels, quality):
    """A plain baseline JPEG."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
    return out.getvalue()


def photo(pixels, capture, dialect, quality=90):
    """The bytes of a whole photo file."""
    data = jpeg(pixels, quality)
    # Keep the coding, drop the encoder's JFIF header: EXIF comes first.
    at = 2
    if data[2:4] == b"\xff\xe0":
        at = 4 + struct.unpack(">H", data[4:6])[0]
    segments = b""
    for payload in (exif(capture, MODELS[dialect]), xmp(capture, dialect)):
        segments += b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload
    return data[:2] + segments + data[at:]
