"""The recipe's geometry on numbers that can be checked by hand."""
import math
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import decode  # noqa: E402
import drawn  # noqa: E402
from batches import MOST, SIZE, Dice, Store, batch, seen  # noqa: E402
from objects import (FRAME_COSINE, LINE, MAPS, OFFSET_U, OFFSET_UNIT, POTHOLE, SIDE_U, SIDE_V, SIDE_UNIT, Picture, cells,  # noqa: E402
                     upright)


class Boxes(unittest.TestCase):
    def test_a_turned_crop_turns_its_boxes(self):
        table = torch.full((1, MOST, 6), -1.0)
        table[:, :, 3:5] = 1
        table[0, 0] = torch.tensor([LINE, 100.0, 200.0, 60.0, 10.0, math.pi / 2])
        c, s = 0.0, 1.0  # crop to picture: a quarter turn about the middle
        turn = torch.tensor([[c, -s], [s, c]])
        offset = torch.tensor([SIZE / 2, SIZE / 2]) - turn @ torch.tensor([SIZE / 2, SIZE / 2])
        matrix = torch.cat([turn, offset[:, None]], 1)[None]
        asked, _ = seen(table, matrix, torch.ones(1))
        place = turn @ asked[0, 0, 1:3] + offset
        self.assertTrue(torch.allclose(place, torch.tensor([100.0, 200.0]), atol=1e-3))
        self.assertAlmostEqual(abs(math.sin(float(asked[0, 0, 5]))), 0, places=5)

    def test_maps_are_read_back_as_the_box_they_say(self):
        maps = np.full((len(MAPS), 32, 32), -6.0)
        maps[LINE, 10, 12] = 4
        maps[OFFSET_U] = 8 / OFFSET_UNIT
        maps[OFFSET_U + 1] = 0
        maps[SIDE_U], maps[SIDE_V] = math.log2(40 / SIDE_UNIT), math.log2(6 / SIDE_UNIT)
        maps[FRAME_COSINE], maps[FRAME_COSINE + 1] = 2, 0
        (box,) = decode.boxes_of(maps, 0.5)
        self.assertTrue(np.allclose(box[2:], [12.5 * 4 + 8, 10.5 * 4, 40, 6, 0], atol=1e-6))

    def test_average_precision_of_a_right_and_a_wrong_box(self):
        truth = {"a": np.array([[0, 0, 10, 10.0]]), "b": np.array([[0, 0, 10, 10.0]])}
        found = [("a", 0.9, np.array([0, 0, 10, 9.0])), ("a", 0.8, np.array([50, 50, 60, 60.0])), ("b", 0.7, np.array([0, 0, 10, 10.0]))]
        self.assertAlmostEqual(decode.average_precision(found, truth), 0.5 + 0.5 * 2 / 3)

    def test_drawings_are_marked_where_they_are(self):
        rgb = np.full((512, 512, 3), 120, np.uint8)
        picture = Picture("even", rgb, [upright(LINE, 20, 20, 30, 200)], *cells(rgb), axis=math.pi / 2)
        rng = np.random.default_rng(3)
        things = [t for _ in range(12) for t in drawn.with_drawings(rng, picture).things[1:]]
        self.assertTrue(things)
        self.assertTrue(any(t.kind == POTHOLE for t in things))
        for t in things:
            self.assertGreater(min(t.along, t.across), 3)

    def test_a_batch_says_the_same_for_the_same_seed(self):
        rgb = np.random.default_rng(1).integers(0, 255, (512, 512, 3)).astype(np.uint8)
        picture = Picture("noise", rgb, [upright(LINE, 100, 100, 40, 240)], *cells(rgb), axis=math.pi / 2)
        one, two = (batch(Dice("cpu", 5), Store([picture], "cpu"), 2) for _ in range(2))
        for name in one:
            self.assertTrue(torch.equal(one[name], two[name]), name)
        self.assertGreater(float(one["heat"][:, LINE].max()), 0.8)


if __name__ == "__main__":
    unittest.main()
