"""The picture sets of the crack network: what each label means, which pictures are learned from and which are not.

A picture is (RGB bytes, label bytes). Labels: 0 ground, 1 crack, 2 unknown (neither rewarded nor punished).
Only sets whose licences let the weights ship are in TRAINING; sets in EVALUATION are scored and never learned from.
Splits follow scenes, highways or photos. Neighbouring crops of one scene never stand on both sides.
"""
from pathlib import Path

import cv2
import numpy as np

GROUND, CRACK, UNKNOWN = 0, 1, 2

# Classes of paveseg-preview, as grey values. Sealed cracks, patches, covers and joints look like cracks and are not:
# they stay ground. An alligator area is drawn as a patch that holds cracks and sound pavement, so nothing is known there.
PAVESEG_CRACK, PAVESEG_ALLIGATOR = 30, 150


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


def paveseg_label(folder, name):
    classes = read_mask(folder / "masks_class" / f"{name}.png")
    label = np.where(classes == PAVESEG_CRACK, CRACK, GROUND).astype(np.uint8)
    label[classes == PAVESEG_ALLIGATOR] = UNKNOWN
    return label


def brazil_label(folder, name):
    """Its crack masks are fragments chosen by a threshold: they are trusted, what lies around them is not."""
    crack = read_mask(folder / "masks_crack" / f"{name}.png") > 127
    near = cv2.dilate(crack.astype(np.uint8), np.ones((61, 61), np.uint8)) > 0
    pothole = read_mask(folder / "masks_pothole" / f"{name}.png") > 127
    rim = cv2.dilate(pothole.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    label = np.where(near | rim, UNKNOWN, GROUND).astype(np.uint8)
    label[pothole] = GROUND
    label[crack] = CRACK
    return label


LABELS = {"roads/paveseg-preview": paveseg_label, "roads/brazil-cracks-potholes": brazil_label}

# set: (weight in a batch, list of names, the part of the list that trains). The rest of a list validates.
TRAINING = {
    "cracks/uav-concrete": (0.46, "scene_train.txt", lambda name: True),
    "cracks/sut-crack-sample": (0.14, "all.txt", lambda name: name not in ("sample_08", "sample_10")),
    "roads/paveseg-preview": (0.18, "all.txt", lambda name: int(name) <= 85),
    "roads/brazil-cracks-potholes": (0.08, "train.txt", lambda name: not name.split("_", 1)[1].startswith("DF_020")),
}
DRAWN_WEIGHT = 0.14

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


def load(data, name, listing, keep):
    """[(picture, label)] of one set, in the order of its list."""
    folder = Path(data) / name
    label = LABELS.get(name, plain_label)
    names = [line.split()[0] for line in (folder / listing).read_text().splitlines() if line.strip()]
    return [(read_picture(folder / "images" / f"{n}.jpg"), label(folder, n)) for n in names if keep(n)]


def load_drawn(folder):
    """Pictures of Training/classical-crack/draw_scenes.py: cracks among joints, twig shadows, paint, stones and grass."""
    paths = sorted((Path(folder) / "images").glob("*.png"))
    return [(read_picture(path), plain_label(Path(folder), path.stem)) for path in paths]


def load_training(data, drawn=None, without=()):
    """[(weight, [(picture, label)])] of the training sets."""
    sets = [(weight, load(data, name, listing, keep)) for name, (weight, listing, keep) in TRAINING.items()
            if name not in without]
    if drawn:
        sets.append((DRAWN_WEIGHT, load_drawn(drawn)))
    return sets
