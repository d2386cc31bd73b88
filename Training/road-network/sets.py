"""The labelled sets of the road network as pictures with boxes.

rdd2022-china-drone alone decides what the boxes look like: its roads all run upwards. Its licence (CC BY-SA 4.0) is that of the
weights. The other sets add potholes, covers and things that are none of it.
"""
import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

import networks_folder  # noqa: F401
from objects import (ALLIGATOR, AREAS, CELL, COVER, DOUBTFUL, KINDS, LINE, POTHOLE, REPAIR, WITHIN, Picture, cells, upright)

ALL = (1 << len(KINDS)) - 1
CHINA = {"longitudinal_crack": LINE, "transverse_crack": LINE, "alligator_crack": ALLIGATOR, "repair": REPAIR, "pothole": POTHOLE}
# Grey values of paveseg-preview; an expansion joint (210) is nothing.
PAVESEG = {60: POTHOLE, 90: REPAIR, 120: REPAIR, 150: ALLIGATOR, 180: COVER}
PAVESEG_CRACK = 30


def read(path):
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(picture[:, :, ::-1])


def mask_of(path):
    mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise FileNotFoundError(path)
    return mask


def names_in(listing):
    return [line.strip() for line in Path(listing).read_text().splitlines() if line.strip()]


def fill(raster, x, y, width, height, value):
    raster[max(0, round(y / CELL)):max(0, round((y + height) / CELL)), max(0, round(x / CELL)):max(0, round((x + width) / CELL))] = value


def china(data, split):
    """Tiles of 512 x 512 px. A box says where damage lies and not its outline: its rim is doubtful. Covers are not labelled."""
    folder = Path(data) / "roads/rdd2022-china-drone"
    labels = json.loads((folder / "labels.json").read_text())
    names = {category["id"]: category["name"] for category in labels["categories"]}
    boxes = defaultdict(list)
    for one in labels["annotations"]:
        boxes[one["image_id"]].append((names[one["category_id"]], *one["bbox"]))
    wanted = set(names_in(folder / f"{split}.txt"))
    for image in labels["images"]:
        if Path(image["file_name"]).stem not in wanted:
            continue
        rgb = read(folder / "images" / image["file_name"])
        unknown, inside = cells(rgb)
        unknown |= 1 << COVER
        things = []
        for kind, x, y, width, height in sorted(boxes[image["id"]], key=lambda box: -box[3] * box[4]):
            if kind not in CHINA:  # two boxes of block cracking
                fill(unknown, x, y, width, height, ALL)
                continue
            things.append(upright(CHINA[kind], x, y, width, height))
            if CHINA[kind] in AREAS:
                fill(inside, x - 0.06 * width, y - 0.06 * height, 1.12 * width, 1.12 * height, DOUBTFUL)
                fill(inside, x + 0.12 * width, y + 0.12 * height, 0.76 * width, 0.76 * height, WITHIN)
        weight = 1.0 + 1.5 * any(t.kind == POTHOLE for t in things) + 0.5 * any(t.kind == ALLIGATOR for t in things)
        yield Picture(image["file_name"], rgb, things, unknown, inside, axis=np.pi / 2, weight=weight)


def pieces(mask, smallest):
    """Boxes of a mask's pieces."""
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(closed)
    return [tuple(int(v) for v in box[:4]) for box in boxes[1:] if box[4] >= smallest]


def shrink(mask):
    return cv2.resize(mask.astype(np.uint8), None, fx=1 / CELL, fy=1 / CELL, interpolation=cv2.INTER_NEAREST)


def masked(name, rgb, masks, unknown_kinds, unknown_mask, turn, weight, smallest=120):
    """A picture with masks of some kinds; what else may be there is unknown."""
    unknown, inside = cells(rgb)
    things = []
    height, width = unknown.shape
    for kind in unknown_kinds:
        unknown |= 1 << kind
    for kind, mask in masks:
        things += [upright(kind, *box) for box in pieces(mask, smallest)]
        if kind in AREAS:
            rim = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), np.uint8))
            for value, part in ((DOUBTFUL, rim), (WITHIN, mask)):
                part = cv2.resize(part.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
                inside[part] = value
    if unknown_mask is not None:
        inside[cv2.resize(unknown_mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0] = DOUBTFUL
    return Picture(name, rgb, things, unknown, inside, turn=turn, weight=weight)


def brazil(data, listing="train"):
    """Seen from a car: only its potholes are taken, the rest is unknown."""
    folder = Path(data) / "roads/brazil-cracks-potholes"
    for name in names_in(folder / f"{listing}.txt"):
        pothole = mask_of(folder / "masks_pothole" / f"{name}.png") > 127
        cracks = cv2.dilate((mask_of(folder / "masks_crack" / f"{name}.png") > 127).astype(np.uint8), np.ones((41, 41), np.uint8)) > 0
        yield masked(name, read(folder / "images" / f"{name}.jpg"), [(POTHOLE, pothole)], (LINE, ALLIGATOR, REPAIR, COVER),
                     cracks & ~pothole, 0.25, 0.4 if pothole.any() else 0.15)


def stereo(data):
    """Potholes close by."""
    folder = Path(data) / "roads/stereo-potholes"
    for path in sorted((folder / "images").iterdir()):
        mask = next((folder / "masks").glob(path.stem + ".*"))
        yield masked(path.stem, read(path), [(POTHOLE, mask_of(mask) > 127)], (LINE, ALLIGATOR, REPAIR), None, np.pi, 0.6)


def held_back(names):
    """The pictures of paveseg-preview that confusions.py looks at: every seventh."""
    return names[3::7]


def paveseg(data):
    """Grey, from a car: all that is mistaken for one another, by pixel. Cracks have no boxes there and are unknown."""
    folder = Path(data) / "roads/paveseg-preview"
    names = names_in(folder / "all.txt")
    for name in sorted(set(names) - set(held_back(names)), key=names.index):
        classes = mask_of(folder / "masks_class" / f"{name}.png")
        masks = [(kind, classes == value) for value, kind in PAVESEG.items()]
        image = next((folder / "images").glob(f"{name}.*"))
        near = cv2.dilate((classes == PAVESEG_CRACK).astype(np.uint8), np.ones((21, 21), np.uint8)) > 0
        yield masked(name, read(image), masks, (LINE,), near, 0.25, 0.6, smallest=200)


def woods(data, count=40):
    """Nothing of the kind anywhere."""
    paths = []
    for folder in ("trees/larch-casebearer", "trees/huoditang-dead-sick"):
        found = sorted(p for p in (Path(data) / folder / "images").iterdir() if "B03" not in p.name and "B02" not in p.name)
        paths += found[::max(1, 2 * len(found) // count)]
    for path in paths:
        rgb = read(path)
        yield Picture(path.stem, rgb, [], *cells(rgb), weight=0.35)


def surroundings(count=48, seed=31):
    """Stones, roofs, water, cars, benches: drawn for the crack network."""
    from surroundings import scene

    rng = np.random.default_rng(seed)
    for number in range(count):
        rgb = scene(rng, 512)
        rgb = rgb[0] if isinstance(rgb, tuple) else rgb
        if rgb.dtype != np.uint8:
            rgb = (255 * np.clip(rgb, 0, 1)).astype(np.uint8)
        yield Picture(f"surroundings-{number}", rgb, [], *cells(rgb), weight=0.5)


def training(data):
    for source in (china(data, "train"), brazil(data), stereo(data), paveseg(data), woods(data), surroundings()):
        yield from source
