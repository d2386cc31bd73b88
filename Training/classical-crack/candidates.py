"""Candidates of the crack detector for a folder of pictures, by way of the Swift test `CandidateExport`."""
import os
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("logLength response contrast asymmetry green texture clutter branching wander width widthVariation "
         "signalToNoise misfit surface").split()


def export(pictures, scale=1.0, model=None, sealed=False):
    """Returns {name: (width, height, [candidate])} with confidence, length, features and mask runs.

    The candidates are those of the classical map, or of a model's folder, of open cracks or of sealed ones."""
    environment = {}
    if model:
        environment["CRACK_CANDIDATES_MAP"] = str(Path(model).resolve())
    if sealed:
        environment["CRACK_CANDIDATES_SEALED"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        for path in pictures:
            image = cv2.imread(str(path))
            if scale != 1:
                image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            cv2.imwrite(f"{folder}/{Path(path).stem}.ppm", image)
        out = f"{folder}/candidates.txt"
        subprocess.run(["swift", "test", "--skip-build", "--filter", "CandidateExport"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, **environment, "CRACK_CANDIDATES_FROM": folder, "CRACK_CANDIDATES_TO": out})
        return parse(Path(out).read_text())


def parse(text):
    pictures = {}
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "I":
            name, width, height = rest.rsplit(" ", 2)
            current = []
            pictures[name] = (int(width), int(height), current)
        elif kind == "C":
            v = np.array(rest.split(), float)
            current.append({"confidence": v[0], "length": v[1], "features": v[2:]})
        elif kind == "R":
            current[-1]["runs"] = np.array(rest.split(), int).reshape(-1, 3)
    return pictures


def draw(width, height, candidates):
    mask = np.zeros((height, width), bool)
    for c in candidates:
        for y, x, n in c["runs"]:
            mask[y, x:x + n] = True
    return mask


def truth(folder, name, width, height):
    """The labelled pixels, at the picture's size; a set may store 0/1 or 0/255."""
    mask = cv2.imread(str(Path(folder) / f"{name}.png"), 0)
    mask = (mask > 127 if mask.max() > 1 else mask > 0).astype(np.uint8)
    if mask.shape != (height, width):
        mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)
    return mask > 0


DISK = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))


def near(mask):
    """What lies within two pixels of a mask."""
    return cv2.dilate(mask.astype(np.uint8), DISK) > 0
