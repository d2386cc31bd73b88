#!/usr/bin/env python3
"""Worker: slices of 640 with an overlap of 0.2 as SAHI cuts them, a YOLO network on onnxruntime, boxes suppressed over the photo.

usage: yolo_slices.py YOLO.onnx

The network's output is 1 x (4 + classes) x boxes, as ultralytics exports it. The map that worker.py counts is the boxes' scores.
"""
import sys

from onnxruntime_tiles import session
from worker import serve

SIDE, SURE, SAME = 640, 0.25, 0.5


def load():
    """Opens the network that the command line names."""
    import cv2
    import numpy as np
    import onnxruntime
    import sahi
    from sahi.slicing import slice_image

    cv2.setNumThreads(1)
    network = session(sys.argv[1])
    name = network.get_inputs()[0].name
    planes = np.zeros((1, 3, SIDE, SIDE), np.float32)

    def inspect(path):
        slices = slice_image(
            image=path, slice_height=SIDE, slice_width=SIDE, overlap_height_ratio=0.2, overlap_width_ratio=0.2, verbose=False
        )
        boxes, scores = [], []
        for picture, (x, y) in zip(slices.images, slices.starting_pixels):
            for channel in range(3):
                np.multiply(
                    picture[:, :, channel], np.float32(1 / 255), out=planes[0, channel, : picture.shape[0], : picture.shape[1]]
                )
            found = network.run(None, {name: planes})[0][0].T
            best = found[:, 4:].max(1)
            sure = best >= SURE
            centre, size = found[sure, :2] + (x, y), found[sure, 2:4]
            boxes += np.concatenate([centre - size / 2, size], 1).tolist()
            scores += best[sure].tolist()
        kept = cv2.dnn.NMSBoxes(boxes, scores, SURE, SAME) if boxes else []
        return np.array([scores[k] for k in np.ravel(kept).astype(int)], np.float32)

    return f"SAHI {sahi.__version__} slices of {SIDE}, onnxruntime {onnxruntime.__version__} fp32, {sys.argv[1].rsplit('/', 1)[-1]}", inspect


if __name__ == "__main__":
    serve(load)
