"""The labelled sets of the tree network, and the scenes drawn for it.

Pictures of one area or one flight stand on one side of a split. larch-casebearer's area B03 and the last twelve pictures of huoditang's flight
are for validation."""
import json
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from objects import DECLINES, HEALTHY, IS_DEAD, RASTERS, CANOPY, CARRIAGEWAY, FALLEN, STEM, Picture

LARCH = {"other_tree": HEALTHY, "larch_healthy": HEALTHY, "larch_light_damage": HEALTHY, "larch_high_damage": DECLINES}
HUODITANG = {"dead_tree": IS_DEAD, "sick_tree": DECLINES}
STATES = {"healthy": HEALTHY, "declining": DECLINES, "dead": IS_DEAD, "bare": IS_DEAD}
HELD_BACK = 12
BIT = {kind: 1 << k for k, kind in enumerate(RASTERS)}


def read(path):
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(picture[:, :, ::-1])


def labelled(folder, states):
    """(file name, crowns) of each picture of a COCO file."""
    labels = json.loads((folder / "labels.json").read_text())
    names = {one["id"]: one["name"] for one in labels["categories"]}
    boxes = defaultdict(list)
    for one in labels["annotations"]:
        x, y, width, height = one["bbox"]
        boxes[one["image_id"]].append((x + width / 2, y + height / 2, width / 2, height / 2, states[names[one["category_id"]]]))
    for image in sorted(labels["images"], key=lambda one: one["file_name"]):
        yield image["file_name"], np.array(boxes[image["id"]], np.float32).reshape(-1, 5)


def ellipses(shape, crowns, part):
    mask = np.zeros(shape, np.uint8)
    for u, v, a, b, _ in crowns:
        cv2.ellipse(mask, ((float(u), float(v)), (float(2 * part * a), float(2 * part * b)), 0), 1, -1)
    return mask > 0


def larch(data, split):
    """All crowns are boxes there. What lies between them may be low canopy, logs and tracks."""
    folder = Path(data) / "trees/larch-casebearer"
    wanted = set(json.loads((folder / "splits.json").read_text())[split])
    for name, crowns in labelled(folder, LARCH):
        if name not in wanted:
            continue
        rgb = read(folder / "images" / name)
        shape = rgb.shape[:2]
        core = ellipses(shape, crowns, 0.75)
        truth = BIT[CANOPY] * core.astype(np.uint8)
        known = 15 * core.astype(np.uint8)
        yield Picture(name, rgb, crowns, truth, known, np.ones(shape, np.uint8), np.ones(shape, np.uint8), weight=1.0)


def huoditang(data, is_validation):
    """Only dead and sick crowns are boxes; all else is living canopy of the same woods, shown two to three times smaller than the larches."""
    folder = Path(data) / "trees/huoditang-dead-sick"
    pictures = list(labelled(folder, HUODITANG))
    pictures = pictures[-HELD_BACK:] if is_validation else pictures[:-HELD_BACK]
    for name, crowns in pictures:
        rgb = read(folder / "images" / name)
        shape = rgb.shape[:2]
        seen = rgb.max(2) > 12  # the mosaic's corners are black
        truth = BIT[CANOPY] * seen.astype(np.uint8)
        known = np.full(shape, BIT[CARRIAGEWAY] + BIT[CANOPY] + BIT[FALLEN] + BIT[STEM], np.uint8)
        # A dead crown shows its limbs: they do not lie.
        yield Picture(name, rgb, crowns, truth, known, ellipses(shape, crowns, 1.3).astype(np.uint8), seen.astype(np.uint8),
                      weight=1.6 if len(crowns) else 0.7, scale=(0.8, 2.6), is_rare=True, elsewhere=0.3)


def scenes_in(folder):
    """The drawn scenes of a folder, as paths: those to train on, and every fortieth to look at."""
    paths = sorted(Path(folder).rglob("*.npz"))
    return [p for k, p in enumerate(paths) if k % 40], paths[::40]


def drawn(path):
    """A scene as scenes.py writes it."""
    scene = np.load(path, allow_pickle=False)
    rgb = read(path.with_suffix(".jpg"))
    truth = np.zeros(rgb.shape[:2], np.uint8)
    for kind, name in ((CANOPY, "canopy"), (STEM, "stem"), (FALLEN, "fallen"), (CARRIAGEWAY, "pavement")):
        truth |= BIT[kind] * (scene[name] > 0).astype(np.uint8)
    sure = (scene["ignore"] == 0).astype(np.uint8)
    states = [STATES[str(scene["state_names"][k])] for k in scene["states"]]
    crowns = np.array([((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2, state)
                       for (x0, y0, x1, y1), state in zip(scene["boxes"].reshape(-1, 4), states)], np.float32).reshape(-1, 5)
    crowns_known = sure if scene["crowns_known"] else np.zeros_like(sure)
    lying = np.argwhere(scene["fallen"] > 0)[::97, ::-1]
    deaths_known = sure * np.maximum(crowns_known, scene["canopy"] == 0)
    return Picture(path.stem, rgb, crowns, truth, 15 * sure, crowns_known, deaths_known, weight=0.5 + 0.5 * (len(lying) > 0), scale=(0.45, 1.0),
                   lying=lying, has_lures=True)


def barren(seed, side=640):
    """Stones, gravel, roofs, water, lawns and cars, drawn for the crack network: no tree stands or lies there. What is a carriageway is left open."""
    from surroundings import boulder, box, car, scene

    rgb = (255 * scene(np.random.default_rng(seed), side, (boulder, boulder, boulder, box, car))).astype(np.uint8)
    nothing, ones = np.zeros((side, side), np.uint8), np.ones((side, side), np.uint8)
    return Picture("barren", rgb, np.zeros((0, 5), np.float32), nothing, (15 - BIT[CARRIAGEWAY]) * ones, ones, ones, scale=(0.4, 1.0))
