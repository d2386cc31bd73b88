#!/usr/bin/env python3
"""Worker: cv2.imread, numpy tiles of 512 with 64 pixels overlap, OpenCV's dnn module in fp32 on one thread.

usage: opencv_tiles.py NETWORK.onnx

OpenCV 5 has two engines and tries the new one first; the classic one was faster here and is the one that is measured.
"""
import sys

from worker import Planes, read, serve, tiled


def load():
    """Opens the network that the command line names."""
    import cv2

    cv2.setNumThreads(1)
    classic = getattr(cv2.dnn, "ENGINE_CLASSIC", None)
    network = cv2.dnn.readNetFromONNX(sys.argv[1], *([] if classic is None else [classic]))
    kind = "" if classic is None else ", classic engine"
    planes = Planes()

    def logits(tile):
        network.setInput(planes.fill(tile))
        return network.forward()[0, 0]

    return f"cv2.imread, numpy tiles, OpenCV {cv2.__version__} dnn fp32{kind}", lambda path: tiled(read(path), logits)


if __name__ == "__main__":
    serve(load)
