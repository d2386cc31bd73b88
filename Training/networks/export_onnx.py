"""PyTorch network -> ONNX: traces the module with torch.fx and writes the operations that `onnx_graph.py` knows.

Everything else in the module is an error that names the node. Batch normalisation must be folded before.
"""
import operator

import onnx
import torch
import torch.nn.functional as F
from torch import fx, nn

from onnx_graph import Graph


class ExportError(ValueError):
    """The module uses something that the network format does not hold."""


def to_onnx(model, name, stride):
    """`model` maps one picture (0..1, RGB, NCHW) to logits at 1/stride of its size."""
    traced = fx.symbolic_trace(model)
    modules = dict(traced.named_modules())
    last = next(n for n in traced.graph.nodes if n.op == "output").args[0]
    graph, names, classes = Graph(name), {}, None
    for node in traced.graph.nodes:
        if node.op == "placeholder":
            names[node] = graph.input_name
        elif node.op != "output":
            target = modules[node.target] if node.op == "call_module" else node.target
            title = node.target if node.op == "call_module" else node.name
            names[node] = _emit(graph, node, target, "logits" if node is last else title.replace("_", "."), names)
            if isinstance(target, nn.Conv2d):
                classes = target.out_channels
    return graph.model(names[last], classes, stride)


def _emit(graph, node, target, title, names):
    if isinstance(target, nn.Identity):
        return names[node.args[0]]
    if isinstance(target, nn.Conv2d):
        kernel, stride = target.kernel_size, target.stride
        plain = kernel[0] == kernel[1] and stride[0] == stride[1] and target.groups == 1 and target.dilation == (1, 1)
        if not plain or target.padding != (kernel[0] // 2,) * 2 or target.padding_mode != "zeros":
            raise ExportError(f"{node.name}: only square, dense convolutions padded by half their kernel: {target}")
        bias = torch.zeros(target.out_channels) if target.bias is None else target.bias
        return graph.conv(title, names[node.args[0]], target.weight.detach().numpy(), bias.detach().numpy(), stride[0])
    if target in (F.relu, torch.relu) or isinstance(target, nn.ReLU):
        return graph.relu(title, names[node.args[0]])
    if target in (operator.add, torch.add):
        return graph.add(title, names[node.args[0]], names[node.args[1]])
    if target is torch.cat and (node.args[1] if len(node.args) > 1 else node.kwargs.get("dim")) == 1:
        return graph.concat(title, [names[n] for n in node.args[0]])
    if target is F.interpolate and node.kwargs.get("mode", "nearest") == "nearest" and node.kwargs.get("scale_factor") == 2:
        return graph.double(title, names[node.args[0]])
    raise ExportError(f"{node.name}: {target} is not in the network format")


def save(model, path):
    onnx.save(model, str(path))
