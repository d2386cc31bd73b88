#!/usr/bin/env python3
"""Worker: cv2.imread, numpy tiles of 512 with 64 pixels overlap, onnxruntime on one thread without spinning.

usage: onnxruntime_tiles.py NETWORK.onnx PRECISION [whole]

With `whole` the network takes the photo in one piece, which needs gigabytes: no pipeline, but the map without seams that
the others are compared with.
"""
import sys

from worker import Planes, read, serve, sigmoid, tiled


def session(path):
    """Opens a network for one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def load():
    """Opens the network that the command line names."""
    import cv2
    import onnxruntime

    cv2.setNumThreads(1)
    network = session(sys.argv[1])
    name = network.get_inputs()[0].name
    planes = Planes()

    def logits(tile):
        return network.run(None, {name: planes.fill(tile)})[0][0, 0]

    def whole(path):
        picture = read(path)
        rows, columns = picture.shape[:2]
        below, beside = -rows % 16, -columns % 16
        picture = cv2.copyMakeBorder(picture, 0, below, 0, beside, cv2.BORDER_REPLICATE)
        found = network.run(None, {name: cv2.dnn.blobFromImage(picture, 1 / 255, swapRB=True)})[0][0, 0]
        stride = (rows + below) // found.shape[0]
        return sigmoid(found[: -(-rows // stride), : -(-columns // stride)].copy())

    if sys.argv[3:] == ["whole"]:
        return f"onnxruntime {onnxruntime.__version__} {sys.argv[2]} on whole photos", whole
    return f"cv2.imread, numpy tiles, onnxruntime {onnxruntime.__version__} {sys.argv[2]}", lambda path: tiled(read(path), logits)


if __name__ == "__main__":
    serve(load)
