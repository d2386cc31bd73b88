#!/usr/bin/env python3
"""Writes the first inputs of each fuzzer into folders of its name: what the fixtures of the tests hold, taken apart."""

import pathlib
import struct
import sys
import zlib

EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
# Photos above this size have pixels, which no fuzzer looks at.
LARGEST = 16 << 10


# Colour type, depth and samples a pixel of each seed.
PNGS = {"grey-1": (0, 1, 1), "grey-8": (0, 8, 1), "grey-16": (0, 16, 1), "rgb": (2, 8, 3), "palette": (3, 8, 1),
        "grey-alpha": (4, 8, 2), "rgba-16": (6, 16, 4)}

COCO = {
    "boxes": """{"images": [{"id": 1, "file_name": "1.jpg"}, {"id": 2, "file_name": "north/2.png"}],
 "categories": [{"id": 3, "name": "crack"}, {"id": 4, "name": "D40"}],
 "annotations": [{"id": 9, "image_id": 1, "category_id": 3, "bbox": [1, 2, 30.5, 4]},
  {"id": 10, "image_id": 2, "category_id": 4, "bbox": [0, 0, 61, 23], "segmentation": []}]}""",
    "polygons": """{"info": {}, "images": [{"id": 1, "file_name": "1.jpg", "width": 61, "height": 23}],
 "categories": [{"id": 3, "name": "Crack", "supercategory": "damage"}],
 "annotations": [{"id": 9, "image_id": 1, "category_id": 3, "iscrowd": 0, "area": 8, "bbox": [],
  "segmentation": [[1, 1, 5, 1, 5, 3, 1, 3], [10.5, 1, 42.25, 1, 30, 22.5, 3e1, -4, 12, 2]]}]}""",
    "runs": """{"images": [{"id": 1, "file_name": "1.jpg"}], "categories": [{"id": 3, "name": "crack"}],
 "annotations": [{"id": 9, "image_id": 1, "category_id": 3, "segmentation": {"counts": [1, 2], "size": [4, 4]}}]}""",
}
# The names and, after a zero byte, the labels.
YOLO = {
    "list": "pothole\ncrack\n\0" "1 0.5 0.5 0.25 0.5\n0 0.1 0.9 0.05 1\r\n\n1 .25 1e-1 0 0\n",
    "mapping": "path: .\nnc: 2\nnames:\n  0: pothole\n  1: crack\n\0" "1 0.5 0.5 0.25 0.5\n",
    "sequence": "names: [pothole, 'crack']\n\0" "0 1 1 2 2\n",
    "anchors": "a: &a [x, y]\nnames:\n- *a\n- <<: {b: c}\n- !!str crack\n\0" "2 0.5 0.5 1 1\n",
    "outline": "crack\n\0" "0 0.1 0.1 0.9 0.1 0.9 0.9\n",
}


def png(kind, depth, samples, side=9):
    """Returns a small PNG of a ramp, made of its chunks."""
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = -(-side * samples * depth // 8)
    pixels = b"".join(b"\0" + bytes((x * 7 + y * 31) % 256 for x in range(row)) for y in range(side))
    palette = chunk(b"PLTE", bytes(range(256)) * 3) if kind == 3 else b""
    header = struct.pack(">IIBBBBB", side, side, depth, kind, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette + chunk(b"IDAT", zlib.compress(pixels))
            + chunk(b"IEND", b""))


def segments(photo):
    """Yields marker and body of each segment before the image, as far as lengths can be believed."""
    offset = 2
    while offset + 4 <= len(photo) and photo[offset] == 0xFF:
        length = int.from_bytes(photo[offset + 2:offset + 4], "big")
        yield photo[offset + 1], photo[offset + 4:offset + 2 + length]
        offset += 2 + max(length, 2)


def main(output):
    fixtures = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"
    photos = [*fixtures.glob("Metadata/**/*.jpg"), *fixtures.glob("Hostile/*.jpg")]
    seeds = {"jpeg": [], "exif": [], "xmp": [], "sidecar": [], "weights": [], "onnx": [], "png": [], "coco": [], "yolo": []}
    for path in sorted(photos):
        photo = path.read_bytes()
        if len(photo) <= LARGEST:
            seeds["jpeg"].append((path, photo))
        for marker, body in segments(photo):
            if marker == 0xE1 and body.startswith(EXIF):
                seeds["exif"].append((path, body[len(EXIF):]))
            elif marker == 0xE1 and body.startswith(XMP):
                seeds["xmp"].append((path, body[len(XMP):]))
    for path in sorted(path for path in fixtures.glob("Sidecars/**/*") if path.is_file()):
        seeds["sidecar"].append((path, path.read_bytes()))
    for path in sorted(fixtures.glob("Networks/*.int8")):
        seeds["weights"].append((path, path.read_bytes()))
    for path in sorted(fixtures.glob("Networks/**/*.onnx")):
        seeds["onnx"].append((path, path.read_bytes()))
    seeds["png"] = [(pathlib.Path(f"{name}.png"), png(*kind)) for name, kind in PNGS.items()]
    seeds["coco"] = [(pathlib.Path(f"{name}.json"), text.encode()) for name, text in COCO.items()]
    seeds["yolo"] = [(pathlib.Path(f"{name}.txt"), text.encode()) for name, text in YOLO.items()]
    for name, inputs in seeds.items():
        folder = pathlib.Path(output) / name
        folder.mkdir(parents=True, exist_ok=True)
        for index, (path, contents) in enumerate(inputs):
            (folder / f"{index:04}-{path.name}").write_bytes(contents)


if __name__ == "__main__":
    main(sys.argv[1])
