"""The picture sets of the crack network: what each label means, which pictures are learned from and which are not.

A training set has a role: `crack` (labelled cracks among ground), `ground` (sound pavement or concrete, to draw cracks on), `wall`
(the same, drawn, and with joints enough) or `empty` (nothing made by people that could crack: woods, stones, scenery).

A picture is (RGB bytes, label bytes). The labels say what a pixel is and whether it belongs to a surface made by people: labels.py.
Only sets whose licences let the weights ship are in TRAINING; sets in EVALUATION are scored and never learned from.
Splits follow scenes, highways or photos. Neighbouring crops of one scene never stand on both sides.
"""
import json
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

import surroundings
import walls
from labels import CRACK, ELSEWHERE, GROUND, SEALED, SOMEWHERE, UNKNOWN

# What the network's maps stand for.
CLASSES = ("crack", "sealed_crack", "built_surface")

# Classes of paveseg-preview, as grey values. Patches, covers and joints look like cracks and are not: they stay ground. An alligator area is drawn as a patch that holds cracks and sound pavement, so nothing is known there.
PAVESEG_CRACK, PAVESEG_SEALED, PAVESEG_ALLIGATOR = 30, 90, 150
PAVESEG_CONFUSERS = (90, 120, 180, 210)  # sealed crack, patch, utility cover, expansion joint


def read_picture(path):
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(picture[:, :, ::-1])


def read_mask(path):
    mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise FileNotFoundError(path)
    return mask


def plain_label(folder, name):
    return (read_mask(folder / "masks" / f"{name}.png") > 127).astype(np.uint8)


def near_only(label, reach=61):
    """What is near a crack is certainly ground; farther away there may be water, stones or sky in these pictures."""
    near = cv2.dilate((label == CRACK).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    return np.where(near | (label != GROUND), label, SOMEWHERE).astype(np.uint8)


def scenic_label(folder, name):
    return near_only(plain_label(folder, name))


def paveseg_label(folder, name):
    classes = read_mask(folder / "masks_class" / f"{name}.png")
    label = np.where(classes == PAVESEG_CRACK, CRACK, GROUND).astype(np.uint8)
    label[classes == PAVESEG_SEALED] = SEALED
    label[classes == PAVESEG_ALLIGATOR] = UNKNOWN
    return label


def brazil_label(folder, name):
    """Its crack masks are fragments chosen by a threshold: they are trusted, what lies around them is not."""
    crack = read_mask(folder / "masks_crack" / f"{name}.png") > 127
    near = cv2.dilate(crack.astype(np.uint8), np.ones((61, 61), np.uint8)) > 0
    pothole = read_mask(folder / "masks_pothole" / f"{name}.png") > 127
    rim = cv2.dilate(pothole.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    lane = read_mask(folder / "masks_lane" / f"{name}.png") > 127
    label = np.where(near | rim, UNKNOWN, np.where(lane, GROUND, SOMEWHERE)).astype(np.uint8)
    label[pothole] = GROUND
    label[crack] = CRACK
    return label


def all_of(what):
    """A label that is the same everywhere."""
    return lambda folder, name: np.full(read_mask(folder / "images" / f"{name}.jpg").shape, what, np.uint8)


LABELS = {
    "cracks/uav-concrete": scenic_label,
    "roads/paveseg-preview": paveseg_label,
    "roads/brazil-cracks-potholes": brazil_label,
    "roads/stereo-potholes": all_of(SOMEWHERE),
    "trees/larch-casebearer": all_of(ELSEWHERE),
    "trees/huoditang-dead-sick": all_of(ELSEWHERE),
}


class TrainingSet(NamedTuple):
    weight: float  # its part of the crops
    pictures: list  # (RGB bytes, label bytes)
    role: str = "crack"
    scales: tuple = (0.5, 1.6)


# set: (weight, list of names, the part of the list that trains, scales). The rest of a list validates. Scales reach down until
# the set's cracks are one or two pixels wide: SUT-Crack's are the widest.
TRAINING = {
    "cracks/uav-concrete": (0.27, "scene_train.txt", lambda name: True, (0.4, 1.6)),
    "cracks/sut-crack-sample": (0.09, "all.txt", lambda name: name not in ("sample_08", "sample_10"), (0.2, 1.3)),
    "roads/paveseg-preview": (0.10, "all.txt", lambda name: int(name) <= 85, (0.4, 1.6)),
    "roads/brazil-cracks-potholes": (0.05, "train.txt", lambda name: not name.split("_", 1)[1].startswith("DF_020"),
                                     (0.5, 1.6)),
}
DRAWN_WEIGHT, DRAWN_SCALES = 0.05, (0.35, 1.4)
CONFUSER_WEIGHT, CONFUSER_SIDE = 0.04, 448

# Where cracks are drawn: only pictures that show pavement or concrete up to their borders.
GROUNDS = {
    "cracks/uav-concrete": (0.07, (0.4, 1.6)),
    "cracks/sut-crack-sample": (0.04, (0.2, 1.2)),
    "roads/paveseg-preview": (0.02, (0.5, 1.6)),
}
POTHOLES = ("roads/stereo-potholes", 0.03, (0.3, 1.3))

# Drawn pictures without end would cost more time than they are worth: these many are drawn before the training, each seen often,
# turned, scaled and recoloured.
WALLS_WEIGHT, WALLS_COUNT, WALLS_SCALES = 0.09, 420, (0.7, 1.3)
SURROUNDINGS_WEIGHT, SURROUNDINGS_COUNT, SURROUNDINGS_SCALES = 0.15, 800, (0.5, 1.4)

# Larch areas: B01 and B05 train, B02 validates, B03 is held back (splits.json's dev_val). Huoditang is one flight and only
# trains.
LARCH, LARCH_WEIGHT = "trees/larch-casebearer", 0.07
LARCH_TRAINS, LARCH_VALIDATES, LARCH_HELD_BACK = ("B01", "B05"), ("B02",), ("B03",)
HUODITANG, HUODITANG_WEIGHT = "trees/huoditang-dead-sick", 0.03
BRAZIL, BRAZIL_EMPTY_WEIGHT = "roads/brazil-cracks-potholes", 0.02
EMPTY_SCALES = (0.5, 2.5)  # 4 cm a pixel and coarser, to as large as crowns are in photos at 1.7 cm

VALIDATION = {
    "cracks/uav-concrete": ("scene_val.txt", lambda name: True),
    "cracks/sut-crack-sample": ("all.txt", lambda name: name in ("sample_08", "sample_10")),
    "roads/paveseg-preview": ("all.txt", lambda name: int(name) > 85),
}

# CrackForest 042 has a wrong truth and 054 an offset one.
EVALUATION = {
    "cracks/uav-concrete": ("scene_test.txt", lambda name: True),
    "cracks/uavcrack-bridge": ("test.txt", lambda name: True),
    "cracks/crackforest": ("all.txt", lambda name: name not in ("042", "054")),
    "cracks/nha12d": ("all.txt", lambda name: True),
    "cracks/masonry-dais": ("all.txt", lambda name: True),
}


def names_in(listing):
    return [line.split()[0] for line in listing.read_text().splitlines() if line.strip()]


def load_named(folder, names, label):
    return [(read_picture(folder / "images" / f"{n}.jpg"), label(folder, n)) for n in names]


def load(data, name, listing, keep):
    """[(picture, label)] of one set, in the order of its list."""
    folder = Path(data) / name
    return load_named(folder, [n for n in names_in(folder / listing) if keep(n)], LABELS.get(name, plain_label))


def load_drawn(folder):
    """Pictures of Training/classical-crack/draw_scenes.py: cracks among joints, twig shadows, paint, stones and grass."""
    paths = sorted((Path(folder) / "images").glob("*.png"))
    return [(read_picture(path), scenic_label(Path(folder), path.stem)) for path in paths]


def load_larch(data, areas):
    """Whole pictures of the given areas, without any crack; an area stands wholly within one split of splits.json."""
    folder = Path(data) / LARCH
    names = sorted(Path(n).stem for part in json.loads((folder / "splits.json").read_text()).values() for n in part)
    return load_named(folder, [n for n in names if n[:3] in areas], LABELS[LARCH])


def load_huoditang(data):
    folder = Path(data) / HUODITANG
    return load_named(folder, sorted(path.stem for path in (folder / "images").glob("*.jpg")), LABELS[HUODITANG])


def load_potholes(data):
    """Asphalt in close-up; potholes are ground."""
    folder = Path(data) / POTHOLES[0]
    return load_named(folder, [n for i in (1, 2, 3) for n in names_in(folder / f"dataset{i}.txt")], LABELS[POTHOLES[0]])


def away_from_cracks(label, reach=121):
    """Cracks and their wider surroundings become unknown: what is left is ground beyond doubt, as far as masks tell."""
    doubtful = np.isin(label, (CRACK, UNKNOWN)).astype(np.uint8)
    near = cv2.dilate(doubtful, np.ones((reach, reach), np.uint8)) > 0
    return np.where(near, UNKNOWN, SOMEWHERE).astype(np.uint8)


def around_confusers(folder, names):
    """Pieces around sealed cracks, patches, covers and joints, cracks beside them labelled as ever."""
    pieces = []
    for name in names:
        picture, label = read_picture(folder / "images" / f"{name}.jpg"), paveseg_label(folder, name)
        classes = read_mask(folder / "masks_class" / f"{name}.png")
        _, _, boxes, centres = cv2.connectedComponentsWithStats(np.isin(classes, PAVESEG_CONFUSERS).astype(np.uint8))
        for box, (x, y) in list(zip(boxes, centres))[1:]:
            if box[cv2.CC_STAT_AREA] >= 200:
                top = int(np.clip(y - CONFUSER_SIDE / 2, 0, max(0, label.shape[0] - CONFUSER_SIDE)))
                left = int(np.clip(x - CONFUSER_SIDE / 2, 0, max(0, label.shape[1] - CONFUSER_SIDE)))
                window = np.s_[top:top + CONFUSER_SIDE, left:left + CONFUSER_SIDE]
                pieces.append((picture[window], label[window]))
    return pieces


def draw_walls(count, seed=11):
    """Walls and pavements of walls.py, most without any crack: cracks are drawn on them later."""
    rng, pictures = np.random.default_rng(seed), []
    for _ in range(count):
        picture, label = walls.wall(rng)
        pictures.append((np.uint8(picture * 255 + 0.5), label))
    return pictures


def draw_surroundings(count, seed=12):
    """Stones, roofs, water, things that stand about, of surroundings.py."""
    rng, pictures = np.random.default_rng(seed), []
    for _ in range(count):
        picture = np.uint8(surroundings.scene(rng) * 255 + 0.5)
        pictures.append((picture, np.full(picture.shape[:2], ELSEWHERE, np.uint8)))
    return pictures


def load_training(data, drawn=None, without=()):
    """The training sets, without those named in `without` in any role."""
    data, sets, loaded = Path(data), [], {}
    for name, (weight, listing, keep, scales) in TRAINING.items():
        if name not in without:
            loaded[name] = load(data, name, listing, keep)
            sets.append(TrainingSet(weight, loaded[name], "crack", scales))
    if drawn:
        sets.append(TrainingSet(DRAWN_WEIGHT, load_drawn(drawn), "crack", DRAWN_SCALES))
    if "roads/paveseg-preview" not in without:
        _, listing, keep, scales = TRAINING["roads/paveseg-preview"]
        folder = data / "roads/paveseg-preview"
        names = [n for n in names_in(folder / listing) if keep(n)]
        sets.append(TrainingSet(CONFUSER_WEIGHT, around_confusers(folder, names), "crack", scales))
    sets += [TrainingSet(weight, loaded[name], "ground", scales)
             for name, (weight, scales) in GROUNDS.items() if name in loaded]
    if POTHOLES[0] not in without:
        sets.append(TrainingSet(POTHOLES[1], load_potholes(data), "ground", POTHOLES[2]))
    sets.append(TrainingSet(WALLS_WEIGHT, draw_walls(WALLS_COUNT), "wall", WALLS_SCALES))
    sets.append(TrainingSet(SURROUNDINGS_WEIGHT, draw_surroundings(SURROUNDINGS_COUNT), "empty", SURROUNDINGS_SCALES))
    if LARCH not in without:
        sets.append(TrainingSet(LARCH_WEIGHT, load_larch(data, LARCH_TRAINS), "empty", EMPTY_SCALES))
    if HUODITANG not in without:
        sets.append(TrainingSet(HUODITANG_WEIGHT, load_huoditang(data), "empty", EMPTY_SCALES))
    if BRAZIL in loaded:
        scenery = [(picture, away_from_cracks(label)) for picture, label in loaded[BRAZIL]]
        sets.append(TrainingSet(BRAZIL_EMPTY_WEIGHT, scenery, "empty", (0.4, 1.6)))
    return sets
