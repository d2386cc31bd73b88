"""Textures taken from photographs that weights may be trained on.

Forest tiles and crowns: larch-casebearer, `train` of its split only (area B03 is kept for judging), and huoditang-dead-sick without its last
12 images by name. Asphalt: rdd2022-china-drone `train.txt`. States of crowns follow the labels: larch_healthy and other_tree are healthy,
larch_light_damage and larch_high_damage and sick_tree declining, dead_tree dead.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

HELD_BACK = 12
LARCH_STATES = {"other_tree": "healthy", "larch_healthy": "healthy", "larch_light_damage": "declining", "larch_high_damage": "declining"}
SICK_STATES = {"dead_tree": "dead", "sick_tree": "declining"}


@dataclass
class Tile:
    """A photograph of a wood. `boxes` are (x, y, width, height, state) in pixels; `doubtful` marks what may be an unlabelled log."""

    rgb: np.ndarray
    boxes: list
    doubtful: np.ndarray


@dataclass
class Sources:
    forests: list = field(default_factory=list)  # larch: every crown has its box
    canopies: list = field(default_factory=list)  # broad-leaved canopy: only sick and dead crowns have boxes
    asphalt: list = field(default_factory=list)  # relative brightness, small tiles
    crowns: list = field(default_factory=list)  # (tile index, box index) of larches worth cutting out
    sick: list = field(default_factory=list)


def doubtful_logs(rgb):
    """Pale thin grey things on the floor, which may be logs that nobody labelled."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    stroke = cv2.morphologyEx(grey, cv2.MORPH_TOPHAT, np.ones((17, 17), np.uint8))
    thin = ((stroke > 38) & (hsv[..., 1] < 62) & (grey > 105)).astype(np.uint8)
    thin = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, names, stats, _ = cv2.connectedComponentsWithStats(thin)
    out = np.zeros(grey.shape, np.uint8)
    for i in range(1, count):
        if max(stats[i, 2], stats[i, 3]) > 28:
            out[names == i] = 1
    return cv2.dilate(out, np.ones((7, 7), np.uint8)) > 0


def read(path):
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


def tiles_of(folder, names, states):
    labels = json.loads((folder / "labels.json").read_text())
    kinds = {c["id"]: c["name"] for c in labels["categories"]}
    number = {i["file_name"]: i["id"] for i in labels["images"]}
    by_image = {}
    for a in labels["annotations"]:
        by_image.setdefault(a["image_id"], []).append((*a["bbox"], states[kinds[a["category_id"]]]))
    for name in names:
        rgb = read(folder / "images" / name)
        yield Tile(rgb, by_image.get(number.get(name), []), doubtful_logs(rgb))


def load_sources(data_root, asphalt_count=160):
    """Reads the textures below `data_root` (the folder with `trees/` and `roads/`)."""
    root = Path(data_root)
    sources = Sources()
    larch = root / "trees/larch-casebearer"
    train = [n for n in json.loads((larch / "splits.json").read_text())["train"] if not n.startswith("B03")]
    sources.forests = list(tiles_of(larch, train, LARCH_STATES))
    for i, tile in enumerate(sources.forests):
        for j, (x, y, w, h, _) in enumerate(tile.boxes):
            if (
                min(x, y) > 4
                and x + w < tile.rgb.shape[1] - 4
                and y + h < tile.rgb.shape[0] - 4
                and min(w, h) > 45
                and max(w, h) < 1.35 * min(w, h)
            ):
                sources.crowns.append((i, j))
    sick = root / "trees/huoditang-dead-sick"
    names = sorted(p.name for p in (sick / "images").glob("*.jpg"))[:-HELD_BACK]
    sources.canopies = list(tiles_of(sick, names, SICK_STATES))
    for i, tile in enumerate(sources.canopies):
        for j, (x, y, w, h, _) in enumerate(tile.boxes):
            if min(w, h) > 14:
                sources.sick.append((i, j))
    roads = root / "roads/rdd2022-china-drone"
    names = [n.strip() for n in (roads / "train.txt").read_text().split() if n.strip()]
    for name in names[:: max(1, len(names) // (3 * asphalt_count))]:
        rgb = read(roads / "images" / f"{name}.jpg").astype(np.float32)
        small = cv2.resize(rgb, None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA)
        middle = np.median(small.reshape(-1, 3), 0)
        relative = small / np.maximum(middle, 1)
        if np.percentile(relative, 99.5) < 1.25 and np.percentile(relative, 0.5) > 0.6 and len(sources.asphalt) < asphalt_count:
            sources.asphalt.append(relative)  # no lane lines, kerbs or shadows in it
    return sources
