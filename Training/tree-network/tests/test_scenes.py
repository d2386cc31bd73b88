"""Scenes are reproducible and their truth agrees with itself. Runs without any photographs."""

import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import crowns  # noqa: E402
import fallen  # noqa: E402
import scenes  # noqa: E402
from light import Picture, Sun  # noqa: E402
from sources import Sources  # noqa: E402

EMPTY = Sources()


def plain(sun=Sun(0.0, 1.0, 1.0), size=400, gsd=0.05):
    return Picture(np.full((size, size, 3), 0.5, np.float32), gsd, sun)


class Scenes(unittest.TestCase):
    def test_the_same_seed_gives_the_same_scene(self):
        one, two, other = (scenes.scene(np.random.default_rng(seed), EMPTY, "street") for seed in (5, 5, 6))
        self.assertTrue((one["rgb"] == two["rgb"]).all())
        self.assertTrue((one["fallen"] == two["fallen"]).all())
        self.assertEqual(one["crowns"], two["crowns"])
        self.assertFalse((one["rgb"] == other["rgb"]).all())

    def test_every_kind_has_rasters_of_one_size_that_agree(self):
        for kind in ("street", "wood", "park"):
            for seed in range(2):
                with self.subTest(kind=kind, seed=seed):
                    made = scenes.scene(np.random.default_rng(seed), EMPTY, kind)
                    self.assertEqual(made["rgb"].shape, (640, 640, 3))
                    self.assertEqual(made["rgb"].dtype, np.uint8)
                    self.assertGreater(made["rgb"].std(), 5)
                    for name in ("pavement", "visible_pavement", "canopy", "stem", "fallen", "ignore"):
                        self.assertEqual((made[name].shape, made[name].dtype), ((640, 640), np.dtype(bool)))
                    self.assertFalse((made["stem"] & ~made["fallen"]).any())
                    self.assertFalse((made["visible_pavement"] & ~made["pavement"]).any())
                    for x0, y0, x1, y1, state in made["crowns"]:
                        self.assertTrue(0 <= x0 < x1 <= 640 and 0 <= y0 < y1 <= 640)
                        self.assertIn(state, scenes.STATES)

    def test_a_street_has_a_carriageway_and_a_park_has_none_and_nothing_fallen(self):
        for seed in range(3):
            street = scenes.scene(np.random.default_rng(seed), EMPTY, "street")
            park = scenes.scene(np.random.default_rng(seed), EMPTY, "park")
            self.assertGreater(street["pavement"].mean(), 0.02)
            self.assertFalse(park["pavement"].any() or park["fallen"].any() or park["stem"].any())

    def test_about_half_of_the_streets_have_a_fallen_tree(self):
        hits = sum(scenes.scene(np.random.default_rng(100 + seed), EMPTY, "street")["fallen"].any() for seed in range(14))
        self.assertTrue(3 <= hits <= 12, hits)

    def test_a_windthrow_has_more_trunks_than_a_wood(self):
        for seed in range(3):
            thrown = scenes.scene(np.random.default_rng(60 + seed), EMPTY, "windthrow")
            wood = scenes.scene(np.random.default_rng(60 + seed), EMPTY, "wood")
            self.assertGreater(thrown["stem"].sum(), 2 * wood["stem"].sum())
            self.assertGreater(thrown["stem"].sum(), 1500)
            self.assertGreaterEqual(thrown["gsd"], 0.045)

    def test_on_request_something_lies_in_every_street(self):
        for seed in range(4):
            made = scenes.scene(np.random.default_rng(40 + seed), EMPTY, "street", lying=True)
            self.assertTrue(made["fallen"].any(), seed)


class FallenTrees(unittest.TestCase):
    def test_a_bare_trunk_lies_along_its_direction_with_its_length(self):
        picture = plain()
        fallen.lie(np.random.default_rng(1), picture, 60, 200, 0.0, 10.0, 0.4, 0, np.float32([0.7, 0.65, 0.6]), detail=0.25)
        rows, columns = np.nonzero(picture.stem)
        self.assertGreater(columns.max() - columns.min(), 0.5 * 10 / 0.05)
        foot = picture.stem[:, 70:80].sum(0)
        self.assertAlmostEqual(float(np.median(foot)) * 0.05, 0.4, delta=0.15)
        self.assertLess(abs(float(np.nonzero(picture.stem[:, 75])[0].mean()) - 200), 6)

    def test_its_shadow_falls_away_from_the_sun(self):
        picture = plain(Sun(np.pi / 2, 1.5, 1.0))  # shadows fall towards larger y
        fallen.old_log(np.random.default_rng(2), picture, 80, 200, 0.0, 10.0, 0.5, np.float32([0.5, 0.5, 0.5]))
        grey = picture.rgb.mean(2)
        middle = slice(150, 220)
        edge = np.nonzero(picture.stem[:, 180])[0]
        below, above = grey[edge.max() + 2 : edge.max() + 5, middle].mean(), grey[edge.min() - 5 : edge.min() - 2, middle].mean()
        self.assertLess(below, above - 0.03)

    def test_leaves_make_the_tree_wider_and_hide_stem(self):
        shown = []
        for leaves in (0, 1.0):
            picture = plain()
            fallen.lie(np.random.default_rng(3), picture, 60, 200, 0.0, 12.0, 0.35, leaves)
            shown.append((picture.fallen.sum(), picture.stem.sum()))
        self.assertGreater(shown[1][0], shown[0][0])
        self.assertLess(shown[1][1], shown[0][1])


class Crowns(unittest.TestCase):
    def test_a_crown_has_its_box_and_hides_what_lies_below(self):
        picture = plain()
        picture.pavement[:] = True
        picture.fallen[:] = True
        crowns.leafy(np.random.default_rng(4), picture, 200, 200, 3.0, 7.0)
        ((x0, y0, x1, y1, state),) = picture.crowns
        self.assertEqual(state, "healthy")
        self.assertAlmostEqual((x1 - x0) * 0.05, 6.0, delta=2.0)
        self.assertTrue(picture.canopy[200, 200])
        self.assertFalse((picture.canopy & picture.fallen).all())
        self.assertGreater(picture.covered.mean(), 0.03)

    def test_the_ground_is_seen_through_a_bare_crown(self):
        picture = plain()
        crowns.bare(np.random.default_rng(5), picture, 200, 200, 3.0, 8.0)
        ((_, _, _, _, state),) = picture.crowns
        self.assertEqual(state, "bare")
        self.assertLess((picture.covered & picture.canopy).sum(), 0.8 * picture.canopy.sum())

    def test_a_crown_hidden_by_another_is_forgotten(self):
        picture = plain()
        crowns.leafy(np.random.default_rng(6), picture, 200, 200, 1.0, 4.0)
        crowns.leafy(np.random.default_rng(7), picture, 200, 200, 4.0, 9.0)
        self.assertEqual(len(picture.crowns), 2)
        picture.drop_hidden_crowns()
        self.assertEqual(len(picture.crowns), 1)


if __name__ == "__main__":
    unittest.main()
