"""Random int8 networks of legal shapes, for the tests here and for the vectors in `Fixtures/Networks`.

Weights reach the limits on purpose: some pairs add up to exactly 128 or -128, some weights are 127 or -127, so that an
engine whose 16-bit sums saturate gives other bytes.
"""
import numpy as np

from layers import LOGIT, PICTURE, PICTURE_CHANNELS, RELU, IntegerLayer, Source
from pairs import LARGEST_PAIR, LARGEST_WEIGHT


def random_weights(rng, outputs, kernel, channels):
    """int8 [output, ky, kx, channel] under the pair condition, a part of it at the limit."""
    length = kernel * channels
    rows = rng.normal(0, 40, (outputs, kernel, length + length % 2))
    rows[rng.random(outputs) < 0.3] *= 4
    rows = np.clip(np.rint(rows), -LARGEST_WEIGHT, LARGEST_WEIGHT).astype(int)
    if length % 2:
        rows[:, :, -1] = 0
    first, second = rows[:, :, 0::2], rows[:, :, 1::2]
    same = np.sign(first) * np.sign(second) > 0
    over = same & (np.abs(first + second) > LARGEST_PAIR)
    second[over] = (np.sign(first) * (LARGEST_PAIR - np.abs(first)))[over]
    return rows[:, :, :length].reshape(outputs, kernel, kernel, channels).astype(np.int8)


def random_layer(rng, name, kernel, stride, sources, outputs, residual=None, head=False):
    """A layer whose outputs use the whole byte: about half are cut at 0 and a few at 255."""
    weights = [random_weights(rng, outputs, kernel, s.channels) for s in sources]
    spread = np.sqrt(sum((w.astype(float) ** 2).sum((1, 2, 3)) for w in weights)) * 90
    mean = sum(w.astype(float).sum((1, 2, 3)) for w in weights) * 70
    scale = (rng.uniform(90, 170, outputs) / (2 if head else 1) / spread).astype(np.float32)
    middle = 128 if head else rng.uniform(-10, 40, outputs)
    bias = np.rint(middle / scale - mean).astype(np.int32)
    factor = np.float32(rng.uniform(0.3, 1.1)) if residual is not None else np.float32(0)
    return IntegerLayer(name, kernel, stride, LOGIT if head else RELU, sources, weights, bias, scale, residual, factor)


class Builder:
    """Adds random layers one by one and keeps the indices."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.layers = []

    def add(self, kernel, stride, sources, outputs, residual=None, head=False):
        """`sources` are indices, -1 for the picture, or ("doubled", index). Returns the layer's index."""
        read = []
        for source in sources:
            doubled = isinstance(source, tuple)
            index = source[1] if doubled else source
            channels = PICTURE_CHANNELS if index == PICTURE else self.layers[index].outputs
            read.append(Source(index, channels, doubled))
        name = f"layer {len(self.layers)}"
        self.layers.append(random_layer(self.rng, name, kernel, stride, read, outputs, residual, head))
        return len(self.layers) - 1


def doubled(index):
    return ("doubled", index)


def pyramid(seed=1):
    """Output stride 2, input multiple 8, three classes: most shapes at once."""
    b = Builder(seed)
    stem = b.add(3, 2, [PICTURE], 16)
    inner = b.add(3, 1, [stem], 16)
    top = b.add(3, 1, [inner], 16, residual=stem)
    middle = b.add(3, 2, [top], 32)
    inner = b.add(1, 1, [middle], 16)
    low = b.add(1, 2, [inner], 16)
    wide = b.add(3, 1, [low], 16, residual=low)
    narrow = b.add(1, 1, [doubled(wide), middle], 16, residual=inner)
    join = b.add(3, 1, [doubled(narrow), top], 16)
    b.add(3, 1, [join], 3, head=True)
    return b.layers


def fine(seed=2):
    """Output stride 1, 1x1 stem and head, two doubled sources, the doubled one second, one class."""
    b = Builder(seed)
    stem = b.add(1, 1, [PICTURE], 16)
    left = b.add(3, 2, [stem], 16)
    right = b.add(1, 2, [stem], 16)
    join = b.add(3, 1, [doubled(left), doubled(right)], 16, residual=stem)
    small = b.add(3, 2, [join], 16)
    both = b.add(1, 1, [join, doubled(small)], 16)
    b.add(1, 1, [both], 1, head=True)
    return b.layers


def many_classes(seed=3):
    """Sixteen classes whose head has two sources, stride 2 and a residual."""
    b = Builder(seed)
    stem = b.add(3, 1, [PICTURE], 16)
    half = b.add(3, 2, [stem], 16)
    b.add(3, 2, [stem, stem], 16, residual=half, head=True)
    return b.layers


def single(seed=4):
    """The head alone, read from the picture."""
    b = Builder(seed)
    b.add(3, 2, [PICTURE], 5, head=True)
    return b.layers


ALL = {"pyramid": pyramid, "fine": fine, "many-classes": many_classes, "single": single}
