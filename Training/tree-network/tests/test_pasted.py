"""Crowns copied to other places: they are where their boxes say, and none lies on a labelled one."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402

from objects import DECLINES, IS_DEAD, Picture  # noqa: E402
from pasted import cut_outs, pasted  # noqa: E402


def wood(crowns, seen=1):
    """Dark woods; dead crowns are white ellipses."""
    side = 256
    rgb = np.full((side, side, 3), 40, np.uint8)
    v, u = np.mgrid[:side, :side] + 0.5
    for x, y, a, b, state in crowns:
        if state == IS_DEAD:
            rgb[((u - x) / a) ** 2 + ((v - y) / b) ** 2 <= 1] = 220
    ones = np.ones((side, side), np.uint8)
    return Picture("wood", rgb, np.array(crowns, np.float32).reshape(-1, 5), ones, ones, 0 * ones, seen * ones)


class Pasted(unittest.TestCase):
    def test_a_pasted_crown_fills_its_box(self):
        bank, rng = cut_outs([wood([(100, 120, 12, 6, IS_DEAD)])]), np.random.default_rng(1)
        self.assertEqual(len(bank), 1)
        for _ in range(20):
            made = pasted(rng, wood([]), bank)
            self.assertGreaterEqual(len(made.crowns), 1)
            for u, v, a, b, state in made.crowns:
                self.assertEqual(state, IS_DEAD)
                bright = made.rgb[:, :, 0] > 110
                near = bright[int(v - 1.6 * b):int(v + 1.6 * b) + 1, int(u - 1.6 * a):int(u + 1.6 * a) + 1]
                rows, columns = np.flatnonzero(near.any(1)), np.flatnonzero(near.any(0))
                # Neighbours may reach in; alone, the sides are right to two pixels.
                if len(made.crowns) == 1:
                    self.assertAlmostEqual(rows[-1] - rows[0] + 1, 2 * b, delta=3)
                    self.assertAlmostEqual(columns[-1] - columns[0] + 1, 2 * a, delta=3)
                self.assertTrue(bright[int(v), int(u)])
                self.assertTrue(made.crowns_known[int(v), int(u)])

    def test_labelled_crowns_keep_their_place(self):
        labelled = [(60, 60, 20, 20, IS_DEAD), (180, 180, 25, 25, DECLINES)]
        bank, rng = cut_outs([wood([(100, 120, 12, 6, IS_DEAD)])]), np.random.default_rng(2)
        for _ in range(20):
            made = pasted(rng, wood(labelled), bank)
            np.testing.assert_array_equal(made.crowns[:2], np.array(labelled, np.float32))
            for u, v, a, b, _ in made.crowns[2:]:
                for x, y, c, d, _ in labelled:
                    self.assertTrue(abs(u - x) > a + c or abs(v - y) > b + d)

    def test_nothing_is_pasted_where_a_mosaic_ends(self):
        bank = cut_outs([wood([(100, 120, 12, 6, IS_DEAD)])])
        self.assertEqual(len(pasted(np.random.default_rng(3), wood([], seen=0), bank).crowns), 0)


if __name__ == "__main__":
    unittest.main()
