"""Lures: what is taken for a lying tree and is none."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from lures import MOST, lures_of  # noqa: E402
from objects import FALLEN, MAPS, RASTERS, Picture  # noqa: E402


class Believer:
    """A network that takes two squares for lying trees: cells 10 to 20, and 100 to 110, along both axes."""
    input_multiple = 32

    def __call__(self, image):
        maps = torch.full((1, len(MAPS), image.shape[2] // 2, image.shape[3] // 2), -5.0)
        maps[0, FALLEN, 10:20, 10:20] = maps[0, FALLEN, 100:110, 100:110] = 5
        return maps


class Lures(unittest.TestCase):
    def test_what_lies_is_no_lure_and_what_does_not_is(self):
        truth = np.zeros((320, 320), np.uint8)
        truth[20:40, 20:40] = 1 << RASTERS.index(FALLEN)
        picture = Picture("drawn", np.zeros((320, 320, 3), np.uint8), np.zeros((0, 5)), truth, np.full((320, 320), 15, np.uint8),
                          *np.ones((2, 320, 320), np.uint8))
        places = np.array(lures_of(Believer(), picture, np.random.default_rng(1)))
        self.assertEqual(len(places), MOST)
        self.assertTrue((places >= 200).all() and (places < 220).all())

    def test_where_nothing_is_known_nothing_is_a_lure(self):
        picture = Picture("drawn", np.zeros((320, 320, 3), np.uint8), np.zeros((0, 5)), np.zeros((320, 320), np.uint8),
                          np.zeros((320, 320), np.uint8), *np.ones((2, 320, 320), np.uint8))
        self.assertEqual(lures_of(Believer(), picture, np.random.default_rng(1)), [])


if __name__ == "__main__":
    unittest.main()
