"""Fits what a line in the network's map says of being a crack, and prints it for CrackConfidence.swift.

    swift build --build-tests
    python ../classical-crack/draw_scenes.py FRESH --count 60 --seed 7
    python fit_confidence.py DATA FRESH ../../Models/crack-unet-s            # open cracks
    python fit_confidence.py DATA FRESH ../../Models/crack-unet-s --sealed   # sealed ones
    python fit_confidence.py DATA FRESH ../../Models/crack-unet-s --check    # reliability on sets that were never learned from

The network knows its training pictures by heart and would look too sure on them: only validation pictures, fresh drawings and
the woods and highways that validate are used. A line is a crack when at least 55 % of its mask lies within two pixels of a
label, none below 30 %, and left out in between. Lines weigh by length up to 300 px, and sets as fitting_sets says.
"""
import argparse
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "classical-crack"))

import networks_folder  # noqa: F401
import drawn_cracks
import walls
from candidates import NAMES, export, near
from crops import CropSource
from logistic import logistic
from labels import CRACK, SEALED, UNKNOWN
from sets import (EVALUATION, LARCH_VALIDATES, TRAINING, VALIDATION, TrainingSet, draw_surroundings, draw_walls, load, load_drawn,
                  load_larch)

PENALTY = 2.0
HIT, MISS = 0.55, 0.30
LINES_A_SET = 400  # what a set of weight 1 counts for, in lines of 100 pixels
DRAWN_WALLS, DRAWN_SURROUNDINGS = 160, 200


def with_cracks(pictures, seed, sealed):
    """Fresh pictures of sound ground with drawn cracks, or with drawn seals."""
    source = CropSource([TrainingSet(1.0, pictures, "wall", (0.7, 1.3))], seed)
    for _ in range(DRAWN_WALLS):
        picture, label = source.crop()
        if sealed:
            picture = np.ascontiguousarray(picture.transpose(1, 2, 0))
            walls.seal(source.rng, picture, label[0])
            picture = source.recolour(picture).transpose(2, 0, 1)
        yield np.uint8(picture.transpose(1, 2, 0) * 255 + 0.5), label[0]


def plain_cracks(count, seed, size=256):
    """Cracks of 1 to 12 pixels on ground without any structure, blurred and noisy: like those that widths are tested on."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        width = float(np.exp(rng.uniform(0, np.log(12))))
        way = np.arange(0.08 * size, 0.92 * size, 3.0)
        swing = 0.07 * size * np.sin(way / rng.uniform(15, 40) + rng.uniform(0, 6)) + rng.uniform(-0.3, 0.3) * (way - size / 2)
        corners = np.stack([way, size / 2 + swing], 1)
        if rng.random() < 0.5:
            corners = corners[:, ::-1]
        cover = drawn_cracks.cover_of([(corners, np.full(len(corners) - 1, width))], size)
        seen = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.5, 1.2))
        grey = rng.uniform(90, 190) * (1 - rng.uniform(0.3, 0.7) * seen)
        picture = np.repeat((grey + rng.uniform(1, 5) * rng.standard_normal((size, size)))[:, :, None], 3, 2)
        label = np.where(cover >= 0.5, CRACK, 0).astype(np.uint8)
        yield np.uint8(np.clip(picture, 0, 255)), label


def highways_that_validate(data):
    name = "roads/brazil-cracks-potholes"
    _, listing, keep, _ = TRAINING[name]
    return load(data, name, listing, lambda n: not keep(n))


def fitting_sets(data, fresh, sealed):
    """{name: (weight, [(picture, label)])}"""
    return {
        "uav-concrete": (1.0, load(data, "cracks/uav-concrete", *VALIDATION["cracks/uav-concrete"])),
        "sut-crack-sample": (0.5, load(data, "cracks/sut-crack-sample", *VALIDATION["cracks/sut-crack-sample"])),
        "paveseg-preview": (0.7, load(data, "roads/paveseg-preview", *VALIDATION["roads/paveseg-preview"])),
        "highways": (0.4, highways_that_validate(data)),
        "drawn scenes": (0.5, load_drawn(fresh)),
        "drawn walls": (0.6, list(with_cracks(draw_walls(120, seed=71), 72, sealed))),
        "plain": (0.3, [] if sealed else list(plain_cracks(60, 74))),
        "drawn surroundings": (0.7, draw_surroundings(DRAWN_SURROUNDINGS, seed=73)),
        "larch B02": (0.1, load_larch(data, LARCH_VALIDATES)),
    }


def candidates_of(pictures, model, sealed):
    """[(features, length, part that lies on truth, part that is unknown)]"""
    what = SEALED if sealed else CRACK
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for index, (picture, _) in enumerate(pictures):
            paths.append(Path(folder) / f"{index:05d}.png")
            cv2.imwrite(str(paths[-1]), picture[:, :, ::-1])
        found = export(paths, model=model, sealed=sealed)
    rows = []
    for name, (_, _, candidates) in found.items():
        label = pictures[int(name)][1]
        true, unknown = near(label == what), label == UNKNOWN
        for c in candidates:
            area = max(1, c["runs"][:, 2].sum())
            hit = sum(true[y, x:x + n].sum() for y, x, n in c["runs"]) / area
            doubt = sum(unknown[y, x:x + n].sum() for y, x, n in c["runs"]) / area
            rows.append((c["features"], c["length"], hit, doubt))
    return [row for row in rows if row[3] < 0.3]


def fit(data, fresh, model, sealed, kept=None):
    x, y, w = [], [], []
    for name, (weight, pictures) in fitting_sets(data, fresh, sealed).items():
        if not pictures:
            continue
        rows = [row for row in candidates_of(pictures, model, sealed) if row[2] >= HIT or row[2] <= MISS]
        lengths = np.minimum([row[1] for row in rows], 300) / 100
        x += [row[0] for row in rows]
        y += [row[2] >= HIT for row in rows]
        w += list(lengths * weight * min(LINES_A_SET / max(lengths.sum(), 1), 3))  # few lines speak at most three times as loud
        print(f"{name}: {len(pictures)} pictures, {len(rows)} lines, {sum(row[2] >= HIT for row in rows)} right", flush=True)
    x, y, w = np.array(x), np.array(y, float), np.array(w)
    if kept:
        np.savez(kept, x=x, y=y, w=w)
    intercept, weights = logistic(x, y, w, PENALTY)
    p = 1 / (1 + np.exp(-intercept - x @ weights))
    report(p, y, w)
    print(f"intercept: {intercept:.3f}")
    for name, weight in zip(NAMES, weights):
        print(f"      {weight:.3f},  // {name}")


def report(p, y, w):
    """How often lines of each confidence are right, and the mean distance between the two."""
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if here.any():
            stated, true = np.average(p[here], weights=w[here]), np.average(y[here], weights=w[here])
            error += w[here].sum() / w.sum() * abs(stated - true)
            print(f"  {low:.1f} ... {low + 0.1:.1f}: {here.sum():5d} lines, stated {stated:.2f}, right {true:.2f}")
    print(f"expected calibration error {error:.3f}")


def check(data, model):
    for name, (listing, keep) in EVALUATION.items():
        pictures = load(data, name, listing, keep)
        pictures = pictures[::max(1, len(pictures) // 150)]
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for index, (picture, _) in enumerate(pictures):
                paths.append(Path(folder) / f"{index:05d}.png")
                cv2.imwrite(str(paths[-1]), picture[:, :, ::-1])
            found = export(paths, model=model)
        p, y, w = [], [], []
        for key, (_, _, candidates) in found.items():
            true = near(pictures[int(key)][1] == CRACK)
            for c in candidates:
                p.append(c["confidence"])
                y.append(sum(true[r, x:x + n].sum() for r, x, n in c["runs"]) >= 0.5 * max(1, c["runs"][:, 2].sum()))
                w.append(min(c["length"], 300) / 100)
        print(f"{name}: {len(pictures)} pictures")
        report(np.array(p), np.array(y, float), np.array(w))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("fresh", help="drawn scenes of a seed that did not train")
    parser.add_argument("model", type=Path)
    parser.add_argument("--rows", help="file that keeps features, truth and weights of the lines")
    parser.add_argument("--sealed", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    check(options.data, options.model) if options.check else fit(options.data, options.fresh, options.model, options.sealed, options.rows)


if __name__ == "__main__":
    main()
