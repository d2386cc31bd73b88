"""The file: what is written comes back, and what breaks a rule is refused."""
import struct
import tempfile
import unittest
from pathlib import Path

import numpy as np

import folder  # noqa: F401
import int8_file
import random_networks
from int8_file import HEADER, RECORD, FileError


def written(layers):
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "weights.int8"
        int8_file.write(path, layers)
        return path.read_bytes()


def patched(content, offset, kind, value):
    changed = bytearray(content)
    struct.pack_into("<" + kind, changed, offset, value)
    return bytes(changed)


def at(layer, offset):
    """Where a field of a layer's record stands."""
    return HEADER.size + RECORD.size * layer + offset


class RoundTrip(unittest.TestCase):
    def test_every_network_comes_back_as_it_was(self):
        for name, build in random_networks.ALL.items():
            layers = build()
            for before, after in zip(layers, int8_file.parse(written(layers)), strict=True):
                with self.subTest(network=name, layer=before.name):
                    self.assertEqual((before.kernel, before.stride, before.activation, before.sources, before.residual),
                                     (after.kernel, after.stride, after.activation, after.sources, after.residual))
                    self.assertEqual(before.residual_scale, after.residual_scale)
                    np.testing.assert_array_equal(before.bias, after.bias)
                    np.testing.assert_array_equal(before.scale, after.scale)
                    for mine, read in zip(before.weights, after.weights, strict=True):
                        np.testing.assert_array_equal(mine, read)

    def test_the_same_layers_give_the_same_bytes(self):
        self.assertEqual(written(random_networks.pyramid()), written(random_networks.pyramid()))


class Refusals(unittest.TestCase):
    def setUp(self):
        self.content = written(random_networks.pyramid())

    def refuse(self, content, text):
        with self.assertRaisesRegex(FileError, text):
            int8_file.parse(content)

    def test_every_cut_is_refused(self):
        for length in [0, 7, 8, 23, 24, 87, 88, 600, len(self.content) - 1]:
            with self.subTest(length=length), self.assertRaises(FileError):
                int8_file.parse(self.content[:length])

    def test_a_cut_whose_header_agrees_is_refused(self):
        for length in [24, 88, 700, 2000, len(self.content) - 1]:
            with self.subTest(length=length), self.assertRaises(FileError):
                int8_file.parse(patched(self.content[:length], 16, "Q", length))

    def test_header_fields(self):
        self.refuse(b"INT8NET2" + self.content[8:], "no INT8NET1")
        self.refuse(patched(self.content, 8, "I", 0), "layers")
        self.refuse(patched(self.content, 8, "I", 257), "layers")
        self.refuse(patched(self.content, 12, "I", 4), "channels")
        self.refuse(patched(self.content, 16, "Q", 2**63), "header says")
        self.refuse(self.content + b"\0", "header says")

    def test_record_fields(self):
        for layer, offset, kind, value, text in [
            (1, 0, "B", 5, "unknown kernel"), (1, 1, "B", 3, "unknown kernel"), (1, 2, "B", 2, "unknown kernel"),
            (1, 2, "B", 1, "last layer gives logits"), (9, 2, "B", 0, "last layer gives logits"),
            (1, 3, "B", 0, "sources"), (1, 3, "B", 3, "sources"), (1, 4, "H", 0, "channels"), (1, 4, "H", 1024, "channels"),
            (1, 6, "H", 1, "reserved"), (1, 26, "H", 1, "reserved"), (1, 56, "Q", 1, "reserved"),
            (1, 8, "h", 1, "not an earlier layer"), (1, 8, "h", -2, "not an earlier layer"), (1, 10, "B", 2, "unknown fields"),
            (1, 11, "B", 1, "unknown fields"), (1, 14, "H", 1, "unknown fields"), (1, 12, "H", 32, "has 16 channels"),
            (0, 10, "B", 1, "read alone"), (0, 12, "H", 4, "has 3 channels"), (1, 18, "B", 1, "not counted"),
            (2, 24, "h", 2, "not an earlier layer"), (2, 24, "h", -2, "not an earlier layer"),
            (3, 24, "h", 2, "another number"),
            (2, 28, "f", float("nan"), "residual scale"), (2, 28, "f", -1.0, "residual scale"),
            (2, 28, "f", float("inf"), "residual scale"), (1, 28, "f", 1.0, "without a residual"),
            (1, 32, "Q", 0, "outside"), (1, 32, "Q", 2**64 - 1, "outside"), (1, 40, "Q", len(self.content), "outside"),
            (1, 40, "Q", 0, "outside"), (1, 48, "Q", 2**63, "outside"), (1, 40, "Q", 1001, "not aligned"),
        ]:
            with self.subTest(layer=layer, offset=offset, value=value):
                self.refuse(patched(self.content, at(layer, offset), kind, value), text)

    def test_numbers(self):
        record = RECORD.unpack_from(self.content, at(1, 0))
        weights, bias, scale = record[-4:-1]
        self.refuse(patched(self.content, weights, "b", -128), "pair condition")
        pair = patched(patched(self.content, weights, "b", 100), weights + 1, "b", 29)
        self.refuse(pair, "pair condition")
        negative = patched(patched(self.content, weights, "b", -100), weights + 1, "b", -29)
        self.refuse(negative, "pair condition")
        self.refuse(patched(self.content, bias, "i", 2**30 + 1), "bias")
        self.refuse(patched(self.content, bias, "i", -2**31), "bias")
        for value in (0.0, -1.0, float("nan"), float("inf")):
            self.refuse(patched(self.content, scale, "f", value), "not positive")
        self.refuse(patched(self.content, scale, "f", 1e9), "beyond 2\\^30")

    def test_a_pair_of_exactly_128_is_accepted(self):
        weights = RECORD.unpack_from(self.content, at(1, 0))[-4]
        layers = int8_file.parse(patched(patched(self.content, weights, "b", 100), weights + 1, "b", 28))
        self.assertEqual(layers[1].weights[0].reshape(-1)[:2].tolist(), [100, 28])

    def test_a_map_read_both_ways_is_refused(self):
        b = random_networks.Builder(5)
        stem = b.add(3, 2, [-1], 16)
        low = b.add(3, 2, [stem], 16)
        up = b.add(3, 1, [random_networks.doubled(low)], 16)
        same = b.add(1, 1, [low], 16)
        b.add(1, 1, [up, random_networks.doubled(same)], 1, head=True)
        with self.assertRaisesRegex(ValueError, "both doubled and as it is"):
            written(b.layers)


if __name__ == "__main__":
    unittest.main()
