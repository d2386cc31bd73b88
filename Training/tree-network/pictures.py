"""Writes pictures of the sets as PNG: for scales and rounding of the int8 network, and for the check of how well int8 and float agree.

    python pictures.py DATA --scenes SCENES CALIBRATION --count 40
    python pictures.py DATA --scenes SCENES VALIDATION --validation
"""
import argparse
from pathlib import Path

import cv2
import numpy as np

import networks_folder  # noqa: F401
import sets


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("out", type=Path)
    parser.add_argument("--scenes", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validation", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(options.seed)
    train, kept = ([sets.drawn(path) for path in paths] for paths in sets.scenes_in(options.scenes))
    if options.validation:
        groups = [list(sets.larch(options.data, "dev_val")), list(sets.huoditang(options.data, True)), kept]
    else:
        groups = [list(sets.larch(options.data, "train")), list(sets.huoditang(options.data, False)), train]
    # As many streets as woods.
    index = 0
    for share, group in zip((0.35, 0.15, 0.5), groups):
        for k in rng.permutation(len(group))[:round(share * options.count)]:
            rgb = group[k].rgb
            if not options.validation and index % 2:
                rgb = np.clip(rgb * rng.uniform(0.6, 1.4), 0, 255).astype(np.uint8)
            rgb = rgb[:rgb.shape[0] // 64 * 64, :rgb.shape[1] // 64 * 64]
            cv2.imwrite(str(options.out / f"picture-{index:03d}.png"), rgb[:, :, ::-1])
            index += 1


if __name__ == "__main__":
    main()
