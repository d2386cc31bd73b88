"""From the network's maps to crowns, and how good they are: average precision at an overlap of one half."""
import numpy as np

import networks_folder  # noqa: F401
from objects import CROWN, DEAD, DECLINING, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U, SIDE_UNIT, SIDE_V

STRIDE = 2
# Crowns stand close, and their boxes overlap at the corners.
SAME = 0.45


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def peaks(score, lowest):
    """Cells whose score is the highest of the nine around them."""
    padded = np.pad(score, 1, constant_values=-1)
    highest = np.max([padded[i:i + score.shape[0], j:j + score.shape[1]] for i in range(3) for j in range(3)], 0)
    return np.argwhere((score >= highest) & (score >= lowest))


def overlaps(one, others):
    left, top = np.maximum(one[0], others[:, 0]), np.maximum(one[1], others[:, 1])
    right, bottom = np.minimum(one[2], others[:, 2]), np.minimum(one[3], others[:, 3])
    shared = np.clip(right - left, 0, None) * np.clip(bottom - top, 0, None)
    area = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return shared / np.maximum((one[2] - one[0]) * (one[3] - one[1]) + area - shared, 1e-6)


def crowns_of(maps, lowest, width, height):
    """Rows (score, x0, y0, x1, y1, how surely declining, how surely dead), best first, each crown once. `maps` are logits."""
    score = sigmoid(maps[CROWN])
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


def average_precision(found, truth):
    """`found`: (picture, score, corners), `truth`: picture -> corners. The precision's upper envelope is integrated over recall."""
    total = sum(len(boxes) for boxes in truth.values())
    taken = {picture: np.zeros(len(boxes), bool) for picture, boxes in truth.items()}
    hits = []
    for picture, _, corners in sorted(found, key=lambda one: -one[1]):
        boxes = truth.get(picture)
        hit = False
        if boxes is not None and len(boxes):
            overlap = overlaps(corners, boxes)
            overlap[taken[picture]] = 0
            best = int(overlap.argmax())
            if overlap[best] >= 0.5:
                taken[picture][best] = hit = True
        hits.append(hit)
    if not total or not hits:
        return 0.0
    hits = np.cumsum(hits)
    precision = np.maximum.accumulate((hits / (1 + np.arange(len(hits))))[::-1])[::-1]
    recall = hits / total
    return float(np.sum(np.diff(np.concatenate([[0], recall])) * precision))
