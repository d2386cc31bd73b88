#!/usr/bin/env python3
"""Writes the small random networks beside this script, two pictures, and the head bytes that every engine must give.

Needs what Training/networks/requirements.txt pins. The same bytes every time; run it after a change and commit what it wrote.
"""
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "Training" / "networks"))

import int8_file  # noqa: E402
import random_networks  # noqa: E402
from int8_reference import head  # noqa: E402

SIZES = ((67, 45), (64, 48))
ONE_SIZE = ("many-classes", "single")  # enough for these: their shapes repeat the others


def picture(width, height):
    """Colour ramps with noise, a white and a black block (the largest sums), and a chequered one (the largest changes)."""
    rng = np.random.default_rng(width * 1000 + height)
    y, x = np.mgrid[:height, :width]
    ramps = np.stack([x * 255 / width, y * 255 / height, (x + y) * 255 / (width + height)], 2)
    result = np.clip(ramps + rng.normal(0, 25, (height, width, 3)), 0, 255).astype(np.uint8)
    result[4:20, 4:20] = 255
    result[24:40, 4:20] = 0
    result[4:20, 24:40] = 255 * ((x + y) % 2)[4:20, 24:40, None]
    return result


def write_plane(path, plane):
    path.write_bytes(b"P5\n%d %d\n255\n" % plane.shape[::-1] + plane.tobytes())


def main():
    pictures = {f"{width}x{height}": picture(width, height) for width, height in SIZES}
    for size, content in pictures.items():
        height, width = content.shape[:2]
        (HERE / f"picture-{size}.ppm").write_bytes(b"P6\n%d %d\n255\n" % (width, height) + content.tobytes())
    for name, build in random_networks.ALL.items():
        int8_file.write(HERE / f"{name}.int8", build())
        layers = int8_file.read(HERE / f"{name}.int8")
        for size, content in list(pictures.items())[: 1 if name in ONE_SIZE else 2]:
            for index, plane in enumerate(head(layers, content)):
                write_plane(HERE / f"{name}-{size}-{index}.pgm", plane)


if __name__ == "__main__":
    main()
