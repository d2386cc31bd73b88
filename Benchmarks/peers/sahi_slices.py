#!/usr/bin/env python3
"""Worker: sahi.slice_image with slices of 512 and an overlap of 0.2, onnxruntime fp32 on one thread without spinning.

usage: sahi_slices.py NETWORK.onnx

SAHI reads and decodes the photo itself, with Pillow. Where slices overlap, the higher probability stands.
"""
import sys

from onnxruntime_tiles import session
from worker import TILE, serve, sigmoid


def load():
    """Opens the network that the command line names."""
    import numpy as np
    import onnxruntime
    import sahi
    from sahi.slicing import slice_image

    network = session(sys.argv[1])
    name = network.get_inputs()[0].name

    def probabilities(picture):
        """The map of one slice, padded to a multiple of 16 where a photo is smaller than a slice."""
        rows, columns = (-(-side // 16) * 16 for side in picture.shape[:2])
        planes = np.zeros((1, 3, rows, columns), np.float32)
        for channel in range(3):
            np.multiply(
                picture[:, :, channel], np.float32(1 / 255), out=planes[0, channel, : picture.shape[0], : picture.shape[1]]
            )
        return sigmoid(network.run(None, {name: planes})[0][0, 0]), rows

    def inspect(path):
        slices = slice_image(
            image=path, slice_height=TILE, slice_width=TILE, overlap_height_ratio=0.2, overlap_width_ratio=0.2, verbose=False
        )
        found = None
        for picture, (x, y) in zip(slices.images, slices.starting_pixels):
            part, rows = probabilities(picture)
            stride = rows // part.shape[0]
            if found is None:
                size = (slices.original_image_height, slices.original_image_width)
                found = np.zeros([-(-side // stride) for side in size], np.float32)
            target = found[y // stride :, x // stride :][: part.shape[0], : part.shape[1]]
            np.maximum(target, part[: target.shape[0], : target.shape[1]], out=target)
        return found

    return f"sahi {sahi.__version__} slice_image, onnxruntime {onnxruntime.__version__} fp32", inspect


if __name__ == "__main__":
    serve(load)
