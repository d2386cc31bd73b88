"""The pair condition: what keeps 16-bit sums of two products from saturating on processors that only have those.

A row is what the engine reads at once: the weights of one output, source and ky, in the order kx, channel. Neighbours (0, 1),
(2, 3), ... are multiplied by unsigned bytes and added in 16 bits, so that the positive parts of a pair and the negative
parts of a pair may each reach 128 (255 * 128 = 32640) and not more.
"""
import numpy as np

LARGEST_PAIR = 128
LARGEST_WEIGHT = 127


def as_pairs(weights):
    """[output, ky, kx, channel] -> [output, pair, 2]; rows of odd length (the picture's) end with a zero."""
    outputs, height = weights.shape[:2]
    rows = weights.reshape(outputs, height, -1)
    if rows.shape[2] % 2:
        rows = np.concatenate([rows, np.zeros((outputs, height, 1), rows.dtype)], 2)
    return rows.reshape(outputs, -1, 2)


def pair_sums(weights):
    """The positive and the negative sum of each pair, [output, pair] each."""
    pairs = as_pairs(weights)
    if pairs.dtype == np.int8:
        pairs = pairs.astype(np.int32)
    return np.maximum(pairs, 0).sum(2), np.minimum(pairs, 0).sum(2)


def violations(weights):
    """True for each output that breaks a condition."""
    positive, negative = pair_sums(weights)
    broken = (positive > LARGEST_PAIR).any(1) | (negative < -LARGEST_PAIR).any(1)
    return broken | (np.abs(weights.astype(np.int32)) > LARGEST_WEIGHT).reshape(len(weights), -1).any(1)
