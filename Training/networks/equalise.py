"""Cross-layer equalisation: gives the channels of a map similar ranges, so that one scale a map wastes fewer of its 255 steps.

A channel that is multiplied by a positive factor passes through ReLU unchanged but for the factor, which the reading layers
divide out again: the network computes the same. Maps that a residual joins must share their factors.
"""
import copy

import numpy as np

LARGEST_FACTOR = 8.0


def _groups(layers):
    """The number of each map's group: maps joined by residuals have the same."""
    group = list(range(len(layers)))
    for index, layer in enumerate(layers):
        if layer.residual is not None:
            old, new = group[index], group[layer.residual]
            group = [new if g == old else g for g in group]
    return group


def equalise(layers, samples, strength, percentile):
    """Layers whose channels are raised towards their map's largest channel.

    `strength` 0 leaves them, 1 makes the ranges equal. In between, small channels stay a little small: raising them fully
    would leave too few steps for the weights that read them.
    """
    layers = copy.deepcopy(layers)
    group = _groups(layers)
    last = group[-1]
    factors = {}
    for g in sorted(set(group) - {last}):
        ranges = np.max([np.percentile(samples[i], percentile, axis=1) for i in range(len(layers)) if group[i] == g], 0)
        raised = (ranges.max() / np.maximum(ranges, 1e-9)) ** strength
        factors[g] = np.clip(raised, 1, LARGEST_FACTOR).astype(np.float32)
    for index, layer in enumerate(layers):
        if group[index] in factors:
            layer.weight = layer.weight * factors[group[index]][:, None, None, None]
            layer.bias = layer.bias * factors[group[index]]
        begin = 0
        weight = layer.weight.copy()
        for source in layer.sources:
            if source.index >= 0 and group[source.index] in factors:
                weight[:, begin:begin + source.channels] /= factors[group[source.index]][None, :, None, None]
            begin += source.channels
        layer.weight = weight
    return layers
