#!/usr/bin/env python3
"""Writes the first inputs of each fuzzer into folders of its name: what the fixtures of the tests hold, taken apart."""

import pathlib
import sys

EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
# Photos above this size have pixels, which no fuzzer looks at.
LARGEST = 16 << 10


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
    seeds = {"jpeg": [], "exif": [], "xmp": [], "sidecar": [], "weights": [], "onnx": []}
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
    for name, inputs in seeds.items():
        folder = pathlib.Path(output) / name
        folder.mkdir(parents=True, exist_ok=True)
        for index, (path, contents) in enumerate(inputs):
            (folder / f"{index:04}-{path.name}").write_bytes(contents)


if __name__ == "__main__":
    main(sys.argv[1])
