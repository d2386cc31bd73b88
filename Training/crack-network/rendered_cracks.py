"""Recall on drawn cracks by width, and what is marked beside them: the only cracks whose widths are known exactly.

    python rendered_cracks.py DATA MODEL

They are drawn on crack-free windows of validation pictures (evaluation sets are not read), blurred, noisy and coded like
training crops, without confusers. A network trained on drawn cracks is at home here: this tells widths apart, it does not
say how well real cracks are found.
"""
import argparse
from pathlib import Path

import numpy as np

import networks_folder  # noqa: F401
import drawn_cracks
from crops import CropSource
from evaluate import float_map, opened
from layers import input_multiple, output_stride
from scores import Scores
from sets import VALIDATION, TrainingSet, load

WIDTHS = (1, 1.5, 2, 3, 5, 8, 12)
GROUNDS = {"cracks/uav-concrete": (0.4, 1.6), "cracks/sut-crack-sample": (0.2, 1.2)}


def windows(source, width, count):
    """`count` pictures (RGB bytes) with one crack of this width each, and their labels."""
    for _ in range(count):
        one = source.sets[source.rng.integers(len(source.sets))]
        picture, label = source.sound_window(one, source.rng.integers(len(one.pictures)))
        picture, label = np.float32(picture) / 255, np.ascontiguousarray(label)
        mask, _ = drawn_cracks.add_crack(source.rng, picture, width)
        label[mask] = 1
        yield np.uint8(255 * source.recolour(picture) + 0.5), label


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("model", type=Path)
    parser.add_argument("--count", type=int, default=40, help="windows for each width")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    layers, engine, threshold = opened(options.model)
    sets = [TrainingSet(1.0, load(options.data, name, *VALIDATION[name]), "ground", scales) for name, scales in GROUNDS.items()]
    source = CropSource(sets, options.seed)
    print("| width, px | recall at 2 px | precision at 2 px |")
    print("|---|---|---|")
    for width in WIDTHS:
        scores = Scores([threshold])
        for picture, label in windows(source, width, options.count):
            scores.add(float_map(engine, picture, input_multiple(layers), output_stride(layers)), label)
        f = scores.figures()
        print(f"| {width} | {f['recall at 2 px']:.3f} | {f['precision at 2 px']:.3f} |", flush=True)


if __name__ == "__main__":
    main()
