"""Writes and reads `weights.int8`, and refuses every file that breaks the format's rules.

Little endian, flat: a header of 24 bytes, a record of 64 bytes a layer, then weights (int8), biases (int32) and scales
(float32) at the offsets that the records name.
"""
import math
import struct

import numpy as np

from layers import LOGIT, PICTURE_CHANNELS, RELU, IntegerLayer, LayerError, Source, check
from pairs import violations

MAGIC = b"INT8NET1"
HEADER = struct.Struct("<8sIIQ")
RECORD = struct.Struct("<BBBBHH hBBHH hBBHH hHf QQQQ")
LARGEST_BIAS = 2**30
LARGEST_SUM = 2**31 - 1
LARGEST_VALUE = 2.0**30


class FileError(ValueError):
    """A file that must not be run."""


def check_numbers(layer):
    """Raises FileError where weights, biases or scales could overflow or saturate on some processor."""
    def require(condition, text):
        if not condition:
            raise FileError(f"{layer.name}: {text}")

    for weights in layer.weights:
        require(not violations(weights).any(), "weights beyond the pair condition or below -127")
    require(np.isfinite(layer.scale).all() and (layer.scale > 0).all(), "a scale that is not positive and finite")
    residual = float(layer.residual_scale)
    require(math.isfinite(residual) and residual >= 0, "a residual scale that is negative or not finite")
    bias = np.abs(layer.bias.astype(np.int64))
    require((bias <= LARGEST_BIAS).all(), "a bias beyond 2^30")
    reach = bias + 255 * sum(np.abs(w.astype(np.int64)).sum((1, 2, 3)) for w in layer.weights)
    require((reach <= LARGEST_SUM).all(), "a sum that does not fit into 32 bits")
    values = layer.scale.astype(np.float64) * reach + 255 * residual
    require((values <= LARGEST_VALUE).all(), "a value beyond 2^30")


def write(path, layers):
    """Checks the layers and writes them; the same layers give the same bytes."""
    check(layers)
    for layer in layers:
        check_numbers(layer)
    position = HEADER.size + RECORD.size * len(layers)
    records, data = [], bytearray()

    def place(content, alignment):
        data.extend(bytes(-(position + len(data)) % alignment))
        offset = position + len(data)
        data.extend(content)
        return offset

    for layer in layers:
        weights = place(np.concatenate([w.reshape(layer.outputs, -1) for w in layer.weights], 1).tobytes(), 64)
        bias = place(layer.bias.astype("<i4").tobytes(), 4)
        scale = place(layer.scale.astype("<f4").tobytes(), 4)
        sources = [(s.index, s.doubled, 0, s.channels, 0) for s in layer.sources] + [(0, 0, 0, 0, 0)]
        residual = -1 if layer.residual is None else layer.residual
        records.append(RECORD.pack(layer.kernel, layer.stride, layer.activation, len(layer.sources), layer.outputs, 0,
                                   *sources[0], *sources[1], residual, 0, layer.residual_scale, weights, bias, scale, 0))
    header = HEADER.pack(MAGIC, len(layers), PICTURE_CHANNELS, position + len(data))
    with open(path, "wb") as file:
        file.write(header + b"".join(records) + data)


def read(path):
    with open(path, "rb") as file:
        return parse(file.read())


def parse(content):
    """The layers of a file's bytes; FileError says what is wrong with them."""
    def require(condition, text):
        if not condition:
            raise FileError(text)

    require(len(content) >= HEADER.size, "shorter than its header")
    magic, count, channels, length = HEADER.unpack_from(content)
    require(magic == MAGIC, "no INT8NET1 file")
    require(1 <= count <= 256, f"{count} layers, 1 to 256 are possible")
    require(channels == PICTURE_CHANNELS, f"a picture of {channels} channels, 3 is possible")
    require(length == len(content), f"{len(content)} bytes, the header says {length}")
    require(length >= HEADER.size + RECORD.size * count, "shorter than its records")
    layers = [_parse_layer(content, index, count) for index in range(count)]
    try:
        check(layers)
    except LayerError as error:
        raise FileError(str(error)) from error
    for layer in layers:
        check_numbers(layer)
    return layers


def _parse_layer(content, index, count):
    name = f"layer {index}"

    def require(condition, text):
        if not condition:
            raise FileError(f"{name}: {text}")

    def array(offset, number, kind, alignment):
        size = number * np.dtype(kind).itemsize
        require(offset % alignment == 0, "an offset that is not aligned")
        require(first <= offset <= len(content) and size <= len(content) - offset, "data outside the file")
        return np.frombuffer(content, kind, number, offset)

    first = HEADER.size + RECORD.size * count
    fields = RECORD.unpack_from(content, HEADER.size + RECORD.size * index)
    kernel, stride, activation, source_count, outputs, zero = fields[:6]
    residual, zero2, residual_scale, weight_at, bias_at, scale_at, zero3 = fields[16:]
    require(zero == zero2 == zero3 == 0, "a reserved field that is not zero")
    require(kernel in (1, 3) and stride in (1, 2) and activation in (RELU, LOGIT), "an unknown kernel, stride or activation")
    require(source_count in (1, 2), f"{source_count} sources, 1 or 2 are possible")
    require(1 <= outputs <= 512, f"{outputs} channels, 1 to 512 are possible")
    require(source_count == 2 or not any(fields[11:16]), "a second source that is not counted")
    sources = []
    for source, doubled, zero4, channels, zero5 in (fields[6:11], fields[11:16])[:source_count]:
        require(doubled in (0, 1) and zero4 == zero5 == 0, "a source with unknown fields")
        require(1 <= channels <= 512, f"a source of {channels} channels, 1 to 512 are possible")
        sources.append(Source(source, channels, bool(doubled)))
    require(residual >= -1, f"residual {residual} is not an earlier layer")
    require(residual >= 0 or residual_scale == 0, "a residual scale without a residual")
    flat = array(weight_at, outputs * kernel * kernel * sum(s.channels for s in sources), "<i1", 1).reshape(outputs, -1)
    weights, begin = [], 0
    for source in sources:
        end = begin + kernel * kernel * source.channels
        weights.append(flat[:, begin:end].reshape(outputs, kernel, kernel, source.channels))
        begin = end
    return IntegerLayer(name, kernel, stride, activation, sources, weights, array(bias_at, outputs, "<i4", 4),
                        array(scale_at, outputs, "<f4", 4), residual if residual >= 0 else None, np.float32(residual_scale))
