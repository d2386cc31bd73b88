"""Lures: what is taken for a lying tree and is none."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from batches import LURES, SIDE, Store, packed  # noqa: E402
from dice import Dice  # noqa: E402
from lures import seek  # noqa: E402
from objects import FALLEN, MAPS, RASTERS, Picture  # noqa: E402


def believer(image):
    """A network that takes two squares for lying trees: cells 10 to 20, and 100 to 110, along both axes."""
    maps = torch.full((len(image), len(MAPS), image.shape[2] // 2, image.shape[3] // 2), -5.0)
    maps[:, FALLEN, 10:20, 10:20] = maps[:, FALLEN, 100:110, 100:110] = 5
    return maps


def scene(truth, known, has_lures=True):
    ones = np.ones((SIDE, SIDE), np.uint8)
    return packed(Picture("drawn", np.zeros((SIDE, SIDE, 3), np.uint8), np.zeros((0, 5), np.float32), truth, known * ones, ones, ones, has_lures=has_lures))


class Lures(unittest.TestCase):
    def test_what_lies_is_no_lure_and_what_does_not_is(self):
        truth = np.zeros((SIDE, SIDE), np.uint8)
        truth[20:40, 20:40] = 1 << RASTERS.index(FALLEN)
        store = Store([scene(0 * truth, 15, False), scene(truth, 15)], 2, "cpu")
        self.assertEqual(seek(believer, store, Dice("cpu", 1)), LURES)
        self.assertEqual(store.lure_counts.tolist(), [0, LURES])
        self.assertTrue(((store.lures[1] >= 200) & (store.lures[1] < 220)).all())

    def test_where_nothing_is_known_nothing_is_a_lure(self):
        store = Store([scene(np.zeros((SIDE, SIDE), np.uint8), 0)], 1, "cpu")
        self.assertEqual(seek(believer, store, Dice("cpu", 1)), 0)


if __name__ == "__main__":
    unittest.main()
