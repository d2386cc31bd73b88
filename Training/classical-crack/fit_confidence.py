"""Fits the logistic model behind a crack's confidence and prints it for CrackConfidence.swift.

    python draw_scenes.py drawn --count 80
    python fit_confidence.py DATA drawn

DATA holds cracks/uav-concrete (training scenes only), cracks/sut-crack-sample, trees/larch-casebearer and
trees/huoditang-dead-sick, all of which allow training. A candidate is a crack when at least 55 % of its mask lies within two
pixels of a label, another line below 30 %, and is left out in between. Candidates weigh by their length up to 300 px and
sets by the figures below; the constant is moved so that 0.5 is the operating point (chosen so that the drawn scenes
without cracks stay empty).
"""
import sys
from pathlib import Path

import numpy as np

from candidates import NAMES, export, near, truth
from logistic import logistic

WEIGHT = {"uav-concrete": 1.0, "sut-crack-sample": 0.7, "sut-crack-sample/2": 0.7, "drawn": 0.25, "larch-casebearer": 0.5,
          "huoditang-dead-sick": 0.3}
PENALTY = 30.0
OPERATING_POINT = 0.432  # the fitted probability that becomes 0.5


def samples(pictures, masks):
    rows = []
    for name, (w, h, found) in pictures.items():
        true = near(truth(masks, name, w, h)) if masks else np.zeros((h, w), bool)
        for c in found:
            runs = c["runs"]
            hit = sum(true[y, x:x + n].sum() for y, x, n in runs) / max(1, runs[:, 2].sum())
            if hit <= 0.3 or hit >= 0.55:
                rows.append((c["features"], hit >= 0.5, min(c["length"], 300) / 100))
    return rows


def main():
    data, drawn = Path(sys.argv[1]), Path(sys.argv[2])
    concrete, sut = data / "cracks/uav-concrete", data / "cracks/sut-crack-sample"
    names = {Path(line.strip()).stem for line in (concrete / "scene_train.txt").read_text().splitlines()}
    sets = {
        "uav-concrete": (sorted(f for f in (concrete / "images").iterdir() if f.stem in names), concrete / "masks", 1),
        "sut-crack-sample": (sorted((sut / "images").iterdir()), sut / "masks", 1),
        "sut-crack-sample/2": (sorted((sut / "images").iterdir()), sut / "masks", 0.5),
        "drawn": (sorted((drawn / "images").iterdir()), drawn / "masks", 1),
        "larch-casebearer": (sorted((data / "trees/larch-casebearer/images").iterdir())[::4], None, 1),
        "huoditang-dead-sick": (sorted((data / "trees/huoditang-dead-sick/images").iterdir())[::2], None, 1),
    }
    x, y, w = [], [], []
    for name, (files, masks, scale) in sets.items():
        rows = samples(export(files, scale), masks)
        if not rows:
            print(f"{name}: no candidates")
            continue
        lengths = np.array([r[2] for r in rows])
        x += [r[0] for r in rows]
        y += [r[1] for r in rows]
        w += list(lengths * WEIGHT[name] * 1000 / lengths.sum())
        print(f"{name}: {len(files)} pictures, {len(rows)} candidates, {sum(r[1] for r in rows)} cracks")
    intercept, weights = logistic(np.array(x), np.array(y, float), np.array(w), PENALTY)
    intercept -= np.log(OPERATING_POINT / (1 - OPERATING_POINT))
    print(f"intercept: {intercept:.2f}")
    for name, weight in zip(NAMES, weights):
        print(f"      {weight:.3f},  // {name}")


if __name__ == "__main__":
    main()
