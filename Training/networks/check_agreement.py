"""Checks that the int8 network marks the same pixels as network.onnx, which onnxruntime and OpenCV run.

    python check_agreement.py ../../Models/crack-unet-s PHOTOS --at-least 0.95

The figure is the mask's intersection over union, pooled over all photos at the model's threshold, at the network's output
stride and over all classes. Photos larger than --largest are cut to their middle. Photos without anything to find are worth
having: whatever one side finds there counts against the figure.
"""
import argparse
import json
import math
import sys
from pathlib import Path

import cv2
import numpy as np

import float_engines
import int8_file
import int8_reference
import photos
from layers import input_multiple, output_stride


def threshold_logit(probability):
    return math.log(probability / (1 - probability))


def integer_mask(head, probability):
    """A head byte stands for the logit (byte - 128) / 16."""
    return (head.astype(np.float64) - 128) / 16 > threshold_logit(probability)


def cropped(logits, photo, stride):
    height, width = photo.shape[:2]
    return logits[:, :-(-height // stride), :-(-width // stride)]


class Overlap:
    """Intersections over unions, added up."""

    def __init__(self):
        self.common = self.either = 0

    def add(self, first, second):
        self.common += int((first & second).sum())
        self.either += int((first | second).sum())

    @property
    def iou(self):
        return self.common / self.either if self.either else 1.0


def agreement(layers, onnx_path, pictures, probability):
    """{engine: Overlap} of the int8 masks with each float engine's, pooled over the pictures."""
    engines = {"onnxruntime": float_engines.onnx_runtime(onnx_path),
               f"OpenCV {cv2.__version__}": float_engines.opencv(onnx_path)}
    overlaps = {name: Overlap() for name in engines}
    multiple, stride = input_multiple(layers), output_stride(layers)
    for picture in pictures:
        mask = integer_mask(int8_reference.head(layers, picture), probability)
        for name, engine in engines.items():
            logits = cropped(engine(picture, multiple), picture, stride)
            overlaps[name].add(mask, logits > threshold_logit(probability))
    return overlaps


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="folder with model.json, weights.int8 and network.onnx")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--largest", type=int, default=1024)
    parser.add_argument("--at-least", type=float, default=0.95)
    options = parser.parse_args()
    threshold = json.loads((options.model / "model.json").read_text())["threshold"]
    layers = int8_file.read(options.model / "weights.int8")
    pictures = [photo for _, photo in photos.folder(options.photos, options.count, options.largest)]
    low = False
    for name, overlap in agreement(layers, options.model / "network.onnx", pictures, threshold).items():
        print(f"mask IoU with {name}: {overlap.iou:.4f} ({overlap.either} cells marked by either, {len(pictures)} photos)")
        low |= overlap.iou < options.at_least
    if low:
        sys.exit(f"below {options.at_least}: do not ship this model")


if __name__ == "__main__":
    main()
