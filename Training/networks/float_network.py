"""Runs a list of layers in float32, and measures the maps it makes: what quantising starts from."""
import numpy as np
import torch
import torch.nn.functional as F

from layers import LOGIT, PICTURE

SAMPLES = 2000  # positions of a map that are kept from each photo


def as_input(picture):
    """RGB bytes [y, x, 3] -> [1, 3, y, x] in 0..1."""
    return torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1))[None]).float() / 255


def cut(picture, multiple):
    """The largest part, from the upper left, whose sides are multiples."""
    height, width = (side // multiple * multiple for side in picture.shape[:2])
    return picture[:height, :width]


def double(values):
    return F.interpolate(values, scale_factor=2, mode="nearest")


def gather(layer, image, maps):
    """The layer's input: its sources, doubled where it says so, one after the other."""
    values = [image if s.index == PICTURE else maps[s.index] for s in layer.sources]
    return torch.cat([double(v) if s.doubled else v for s, v in zip(layer.sources, values)], 1)


@torch.no_grad()
def run(layers, image):
    """Every layer's map; the last one holds the logits."""
    maps = []
    for layer in layers:
        value = F.conv2d(gather(layer, image, maps), torch.from_numpy(layer.weight), torch.from_numpy(layer.bias),
                         layer.stride, layer.kernel // 2)
        if layer.residual is not None:
            value = value + maps[layer.residual]
        maps.append(value if layer.activation == LOGIT else F.relu(value))
    return maps


def sample_maps(layers, pictures, seed=0):
    """[channel, sample] of each map: random positions of every photo, and each channel's largest value there."""
    rng = np.random.default_rng(seed)
    samples = [[] for _ in layers]
    for picture in pictures:
        for kept, values in zip(samples, run(layers, as_input(picture))):
            flat = values[0].flatten(1).numpy()
            kept.append(flat[:, rng.integers(flat.shape[1], size=min(SAMPLES, flat.shape[1]))])
            kept.append(flat.max(1, keepdims=True))
    return [np.concatenate(kept, 1) for kept in samples]
