"""ONNX graph -> list of layers: folds Relu, residual Add, Concat and Resize into the convolutions around them.

What cannot be expressed ends in a LayerError that names the node. Understood are: Conv (dense, square, padded by half its
kernel), Relu, Add of a convolution and an earlier map right before a Relu, Concat of two maps, nearest Resize by two.
"""
from dataclasses import dataclass

import numpy as np
from onnx import helper, numpy_helper

from layers import LOGIT, PICTURE, PICTURE_CHANNELS, RELU, Layer, LayerError, Source, check


@dataclass
class _Convolution:
    """A convolution whose activation is still to come."""
    node: object
    sources: list
    residual: int = None


class _Reader:
    def __init__(self, graph):
        self.graph = graph
        self.constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        inputs = [i.name for i in graph.input if i.name not in self.constants]
        if len(inputs) != 1 or len(graph.output) != 1:
            raise LayerError("one input and one output are possible")
        self.users = {}
        for node in graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self.values = {inputs[0]: [Source(PICTURE, PICTURE_CHANNELS)]}  # ONNX name -> sources, or _Convolution
        self.layers = []

    def fail(self, node, text):
        raise LayerError(f"{node.op_type} node '{node.name or node.output[0]}': {text}")

    def read(self):
        handlers = {"Conv": self.conv, "Relu": self.relu, "Add": self.add, "Concat": self.concat, "Resize": self.resize,
                    "Constant": self.constant, "Identity": self.identity}
        for node in self.graph.node:
            if node.op_type not in handlers:
                self.fail(node, "this operation is not in the network format")
            handlers[node.op_type](node)
        result = self.values.get(self.graph.output[0].name)
        if not isinstance(result, _Convolution):
            raise LayerError("the output must be the bare result of a convolution (logits)")
        self.finish(result, LOGIT)
        check(self.layers)
        return self.layers

    def sources(self, node, name):
        value = self.values.get(name)
        if value is None:
            self.fail(node, f"its input '{name}' is not a map")
        if isinstance(value, _Convolution):
            self.fail(node, f"its input '{name}' is a convolution without a Relu")
        return value

    def constant(self, node):
        tensor = {a.name: a for a in node.attribute}["value"]
        self.constants[node.output[0]] = numpy_helper.to_array(helper.get_attribute_value(tensor))

    def identity(self, node):
        store = self.constants if node.input[0] in self.constants else self.values
        store[node.output[0]] = store[node.input[0]]

    def conv(self, node):
        weight = self.constants.get(node.input[1])
        if weight is None or weight.ndim != 4:
            self.fail(node, "its weights must be a constant of four dimensions")
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        kernel = weight.shape[2]
        stride = settings.get("strides", [1, 1])
        if weight.shape[3] != kernel or kernel not in (1, 3):
            self.fail(node, f"kernel {weight.shape[2]} x {weight.shape[3]}, 1 x 1 or 3 x 3 are possible")
        if settings.get("group", 1) != 1 or list(settings.get("dilations", [1, 1])) != [1, 1]:
            self.fail(node, "groups and dilations are not possible")
        if stride[0] != stride[1] or stride[0] not in (1, 2):
            self.fail(node, f"strides {list(stride)}, 1 or 2 both ways are possible")
        if list(settings.get("pads", [0] * 4)) != [kernel // 2] * 4 or settings.get("auto_pad", b"NOTSET") != b"NOTSET":
            self.fail(node, f"pads must be {kernel // 2} on all sides")
        sources = self.sources(node, node.input[0])
        if sum(s.channels for s in sources) != weight.shape[1]:
            self.fail(node, f"{weight.shape[1]} channels of weights for {sum(s.channels for s in sources)} of input")
        self.values[node.output[0]] = _Convolution(node, sources)

    def finish(self, value, activation):
        """Appends the layer and returns the source that reads it."""
        node = value.node
        weight = np.array(self.constants[node.input[1]], np.float32)
        has_bias = len(node.input) > 2 and node.input[2]
        bias = np.array(self.constants[node.input[2]], np.float32) if has_bias else np.zeros(len(weight), np.float32)
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        self.layers.append(Layer(node.name or node.output[0], weight.shape[2], settings.get("strides", [1, 1])[0], activation,
                                 value.sources, weight, bias, value.residual))
        return Source(len(self.layers) - 1, len(weight))

    def relu(self, node):
        value = self.values.get(node.input[0])
        if not isinstance(value, _Convolution):
            self.fail(node, "it does not follow a convolution or a residual addition")
        if len(self.users[node.input[0]]) > 1:
            self.fail(node, "what it reads is read elsewhere too, before the activation")
        self.values[node.output[0]] = [self.finish(value, RELU)]

    def add(self, node):
        values = [self.values.get(name) for name in node.input]
        fresh = [isinstance(v, _Convolution) and v.residual is None for v in values]
        if sum(fresh) != 1 or any(v is None for v in values):
            self.fail(node, "one of its inputs must be a convolution's bare result, the other an earlier map")
        value, other = values[fresh.index(True)], values[fresh.index(False)]
        if isinstance(other, _Convolution) or len(other) != 1 or other[0].index == PICTURE or other[0].doubled:
            self.fail(node, "its residual must be one earlier map after its Relu, as it is")
        if len(self.users[node.input[fresh.index(True)]]) > 1:
            self.fail(node, "the convolution's result is read elsewhere too, before the addition")
        self.values[node.output[0]] = _Convolution(value.node, value.sources, other[0].index)

    def concat(self, node):
        axis = [helper.get_attribute_value(a) for a in node.attribute if a.name == "axis"]
        joined = [s for name in node.input for s in self.sources(node, name)]
        if axis != [1] or len(joined) > 2:
            self.fail(node, "only two maps along the channels can be joined")
        self.values[node.output[0]] = joined

    def resize(self, node):
        settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        scales = self.constants.get(node.input[2]) if len(node.input) == 3 else None
        if scales is None or list(scales) != [1, 1, 2, 2]:
            self.fail(node, "its scales must be the constant 1, 1, 2, 2")
        nearest = (settings.get("mode", b"nearest"), settings.get("coordinate_transformation_mode"),
                   settings.get("nearest_mode"))
        if nearest != (b"nearest", b"asymmetric", b"floor"):
            self.fail(node, "only nearest, asymmetric, floor is possible")
        sources = self.sources(node, node.input[0])
        if any(s.doubled or s.index == PICTURE for s in sources):
            self.fail(node, "the picture cannot be doubled, and no map twice")
        self.values[node.output[0]] = [Source(s.index, s.channels, True) for s in sources]


def from_onnx(model):
    """The checked layers of an ONNX model."""
    return _Reader(model.graph).read()
