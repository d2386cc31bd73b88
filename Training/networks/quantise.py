"""Real layers -> integer layers: a scale for each map from photos, a step for each output, rounding.

A scheme says what integers are allowed. The file format's is PAIR_LIMITED: activations use the whole byte and each output's
weights are as fine as the pair condition lets them be. The other two are here to be compared with (`compare_schemes.py`).

With `least_squares`, layers are quantised in the order they run. Each one gets the inputs that the integer layers before it
really give, and its weights, biases and rounding are chosen so that its output comes closest to the real network's on the
calibration photos: it makes up for what was lost before it. Half of the places looked at lie where the real network is
undecided, since only there can an error change the mask.
"""
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

import float_network
import int8_reference
from equalise import equalise
from layers import LOGIT, PICTURE, IntegerLayer, input_multiple, strides
from rounding import Limits, flatten, force, least_squares, smallest_steps, squared_error, unflatten

LOGIT_STEP = 1 / 16
LOGIT_ZERO = 128
STEP_FACTORS = (1.0, 0.92, 0.84, 0.76, 0.68)  # of the smallest step without clipping: finer steps clip some weights
PULL = 0.01  # of the mean second moment: how strongly weights are held to the trained ones


@dataclass(frozen=True)
class Scheme:
    name: str
    limits: Limits
    top: int  # the largest activation


WEIGHTS_63 = Scheme("weights to 63, 8-bit activations", Limits(63, pairs=False), 255)
ACTIVATIONS_127 = Scheme("weights to 127, 7-bit activations", Limits(127, pairs=False), 127)
PAIR_LIMITED = Scheme("pair-limited weights, 8-bit activations", Limits(), 255)


@dataclass(frozen=True)
class Options:
    percentile: float = 100.0  # of the calibration photos' activations: cutting off the largest costs far more than it gains
    equalising: float = 0.5
    least_squares: bool = True
    samples: int = 2000  # places of each photo that least squares looks at
    undecided: float = 3.0  # a logit this near to the threshold is undecided
    seed: int = 0


def quantise(layers, pictures, scheme=PAIR_LIMITED, options=Options(), threshold_logit=0.0, report=lambda text: None):
    """The integer layers for real ones; `pictures` are RGB bytes."""
    multiple = input_multiple(layers)
    pictures = [float_network.cut(p, multiple) for p in pictures]
    if options.equalising:
        samples = float_network.sample_maps(layers, pictures, options.seed)
        layers = equalise(layers, samples, options.equalising, options.percentile)
    samples = float_network.sample_maps(layers, pictures, options.seed)
    scales = [max(float(np.percentile(s, options.percentile)), 1e-6) / scheme.top for s in samples]
    scales[-1] = LOGIT_STEP
    calibration = _Calibration(layers, pictures, options, threshold_logit) if options.least_squares else None
    result = []
    for index, layer in enumerate(layers):
        # 7-bit activations do not help where the picture is read: it has 8 bits, and needs the pair condition.
        limits = Limits() if layer.sources[0].index == PICTURE and scheme.top < 255 else scheme.limits
        result.append(_quantise_layer(layer, scales, index, limits, calibration))
        if calibration:
            calibration.advance(result[-1], scheme.top)
        report(f"{layer.name}: step of its map {scales[index]:.5f}")
    return result


def _quantise_layer(layer, scales, index, limits, calibration):
    """One layer; `scales` are those of all maps."""
    weights, begin = [], 0
    for source in layer.sources:
        part = layer.weight[:, begin:begin + source.channels].astype(np.float64).transpose(0, 2, 3, 1)
        weights.append(part * (1 / 255 if source.index == PICTURE else scales[source.index]))
        begin += source.channels
    flat, partners = flatten(weights)
    bias = layer.bias.astype(np.float64)
    if calibration is None:
        steps = _safe(smallest_steps(weights, limits), bias)
        q = np.rint(flat / steps[:, None])
    else:
        places = calibration.places(layer, None if layer.residual is None else scales[layer.residual])
        flat = flat + places.correction(flat)
        steps, q = _best_steps(unflatten(flat, weights), flat, partners, limits, places.covariance, bias)
        bias = places.mean_target - steps * (q @ places.mean_input)
    offset = LOGIT_ZERO * LOGIT_STEP if layer.activation == LOGIT else 0.0
    scale = (steps / scales[index]).astype(np.float32)
    bias = np.rint((bias + offset) / steps).astype(np.int32)
    residual_scale = np.float32(0 if layer.residual is None else scales[layer.residual] / scales[index])
    integers = [w.astype(np.int8) for w in unflatten(q, weights)]
    return IntegerLayer(layer.name, layer.kernel, layer.stride, layer.activation, layer.sources, integers, bias, scale,
                        layer.residual, residual_scale)


def _safe(steps, bias):
    """Steps large enough for the bias to stay far below 2^30, even of an output whose weights are all near zero."""
    return np.maximum(steps, (np.abs(bias) + LOGIT_ZERO * LOGIT_STEP) / 2**28)


def _best_steps(weights, flat, partners, limits, covariance, bias):
    """For each output the step, and the integers, with the least squared error."""
    smallest = _safe(smallest_steps(weights, limits), bias)
    steps, best, chosen = smallest.copy(), np.full(len(flat), np.inf), np.zeros_like(flat)
    for factor in STEP_FACTORS:
        tried = _safe(smallest * factor, bias)
        units = flat / tried[:, None]
        q = least_squares(units, force(units, partners, limits), partners, covariance, limits, sweeps=2)
        error = squared_error(units, q, covariance) * tried**2
        better = error < best
        steps, best = np.where(better, tried, steps), np.where(better, error, best)
        chosen[better] = q[better]
    return steps, least_squares(flat / steps[:, None], chosen, partners, covariance, limits)


@dataclass
class _Places:
    """Second moments of a layer's integer inputs at the chosen places, and what its sums should be there."""
    covariance: np.ndarray
    cross: np.ndarray
    mean_input: np.ndarray
    mean_target: np.ndarray

    def correction(self, flat):
        """What to add to real weights so that they fit the integer inputs best, held to what they were."""
        pull = PULL * np.diag(self.covariance).mean() + 1e-9  # inputs that never move would leave it without a solution
        held = self.covariance + np.eye(len(self.covariance)) * pull
        return np.linalg.solve(held, (self.cross - flat @ self.covariance).T).T


class _Calibration:
    """The maps of the calibration photos, real ones and, as far as they are made, integer ones."""

    def __init__(self, layers, pictures, options, threshold_logit):
        self.options, self.rng = options, np.random.default_rng(options.seed)
        self.pictures = [np.ascontiguousarray(p.transpose(2, 0, 1)) for p in pictures]
        self.real = [float_network.run(layers, float_network.as_input(p)) for p in pictures]
        self.integer = [[] for _ in pictures]
        self.strides = strides(layers)
        self.undecided = [torch.abs(maps[-1] - threshold_logit).amin(1, keepdim=True) < options.undecided for maps in self.real]

    def inputs(self, layer, photo):
        maps = [self.pictures[photo] if s.index == PICTURE else self.integer[photo][s.index] for s in layer.sources]
        return [int8_reference.double(m) if s.doubled else m for s, m in zip(layer.sources, maps)]

    def advance(self, integer_layer, top):
        for photo, maps in enumerate(self.integer):
            residual = None if integer_layer.residual is None else maps[integer_layer.residual]
            maps.append(int8_reference.run_layer(integer_layer, self.inputs(integer_layer, photo), residual, top))

    def choose(self, photo, stride, size):
        """Places of a map, (y, x): half of them anywhere, half where the network is undecided."""
        near = self.undecided[photo].float()
        ratio = stride / self.strides[-1]
        near = F.max_pool2d(near, int(ratio)) if ratio > 1 else F.interpolate(near, scale_factor=1 / ratio)
        near = np.argwhere(near[0, 0].numpy() > 0)
        half = self.options.samples // 2
        anywhere = np.stack([self.rng.integers(side, size=half) for side in size], 1)
        return np.concatenate([anywhere, near[self.rng.integers(len(near), size=half)]]) if len(near) else anywhere

    def places(self, layer, residual_scale):
        index = len(self.integer[0])
        moments = target_sum = input_sum = cross = count = 0
        for photo, maps in enumerate(self.real):
            size = maps[index].shape[2:]
            at = self.choose(photo, self.strides[index], size)
            x = taps(layer, self.inputs(layer, photo), at)
            y = self.target(layer, photo, at)
            if residual_scale is not None:
                y = y - residual_scale * self.integer[photo][layer.residual][:, at[:, 0], at[:, 1]].T
            moments, cross = moments + x.T @ x, cross + y.T @ x
            input_sum, target_sum, count = input_sum + x.sum(0), target_sum + y.sum(0), count + len(x)
        mean_input, mean_target = input_sum / count, target_sum / count
        return _Places(moments / count - np.outer(mean_input, mean_input), cross / count - np.outer(mean_target, mean_input),
                       mean_input, mean_target)

    def target(self, layer, photo, at):
        """What the real network has there before its activation."""
        image = torch.from_numpy(self.pictures[photo][None]).float() / 255
        value = F.conv2d(float_network.gather(layer, image, self.real[photo]), torch.from_numpy(layer.weight),
                         torch.from_numpy(layer.bias), layer.stride, layer.kernel // 2)
        if layer.residual is not None:
            value = value + self.real[photo][layer.residual]
        return value[0].numpy()[:, at[:, 0], at[:, 1]].T.astype(np.float64)


def taps(layer, inputs, at):
    """[place, tap] of a layer's inputs, taps in the file's order."""
    edge, columns = layer.kernel // 2, []
    for source in inputs:
        padded = np.pad(source, ((0, 0), (edge, edge), (edge, edge)))
        for ky in range(layer.kernel):
            for kx in range(layer.kernel):
                columns.append(padded[:, at[:, 0] * layer.stride + ky, at[:, 1] * layer.stride + kx].T)
    return np.concatenate(columns, 1).astype(np.float64)
