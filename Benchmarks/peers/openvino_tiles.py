#!/usr/bin/env python3
"""Worker: cv2.imread, numpy tiles of 512 with 64 pixels overlap, OpenVINO on one thread.

usage: openvino_tiles.py NETWORK.(xml|onnx)

The network runs at the fixed size of a tile and takes its bytes as they are: the conversion to float planes is part of the
compiled network, as OpenVINO's guide advises. Pinning is off, because two processes pin themselves to one core otherwise.
What is not int8 runs in float32, not in bfloat16. The description says what the convolutions of the compiled network run in.
"""
import sys
from collections import Counter

from worker import TILE, read, serve, tiled


def compiled():
    """Compiles the network for one stream of one thread that takes a tile of bytes B, G, R."""
    import openvino
    from openvino.preprocess import ColorFormat, PrePostProcessor

    core = openvino.Core()
    model = core.read_model(sys.argv[1])
    model.reshape([1, 3, TILE, TILE])
    steps = PrePostProcessor(model)
    photo = steps.input().tensor()
    photo.set_element_type(openvino.Type.u8).set_layout(openvino.Layout("NHWC")).set_color_format(ColorFormat.BGR)
    steps.input().preprocess().convert_element_type(openvino.Type.f32).convert_color(ColorFormat.RGB).scale(255.0)
    steps.input().model().set_layout(openvino.Layout("NCHW"))
    settings = {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,
        "INFERENCE_PRECISION_HINT": "f32",
    }
    return core.compile_model(steps.build(), "CPU", settings)


def precisions(network):
    """Says in words what the convolutions run in, from the compiled network itself."""
    counts = Counter()
    for operation in network.get_runtime_model().get_ops():
        about = operation.get_rt_info()
        if "layerType" in about and str(about["layerType"].astype(str)) == "Convolution":
            counts[str(about["runtimePrecision"].astype(str))] += 1
    return ", ".join(f"{number} convolutions in {kind}" for kind, number in counts.most_common())


def load():
    """Compiles the network that the command line names."""
    import cv2
    import numpy as np
    import openvino

    cv2.setNumThreads(1)
    network = compiled()
    request = network.create_infer_request()

    def logits(tile):
        request.infer([np.ascontiguousarray(tile)[None]], share_inputs=True)
        return request.get_output_tensor().data[0, 0]

    version = openvino.__version__.split("-")[0]
    made = "nncf, " if sys.argv[1].endswith("nncf.xml") else "QDQ, " if sys.argv[1].endswith("qdq.onnx") else ""
    return f"cv2.imread, numpy tiles, OpenVINO {version} ({made}{precisions(network)})", lambda path: tiled(read(path), logits)


if __name__ == "__main__":
    serve(load)
