"""Photos of a folder, as RGB bytes."""
from pathlib import Path

import cv2
import numpy as np

ENDINGS = {".jpg", ".jpeg", ".png", ".ppm", ".tif", ".tiff"}


def read(path):
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if photo is None:
        raise ValueError(f"cannot read {path}")
    return np.ascontiguousarray(photo[:, :, ::-1])


def middle(photo, largest):
    """The middle of a photo that is larger than `largest` pixels either way."""
    height, width = photo.shape[:2]
    y, x = max(0, height - largest) // 2, max(0, width - largest) // 2
    return np.ascontiguousarray(photo[y:y + largest, x:x + largest])


def folder(path, count=None, largest=1024):
    """[(name, photo)] in the order of the names; at most `count` of them, evenly chosen."""
    paths = sorted(p for p in Path(path).iterdir() if p.suffix.lower() in ENDINGS)
    if not paths:
        raise ValueError(f"no photos in {path}")
    if count and len(paths) > count:
        paths = [paths[i * len(paths) // count] for i in range(count)]
    return [(p.name, middle(read(p), largest)) for p in paths]
