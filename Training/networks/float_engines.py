"""network.onnx run by onnxruntime and by OpenCV: what the int8 network is compared with."""
import cv2
import numpy as np
import onnxruntime

from int8_reference import extend


def tensor(photo, multiple):
    return np.ascontiguousarray(extend(photo, multiple).transpose(2, 0, 1)[None], np.float32) / np.float32(255)


def onnx_runtime(path, threads=1):
    """A function from a picture (RGB bytes) and the input multiple to the logits of the extended picture."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda photo, multiple: session.run(["logits"], {"image": tensor(photo, multiple)})[0][0]


def opencv(path):
    network = cv2.dnn.readNetFromONNX(str(path))

    def run(photo, multiple):
        network.setInput(tensor(photo, multiple))
        return network.forward()[0]

    return run
