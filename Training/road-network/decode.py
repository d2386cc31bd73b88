"""From the network's maps to boxes, and how good the boxes are: average precision at an overlap of one half."""
import numpy as np

import networks_folder  # noqa: F401
from boxes import average_precision, overlaps, peaks, sigmoid  # noqa: F401
from objects import (COSINE, FRAME_COSINE, FRAME_SINE, KINDS, LINE, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U, SIDE_UNIT, SIDE_V, SINE)

STRIDE = 4  # photo pixels a cell of the maps


def angle_of(maps, pair, times, weight):
    """An angle over all cells, from cosine and sine of its multiple, and how well the cells agree, 0..1."""
    c, s = ((maps[k] * weight).sum() for k in pair)
    length = np.hypot(*(maps[k] for k in pair))
    return np.arctan2(s, c) / times, float(np.hypot(c, s) / max((length * weight).sum(), 1e-6))


def axis_of(maps, weight):
    """The direction of the road, modulo a half turn."""
    return angle_of(maps, (COSINE, SINE), 2, weight)


def boxes_of(maps, lowest=0.05, weight=1.0):
    """(kind, score, u, v, half side nearest to u, to v, angle) of each peak. `maps` are logits, maps x rows x columns."""
    angle = angle_of(maps, (FRAME_COSINE, FRAME_SINE), 4, weight)[0]
    found = []
    for kind in range(len(KINDS)):
        score = sigmoid(maps[kind])
        for row, column in peaks(score, lowest):
            u = (column + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_U, row, column]
            v = (row + 0.5) * STRIDE + OFFSET_UNIT * maps[OFFSET_V, row, column]
            found.append((kind, score[row, column], u, v, SIDE_UNIT * 2 ** maps[SIDE_U, row, column],
                          SIDE_UNIT * 2 ** maps[SIDE_V, row, column], angle))
    return np.array(found, np.float64).reshape(-1, 7)


def upright_corners(boxes, width, height):
    """x0, y0, x1, y1 of the upright boxes about turned ones, cut to the picture."""
    c, s = np.abs(np.cos(boxes[:, 6])), np.abs(np.sin(boxes[:, 6]))
    half_u, half_v = boxes[:, 4] * c + boxes[:, 5] * s, boxes[:, 4] * s + boxes[:, 5] * c
    return np.stack([np.clip(boxes[:, 2] - half_u, 0, width), np.clip(boxes[:, 3] - half_v, 0, height),
                     np.clip(boxes[:, 2] + half_u, 0, width), np.clip(boxes[:, 3] + half_v, 0, height)], 1)


def suppressed(boxes, corners, axis, limit=0.5):
    """The boxes that stay, best first; a line's direction to the road counts as part of its kind."""
    direction = boxes[:, 6] + np.where(boxes[:, 4] >= boxes[:, 5], 0, np.pi / 2)
    label = np.where(boxes[:, 0] == LINE, np.where(np.abs(np.cos(direction - axis)) >= np.sqrt(0.5), 10, 11), boxes[:, 0])
    order, kept = list(np.argsort(-boxes[:, 1], kind="stable")), []
    while order:
        best = order.pop(0)
        kept.append(best)
        if order:
            rest = np.array(order)
            same = (label[rest] == label[best]) & (overlaps(corners[best], corners[rest]) > limit)
            order = list(rest[~same])
    return kept, label


NAMES = {10: "longitudinal_crack", 11: "transverse_crack", 1: "alligator_crack", 2: "repair", 3: "pothole"}
