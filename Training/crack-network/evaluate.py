"""Scores the crack network, float and int8, on whole pictures at their own scale.

    python evaluate.py DATA MODEL                 # the sets kept for evaluation, at the threshold in model.json
    python evaluate.py DATA MODEL --empty         # woods that were held back: what is marked there is false
    python evaluate.py DATA MODEL --photos FOLDER # the same of any folder of photos, float network only
    python evaluate.py DATA --checkpoint crack.pt --choose   # the best threshold on the validation pictures

The float network is network.onnx in onnxruntime; the int8 network is run by the reference in Training/networks, which gives
the bytes of the product's engine. --choose takes the threshold with the best mean over the validation sets of F1 at 2 px,
among those that mark at most VEGETATION_LIMIT of the validation woods; it never reads an evaluation set.
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
import photos
from check_agreement import cropped, threshold_logit
from layers import input_multiple, output_stride
from scores import EmptyScores, Scores, full_size
from sets import CLASSES, EVALUATION, LARCH_HELD_BACK, LARCH_VALIDATES, VALIDATION, draw_surroundings, load, load_larch
from unet import fold_batch_norm, load_checkpoint

VEGETATION_LIMIT = 0.001
SURFACE_OPENING = 64 / 255  # of MapGate.swift
DRAWN_EMPTY, DRAWN_EMPTY_SEED = 60, 99


def sigmoid(logits):
    return 1 / (1 + np.exp(-np.asarray(logits, np.float32)))


def crack_map(logits, shape):
    """What the product takes for the crack map: silent where there is surely no built surface, and where it is rather sealed."""
    maps = sigmoid(logits)
    crack = maps[0]
    if len(maps) == len(CLASSES):
        crack = np.where(2 * crack >= maps[1], crack, 0) * np.minimum(1, maps[2] / SURFACE_OPENING)
    return full_size(np.float32(crack), shape)


def float_map(engine, picture, multiple, stride):
    return crack_map(cropped(engine(picture, multiple), picture, stride), picture.shape)


def integer_map(layers, picture):
    return crack_map((int8_reference.head(layers, picture).astype(np.float32) - 128) / 16, picture.shape)


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
        woods, stones = EmptyScores(thresholds), EmptyScores(thresholds)
        for picture, _ in load_larch(data, LARCH_VALIDATES):
            woods.add(float_map(engine, picture, model.input_multiple, model.output_stride))
        for picture, _ in draw_surroundings(DRAWN_EMPTY, DRAWN_EMPTY_SEED):
            stones.add(float_map(engine, picture, model.input_multiple, model.output_stride))
    means, marked = [], [woods.figures(index)["marked"] for index in range(len(thresholds))]
    for index, threshold in enumerate(thresholds):
        each = [s.figures(index)["F1 at 2 px"] for s in scores.values()]
        means.append(np.mean(each))
        print(f"{threshold:.4f}  mean {means[-1]:.4f}  " + "  ".join(f"{n} {v:.4f}" for n, v in zip(scores, each))
              + f"  woods marked {100 * marked[index]:.3f} %, drawn surroundings {stones.figures(index)['a megapixel']:.2f} a MP")
    print(f"threshold {thresholds[best_of(means, marked)]:.6f}")


def best_of(means, marked):
    """Index of the best mean whose woods are quiet enough; where none are, of the quietest."""
    quiet = [index for index, share in enumerate(marked) if share <= VEGETATION_LIMIT]
    return max(quiet, key=lambda index: means[index]) if quiet else int(np.argmin(marked))


def opened(model):
    """Layers, float engine and threshold of a model's folder."""
    threshold = json.loads((model / "model.json").read_text())["threshold"]
    layers = int8_file.read(model / "weights.int8")
    print(f"threshold {threshold} (logit {threshold_logit(threshold):.3f})")
    return layers, float_engines.onnx_runtime(model / "network.onnx"), threshold


def evaluate_empty(named_pictures, model, kinds):
    """What is marked on pictures without any crack."""
    layers, engine, threshold = opened(model)
    multiple, stride = input_multiple(layers), output_stride(layers)
    scores = {kind: EmptyScores([threshold]) for kind in kinds}
    names = []
    for name, picture in named_pictures:
        names.append(name)
        scores["fp32"].add(float_map(engine, picture, multiple, stride))
        if "int8" in scores:
            scores["int8"].add(integer_map(layers, picture))
    for kind, one in scores.items():
        f = one.figures()
        worst = sorted(zip(one.worst, names), reverse=True)[:3]
        print(f"{kind}: {len(names)} pictures, {100 * f['marked']:.3f} % marked, {f['a megapixel']:.2f} pieces a megapixel; "
              "worst " + ", ".join(f"{n} {100 * share:.2f} %" for share, n in worst), flush=True)


def evaluate(data, model, names, count, kinds):
    layers, engine, threshold = opened(model)
    multiple, stride = input_multiple(layers), output_stride(layers)
    print("| set | pictures | network | F1 | IoU | F1 at 2 px | precision / recall at 2 px | marked |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        pictures = load(data, name, *EVALUATION[name])
        if count and len(pictures) > count:
            pictures = [pictures[i * len(pictures) // count] for i in range(count)]
        by_kind = {kind: Scores([threshold]) for kind in kinds}
        for picture, label in pictures:
            by_kind["fp32"].add(float_map(engine, picture, multiple, stride), label)
            if "int8" in by_kind:
                by_kind["int8"].add(integer_map(layers, picture), label)
        for kind, scores in by_kind.items():
            f = scores.figures()
            print(f"| {name} | {len(pictures)} | {kind} | {f['F1']:.4f} | {f['IoU']:.4f} | {f['F1 at 2 px']:.4f} | "
                  f"{f['precision at 2 px']:.3f} / {f['recall at 2 px']:.3f} | {100 * f['marked']:.2f} % |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("model", nargs="?", type=Path)
    parser.add_argument("--checkpoint")
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--empty", action="store_true", help="only the woods held back")
    parser.add_argument("--float-only", action="store_true", help="leave out the int8 reference, which takes most of the time")
    parser.add_argument("--photos", type=Path, help="only the photos of this folder: what is marked")
    parser.add_argument("--set", action="append", choices=sorted(EVALUATION), help="only these sets")
    parser.add_argument("--count", type=int, help="at most this many pictures of a set, evenly chosen")
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    kinds = ("fp32",) if options.float_only else ("fp32", "int8")
    if options.choose:
        choose(options.data, options.checkpoint)
    elif options.photos:
        paths = sorted(path for path in options.photos.iterdir() if path.suffix.lower() in photos.ENDINGS)
        evaluate_empty(((path.name, photos.read(path)) for path in paths), options.model, ("fp32",))
    elif options.empty:
        woods = load_larch(options.data, LARCH_HELD_BACK)
        evaluate_empty(((f"{index}", picture) for index, (picture, _) in enumerate(woods)), options.model, kinds)
    else:
        evaluate(options.data, options.model, options.set or list(EVALUATION), options.count, kinds)


if __name__ == "__main__":
    main()
