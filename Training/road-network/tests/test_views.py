"""Where crops look."""
import math
import sys
import unittest
from pathlib import Path
from types import SimpleNamespace

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import networks_folder  # noqa: E402, F401
from dice import Dice  # noqa: E402
from views import SIZE, draw_views  # noqa: E402

COUNT = 600


def shows_nothing_beyond(matrix):
    corners = torch.tensor([[0.0, 0.0, 1.0], [SIZE, 0.0, 1.0], [0.0, SIZE, 1.0], [SIZE, SIZE, 1.0]])
    places = torch.einsum("nij,kj->nki", matrix, corners)
    return ((places > -0.01) & (places < SIZE + 0.01)).flatten(1).all(1)


class Views(unittest.TestCase):
    def setUp(self):
        store = SimpleNamespace(turns=torch.full((COUNT,), math.pi), tables=torch.full((COUNT, 1, 6), -1.0),
                                extents=torch.full((COUNT, 2), float(SIZE)))
        self.dice, self.store, self.chosen = Dice("cpu", 3), store, torch.arange(COUNT)
        self.matrix, self.scale, self.turned = draw_views(self.dice, store, self.chosen)

    def test_some_turned_crops_show_no_mirrored_rim(self):
        turn, _, is_held = self.turned
        slanted = torch.sin(2 * turn).abs() > 0.5
        self.assertTrue(shows_nothing_beyond(self.matrix)[is_held].all())
        self.assertGreater(int((is_held & slanted).sum()), 30)
        self.assertGreater(int((~is_held & slanted).sum()), 10)
        self.assertGreater(float(self.scale.min()), 0.6)

    def test_guests_are_held_as_their_hosts_are(self):
        matrix, _, turned = draw_views(self.dice, self.store, self.chosen, self.turned)
        self.assertTrue(torch.equal(turned[2], self.turned[2]))
        self.assertTrue(shows_nothing_beyond(matrix)[turned[2]].all())


if __name__ == "__main__":
    unittest.main()
