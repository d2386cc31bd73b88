"""From the network's maps to crowns, and how good they are: average precision at an overlap of one half."""
import numpy as np

import networks_folder  # noqa: F401
from boxes import average_precision, overlaps, peaks, sigmoid  # noqa: F401
from objects import CROWN, DEAD, DECLINING, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U, SIDE_UNIT, SIDE_V

STRIDE = 2
# Crowns stand close, and their boxes overlap at the corners.
SAME = 0.45


def crowns_of(maps, lowest, width, height, kind=CROWN):
    """Rows (score, x0, y0, x1, y1, how surely declining, how surely dead), best first, each crown once. `maps` are logits; `kind` is CROWN for
    all crowns or DEAD for dead ones."""
    score = sigmoid(maps[kind])
    found = []
    for row, column in peaks(score, lowest):
        u = (column + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_U, row, column]
        v = (row + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_V, row, column]
        a, b = SIDE_UNIT * 2 ** maps[SIDE_U, row, column], SIDE_UNIT * 2 ** maps[SIDE_V, row, column]
        found.append((score[row, column], max(0, u - a), max(0, v - b), min(width, u + a), min(height, v + b),
                      sigmoid(maps[DECLINING, row, column]), sigmoid(maps[DEAD, row, column])))
    found = np.array(found, np.float64).reshape(-1, 7)
    order, kept = list(np.argsort(-found[:, 0], kind="stable")), []
    while order:
        best = order.pop(0)
        kept.append(best)
        if order:
            rest = np.array(order)
            order = list(rest[overlaps(found[best, 1:5], found[rest, 1:5]) <= SAME])
    return found[kept]
