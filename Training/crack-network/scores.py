"""Scores of maps against labels: pixel F1, IoU, and F1 with a tolerance of two pixels, at many thresholds at once.

On pictures without any crack: the part that is marked, and how many false cracks there are per megapixel.
"""
import cv2
import numpy as np

from sets import CRACK, UNKNOWN

TOLERANCE = 2


def widen(mask):
    size = 2 * TOLERANCE + 1
    return cv2.dilate(mask.astype(np.uint8), np.ones((size, size), np.uint8)) > 0


class Scores:
    """Counts of one set, added over its pictures, for each threshold."""

    def __init__(self, thresholds):
        self.thresholds = thresholds
        self.counts = np.zeros((len(thresholds), 6))

    def add(self, probability, label):
        known = label != UNKNOWN
        truth = label == CRACK
        near_truth = widen(truth)
        for counts, threshold in zip(self.counts, self.thresholds):
            found = (probability > threshold) & known
            counts += [(found & truth).sum(), found.sum(), truth.sum(),
                       (found & near_truth).sum(), (truth & widen(found)).sum(), known.sum()]

    def figures(self, index=0):
        """F1, IoU, tolerant F1 with its precision and recall, and the part of all pixels that is marked."""
        common, found, truth, found_near, truth_near, known = self.counts[index]
        precision, recall = found_near / max(found, 1), truth_near / max(truth, 1)
        return {
            "F1": 2 * common / max(found + truth, 1),
            "IoU": common / max(found + truth - common, 1),
            "F1 at 2 px": 2 * precision * recall / max(precision + recall, 1e-9),
            "precision at 2 px": precision,
            "recall at 2 px": recall,
            "marked": found / max(known, 1),
        }


class EmptyScores:
    """What is marked where nothing is: part of the pixels, and pieces at least FALSE_CRACK pixels long, per megapixel."""

    FALSE_CRACK = 24

    def __init__(self, thresholds):
        self.thresholds = thresholds
        self.counts = np.zeros((len(thresholds), 3))
        self.worst = []  # the part marked in each picture, at the first threshold

    def add(self, probability):
        for counts, threshold in zip(self.counts, self.thresholds):
            found = (probability > threshold).astype(np.uint8)
            _, _, boxes, _ = cv2.connectedComponentsWithStats(found)
            longer = boxes[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1, initial=0)
            counts += [found.sum(), found.size, (longer >= self.FALSE_CRACK).sum()]
        self.worst.append(float((probability > self.thresholds[0]).mean()))

    def figures(self, index=0):
        marked, pixels, pieces = self.counts[index]
        return {"marked": marked / max(pixels, 1), "a megapixel": 1e6 * pieces / max(pixels, 1)}


def full_size(cells, shape):
    """Probabilities at the output stride -> one a pixel, bilinearly; cells beyond the picture are cut off."""
    height, width = shape[:2]
    ratio = round(height / cells.shape[0])
    return cv2.resize(cells, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_LINEAR)[:height, :width]
