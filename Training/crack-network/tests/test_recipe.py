"""The recipe's arithmetic on made-up pictures: labels, crops, targets, scores, a few steps of training. No data needed."""
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import networks_folder  # noqa: E402, F401
from crops import SIZE, CropSource  # noqa: E402
from scores import Scores, full_size  # noqa: E402
from labels import CRACK, ELSEWHERE, SEALED, SOMEWHERE, UNKNOWN  # noqa: E402
from sets import EVALUATION, TRAINING, VALIDATION, TrainingSet  # noqa: E402
from train import learning_rate, loss_of, targets, train  # noqa: E402
from unet import UNet, deepened, settle_batch_norm  # noqa: E402


def line_set(unknown=False):
    """One picture with a dark line down the middle, and its label."""
    picture, label = np.full((300, 320, 3), 150, np.uint8), np.zeros((300, 320), np.uint8)
    picture[:, 158:162], label[:, 158:162] = 40, CRACK
    if unknown:
        label[:, :100] = UNKNOWN
    return [TrainingSet(1.0, [(picture, label)])]


class Recipe(unittest.TestCase):
    def test_no_picture_both_trains_and_is_scored(self):
        self.assertEqual({name for name in TRAINING if name in EVALUATION}, {"cracks/uav-concrete"})
        lists = [TRAINING["cracks/uav-concrete"][1], VALIDATION["cracks/uav-concrete"][0], EVALUATION["cracks/uav-concrete"][0]]
        self.assertEqual(len(set(lists)), 3)
        for name in ("cracks/sut-crack-sample", "roads/paveseg-preview"):
            trains, validates = TRAINING[name][2], VALIDATION[name][1]
            for item in [f"sample_{i:02d}" for i in range(1, 11)] if "sut" in name else [f"{i:06d}" for i in range(1, 101)]:
                self.assertNotEqual(trains(item), validates(item), item)

    def test_crops_follow_their_seed_and_their_labels(self):
        first, labels = CropSource(line_set(unknown=True), 5).batch(8)
        again, _ = CropSource(line_set(unknown=True), 5).batch(8)
        np.testing.assert_array_equal(first, again)
        self.assertEqual((first.shape, labels.shape), ((8, 3, SIZE, SIZE), (8, 1, SIZE, SIZE)))
        self.assertTrue(first.min() >= 0 and first.max() <= 1)
        self.assertLessEqual({0, CRACK, UNKNOWN}, set(np.unique(labels)))
        self.assertLessEqual(set(np.unique(labels)), {0, CRACK, UNKNOWN, SEALED, ELSEWHERE})
        dark = first.mean(1)[labels[:, 0] == CRACK].mean()
        self.assertLess(dark, first.mean(1)[labels[:, 0] == 0].mean() - 0.1)

    def test_targets_at_stride_two(self):
        labels = torch.zeros(1, 1, 4, 4, dtype=torch.uint8)
        labels[0, 0, 0, 0] = CRACK
        labels[0, 0, 3, 3] = UNKNOWN
        truth, known = targets(labels)
        self.assertEqual(truth[0].tolist(), [[[1, 0], [0, 0]], [[0, 0], [0, 0]], [[1, 1], [1, 0]]])
        self.assertEqual(known[0].tolist(), [[[1, 1], [1, 0]], [[1, 1], [1, 0]], [[1, 1], [1, 0]]])

    def test_what_lies_elsewhere_is_no_surface_and_somewhere_says_nothing(self):
        labels = torch.tensor([[[[ELSEWHERE] * 4, [ELSEWHERE] * 4, [SOMEWHERE] * 4, [SOMEWHERE, SOMEWHERE, SEALED, SEALED]]]])
        truth, known = targets(labels)
        self.assertEqual(truth[0].tolist(), [[[0, 0], [0, 0]], [[0, 0], [0, 1]], [[0, 0], [0, 0]]])
        self.assertEqual(known[0].tolist(), [[[1, 1], [1, 1]], [[1, 1], [1, 1]], [[1, 1], [0, 0]]])

    def test_unknown_places_have_no_gradient(self):
        logits = torch.zeros(1, 3, 2, 2, requires_grad=True)
        known = torch.tensor([[[1.0, 1.0], [1.0, 0.0]]]).repeat(1, 3, 1, 1)
        loss_of(logits, torch.tensor([[[1.0, 0.0], [0.0, 0.0]]]).repeat(1, 3, 1, 1), known).backward()
        for kind in range(3):
            self.assertEqual(float(logits.grad[0, kind, 1, 1]), 0)
            self.assertLess(float(logits.grad[0, kind, 0, 0]), 0)

    def test_a_deeper_network_begins_where_the_smaller_one_ended(self):
        small = settle_batch_norm(UNet((16, 32), (1,)))
        grown = deepened(small, (16, 32, 48), (1, 1), 3).eval()
        picture = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            before, after = small(picture), grown(picture)
        self.assertEqual(after.shape, (1, 3, 32, 32))
        self.assertLess(float((after[:, :1] - before).abs().mean()), 0.2 * float(before.std()))
        self.assertEqual(float(after[:, 1:].abs().max()), 0)

    def test_scores(self):
        label = np.zeros((20, 20), np.uint8)
        label[:, 10] = CRACK
        beside = np.zeros((20, 20), np.float32)
        beside[:, 12] = 0.9
        scores = Scores([0.5, 0.95])
        scores.add(beside, label)
        near, silent = scores.figures(0), scores.figures(1)
        self.assertEqual((near["F1"], near["F1 at 2 px"], silent["F1 at 2 px"]), (0, 1, 0))
        label[:, :9] = UNKNOWN
        beside[:, 3] = 0.9
        scores = Scores([0.5])
        scores.add(beside, label)
        self.assertEqual(scores.figures()["precision at 2 px"], 1)

    def test_maps_grow_to_the_pictures_size(self):
        self.assertEqual(full_size(np.zeros((338, 400), np.float32), (675, 800, 3)).shape, (675, 800))

    def test_learning_rate_rises_and_falls(self):
        self.assertLess(learning_rate(0.01), learning_rate(0.03))
        self.assertLess(learning_rate(1.0), 0.03 * learning_rate(0.03))

    def test_a_few_steps_lower_the_loss(self):
        torch.manual_seed(0)
        torch.set_num_threads(1)
        lines = []
        train(UNet((16, 16), (0,), 3).to(memory_format=torch.channels_last), CropSource(line_set(), 1), 12, None,
              lambda text, flush: lines.append(float(text.split()[-1])))
        self.assertLess(lines[-1], lines[0])


if __name__ == "__main__":
    unittest.main()
