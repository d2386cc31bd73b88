"""Writes what the road network looks at for pictures of the sets: brightness, cracks and built surface as the three colours of a PNG.

    python sights.py DATA --crack CRACK.pt CALIBRATION --count 36      # training pictures: scales and rounding of the int8 network
    python sights.py DATA --crack CRACK.pt VALIDATION --validation     # validation tiles: how well int8 and float agree
"""
import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

import networks_folder  # noqa: F401
import sets
from train import sight
from unet import load_checkpoint


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("out", type=Path)
    parser.add_argument("--crack", required=True)
    parser.add_argument("--count", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validation", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    crack = load_checkpoint(options.crack)[0].eval()
    rng = np.random.default_rng(options.seed)
    if options.validation:
        pictures = [p.rgb for p in sets.china(options.data, "val")]
    else:
        pictures = [p.rgb for p in sets.training(options.data)]
        pictures = [pictures[k] for k in rng.permutation(len(pictures))[:options.count]]
    for index, rgb in enumerate(pictures):
        rgb = rgb[:rgb.shape[0] // 32 * 32, :rgb.shape[1] // 32 * 32].astype(np.float32) / 255
        if not options.validation and index % 2:
            rgb = np.clip(rgb * rng.uniform(0.6, 1.4), 0, 1)
        look = sight(crack, torch.from_numpy(rgb.transpose(2, 0, 1).copy())[None])[0]
        channels = (255 * look.numpy().transpose(1, 2, 0)).round().astype(np.uint8)
        cv2.imwrite(str(options.out / f"sight-{index:03d}.png"), channels[:, :, ::-1])


if __name__ == "__main__":
    main()
