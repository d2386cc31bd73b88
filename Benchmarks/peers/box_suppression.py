#!/usr/bin/env python3
"""Peer: the same boxes through non-maximum suppression in Python, and through greedy merging as slicing tools do it.

usage: box_suppression.py BOXES.csv

numpy: the loop that most code bases carry, one row of overlaps a kept box. torchvision and sahi are timed when they are installed.
"""
import sys
import time

import numpy as np


def suppressed(boxes, scores, threshold):
    """Keeps the best of boxes whose intersection over union is above a threshold; the usual loop of numpy."""
    order = np.argsort(-scores, kind="stable")
    left, top, right, bottom = boxes.T
    areas = (right - left) * (bottom - top)
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        width = np.minimum(right[best], right[rest]) - np.maximum(left[best], left[rest])
        height = np.minimum(bottom[best], bottom[rest]) - np.maximum(top[best], top[rest])
        shared = np.clip(width, 0, None) * np.clip(height, 0, None)
        order = rest[shared < threshold * (areas[best] + areas[rest] - shared)]
    return kept


def timed(name, work, rounds=3):
    """Prints the median time of some rounds and how much is left."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        left = len(work())
        seconds.append(time.process_time() - start)
    print(f"| {name} | {left} | {sorted(seconds)[rounds // 2] * 1e3:.0f} |")


def main():
    rows = np.loadtxt(sys.argv[1], delimiter=",")
    boxes, scores = rows[:, :4].copy(), rows[:, 4].copy()
    print("| peer | left | ms |\n|---|---|---|")
    timed("numpy loop, suppression", lambda: suppressed(boxes, scores, 0.5))
    try:
        import torch
        import torchvision

        torch.set_num_threads(1)
        one, other = torch.from_numpy(boxes).float(), torch.from_numpy(scores).float()
        timed(f"torchvision {torchvision.__version__}, suppression", lambda: torchvision.ops.nms(one, other, 0.5))
    except ImportError:
        print("torchvision is not installed", file=sys.stderr)
    try:
        import sahi
        from sahi.postprocess.combine import greedy_nmm

        rows = np.c_[boxes, scores, np.zeros(len(scores))]
        try:
            timed(f"sahi {sahi.__version__}, greedy merging", lambda: greedy_nmm(rows, "IOS", 0.5), rounds=1)
        except (TypeError, AttributeError):
            import torch

            tensor = torch.from_numpy(rows).float()
            timed(f"sahi {sahi.__version__}, greedy merging", lambda: greedy_nmm(tensor, "IOS", 0.5), rounds=1)
    except ImportError:
        print("sahi is not installed", file=sys.stderr)


if __name__ == "__main__":
    main()
