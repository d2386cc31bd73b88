"""Huoditang's photos are 4:3 and were made square: how much of what is missed is their shape, and how much the labelled boxes.

    python own_shape.py DATA tree.pt                       # dead crowns of the held-back pictures at several overlaps
    python own_shape.py DATA --write OUT --size 591 443    # pictures and labels in their own shape, for inspect evaluate --split
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np

import networks_folder  # noqa: F401
import sets
from decode import average_precision, crowns_of
from objects import DEAD, IS_DEAD
from train import maps_of
from unet import load_checkpoint

SIZES = (512, 512), (591, 443), (683, 512)
OVERLAPS = 0.1, 0.3, 0.5


def dead_crowns(model, pictures, size):
    """What is found in pictures shown at a size, and what is true, in pixels of the pictures."""
    found, truth = [], {}
    for picture in pictures:
        grown = np.divide(size, picture.rgb.shape[1::-1])
        maps = maps_of(model, cv2.resize(picture.rgb, size, interpolation=cv2.INTER_LINEAR))
        found += [(picture.name, score, np.array(corners) / [*grown, *grown]) for score, *corners, _, _ in crowns_of(maps, 0.03, *size, DEAD)]
        boxes = [(u - a, v - b, u + a, v + b) for u, v, a, b, state in picture.crowns if state == IS_DEAD]
        if boxes:
            truth[picture.name] = np.array(boxes)
    return found, truth


def write(data, out, size):
    folder = Path(data) / "trees/huoditang-dead-sick"
    labels = json.loads((folder / "labels.json").read_text())
    (out / "images").mkdir(parents=True)
    grown = {}
    for image in labels["images"]:
        name = Path(image["file_name"]).name
        rgb = sets.read(folder / "images" / name)
        grown[image["id"]] = np.divide(size, rgb.shape[1::-1]).tolist()
        image["file_name"], (image["width"], image["height"]) = str(Path(name).with_suffix(".png")), size
        cv2.imwrite(str(out / "images" / image["file_name"]), cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)[:, :, ::-1])
    for one in labels["annotations"]:
        one["bbox"] = [value * factor for value, factor in zip(one["bbox"], 2 * grown[one["image_id"]])]
        one.pop("segmentation", None)
        one.pop("area", None)
    (out / "labels.json").write_text(json.dumps(labels))
    names = sorted(Path(image["file_name"]).stem for image in labels["images"])[-sets.HELD_BACK:]
    (out / "held-back.txt").write_text("\n".join(names) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("checkpoint", nargs="?")
    parser.add_argument("--write", type=Path, metavar="OUT")
    parser.add_argument("--size", type=int, nargs=2, default=SIZES[1], metavar=("WIDTH", "HEIGHT"))
    options = parser.parse_args()
    if options.write:
        write(options.data, options.write, tuple(options.size))
    if options.checkpoint:
        model, pictures = load_checkpoint(options.checkpoint)[0].eval(), list(sets.huoditang(options.data, True))
        print("| shown as | " + " | ".join(f"overlap {least}" for least in OVERLAPS) + " |")
        for size in SIZES:
            found, truth = dead_crowns(model, pictures, size)
            print(f"| {size[0]} x {size[1]} | " + " | ".join(f"{average_precision(found, truth, least):.3f}" for least in OVERLAPS) + " |")


if __name__ == "__main__":
    main()
