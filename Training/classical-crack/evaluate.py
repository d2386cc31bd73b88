"""Scores the crack detector at its one operating point beside a textbook ridge filter at its best threshold.

    python evaluate.py IMAGES MASKS [--list NAMES.txt] [--every N] [--scale 0.5] [--threshold 0.5]

Precision, recall and F1 count pixels within two pixels of the other mask; IoU is raw. The textbook filter is the largest
Hessian eigenvalue at sigma 1, 2, 3 and 5 after CLAHE, components under 80 pixels removed, at the threshold that is best
for the very set it is scored on.
"""
import argparse
from pathlib import Path

import cv2
import numpy as np

from candidates import draw, export, near, truth


def counts(found, true):
    return np.array([(found & near(true)).sum(), found.sum(), (true & near(found)).sum(), true.sum(), (found & true).sum(),
                     (found | true).sum()], float)


def figures(c):
    p, r = c[0] / max(c[1], 1), c[2] / max(c[3], 1)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} IoU {c[4] / max(c[5], 1):.3f}"


def f1(c):
    p, r = c[0] / max(c[1], 1), c[2] / max(c[3], 1)
    return 2 * p * r / max(p + r, 1e-9)


def textbook(image):
    gray = cv2.createCLAHE(2, (8, 8)).apply(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)).astype(np.float32)
    best = None
    for s in (1, 2, 3, 5):
        b = cv2.GaussianBlur(gray, (6 * s + 1, 6 * s + 1), s)
        xx = cv2.filter2D(b, -1, np.array([[1, -2, 1.0]]))
        yy = cv2.filter2D(b, -1, np.array([[1], [-2], [1.0]]))
        xy = cv2.Sobel(b, cv2.CV_32F, 1, 1, ksize=3, scale=0.25)
        e = 0.5 * s * s * (xx + yy + np.sqrt((xx - yy) ** 2 + 4 * xy * xy))
        best = e if best is None else np.maximum(best, e)
    return best


def without_specks(mask, area):
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= area
    keep[0] = False
    return keep[labels]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("images", type=Path)
    parser.add_argument("masks", type=Path)
    parser.add_argument("--list", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--threshold", type=float, default=0.5)
    o = parser.parse_args()
    files = sorted(o.images.iterdir())
    if o.list:
        names = {Path(line.strip()).stem for line in o.list.read_text().splitlines()}
        files = [f for f in files if f.stem in names]
    files = files[::o.every]
    ours = 0
    for name, (w, h, found) in export(files, o.scale).items():
        kept = [c for c in found if c["confidence"] >= o.threshold]
        ours = ours + counts(draw(w, h, kept), truth(o.masks, name, w, h))
    print(f"{len(files)} pictures, ours at {o.threshold}: {figures(ours)}")
    thresholds = (4, 6, 8, 10, 12, 15, 18, 22, 27, 32, 40)
    theirs = {t: 0 for t in thresholds}
    for f in files:
        image = cv2.imread(str(f))
        if o.scale != 1:
            image = cv2.resize(image, None, fx=o.scale, fy=o.scale, interpolation=cv2.INTER_AREA)
        h, w = image.shape[:2]
        response, true = textbook(image), truth(o.masks, f.stem, w, h)
        for t in thresholds:
            theirs[t] = theirs[t] + counts(without_specks(response > t, 80), true)
    best = max(thresholds, key=lambda t: f1(theirs[t]))
    print(f"{len(files)} pictures, textbook at its best ({best}): {figures(theirs[best])}")


if __name__ == "__main__":
    main()
