"""Stores the large constants of a model's network.onnx in 16 bits: half the file, and answers that differ by less than a step of the integers.

    python halves.py ../../Models/road-unet-s

The integers stay as they are; the hash in model.json is written anew.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

LEAST = 256  # values of a constant that is worth it
MOST = 1 / 32  # of a logit that the answer may change: half a step of the integers


def halved(model, least=LEAST):
    """The same network with its large float constants in half precision, each behind a Cast."""
    small, casts = onnx.ModelProto(), []
    small.CopyFrom(model)
    for constant in small.graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype != np.float32 or values.size < least:
            continue
        name = constant.name
        constant.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], name=name, to=TensorProto.FLOAT))
    nodes = list(small.graph.node)
    del small.graph.node[:]
    small.graph.node.extend(casts + nodes)
    onnx.checker.check_model(small, full_check=True)
    return small


def change(first, second, seed=0, side=256):
    """How much two networks' answers to one random picture differ: the mean of the differences' absolute values."""
    image = np.random.default_rng(seed).random((1, 3, side, side), np.float32)
    answers = []
    for model in (first, second):
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        answers.append(session.run(None, {session.get_inputs()[0].name: image})[0])
    return float(np.abs(answers[0] - answers[1]).mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    folder = parser.parse_args().model
    whole = onnx.load(folder / "network.onnx")
    small = halved(whole)
    difference = change(whole, small)
    if difference > MOST:
        raise SystemExit(f"{folder}: answers change by {difference:.4f}, more than {MOST}; left as it was")
    onnx.save(small, folder / "network.onnx")
    facts = json.loads((folder / "model.json").read_text())
    facts["sha256"]["network.onnx"] = hashlib.sha256((folder / "network.onnx").read_bytes()).hexdigest()
    (folder / "model.json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
    print(f"answers change by {difference:.5f}; {(folder / 'network.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
