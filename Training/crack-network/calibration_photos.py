"""Writes the pictures on which scales and rounding of the int8 network are chosen: pieces of training pictures only.

    python calibration_photos.py DATA --drawn DRAWN OUT --count 36
    python calibration_photos.py DATA OUT --validation     # the validation pictures, whole: to choose how to quantise
"""
import argparse
from pathlib import Path

import cv2
import numpy as np

import networks_folder  # noqa: F401
from sets import VALIDATION, load, load_training

SIZE = 384


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--drawn")
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validation", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.validation:
        pictures = [picture for name, how in VALIDATION.items() for picture, _ in load(options.data, name, *how)]
        for index, picture in enumerate(pictures):
            cv2.imwrite(str(options.out / f"validation-{index:02d}.png"), picture[:, :, ::-1])
        return
    rng = np.random.default_rng(options.seed)
    sets = [one.pictures for one in load_training(options.data, options.drawn)]
    for index in range(options.count):
        pictures = sets[index % len(sets)]  # every set as often: the range of what the network may meet counts, not its share
        picture, _ = pictures[rng.integers(len(pictures))]
        y, x = (rng.integers(max(1, side - SIZE + 1)) for side in picture.shape[:2])
        # Half of them darker or brighter: photos of a flight are not as evenly lit as the sets.
        gain = rng.uniform(0.6, 1.5) if index % 2 else 1.0
        piece = np.clip(picture[y:y + SIZE, x:x + SIZE] * gain, 0, 255).astype(np.uint8)
        cv2.imwrite(str(options.out / f"calibration-{index:02d}.png"), piece[:, :, ::-1])


if __name__ == "__main__":
    main()
