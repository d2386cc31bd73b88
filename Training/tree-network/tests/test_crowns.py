"""Crops and boxes: what is asked of the network is what decoding gives back."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from batches import CELLS, SIZE, Store, batch, packed  # noqa: E402
from decode import average_precision, crowns_of  # noqa: E402
from dice import Dice  # noqa: E402
from objects import (CROWN, DEAD, DECLINES, DECLINING, HEALTHY, IS_DEAD, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U,  # noqa: E402
                     SIDE_UNIT, SIDE_V, Picture)
from overlap import overlap  # noqa: E402
from train import loss_of  # noqa: E402


CANOPY_BIT = 0  # of RASTERS


def picture(crowns, scale=(1.0, 1.0)):
    side = 640
    rgb = np.full((side, side, 3), 90, np.uint8)
    truth, known = np.zeros((side, side), np.uint8), np.full((side, side), 15, np.uint8)
    return Picture("drawn", rgb, np.array(crowns, np.float32).reshape(-1, 5), truth, known, *np.ones((2, side, side), np.uint8), scale=scale)


def crop(seed, crowns):
    """One crop of a picture with these crowns, without the axis of the batch."""
    return {k: v[0].numpy() for k, v in batch(Dice("cpu", seed), Store([packed(picture(crowns))], 1, "cpu"), 1).items()}


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
        crowns = [(u, v, 30, 24, kind) for k, (u, v) in enumerate(np.argwhere(np.ones((6, 6))) * 100 + 60)
                  for kind in ((HEALTHY, DECLINES, IS_DEAD)[k % 3],)]
        for seed in range(5):
            truth = crop(seed, crowns)
            found = crowns_of(maps_of(truth), 0.6, SIZE, SIZE)
            self.assertGreaterEqual(len(found), 6)
            for _, x0, y0, x1, y1, declining, dead in found:
                self.assertFalse(declining > 0.5 and dead > 0.5)
                if x0 > 2 and y0 > 2 and x1 < SIZE - 2 and y1 < SIZE - 2:
                    # Any turn of an ellipse of 60 by 48 has an upright box between those.
                    self.assertTrue(46 < x1 - x0 < 62 and 46 < y1 - y0 < 62, (x1 - x0, y1 - y0))

    def test_a_dead_crown_has_the_shape_and_the_middle_of_its_bell(self):
        # Of a bell of three and two cells about a place between cells, with boxes that are round and lie elsewhere.
        maps = np.full((len(MAPS), CELLS, CELLS), -8.0)
        v, u = np.mgrid[:CELLS, :CELLS] + 0.5
        heat = np.clip(0.8 * np.exp(-0.5 * (((u - 60.8) / 3) ** 2 + ((v - 40.1) / 2) ** 2)), 1e-3, 1)
        maps[DEAD] = np.log(heat / (1 - heat))
        maps[[OFFSET_U, OFFSET_V]], maps[[SIDE_U, SIDE_V]] = 0.2, 1.0
        (_, x0, y0, x1, y1, _, _), = crowns_of(maps, 0.5, SIZE, SIZE, DEAD)
        self.assertAlmostEqual((x1 - x0) / (y1 - y0), 1.5, delta=0.15)
        self.assertAlmostEqual((x1 - x0) * (y1 - y0), 32 ** 2, delta=1)
        self.assertAlmostEqual((x0 + x1) / 2, 2 * 60.8, delta=0.3)
        self.assertAlmostEqual((y0 + y1) / 2, 2 * 40.1, delta=0.3)

    def test_what_is_cut_by_the_crop_ends_there(self):
        truth = crop(3, [(u, v, 40, 40, HEALTHY) for u in range(0, 640, 60) for v in range(0, 640, 60)])
        for _, x0, y0, x1, y1, _, _ in crowns_of(maps_of(truth), 0.6, 10 * SIZE, 10 * SIZE):
            self.assertTrue(x1 <= SIZE + 1 and y1 <= SIZE + 1)

    def test_what_is_true_of_a_place_is_shown_there(self):
        """A white disc of known canopy, at the middle of the only crown, in pictures turned, mirrored and scaled at will."""
        side = 640
        v, u = np.mgrid[:side, :side] + 0.5
        disc = (u - 200) ** 2 + (v - 420) ** 2 < 60 ** 2
        drawn = Picture("disc", np.repeat(np.where(disc[..., None], 250, 20), 3, 2).astype(np.uint8), np.array([[200, 420, 60, 60, DECLINES]], np.float32),
                        disc.astype(np.uint8), np.full((side, side), 15, np.uint8), *np.ones((2, side, side), np.uint8), scale=(0.5, 1.8))
        made = batch(Dice("cpu", 4), Store([packed(drawn)], 1, "cpu"), 12)
        bright = torch.nn.functional.avg_pool2d(made["rgb"].mean(1, keepdim=True), 2)[:, 0]
        looked = 0
        for k in range(12):
            canopy = made["truth"][k, CANOPY_BIT] > 0
            if canopy.sum() < 200 or (~canopy).sum() < 200:
                continue
            looked += 1
            self.assertGreater(float(bright[k][canopy].mean()), 4 * float(bright[k][~canopy].mean()))
            top = np.unravel_index(int(made["heat"][k].argmax()), (CELLS, CELLS))
            if 30 < top[0] < CELLS - 30 and 30 < top[1] < CELLS - 30:
                self.assertTrue(bool(canopy[top]))
                self.assertEqual(float(made["declines"][k][top]), 1)
        self.assertGreater(looked, 4)

    def test_the_loss_of_a_right_network_is_less_than_that_of_a_wrong_one(self):
        truth = crop(2, [(u, v, 40, 40, IS_DEAD) for u in range(60, 640, 100) for v in range(60, 640, 100)])
        batch = {k: torch.from_numpy(v)[None] for k, v in truth.items()}
        right = torch.from_numpy(maps_of(truth)).float()[None]
        wrong = right.clone()
        wrong[:, SIDE_U] += 1
        self.assertLess(loss_of(right, batch)[0], loss_of(wrong, batch)[0] - 0.05)

    def test_overlap_is_one_for_equal_boxes_and_negative_far_away(self):
        side = torch.tensor(10.0)
        self.assertAlmostEqual(float(overlap(torch.tensor(0.0), torch.tensor(0.0), (side, side), (side, side))[1]), 1)
        self.assertAlmostEqual(float(overlap(torch.tensor(10.0), torch.tensor(0.0), (side, side), (side, side))[1]), 1 / 3, places=5)
        self.assertLess(float(overlap(torch.tensor(100.0), torch.tensor(0.0), (side, side), (side, side))[1]), -0.5)


class Precision(unittest.TestCase):
    def test_one_right_of_two_is_half(self):
        truth = {"a": np.array([[0, 0, 10, 10], [50, 50, 60, 60]])}
        found = [("a", 0.9, np.array([0, 0, 10, 10])), ("a", 0.8, np.array([20, 20, 30, 30]))]
        self.assertAlmostEqual(average_precision(found, truth), 0.5)


if __name__ == "__main__":
    unittest.main()
