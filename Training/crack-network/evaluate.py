"""Scores the crack network, float and int8, on whole pictures at their own scale.

    python evaluate.py DATA MODEL                 # the sets kept for evaluation, at the threshold in model.json
    python evaluate.py DATA --checkpoint crack.pt --choose   # the best threshold on the validation pictures

The float network is network.onnx in onnxruntime; the int8 network is run by the reference in Training/networks, which gives
the bytes of the product's engine. --choose takes the threshold with the best mean over the validation sets of F1 at 2 px; it
never reads an evaluation set.
"""
import argparse
import json
import tempfile
from pathlib import Path

import cv2
import numpy as np
import torch

import networks_folder  # noqa: F401
import export_onnx
import float_engines
import int8_file
import int8_reference
from check_agreement import cropped, threshold_logit
from layers import input_multiple, output_stride
from scores import Scores, full_size
from sets import EVALUATION, VALIDATION, load
from unet import fold_batch_norm, load_checkpoint


def sigmoid(logits):
    return 1 / (1 + np.exp(-np.asarray(logits, np.float32)))


def float_map(engine, picture, multiple, stride):
    return full_size(sigmoid(cropped(engine(picture, multiple), picture, stride)[0]), picture.shape)


def integer_map(layers, picture):
    head = int8_reference.head(layers, picture)[0].astype(np.float32)
    return full_size(sigmoid((head - 128) / 16), picture.shape)


def choose(data, checkpoint):
    """Prints the validation figures for each threshold, and the best one."""
    model, _ = load_checkpoint(checkpoint)
    thresholds = [float(sigmoid((step + 0.5) / 16)) for step in range(-32, 49, 4)]
    scores = {name: Scores(thresholds) for name in VALIDATION}
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "network.onnx"
        export_onnx.save(export_onnx.to_onnx(fold_batch_norm(model), "validation", model.output_stride), path)
        engine = float_engines.onnx_runtime(path)
        for name, (listing, keep) in VALIDATION.items():
            for picture, label in load(data, name, listing, keep):
                scores[name].add(float_map(engine, picture, model.input_multiple, model.output_stride), label)
    means = []
    for index, threshold in enumerate(thresholds):
        each = [s.figures(index)["F1 at 2 px"] for s in scores.values()]
        means.append(np.mean(each))
        print(f"{threshold:.4f}  mean {means[-1]:.4f}  " + "  ".join(f"{n} {v:.4f}" for n, v in zip(scores, each)))
    print(f"threshold {thresholds[int(np.argmax(means))]:.6f}")


def evaluate(data, model, names, count):
    facts = json.loads((model / "model.json").read_text())
    layers, engine = int8_file.read(model / "weights.int8"), float_engines.onnx_runtime(model / "network.onnx")
    multiple, stride, threshold = input_multiple(layers), output_stride(layers), facts["threshold"]
    print(f"threshold {threshold} (logit {threshold_logit(threshold):.3f})")
    print("| set | pictures | network | F1 | IoU | F1 at 2 px | precision / recall at 2 px | marked |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        pictures = load(data, name, *EVALUATION[name])
        if count and len(pictures) > count:
            pictures = [pictures[i * len(pictures) // count] for i in range(count)]
        both = {"fp32": Scores([threshold]), "int8": Scores([threshold])}
        for picture, label in pictures:
            both["fp32"].add(float_map(engine, picture, multiple, stride), label)
            both["int8"].add(integer_map(layers, picture), label)
        for kind, scores in both.items():
            f = scores.figures()
            print(f"| {name} | {len(pictures)} | {kind} | {f['F1']:.4f} | {f['IoU']:.4f} | {f['F1 at 2 px']:.4f} | "
                  f"{f['precision at 2 px']:.3f} / {f['recall at 2 px']:.3f} | {100 * f['marked']:.2f} % |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("model", nargs="?", type=Path)
    parser.add_argument("--checkpoint")
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--set", action="append", choices=sorted(EVALUATION), help="only these sets")
    parser.add_argument("--count", type=int, help="at most this many pictures of a set, evenly chosen")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    if options.choose:
        choose(options.data, options.checkpoint)
    else:
        evaluate(options.data, options.model, options.set or list(EVALUATION), options.count)


if __name__ == "__main__":
    main()
