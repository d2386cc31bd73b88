#!/usr/bin/env python3
"""Writes the small ONNX files beside this script, a picture, and the logits that ONNX Runtime gives for it.

Needs numpy, onnx and onnxruntime, any recent version; never needed at run time. Seed 1; the same files every time.
Run it after a change and commit what it wrote.
"""
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "Training/networks"))
import halves  # noqa: E402

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, MULTIPLE = 75, 53, 16
rng = np.random.default_rng(1)


def floats(*shape, low=-1.0, high=1.0):
    return rng.uniform(low, high, shape).astype(np.float32)


def conv(source, weights, target, biases=None, stride=1, **settings):
    size = settings.pop("size", 3)
    return helper.make_node(
        "Conv", [source, weights] + ([biases] if biases else []), [target], kernel_shape=[size, size],
        pads=[size // 2] * 4, strides=[stride, stride], **settings)


def model(nodes, constants, stride, classes=1):
    """One input "image" of any size and one output "logits", opset 12."""
    graph = helper.make_graph(
        nodes, "network",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, "height", "width"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, classes, f"height/{stride}", f"width/{stride}"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], producer_name="make_onnx.py")
    result.ir_version = 7
    onnx.checker.check_model(result)
    return result


def small():
    """A U-Net in small: stride 2, an encoder, a skip connection, batch normalisation, a doubled map; 2 classes."""
    constants = {
        "w1": floats(8, 3, 3, 3), "b1": floats(8), "w2": floats(8, 8, 3, 3, low=-0.3, high=0.3),
        "scale": floats(8, low=0.5, high=1.5), "bias": floats(8), "mean": floats(8), "variance": floats(8, low=0.5, high=2),
        "roi": np.zeros(0, np.float32), "twice": np.array([1, 1, 2, 2], np.float32),
        "w3": floats(2, 16, 1, 1), "b3": floats(2),
    }
    nodes = [
        conv("image", "w1", "stem", "b1", stride=2), helper.make_node("Relu", ["stem"], ["fine"]),
        conv("fine", "w2", "down", stride=2),
        helper.make_node("BatchNormalization", ["down", "scale", "bias", "mean", "variance"], ["normal"]),
        helper.make_node("LeakyRelu", ["normal"], ["coarse"], alpha=0.1),
        helper.make_node("Resize", ["coarse", "roi", "twice"], ["up"], mode="nearest",
                         coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
        helper.make_node("Concat", ["fine", "up"], ["both"], axis=1),
        conv("both", "w3", "logits", "b3", size=1),
    ]
    return model(nodes, constants, 2, classes=2)


def dark():
    """A network that finds dark places: logit 8 where the mean of 3 x 3 pixels is black, -8 from a third of white on."""
    weights = np.full((1, 3, 3, 3), -48 / 27, np.float32)
    return model([conv("image", "w", "logits", "b")], {"w": weights, "b": np.array([8], np.float32)}, 1)


def ending_in(operator, **settings):
    constants = {"w": floats(1, 3, 3, 3)}
    inputs = ["map"]
    if operator == "CumSum":
        constants["axis"] = np.array(1, np.int64)
        inputs.append("axis")
    nodes = [conv("image", "w", "map"), helper.make_node(operator, inputs, ["logits"], **settings)]
    return model(nodes, constants, 1)


def gate():
    """A map times the HardSigmoid of another, as MobileNetV3 weighs its channels."""
    nodes = [
        conv("image", "w", "map"), conv("map", "w2", "other", size=1),
        helper.make_node("HardSigmoid", ["other"], ["weight"]), helper.make_node("Mul", ["map", "weight"], ["logits"]),
    ]
    return model(nodes, {"w": floats(1, 3, 3, 3), "w2": floats(1, 1, 1, 1)}, 1)


def picture():
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    ramps = np.stack([x * 255 / WIDTH, y * 255 / HEIGHT, (x + y) * 255 / (WIDTH + HEIGHT)], 2)
    result = np.clip(ramps + rng.normal(0, 30, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8)
    result[10:20, 12:40] = 255
    result[30:44, 20:30] = 0
    return result


def main():
    networks = {
        "small": small(), "dark": dark(), "cumsum": ending_in("CumSum"), "sigmoid": ending_in("Sigmoid"), "gate": gate(),
    }
    for name, network in networks.items():
        (HERE / f"{name}.onnx").write_bytes(network.SerializeToString(deterministic=True))
    whole = (HERE / "small.onnx").read_bytes()
    half = halves.halved(networks["small"], least=8)
    (HERE / "half.onnx").write_bytes(half.SerializeToString(deterministic=True))
    (HERE / "truncated.onnx").write_bytes(whole[: len(whole) * 2 // 3])
    (HERE / "text.onnx").write_text("This is no network.\n")

    image = picture()
    (HERE / "picture.ppm").write_bytes(b"P6\n%d %d\n255\n" % (WIDTH, HEIGHT) + image.tobytes())
    extended = np.pad(image, ((0, -HEIGHT % MULTIPLE), (0, -WIDTH % MULTIPLE), (0, 0)), mode="edge")
    tensor = (extended.astype(np.float32) / 255).transpose(2, 0, 1)[None]
    session = onnxruntime.InferenceSession(whole, providers=["CPUExecutionProvider"])
    logits = session.run(None, {"image": tensor})[0][0, :, : -(-HEIGHT // 2), : -(-WIDTH // 2)]
    # Raw: u32 classes, height, width, then little-endian floats, class after class.
    (HERE / "small.logits").write_bytes(struct.pack("<3I", *logits.shape) + logits.astype("<f4").tobytes())


if __name__ == "__main__":
    main()
