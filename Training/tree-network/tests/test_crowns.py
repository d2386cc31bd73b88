"""Crops and boxes: what is asked of the network is what decoding gives back."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from batches import CELLS, SIZE, crop  # noqa: E402
from decode import average_precision, crowns_of  # noqa: E402
from objects import (CROWN, DEAD, DECLINES, DECLINING, HEALTHY, IS_DEAD, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U,  # noqa: E402
                     SIDE_UNIT, SIDE_V, Picture)
from train import loss_of, overlap  # noqa: E402


def picture(crowns, scale=(1.0, 1.0)):
    side = 640
    rgb = np.full((side, side, 3), 90, np.uint8)
    truth, known = np.zeros((side, side), np.uint8), np.full((side, side), 15, np.uint8)
    return Picture("drawn", rgb, np.array(crowns, np.float32).reshape(-1, 5), truth, known, *np.ones((2, side, side), np.uint8), scale=scale)


def maps_of(truth):
    """The maps of a network that is right."""
    maps = np.full((len(MAPS), CELLS, CELLS), -8.0)
    heat = np.clip(truth["heat"], 1e-4, 1 - 1e-4)
    maps[CROWN] = np.log(heat / (1 - heat))
    maps[DECLINING] = 16 * truth["declines"] - 8
    heat = np.clip(truth["dead"], 1e-4, 1 - 1e-4)
    maps[DEAD] = np.log(heat / (1 - heat))
    maps[OFFSET_U], maps[OFFSET_V] = truth["box"][:2] / OFFSET_UNIT
    maps[SIDE_U], maps[SIDE_V] = np.log2(np.maximum(truth["box"][2:], 1) / SIDE_UNIT)
    return maps


class Crops(unittest.TestCase):
    def test_a_right_network_gives_the_crowns_back(self):
        rng = np.random.default_rng(1)
        crowns = [(u, v, 30, 24, kind) for k, (u, v) in enumerate(np.argwhere(np.ones((6, 6))) * 100 + 60)
                  for kind in ((HEALTHY, DECLINES, IS_DEAD)[k % 3],)]
        for _ in range(5):
            truth = crop(rng, picture(crowns))
            found = crowns_of(maps_of(truth), 0.6, SIZE, SIZE)
            self.assertGreaterEqual(len(found), 6)
            for _, x0, y0, x1, y1, declining, dead in found:
                self.assertFalse(declining > 0.5 and dead > 0.5)
                if x0 > 2 and y0 > 2 and x1 < SIZE - 2 and y1 < SIZE - 2:
                    # Any turn of an ellipse of 60 by 48 has an upright box between those.
                    self.assertTrue(46 < x1 - x0 < 62 and 46 < y1 - y0 < 62, (x1 - x0, y1 - y0))

    def test_what_is_cut_by_the_crop_ends_there(self):
        truth = crop(np.random.default_rng(3), picture([(u, v, 40, 40, HEALTHY) for u in range(0, 640, 60) for v in range(0, 640, 60)]))
        for _, x0, y0, x1, y1, _, _ in crowns_of(maps_of(truth), 0.6, 10 * SIZE, 10 * SIZE):
            self.assertTrue(x1 <= SIZE + 1 and y1 <= SIZE + 1)

    def test_the_loss_of_a_right_network_is_less_than_that_of_a_wrong_one(self):
        truth = crop(np.random.default_rng(2), picture([(u, v, 40, 40, IS_DEAD) for u in range(60, 640, 100) for v in range(60, 640, 100)]))
        batch = {k: torch.from_numpy(v)[None] for k, v in truth.items()}
        right = torch.from_numpy(maps_of(truth)).float()[None]
        wrong = right.clone()
        wrong[:, SIDE_U] += 1
        self.assertLess(loss_of(right, batch)[0], loss_of(wrong, batch)[0] - 0.05)

    def test_overlap_is_one_for_equal_boxes_and_negative_far_away(self):
        side = torch.tensor(10.0)
        self.assertAlmostEqual(float(overlap(torch.tensor(0.0), torch.tensor(0.0), (side, side), (side, side))), 1)
        self.assertAlmostEqual(float(overlap(torch.tensor(10.0), torch.tensor(0.0), (side, side), (side, side))), 1 / 3, places=5)
        self.assertLess(float(overlap(torch.tensor(100.0), torch.tensor(0.0), (side, side), (side, side))), -0.5)


class Precision(unittest.TestCase):
    def test_one_right_of_two_is_half(self):
        truth = {"a": np.array([[0, 0, 10, 10], [50, 50, 60, 60]])}
        found = [("a", 0.9, np.array([0, 0, 10, 10])), ("a", 0.8, np.array([20, 20, 30, 30]))]
        self.assertAlmostEqual(average_precision(found, truth), 0.5)


if __name__ == "__main__":
    unittest.main()
