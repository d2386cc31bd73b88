"""Compares ways of quantising one network: mask IoU with the float network in onnxruntime, on photos.

    python compare_schemes.py --checkpoint crack.pt --threshold 0.6 --calibration CALIBRATION --photos PHOTOS

Prints a Markdown table. The logit error is over the places where the float logit is within 3 of the threshold.
"""
import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch

import export_onnx
import float_engines
import int8_reference
import onnx_layers
import photos
from check_agreement import Overlap, cropped, threshold_logit
from export import between_bytes
from layers import input_multiple, output_stride
from quantise import ACTIVATIONS_127, PAIR_LIMITED, WEIGHTS_63, Options, quantise
from unet import fold_batch_norm, load_checkpoint

WAYS = {
    "rounded": Options(equalising=0, least_squares=False),
    "equalised, rounded": Options(least_squares=False),
    "least squares": Options(equalising=0),
    "equalised, least squares": Options(),
}


class Comparison:
    """What the float network gives for each photo, kept."""

    def __init__(self, layers, onnx_path, pictures, logit):
        self.pictures, self.logit = pictures, logit
        engine, multiple, stride = float_engines.onnx_runtime(onnx_path), input_multiple(layers), output_stride(layers)
        self.real = [cropped(engine(p, multiple), p, stride) for p in pictures]

    def score(self, heads):
        """Mask IoU, root mean square logit error and mean logit error."""
        overlap, errors = Overlap(), []
        for real, head in zip(self.real, heads):
            found = (head.astype(np.float64) - 128) / 16
            overlap.add(found > self.logit, real > self.logit)
            errors.append((found - real)[np.abs(real - self.logit) < 3])
        errors = np.concatenate(errors)
        return overlap.iou, float(np.sqrt((errors**2).mean())), float(errors.mean())

    def head_alone(self):
        """What steps of 1/16 in the logits cost by themselves: no network can do better."""
        return self.score([np.clip(np.rint(real * 16 + 128), 0, 255) for real in self.real])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--threshold", type=float, required=True)
    parser.add_argument("--calibration", type=Path, required=True)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--sweep", action="store_true", help="percentiles and strengths of equalising instead of schemes")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, _ = load_checkpoint(options.checkpoint)
    logit = threshold_logit(between_bytes(options.threshold))
    graph = export_onnx.to_onnx(fold_batch_norm(model), "compared", model.output_stride)
    layers = onnx_layers.from_onnx(graph)
    calibration = [photo for _, photo in photos.folder(options.calibration, largest=512)]
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "network.onnx"
        export_onnx.save(graph, path)
        pictures = [photo for _, photo in photos.folder(options.photos, options.count, 512)]
        comparison = Comparison(layers, path, pictures, logit)
    if options.sweep:
        trials = [(PAIR_LIMITED, f"percentile {p}, equalising {e}", Options(percentile=p, equalising=e))
                  for p in (99.9, 99.99, 99.999, 100.0) for e in (0, 0.5)]
    else:
        trials = [(scheme, way, o) for scheme in (WEIGHTS_63, ACTIVATIONS_127, PAIR_LIMITED) for way, o in WAYS.items()]
    print("| scheme | way | mask IoU | logit error, rms | mean |\n|---|---|---|---|---|")
    print("| float network, logits in steps of 1/16 | – | {:.4f} | {:.4f} | {:+.4f} |".format(*comparison.head_alone()))
    for scheme, way, how in trials:
        made = quantise(layers, calibration, scheme, how, logit)
        heads = [int8_reference.head(made, p, scheme.top) for p in pictures]
        print("| {} | {} | {:.4f} | {:.4f} | {:+.4f} |".format(scheme.name, way, *comparison.score(heads)), flush=True)


if __name__ == "__main__":
    main()
