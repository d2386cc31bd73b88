"""Crops of two pictures hold the things of both, each where it is seen."""
import math
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import drawn_alligators  # noqa: E402
import mixing  # noqa: E402
from batches import Dice, Store, batch, crops  # noqa: E402
from objects import ALLIGATOR, LINE, WITHIN, Picture, cells, upright  # noqa: E402
from views import SIZE, seen  # noqa: E402


def as_it_is(rgb):
    """Brightness, nothing cracked, all paved."""
    grey = torch.nn.functional.avg_pool2d(rgb[:, :1], 2)
    return torch.cat([grey, torch.zeros_like(grey) + 0.01, torch.ones_like(grey)], 1)


def tile(kind, brightness):
    rgb = np.full((SIZE, SIZE, 3), brightness, np.uint8)
    return Picture(f"even {brightness}", rgb, [upright(kind, 40, 40, SIZE - 80, SIZE - 80)], *cells(rgb), axis=math.pi / 2)


def store_of(*pictures):
    return Store(pictures, "cpu", 0, as_it_is, 1)


class Mixing(unittest.TestCase):
    def test_two_halves_are_all_of_a_crop(self):
        one, other = mixing.halves(Dice("cpu", 3), 50, "cpu")
        both = mixing.within(one, (128, 128)).int() + mixing.within(other, (128, 128)).int()
        self.assertTrue((both == 1).all())

    def test_a_half_is_seen_with_its_own_things_only(self):
        store, dice = store_of(tile(LINE, 90), tile(ALLIGATOR, 90)), Dice("cpu", 4)
        own = crops(dice, store, torch.zeros(40, dtype=torch.long))
        guest = crops(dice, store, torch.ones(40, dtype=torch.long), own.turned)
        _, windows = mixing.mixed(dice, own, guest)
        cut = (windows[0] - torch.tensor([[0.0, 0.0], [SIZE, SIZE]])).abs().amax((1, 2)) > 0
        self.assertTrue(cut.any() and not cut.all())
        for crop, window in zip((own, guest), windows):
            asked, _ = seen(crop.things, crop.matrix, crop.scale, window)
            is_asked = (asked[..., 0] >= 0) & cut[:, None] & (torch.sin(2 * asked[..., 5]).abs() < 0.26)
            self.assertTrue(is_asked.any())
            middles = asked[..., 1:3][is_asked]
            inside = (middles >= window[:, None, 0].expand_as(asked[..., 1:3])[is_asked]) & (middles <= window[:, None, 1].expand_as(asked[..., 1:3])[is_asked])
            self.assertTrue(inside.all())

    def test_guests_run_as_their_hosts_do(self):
        store, dice = store_of(tile(LINE, 90), tile(ALLIGATOR, 90)), Dice("cpu", 5)
        own = crops(dice, store, torch.zeros(60, dtype=torch.long))
        guest = crops(dice, store, torch.ones(60, dtype=torch.long), own.turned)
        up = [torch.linalg.inv(crop.matrix[:, :, :2])[:, :, 1] for crop in (own, guest)]
        crossed = up[0][:, 0] * up[1][:, 1] - up[0][:, 1] * up[1][:, 0]
        self.assertLess(float((crossed / (up[0].norm(dim=1) * up[1].norm(dim=1))).abs().max()), 1e-5)

    def test_what_shines_through_adds_its_cracks_and_takes_no_pavement_away_from_elsewhere(self):
        look, guest = torch.full((1, 3, 4, 4), 0.5), torch.full((1, 3, 4, 4), 0.5)
        guest[0, 1, 2, 2], guest[0, 2, 0, 0] = 0.9, 0.1
        never, is_through = torch.zeros(1, 4, 4, dtype=torch.bool), torch.ones(1, dtype=torch.bool)
        mixed = mixing.mixed_looks(look, guest, never, is_through)
        self.assertAlmostEqual(float(mixed[0, 1, 2, 2]), 0.9, places=6)
        self.assertAlmostEqual(float(mixed[0, 2, 0, 0]), 0.1, places=6)
        self.assertAlmostEqual(float(mixed[0, 2, 3, 3]), 0.5, places=6)

    def test_a_batch_of_two_pictures_asks_for_the_kinds_of_both(self):
        store = store_of(tile(LINE, 90), tile(ALLIGATOR, 120))
        truth = batch(Dice("cpu", 6), store, 60, 1.0)
        kinds = truth["heat"].amax((2, 3)) > 0.8
        self.assertGreater(int((kinds[:, LINE] & kinds[:, ALLIGATOR]).sum()), 5)
        alone = batch(Dice("cpu", 6), store, 60)
        kinds = alone["heat"].amax((2, 3)) > 0.8
        self.assertEqual(int((kinds[:, LINE] & kinds[:, ALLIGATOR]).sum()), 0)

    def test_drawn_areas_lie_in_their_boxes(self):
        rgb = np.random.default_rng(1).integers(110, 130, (SIZE, SIZE, 1)).repeat(3, 2).astype(np.uint8)
        picture = Picture("even", rgb, [upright(LINE, 200, 0, 20, SIZE)], *cells(rgb), axis=math.pi / 2)
        drawings = [drawn_alligators.with_alligators(np.random.default_rng(seed), picture) for seed in range(8)]
        self.assertGreater(sum(len(one.things) - 1 for one in drawings), 8)
        for one in drawings:
            changed = (one.rgb != rgb).any(2)
            covered = np.zeros_like(changed)
            for thing in one.things[1:]:
                self.assertEqual(thing.kind, ALLIGATOR)
                u0, v0, u1, v1 = thing.u - thing.across, thing.v - thing.along, thing.u + thing.across, thing.v + thing.along
                covered[max(0, int(v0) - 6):int(v1) + 7, max(0, int(u0) - 6):int(u1) + 7] = True
            self.assertFalse((changed & ~covered).any())
            self.assertEqual((one.inside == WITHIN).any(), len(one.things) > 1)


if __name__ == "__main__":
    unittest.main()
