"""Writes where a network takes something in the drawn scenes for a lying stem or tree, for `train.py --lures`.

    python lures.py CHECKPOINT SCENES LURES.json"""
import argparse
import json

import cv2
import numpy as np

import networks_folder  # noqa: F401
import sets
from objects import FALLEN, RASTERS, STEM
from train import maps_of
from unet import load_checkpoint

MOST = 12  # places of a scene
MARGIN = 6  # cells around what lies that are no mistake


def lures_of(model, picture, rng):
    """Places (u, v) of cells that are taken for what lies, and do not lie near anything that does."""
    maps = maps_of(model, picture.rgb)
    taken, lies = np.zeros(maps.shape[1:], bool), np.zeros(maps.shape[1:], np.uint8)
    for k, kind in enumerate(RASTERS):
        if kind in (STEM, FALLEN):
            taken |= maps[kind] > 0
            lies |= ((picture.truth[1::2, 1::2] >> k) & 1) | (1 - ((picture.known[1::2, 1::2] >> k) & 1))
    near = cv2.dilate(lies, np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8))
    places = np.argwhere(taken & (near == 0))
    if len(places) < 12:
        return []
    chosen = places[rng.choice(len(places), min(MOST, len(places)), replace=False)]
    return [[int(2 * x + 1), int(2 * y + 1)] for y, x in chosen]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("scenes")
    parser.add_argument("output")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    model, rng = load_checkpoint(options.checkpoint)[0].eval(), np.random.default_rng(1)
    found = {picture.name: lures_of(model, picture, rng) for picture in sets.drawn(options.scenes)}
    found = {name: places for name, places in found.items() if places}
    with open(options.output, "w", encoding="utf-8") as file:
        json.dump(found, file)
    print(f"{sum(map(len, found.values()))} places in {len(found)} scenes")


if __name__ == "__main__":
    main()
