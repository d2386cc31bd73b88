#!/usr/bin/env python3
"""Makes a peer's int8 network from the fp32 network, once, in a cache folder, and prints its path.

usage: prepare.py onnxruntime|openvino NETWORK.onnx CACHE PHOTO...

onnxruntime: quantize_static, QOperator, weights per channel, activations u8, calibrated on crops of the photos.
openvino: nncf.quantize on the same crops, or, where nncf is missing, onnxruntime's QDQ form in opset 13, which OpenVINO runs
in int8 too.
"""
import hashlib
import importlib.metadata
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

CROPS = 32
SIDE = 512


def crops(photos):
    """Cuts crops at seeded random places of the photos: float planes R, G, B in 0..1."""
    import cv2

    chance = np.random.default_rng(1)
    each = -(-CROPS // len(photos))
    found = []
    for photo in photos:
        picture = cv2.imread(str(photo))[:, :, ::-1]
        sides = [min(SIDE, side // 16 * 16) for side in picture.shape[:2]]
        for _ in range(each):
            y, x = (chance.integers(0, whole - part + 1) for whole, part in zip(picture.shape, sides))
            crop = picture[y : y + sides[0], x : x + sides[1]].transpose(2, 0, 1)
            found.append(np.ascontiguousarray(crop, np.float32)[None] / 255)
    return found


class Crops:
    """The crops as onnxruntime asks for them."""

    def __init__(self, photos):
        self.left = iter(crops(photos))

    def get_next(self):
        crop = next(self.left, None)
        return None if crop is None else {"image": crop}


def lacks_dot_products():
    """Whether the processor adds neighbouring products in 16 bits, so that onnxruntime needs weights of 7 bits."""
    flags = Path("/proc/cpuinfo").read_text()
    return not any(flag in flags for flag in ("avx512_vnni", "avx_vnni", "asimddp"))


def quantised(network, photos, target, form):
    """Quantises with onnxruntime in one of its two forms."""
    import onnx
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(network), str(ready), skip_symbolic_shape=True)
        if form == "QDQ":  # per channel needs opset 13 in this form
            onnx.save(onnx.version_converter.convert_version(onnx.load(ready), 13), ready)
        quantize_static(
            str(ready),
            str(target),
            Crops(photos),
            quant_format=QuantFormat[form],
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            reduce_range=lacks_dot_products(),
        )


def compressed(network, photos, target):
    """Quantises with nncf for OpenVINO."""
    import nncf
    import openvino

    data = crops(photos)
    model = openvino.Core().read_model(str(network))
    openvino.save_model(nncf.quantize(model, nncf.Dataset(data), subset_size=len(data)), str(target), compress_to_fp16=False)


def version(package):
    """The installed version of a package, or nothing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def made(target, make):
    """Makes a network if the cache lacks it: under another name first, so that a broken-off run leaves none behind."""
    if not target.exists():
        part = target.with_name("part-" + target.name)
        make(part)
        if part.suffix == ".xml":
            part.with_suffix(".bin").rename(target.with_suffix(".bin"))
        part.rename(target)
    return target


def main():
    """Makes what the cache lacks."""
    os.environ["NNCF_CI"] = "1"  # nothing about this run is sent anywhere
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    engine, network, cache, *photos = sys.argv[1], *map(Path, sys.argv[2:])
    key = hashlib.sha256(network.read_bytes())
    facts = [CROPS, SIDE, *map(version, ("onnxruntime", "nncf", "openvino")), lacks_dot_products()]
    key.update(repr(facts + [(photo.name, photo.stat().st_size) for photo in photos]).encode())
    folder = cache / key.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    if engine == "onnxruntime":
        target = made(folder / "onnxruntime.onnx", lambda part: quantised(network, photos, part, "QOperator"))
    elif version("nncf"):
        target = made(folder / "nncf.xml", lambda part: compressed(network, photos, part))
    else:
        target = made(folder / "qdq.onnx", lambda part: quantised(network, photos, part, "QDQ"))
    print(target, file=answers)


if __name__ == "__main__":
    main()
