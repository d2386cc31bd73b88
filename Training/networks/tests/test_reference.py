"""The arithmetic: against plain integers and fractions, and against the recorded vectors."""
import struct
import unittest
from fractions import Fraction

import cv2
import numpy as np

import folder
import int8_file
import random_networks
from int8_reference import extend, fused_multiply_add, head, probability, run
from layers import LOGIT, PICTURE, input_multiple


def nearest_float32(value):
    """The float32 nearest to a fraction, ties to even, found among the neighbours of an approximation."""
    near = np.float32(float(value))
    candidates = [np.nextafter(near, np.float32(-np.inf)), near, np.nextafter(near, np.float32(np.inf))]
    return min(candidates, key=lambda c: (abs(Fraction(float(c)) - value), struct.unpack("<I", struct.pack("<f", c))[0] & 1))


def plain(layer, maps, image, y, x, output):
    """One byte of a layer, with Python's integers and fractions."""
    total = int(layer.bias[output])
    for source, weights in zip(layer.sources, layer.weights):
        m = image if source.index == PICTURE else maps[source.index]
        m = m.repeat(2, 1).repeat(2, 2) if source.doubled else m
        for ky in range(layer.kernel):
            for kx in range(layer.kernel):
                sy, sx = y * layer.stride + ky - layer.kernel // 2, x * layer.stride + kx - layer.kernel // 2
                if 0 <= sy < m.shape[1] and 0 <= sx < m.shape[2]:
                    total += sum(int(w) * int(a) for w, a in zip(weights[output, ky, kx], m[:, sy, sx]))
    value = nearest_float32(Fraction(float(nearest_float32(Fraction(total)))) * Fraction(float(layer.scale[output])))
    if layer.residual is not None:
        byte = int(maps[layer.residual][output, y, x])
        value = nearest_float32(Fraction(float(layer.residual_scale)) * byte + Fraction(float(value)))
    return min(max(round(float(value)), 0), 255)


class Arithmetic(unittest.TestCase):
    def test_bytes_equal_those_of_plain_integers(self):
        rng = np.random.default_rng(8)
        for name, build in random_networks.ALL.items():
            layers = build()
            multiple = input_multiple(layers)
            picture = rng.integers(0, 256, (3 * multiple, 2 * multiple, 3)).astype(np.uint8)
            maps, image = run(layers, picture), picture.transpose(2, 0, 1)
            for index, layer in enumerate(layers):
                for _ in range(6):
                    output, y, x = (int(rng.integers(side)) for side in maps[index].shape)
                    with self.subTest(network=name, layer=index, at=(output, y, x)):
                        self.assertEqual(maps[index][output, y, x], plain(layer, maps, image, y, x, output))

    def test_multiply_add_is_rounded_once(self):
        rng = np.random.default_rng(9)
        factors = (rng.uniform(0.5, 2, 300) * 2.0 ** rng.integers(-60, 6, 300)).astype(np.float32)
        addends = (rng.uniform(-2, 2, 300) * 2.0 ** rng.integers(-10, 28, 300)).astype(np.float32)
        for factor, addend in zip(factors, addends):
            byte = np.array([rng.integers(256)], np.uint8)
            exact = Fraction(float(factor)) * int(byte[0]) + Fraction(float(addend))
            self.assertEqual(fused_multiply_add(factor, byte, np.array([addend]))[0], nearest_float32(exact))

    def test_multiply_add_where_two_roundings_go_wrong(self):
        # The sum is 1 + 2^-24 and a bit more, or less, than float64 holds: rounded to float64 first, it would be a tie.
        met = 0
        for byte in range(129, 256, 2):
            for mantissa in (2**31 // byte, 2**31 // byte + 1):
                if mantissa >= 2**24 or abs(mantissa * byte - 2**31) > 3:
                    continue
                factor = np.float32(mantissa * 2.0**-55)
                for addend in (np.float32(1), np.float32(1 + 2.0**-23)):
                    exact = Fraction(float(factor)) * byte + Fraction(float(addend))
                    once = fused_multiply_add(factor, np.array([byte], np.uint8), np.array([addend]))[0]
                    self.assertEqual(once, nearest_float32(exact))
                    met += once != np.float32(np.float64(factor) * byte + np.float64(addend))
        self.assertGreater(met, 0, "no case in which rounding twice differs")

    def test_recorded_vectors(self):
        for path in sorted(folder.FIXTURES.glob("*.int8")):
            layers = int8_file.read(path)
            for vector in sorted(folder.FIXTURES.glob(f"{path.stem}-*-0.pgm")):
                size = vector.stem.split("-")[-2]
                picture = cv2.imread(str(folder.FIXTURES / f"picture-{size}.ppm"))[:, :, ::-1]
                for index, plane in enumerate(head(layers, picture)):
                    recorded = cv2.imread(str(folder.FIXTURES / f"{path.stem}-{size}-{index}.pgm"), cv2.IMREAD_UNCHANGED)
                    with self.subTest(vector=vector.stem, plane=index):
                        np.testing.assert_array_equal(plane, recorded)

    def test_odd_sizes_are_extended_with_their_last_column_and_row(self):
        layers = random_networks.pyramid()
        picture = np.random.default_rng(1).integers(0, 256, (45, 67, 3)).astype(np.uint8)
        extended = extend(picture, 8)
        self.assertEqual(extended.shape, (48, 72, 3))
        np.testing.assert_array_equal(extended[:45, 67:], np.repeat(picture[:, -1:], 5, 1))
        self.assertEqual(head(layers, picture).shape, (3, 23, 34))

    def test_probabilities(self):
        self.assertEqual(probability(np.array([0, 128, 144, 255], np.uint8)).tolist(), [0, 128, 186, 255])

    def test_only_the_head_gives_logits(self):
        self.assertEqual([layer.activation == LOGIT for layer in random_networks.pyramid()], [False] * 9 + [True])


if __name__ == "__main__":
    unittest.main()
