"""Which integers stand for real weights: the smallest step that the limits allow, and rounding by least squares.

Weights here are [output, ky, kx, channel], one array a source, in units of one step a output.
"""
import numpy as np

from pairs import LARGEST_PAIR, LARGEST_WEIGHT, as_pairs


class Limits:
    """What integers are allowed: a largest weight, and the pair condition where `pairs` is true."""

    def __init__(self, largest=LARGEST_WEIGHT, pairs=True):
        self.largest, self.pairs = largest, pairs

    def hold(self, weights):
        """For each output: do these integers keep the limits?"""
        good = np.ones(len(weights[0]), bool)
        for w in weights:
            good &= np.abs(w).reshape(len(w), -1).max(1) <= self.largest
            if self.pairs:
                p = as_pairs(w)
                good &= np.maximum(p, 0).sum(2).max(1) <= LARGEST_PAIR
                good &= np.minimum(p, 0).sum(2).min(1) >= -LARGEST_PAIR
        return good


def smallest_steps(weights, limits):
    """For each output the smallest step whose plainly rounded weights keep the limits (bisection: rounding is monotone)."""
    largest = np.max([np.abs(w).reshape(len(w), -1).max(1) for w in weights], 0)
    low = np.maximum(largest, 1e-30) / (2 * limits.largest + 2)
    high = np.maximum(largest, 1e-30) / min(limits.largest, LARGEST_PAIR // 2)
    for _ in range(40):
        middle = (low + high) / 2
        good = limits.hold([np.rint(w / middle[:, None, None, None]) for w in weights])
        low, high = np.where(good, low, middle), np.where(good, middle, high)
    return high


def flatten(weights):
    """[output, tap] in the file's order, and each tap's partner in its pair (-1 for none)."""
    partners, begin = [], 0
    for w in weights:
        _, height, width, channels = w.shape
        for _ in range(height):
            row = np.arange(width * channels)
            partner = row ^ 1
            partners.append(np.where(partner < len(row), partner + begin, -1))
            begin += len(row)
    return np.concatenate([w.reshape(len(w), -1) for w in weights], 1), np.concatenate(partners)


def unflatten(flat, weights):
    result, begin = [], 0
    for w in weights:
        size = w[0].size
        result.append(flat[:, begin:begin + size].reshape(w.shape))
        begin += size
    return result


def force(flat, partners, limits):
    """The nearest integers within the limits, pair by pair (a pair that is too large gives evenly)."""
    q = np.clip(np.rint(flat), -limits.largest, limits.largest)
    if not limits.pairs:
        return q
    first = np.flatnonzero(partners > np.arange(len(partners)))
    second = partners[first]
    a, b = q[:, first], q[:, second]
    excess = np.where(np.sign(a) * np.sign(b) > 0, np.maximum(np.abs(a + b) - LARGEST_PAIR, 0), 0)
    give = np.minimum(np.ceil(excess / 2), np.abs(a))
    q[:, first] = a - np.sign(a) * give
    q[:, second] = b - np.sign(b) * (excess - give)
    return q


def least_squares(flat, start, partners, gram, limits, sweeps=8):
    """Integers q near `start` with a small (q - flat)' gram (q - flat) for each output, by coordinate descent.

    Rounding each weight to its nearest integer ignores that inputs are correlated: an error in one tap can make up for one in
    its neighbour. `gram` holds the inputs' second moments. Each step moves one tap of all outputs to its best integer.
    """
    q = start.copy()
    diagonal = np.maximum(np.diag(gram), 1e-12)
    gradient = (q - flat) @ gram
    for _ in range(sweeps):
        moved = 0
        for tap in range(q.shape[1]):
            old = q[:, tap]
            new = np.rint(old - gradient[:, tap] / diagonal[tap])
            if (new == old).all():
                continue
            low, high = -limits.largest, limits.largest
            if limits.pairs and partners[tap] >= 0:
                partner = q[:, partners[tap]]
                high = np.where(partner > 0, np.minimum(high, LARGEST_PAIR - partner), high)
                low = np.where(partner < 0, np.maximum(low, -LARGEST_PAIR - partner), low)
            new = np.minimum(np.maximum(new, low), high)
            changed = np.flatnonzero(new != old)
            gradient[changed] += (new - old)[changed, None] * gram[tap]
            q[changed, tap] = new[changed]
            moved += len(changed)
        if moved == 0:
            break
    return q


def squared_error(flat, q, gram):
    difference = q - flat
    return ((difference @ gram) * difference).sum(1)
