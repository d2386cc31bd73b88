"""What is drawn onto crops, and how empty pictures are scored: made-up pictures only, a second or two."""
import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import networks_folder  # noqa: E402, F401
import confusers  # noqa: E402
import drawn_cracks  # noqa: E402
from crops import SIZE, CropSource  # noqa: E402
from evaluate import best_of  # noqa: E402
from scores import EmptyScores  # noqa: E402
import surroundings  # noqa: E402
import walls  # noqa: E402
from labels import CRACK, ELSEWHERE, SEALED, SOMEWHERE, UNKNOWN  # noqa: E402
from sets import (LARCH_HELD_BACK, LARCH_TRAINS, LARCH_VALIDATES, TrainingSet, away_from_cracks,  # noqa: E402
                  draw_surroundings, draw_walls)


def ground(value=0.6):
    rng = np.random.default_rng(0)
    return np.float32(np.clip(value + 0.02 * rng.standard_normal((SIZE, SIZE, 3)), 0, 1))


def set_of(role, label=None):
    picture = np.uint8(255 * ground())
    return TrainingSet(1.0, [(picture, np.zeros((SIZE, SIZE), np.uint8) if label is None else label)], role, (0.8, 1.2))


class DrawnCracks(unittest.TestCase):
    def test_a_straight_piece_is_as_wide_as_it_says(self):
        for width in (1, 1.5, 2, 3, 5, 8, 12):
            corners = np.array([[20.0, 64.0], [108.0, 64.0]])
            cover = drawn_cracks.cover_of([(corners, np.array([width]))], 128)
            self.assertAlmostEqual(float(cover[:, 64].sum()), width, delta=0.5, msg=width)

    def test_masks_lie_where_the_picture_became_darker(self):
        for seed in range(12):
            rng = np.random.default_rng(seed)
            before = ground()
            picture = before.copy()
            mask, width = drawn_cracks.add_crack(rng, picture)
            self.assertTrue(1 <= width <= 12 and mask.any())
            change = (before - picture).mean(2)
            self.assertGreater(change[mask].mean(), 0.03)
            self.assertLess(np.abs(change[~mask]).mean(), 0.01)
            self.assertTrue(picture.min() >= 0 and picture.max() <= 1.1)

    def test_grainy_ground_gets_deeper_cracks(self):
        rng, cover = np.random.default_rng(1), np.zeros((SIZE, SIZE), np.float32)
        cover[100] = 1
        grainy = np.repeat(np.clip(0.5 + 0.1 * rng.standard_normal((SIZE, SIZE, 1)), 0, 1), 3, 2)
        depths = [np.mean([drawn_cracks.visible_depth(np.random.default_rng(i), picture, cover, 1.0) for i in range(20)])
                  for picture in (ground(), np.float32(grainy))]
        self.assertGreater(depths[1], depths[0])

    def test_the_same_seed_draws_the_same(self):
        pictures = []
        for _ in range(2):
            picture = ground()
            drawn_cracks.add_crack(np.random.default_rng(9), picture)
            pictures.append(picture)
        np.testing.assert_array_equal(*pictures)


class Confusers(unittest.TestCase):
    def test_each_changes_the_picture_and_keeps_it_finite(self):
        for number, add in enumerate(confusers.LINES + confusers.SHADOWS):
            changed = 0
            for seed in range(4):
                picture = ground()
                add(np.random.default_rng(100 * number + seed), picture)
                self.assertTrue(np.isfinite(picture).all() and picture.min() >= -1e-3, add.__name__)
                changed += np.abs(picture - ground()).max() > 0.02
            self.assertGreaterEqual(changed, 3, add.__name__)

    def test_nothing_below_vegetation_is_a_crack(self):
        for seed in range(6):
            rng = np.random.default_rng(seed)
            label, green = np.full((SIZE, SIZE), CRACK, np.uint8), np.zeros((SIZE, SIZE, 3), np.float32)
            picture = np.ones((SIZE, SIZE, 3), np.float32)
            confusers.overgrow(rng, picture, label, green)
            self.assertTrue((label[picture[:, :, 0] < 0.2] == ELSEWHERE).all())


class DrawnPictures(unittest.TestCase):
    def test_every_kind_of_scene_and_thing_can_be_seen(self):
        for number, draw in enumerate(dict.fromkeys(surroundings.SCENES)):
            picture = draw(np.random.default_rng(number), 128)
            self.assertEqual(picture.shape, (128, 128, 3), draw.__name__)
            self.assertTrue(np.isfinite(picture).all() and picture.std() > 0.01, draw.__name__)
        for number, draw in enumerate(dict.fromkeys(surroundings.THINGS)):
            covered = [draw(np.random.default_rng(10 * number + seed), ground()) for seed in range(4)]
            self.assertTrue(max(c.max() for c in covered) > 0.5, draw.__name__)

    def test_masonry_now_and_then_has_a_crack_that_is_dark(self):
        held = [(picture, label) for picture, label in (walls.masonry(np.random.default_rng(s), 192) for s in range(12))
                if (label == CRACK).any()]
        self.assertTrue(2 <= len(held) <= 10, len(held))
        for picture, label in held:
            self.assertLess(picture[label == CRACK].mean(), picture[label != CRACK].mean())

    def test_a_seal_is_an_even_dark_band(self):
        for seed in range(6):
            picture, label = ground(), np.zeros((SIZE, SIZE), np.uint8)
            walls.seal(np.random.default_rng(seed), picture, label)
            if (label == SEALED).sum() > 50:
                self.assertLess(picture[label == SEALED].mean(), 0.9 * picture[label == 0].mean())

    def test_the_same_seed_draws_the_same_pools(self):
        for draw in (draw_walls, draw_surroundings):
            for (a, b), (c, d) in zip(draw(3), draw(3)):
                np.testing.assert_array_equal(a, c)
                np.testing.assert_array_equal(b, d)


class Roles(unittest.TestCase):
    def test_empty_sets_never_hold_a_crack(self):
        _, labels = CropSource([set_of("empty")], 3).batch(24)
        self.assertFalse(np.isin(labels, (CRACK, SEALED, UNKNOWN)).any())

    def test_most_ground_windows_get_cracks_and_some_stay_sound(self):
        _, labels = CropSource([set_of("ground")], 3).batch(40)
        held = (labels == CRACK).any((1, 2, 3)).mean()
        self.assertTrue(0.5 < held < 0.95, held)

    def test_shrinking_keeps_thin_strokes_whole(self):
        label = np.zeros((400, 400), np.uint8)
        label[:, 200:203] = CRACK
        _, small, matrix = CropSource.shrink(np.zeros((400, 400, 3), np.uint8), label, np.eye(2, 3), 0.4)
        self.assertTrue((small == CRACK).any(1).all())
        self.assertAlmostEqual(float(matrix[0, 0]), 2.5)

    def test_surroundings_of_cracks_become_unknown(self):
        label = np.zeros((300, 300), np.uint8)
        label[150, 150] = CRACK
        away = away_from_cracks(label)
        self.assertEqual((away[150, 150], away[150, 205], away[150, 220]), (UNKNOWN, UNKNOWN, SOMEWHERE))

    def test_no_larch_area_stands_in_two_splits(self):
        areas = LARCH_TRAINS + LARCH_VALIDATES + LARCH_HELD_BACK
        self.assertEqual(len(areas), len(set(areas)))


class Empty(unittest.TestCase):
    def test_marked_part_and_pieces(self):
        probability = np.zeros((1000, 1000), np.float32)
        probability[10, 10:60] = 0.9  # long enough to be taken for a crack
        probability[500:510, 500:510] = 0.9  # a speck
        scores = EmptyScores([0.5, 0.95])
        scores.add(probability)
        self.assertEqual(scores.figures(0), {"marked": 150 / 1e6, "a megapixel": 1.0})
        self.assertEqual(scores.figures(1), {"marked": 0.0, "a megapixel": 0.0})

    def test_the_best_threshold_is_quiet_in_the_woods(self):
        self.assertEqual(best_of([0.9, 0.8, 0.7, 0.6], [0.1, 0.0009, 0.0005, 0]), 1)
        self.assertEqual(best_of([0.9, 0.8], [0.1, 0.05]), 1)


if __name__ == "__main__":
    unittest.main()
