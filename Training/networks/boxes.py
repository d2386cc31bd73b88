"""What recipes that find boxes share: peaks of maps, overlaps, average precision."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def peaks(score, lowest):
    """Cells whose score is the highest of the nine around them."""
    padded = np.pad(score, 1, constant_values=-1)
    highest = np.max([padded[i:i + score.shape[0], j:j + score.shape[1]] for i in range(3) for j in range(3)], 0)
    return np.argwhere((score >= highest) & (score >= lowest))


def overlaps(one, others):
    """The area that a box (x0, y0, x1, y1) shares with each of others over that of both together."""
    left, top = np.maximum(one[0], others[:, 0]), np.maximum(one[1], others[:, 1])
    right, bottom = np.minimum(one[2], others[:, 2]), np.minimum(one[3], others[:, 3])
    shared = np.clip(right - left, 0, None) * np.clip(bottom - top, 0, None)
    area = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return shared / np.maximum((one[2] - one[0]) * (one[3] - one[1]) + area - shared, 1e-6)


def average_precision(found, truth, least=0.5):
    """`found`: (picture, score, corners), `truth`: picture -> corners; boxes that overlap by `least` are one. The precision's upper envelope is
    integrated over recall."""
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
            if overlap[best] >= least:
                taken[picture][best] = hit = True
        hits.append(hit)
    if not total or not hits:
        return 0.0
    hits = np.cumsum(hits)
    precision = np.maximum.accumulate((hits / (1 + np.arange(len(hits))))[::-1])[::-1]
    recall = hits / total
    return float(np.sum(np.diff(np.concatenate([[0], recall])) * precision))
