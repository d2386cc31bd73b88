"""What the road detector takes labelled things for: a table of labels against kinds.

    python confusions.py DATA paveseg PICTURES          # writes the pictures of the set that did not train into a new folder
    inspect detect PICTURES --output OUT --detectors crack,road
    python confusions.py DATA paveseg PICTURES --detections OUT/detections.json

A thing is a piece of a label's mask. It counts for the kind whose detections cover most of it, if they cover a quarter; lines are widened by
five pixels first. What lies on no label is counted by kind.
"""
import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

import cv2
import numpy as np

from sets import held_back, mask_of, names_in, read

PAVESEG = {30: "crack", 60: "pothole", 90: "sealed crack", 120: "patch", 150: "alligator", 180: "cover", 210: "joint"}
LEAST_AREA, LEAST_PART, WIDER = 200, 0.25, np.ones((11, 11), np.uint8)


def pictures(data, name):
    """(name, path of the picture, {label: mask}) of what was not trained on."""
    if name == "paveseg":
        folder = Path(data) / "roads/paveseg-preview"
        for one in held_back(names_in(folder / "all.txt")):
            classes = mask_of(folder / "masks_class" / f"{one}.png")
            yield one, next((folder / "images").glob(f"{one}.*")), {label: classes == value for value, label in PAVESEG.items()}
    else:
        folder = Path(data) / "roads/brazil-cracks-potholes"
        for one in names_in(folder / "test.txt"):
            masks = {label: mask_of(folder / f"masks_{label}" / f"{one}.png") > 127 for label in ("crack", "pothole")}
            yield one, folder / "images" / f"{one}.jpg", masks


def found_masks(file):
    """{stem: {kind: mask}} of a COCO file."""
    content = json.loads(Path(file).read_text())
    kinds = {category["id"]: category["name"] for category in content["categories"]}
    images = {image["id"]: image for image in content["images"]}
    found = {Path(image["file_name"]).stem: {} for image in images.values()}
    for one in content["annotations"]:
        image = images[one["image_id"]]
        masks = found[Path(image["file_name"]).stem]
        mask = masks.setdefault(kinds[one["category_id"]], np.zeros((image["height"], image["width"]), np.uint8))
        cv2.fillPoly(mask, [np.int32(np.reshape(ring, (-1, 2))) for ring in one["segmentation"]], 1)
    return found


def count(data, name, detections):
    table, alone = defaultdict(Counter), Counter()
    found = found_masks(detections)
    for stem, _, labels in pictures(data, name):
        kinds = {kind: cv2.dilate(mask, WIDER) for kind, mask in found.get(stem, {}).items()}
        anywhere = None
        for label, mask in labels.items():
            anywhere = mask if anywhere is None else anywhere | mask
            closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, WIDER)
            total, pieces, boxes, _ = cv2.connectedComponentsWithStats(closed)
            for piece in range(1, total):
                if boxes[piece, cv2.CC_STAT_AREA] < LEAST_AREA:
                    continue
                here = pieces == piece
                shares = {kind: float(own[here].mean()) for kind, own in kinds.items()}
                best = max(shares, key=shares.get, default=None)
                table[label][best if best and shares[best] >= LEAST_PART else "nothing"] += 1
        near = cv2.dilate(anywhere.astype(np.uint8), np.ones((41, 41), np.uint8))
        for kind, mask in found.get(stem, {}).items():
            total, pieces, _, _ = cv2.connectedComponentsWithStats(mask)
            alone[kind] += sum(1 for piece in range(1, total) if not near[pieces == piece].any())
    return table, alone


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("set", choices=("paveseg", "brazil"))
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--detections")
    options = parser.parse_args()
    if not options.detections:
        options.pictures.mkdir(parents=True)
        for stem, path, _ in pictures(options.data, options.set):
            cv2.imwrite(str(options.pictures / f"{stem}.jpg"), read(path)[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
        return
    table, alone = count(options.data, options.set, options.detections)
    for label, kinds in table.items():
        print(f"{label} ({sum(kinds.values())}): " + ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()))
    print("on no label: " + ", ".join(f"{kind} {number}" for kind, number in alone.most_common() if number))


if __name__ == "__main__":
    main()
