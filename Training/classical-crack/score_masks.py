"""Scores the masks that `inspect detect` wrote against labelled ones.

    inspect detect IMAGES --output OUT --no-overlays
    python score_masks.py OUT/masks TRUTH [--list NAMES.txt] [--skip 042,054]

Precision, recall and F1 count pixels within two pixels of the other mask, over all pictures together; IoU is raw.
"""
import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt


def distance(mask):
    """The distance of each pixel from the mask; far away where it is empty."""
    return distance_transform_edt(~mask) if mask.any() else np.full(mask.shape, 1e9)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("found", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--list", type=Path, help="score only the names in this file")
    parser.add_argument("--skip", default="", help="leave these names out")
    parser.add_argument("--tolerance", type=float, default=2)
    options = parser.parse_args()
    names = None
    if options.list:
        names = {Path(line.strip()).stem for line in options.list.read_text().splitlines() if line.strip()}
    skipped = set(options.skip.split(","))
    good = found_all = hit = true_all = both = either = pictures = 0
    for path in sorted(options.truth.glob("*.png")):
        mask = options.found / path.name
        if path.stem in skipped or (names is not None and path.stem not in names) or not mask.exists():
            continue
        true = np.array(Image.open(path).convert("L")) > 127
        found = np.array(Image.open(mask)) > 127
        if true.shape != found.shape:
            raise SystemExit(f"{path} has {true.shape}, its mask {found.shape}")
        good += (found & (distance(true) <= options.tolerance)).sum()
        found_all += found.sum()
        hit += (true & (distance(found) <= options.tolerance)).sum()
        true_all += true.sum()
        both += (true & found).sum()
        either += (true | found).sum()
        pictures += 1
    if not pictures:
        raise SystemExit("no picture has both a mask and a truth")
    precision, recall = good / max(found_all, 1), hit / max(true_all, 1)
    print(
        f"{pictures} pictures: P {precision:.3f} R {recall:.3f} "
        f"F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f} IoU {both / max(either, 1):.3f}"
    )


if __name__ == "__main__":
    main()
