"""Runs an int8 network exactly as its arithmetic is defined, on a whole picture: what every engine must give bit for bit.

    python int8_reference.py weights.int8 picture.ppm --output head     # writes head-0.pgm, one file a class

Why this is exact:
- Sums of products of integers are computed by matrix products in floating point. The file's checks keep every sum below
  2^31, so in float64 each partial sum is an integer far below 2^53, exact in whatever order it is added. Where 255 times the
  sum of an output's weights stays within 2^24, float32 is as exact, and is used.
- The scale's product and the conversion before it are single float32 operations, rounded to nearest even by numpy.
- The residual's fused multiply-add is rounded once, see `fused_multiply_add`.
"""
import argparse

import cv2
import numpy as np

import int8_file
from layers import LOGIT, PICTURE, input_multiple, output_stride


def fused_multiply_add(factor, bytes_, addend):
    """round_to_float32(factor * bytes_ + addend), rounded once.

    The product of a float32 (24 bits) and a byte (8 bits) is exact in float64. The sum may not be, and a float64 that was
    rounded onto the middle between two float32 numbers would then be rounded a second time, wrongly. So the sum is rounded
    to odd: its error is computed exactly (Knuth's two-sum), and where there is one, the last bit is made odd in the
    direction of the error. Rounding to odd with 53 bits and then to nearest with 24 equals one rounding to nearest, since
    53 >= 24 + 2 (Boldo and Melquiond, 2008).
    """
    product = np.float64(factor) * bytes_.astype(np.float64)
    addend = addend.astype(np.float64)
    total = product + addend
    part = total - product
    error = (product - (total - part)) + (addend - part)
    even = total.view(np.int64) & 1 == 0
    odd = np.nextafter(total, np.where(error > 0, np.inf, -np.inf))
    return np.where((error != 0) & even, odd, total).astype(np.float32)


def sums(layer, inputs):
    """int32 sums as float64, [output, y, x], of byte maps [channel, y, x]: a matrix product for each tap of the kernel."""
    weight = np.concatenate([w.transpose(1, 2, 0, 3) for w in layer.weights], 3)
    reach = 255 * np.abs(weight.astype(np.int64)).sum((0, 1, 3)).max()
    kind = np.float32 if reach <= 2**24 else np.float64
    weight, edge, stride = weight.astype(kind), layer.kernel // 2, layer.stride
    stacked = np.pad(np.concatenate(inputs).astype(kind), ((0, 0), (edge, edge), (edge, edge)))
    height, width = (-(-side // stride) for side in inputs[0].shape[1:])
    total = np.zeros((layer.outputs, height * width), kind)
    for ky in range(layer.kernel):
        for kx in range(layer.kernel):
            seen = stacked[:, ky:ky + stride * (height - 1) + 1:stride, kx:kx + stride * (width - 1) + 1:stride]
            total += weight[ky, kx] @ seen.reshape(len(seen), -1)
    return total.reshape(-1, height, width).astype(np.float64) + layer.bias.astype(np.float64)[:, None, None]


def double(bytes_):
    return bytes_.repeat(2, axis=1).repeat(2, axis=2)


def run_layer(layer, inputs, residual=None, top=255):
    """A layer's bytes from its sources' bytes, which are already doubled where the layer says so.

    `top` is 255 in the file format; a lower one is for comparing schemes, and never holds for the head.
    """
    value = sums(layer, inputs).astype(np.float32) * layer.scale.astype(np.float32)[:, None, None]
    if residual is not None:
        value = fused_multiply_add(layer.residual_scale, residual, value)
    return np.clip(np.rint(value), 0, 255 if layer.activation == LOGIT else top).astype(np.uint8)


def run(layers, picture, top=255):
    """Every layer's bytes, [channel, y, x] each, for a picture [y, x, RGB] whose sides are multiples of the input multiple."""
    maps = []
    image = np.ascontiguousarray(picture.transpose(2, 0, 1))
    for layer in layers:
        inputs = [image if s.index == PICTURE else double(maps[s.index]) if s.doubled else maps[s.index] for s in layer.sources]
        maps.append(run_layer(layer, inputs, None if layer.residual is None else maps[layer.residual], top))
    return maps


def extend(picture, multiple):
    """Repeats the last column and row until both sides are multiples."""
    height, width = picture.shape[:2]
    return np.pad(picture, ((0, -height % multiple), (0, -width % multiple), (0, 0)), mode="edge")


def head(layers, picture, top=255):
    """The head's bytes [class, y, x] of a picture of any size: extended, run, cut to ceil(size / output stride)."""
    height, width = picture.shape[:2]
    stride = output_stride(layers)
    result = run(layers, extend(picture, input_multiple(layers)), top)[-1]
    return result[:, :-(-height // stride), :-(-width // stride)]


def probability(head_bytes):
    """The byte that stands for a head byte's probability."""
    return np.rint(255 / (1 + np.exp(-(head_bytes.astype(np.float64) - 128) / 16))).astype(np.uint8)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights")
    parser.add_argument("picture")
    parser.add_argument("--output", default="head", help="beginning of the PGM files' names")
    options = parser.parse_args()
    picture = cv2.imread(options.picture, cv2.IMREAD_COLOR)
    if picture is None:
        parser.error(f"cannot read {options.picture}")
    for index, plane in enumerate(head(int8_file.read(options.weights), picture[:, :, ::-1])):
        with open(f"{options.output}-{index}.pgm", "wb") as file:
            file.write(b"P5\n%d %d\n255\n" % plane.shape[::-1] + plane.tobytes())


if __name__ == "__main__":
    main()
