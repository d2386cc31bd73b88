"""Builds ONNX graphs of the few operations that every engine here understands.

Opset 12, and what OpenCV 4.6 asks for beyond the standard: shapes on inputs and outputs, an explicit kernel_shape, scales of a
Resize as an initialiser. Height and width stay open; the batch is one picture.
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 12
IR_VERSION = 7  # the one of opset 12: older readers refuse newer files


class Graph:
    """Nodes are added in the order they run; every method returns the name of its output."""

    def __init__(self, name, input_name="image", input_channels=3):
        self.name = name
        self.nodes, self.initialisers = [], []
        self.input = helper.make_tensor_value_info(input_name, TensorProto.FLOAT, [1, input_channels, "height", "width"])
        self.input_name = input_name
        self.doubling = None

    def _node(self, operation, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operation, inputs, [output], name=output, **attributes))
        return output

    def _constant(self, name, values):
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def conv(self, output, source, weight, bias, stride):
        kernel = weight.shape[2]
        inputs = [source, self._constant(f"{output}.weight", weight), self._constant(f"{output}.bias", bias)]
        return self._node("Conv", inputs, output, kernel_shape=[kernel, kernel], strides=[stride, stride],
                          pads=[kernel // 2] * 4, dilations=[1, 1], group=1)

    def relu(self, output, source):
        return self._node("Relu", [source], output)

    def add(self, output, first, second):
        return self._node("Add", [first, second], output)

    def concat(self, output, sources):
        return self._node("Concat", sources, output, axis=1)

    def double(self, output, source):
        if self.doubling is None:
            # Opset 12 demands a region of interest, though only one mode that is not used here reads it.
            self.doubling = [self._constant("region", []), self._constant("doubling", [1, 1, 2, 2])]
        return self._node("Resize", [source, *self.doubling], output, mode="nearest",
                          coordinate_transformation_mode="asymmetric", nearest_mode="floor")

    def model(self, output, classes, stride):
        """The finished model; `output` is the name of the last node's output."""
        suffix = "" if stride == 1 else f"/{stride}"
        result = helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, classes, f"height{suffix}", f"width{suffix}"])
        graph = helper.make_graph(self.nodes, self.name, [self.input], [result], self.initialisers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
                                  producer_name="Training/networks")
        onnx.checker.check_model(model, full_check=True)
        return model
