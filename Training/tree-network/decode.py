"""From the network's maps to crowns, and how good they are: average precision at an overlap of one half."""
import numpy as np

import networks_folder  # noqa: F401
from boxes import average_precision, overlaps, peaks, sigmoid  # noqa: F401
from objects import CROWN, DEAD, DECLINING, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U, SIDE_UNIT, SIDE_V

STRIDE = 2
# Crowns stand close, and their boxes overlap at the corners.
SAME = 0.45


# A bell is looked at so many cells to either side; it falls by at least so much, and its middle lies no farther from the peak, in cells.
BELL, LEAST_FALL, LEAST_CURVATURE, FARTHEST = 3, 0.02, 0.01, 1.5


def bell_of(score, row, column, step):
    """The spread of a dead crown's bell in one direction, up to a factor, and its middle from that of the peak's cell; in cells. The logarithm of a
    bell falls with the square of the distance: least squares on three cells to either side. `step` is (rows, columns)."""
    places = [(d, row + d * step[0], column + d * step[1]) for d in range(-BELL, BELL + 1) if d]
    places = [(d, y, x) for d, y, x in places if 0 <= y < score.shape[0] and 0 <= x < score.shape[1]]
    d = np.array([place[0] for place in places], np.float64)
    fall = np.log(score[row, column] / np.array([score[y, x] for _, y, x in places]))
    slope, curvature = np.linalg.lstsq(np.stack([d, d ** 2], 1), fall, rcond=None)[0]
    spread = np.sqrt((d ** 2).sum() / np.maximum(fall, LEAST_FALL).sum())
    return spread, np.clip(-slope / (2 * max(curvature, LEAST_CURVATURE)), -FARTHEST, FARTHEST)


def crowns_of(maps, lowest, width, height, kind=CROWN):
    """Rows (score, x0, y0, x1, y1, how surely declining, how surely dead), best first, each crown once. `maps` are logits; `kind` is CROWN for
    all crowns or DEAD for dead ones, which are as large as their boxes say and have the shape and the middle of their bells."""
    score = sigmoid(maps[kind])
    found = []
    for row, column in peaks(score, lowest):
        u = (column + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_U, row, column]
        v = (row + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_V, row, column]
        a, b = SIDE_UNIT * 2 ** maps[SIDE_U, row, column], SIDE_UNIT * 2 ** maps[SIDE_V, row, column]
        if kind == DEAD:
            (across, to_u), (down, to_v) = bell_of(score, row, column, (0, 1)), bell_of(score, row, column, (1, 0))
            u, v = (column + 0.5 + to_u) * STRIDE, (row + 0.5 + to_v) * STRIDE
            stretch = np.exp(np.clip(np.log(across / down), -1, 1) / 2)
            a, b = np.sqrt(a * b) * stretch, np.sqrt(a * b) / stretch
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
