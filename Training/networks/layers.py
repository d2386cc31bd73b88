"""The list of layers that the int8 engine runs: its types, its rules, and the way there from an ONNX graph.

A layer is one convolution with all that is folded into it: the concatenation of up to two sources, the nearest doubling of
a source, the addition of a residual map and the activation. Source -1 is the picture.
"""
from dataclasses import dataclass, field

import numpy as np

PICTURE = -1
PICTURE_CHANNELS = 3
RELU, LOGIT = 0, 1


class LayerError(ValueError):
    """A network that the int8 engine cannot run; the message names the layer or the node."""


@dataclass
class Source:
    index: int
    channels: int
    doubled: bool = False


@dataclass
class Layer:
    """Weights are [output, channel, ky, kx] in real numbers, the sources' channels one after the other."""
    name: str
    kernel: int
    stride: int
    activation: int
    sources: list
    weight: np.ndarray
    bias: np.ndarray
    residual: int = None

    @property
    def outputs(self):
        return len(self.bias)


@dataclass
class IntegerLayer:
    """Weights are int8 [output, ky, kx, channel], one array a source; the rest as the file holds it."""
    name: str
    kernel: int
    stride: int
    activation: int
    sources: list
    weights: list
    bias: np.ndarray
    scale: np.ndarray
    residual: int = None
    residual_scale: np.float32 = field(default=np.float32(0))

    @property
    def outputs(self):
        return len(self.bias)


def strides(layers):
    """The total stride of each layer's output. A doubled map of the picture's size would be finer than the picture."""
    total = []
    for layer in layers:
        read = {_stride_of(s, total, layer.name) for s in layer.sources}
        if len(read) != 1:
            raise LayerError(f"{layer.name}: its sources differ in size")
        total.append(read.pop() * layer.stride)
    return total


def _stride_of(source, total, name):
    if source.index == PICTURE:
        return 1
    stride = total[source.index]
    if source.doubled and stride == 1:
        raise LayerError(f"{name}: a map as fine as the picture cannot be doubled")
    return stride // 2 if source.doubled else stride


def input_multiple(layers):
    return max(strides(layers))


def output_stride(layers):
    return strides(layers)[-1]


def check(layers):
    """Raises LayerError where the list breaks a rule of the network's structure."""
    if not 1 <= len(layers) <= 256:
        raise LayerError(f"{len(layers)} layers, 1 to 256 are possible")
    for index, layer in enumerate(layers):
        _check_layer(index, layer, layers)
    total = strides(layers)
    for index, layer in enumerate(layers):
        if layer.residual is not None and total[layer.residual] != total[index]:
            raise LayerError(f"{layer.name}: its residual differs in size")
    read_as = {}
    for layer in layers:
        reads = [(s.index, s.doubled) for s in layer.sources if s.index != PICTURE]
        reads += [(layer.residual, False)] if layer.residual is not None else []
        for index, doubled in reads:
            if read_as.setdefault(index, doubled) != doubled:
                raise LayerError(f"{layer.name}: map {index} is read both doubled and as it is")


def _check_layer(index, layer, layers):
    def require(condition, text):
        if not condition:
            raise LayerError(f"{layer.name}: {text}")

    last = index == len(layers) - 1
    require(layer.kernel in (1, 3), f"kernel {layer.kernel}, 1 or 3 is possible")
    require(layer.stride in (1, 2), f"stride {layer.stride}, 1 or 2 is possible")
    require(layer.activation == (LOGIT if last else RELU), "the last layer gives logits, every other one has a ReLU")
    if last:
        require(1 <= layer.outputs <= 16, f"{layer.outputs} classes, 1 to 16 are possible")
    else:
        require(layer.outputs % 16 == 0 and 16 <= layer.outputs <= 512,
                f"{layer.outputs} channels, multiples of 16 up to 512 are possible")
    require(1 <= len(layer.sources) <= 2, f"{len(layer.sources)} sources, 1 or 2 are possible")
    for source in layer.sources:
        require(PICTURE <= source.index < index, f"source {source.index} is not an earlier layer")
        if source.index == PICTURE:
            require(len(layer.sources) == 1 and not source.doubled and layer.residual is None,
                    "the picture is read alone, as it is, without a residual")
        known = PICTURE_CHANNELS if source.index == PICTURE else layers[source.index].outputs
        require(source.channels == known, f"source {source.index} has {known} channels, not {source.channels}")
    if layer.residual is not None:
        require(0 <= layer.residual < index, f"residual {layer.residual} is not an earlier layer")
        require(layers[layer.residual].outputs == layer.outputs, "its residual has another number of channels")
