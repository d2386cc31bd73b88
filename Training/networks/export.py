"""Checkpoint -> model folder: network.onnx, weights.int8 and model.json, and the check that both networks agree.

    python export.py --checkpoint crack.pt --facts ../crack-network/facts.json --threshold 0.6 \\
        --calibration CALIBRATION --photos PHOTOS --output ../../Models/crack-unet-s

CALIBRATION holds pictures of the training sets: they decide scales and rounding. PHOTOS are others, for the check, which
fails below a mask IoU of 0.95. FACTS holds what model.json says that no file shows: id, classes, licence, training data.
"""
import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

import torch

import check_agreement
import export_onnx
import int8_file
import onnx_layers
import photos
import quantise
from layers import input_multiple, output_stride
from unet import fold_batch_norm, load_checkpoint

AGREEMENT = 0.95
FACTS = ("id", "version", "summary", "classes", "ground_sample_distance_m", "licence", "training_data")


def between_bytes(probability):
    """The nearest probability whose logit lies in the middle between two head bytes.

    A threshold on a byte's own logit would be a coin toss for that byte; in between, float and integer masks mean the same.
    """
    logit = math.log(probability / (1 - probability))
    middle = (math.floor(logit * 16) + 0.5) / 16
    return round(1 / (1 + math.exp(-middle)), 6)


def describe(facts, layers, threshold, folder):
    """model.json's content, in the order it is written."""
    names = ("weights.int8", "network.onnx")
    return {
        "id": facts["id"], "version": facts["version"], "summary": facts["summary"], "classes": facts["classes"],
        "ground_sample_distance_m": facts["ground_sample_distance_m"], "input_scale": 1 / 255,
        "input_multiple": input_multiple(layers), "output_stride": output_stride(layers), "threshold": threshold,
        **({"half_size_too": True} if facts.get("half_size_too") else {}),
        "licence": facts["licence"], "training_data": facts["training_data"],
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--threshold", type=float, required=True, help="probability, chosen on validation pictures")
    parser.add_argument("--calibration", type=Path, required=True)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    facts = json.loads(options.facts.read_text())
    missing = [key for key in FACTS if key not in facts]
    if missing:
        parser.error(f"{options.facts} lacks {', '.join(missing)}")
    model, _ = load_checkpoint(options.checkpoint)
    if model.settings["classes"] != len(facts["classes"]):
        parser.error(f"{model.settings['classes']} classes in the checkpoint, {len(facts['classes'])} in {options.facts}")
    options.output.mkdir(parents=True, exist_ok=True)
    onnx_path = options.output / "network.onnx"
    graph = export_onnx.to_onnx(fold_batch_norm(model), facts["id"], model.output_stride)
    export_onnx.save(graph, onnx_path)

    threshold = between_bytes(options.threshold)
    pictures = [photo for _, photo in photos.folder(options.calibration, largest=512)]
    layers = quantise.quantise(onnx_layers.from_onnx(graph), pictures, report=print,
                               threshold_logit=check_agreement.threshold_logit(threshold))
    int8_file.write(options.output / "weights.int8", layers)
    layers = int8_file.read(options.output / "weights.int8")
    content = describe(facts, layers, threshold, options.output)
    (options.output / "model.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")

    checked = [photo for _, photo in photos.folder(options.photos, 40)]
    overlaps = check_agreement.agreement(layers, onnx_path, checked, threshold)
    for name, overlap in overlaps.items():
        print(f"mask IoU with {name}: {overlap.iou:.4f} over {len(checked)} photos")
    if min(overlap.iou for overlap in overlaps.values()) < AGREEMENT:
        sys.exit(f"below {AGREEMENT}: do not ship this model")


if __name__ == "__main__":
    main()
