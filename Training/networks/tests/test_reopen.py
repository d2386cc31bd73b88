"""A network that was shipped can be taught on: what network.onnx holds becomes a checkpoint that says the same."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np  # noqa: E402
import onnx  # noqa: E402
import torch  # noqa: E402

import export_onnx  # noqa: E402
from halves import halved  # noqa: E402
from reopen import ReopenError, reopened, settle  # noqa: E402
from unet import UNet, fold_batch_norm, load_checkpoint, save_checkpoint, settle_batch_norm  # noqa: E402

SETTINGS = (16, 32, 48), (1, 2), 3


class Reopened(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(5)
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.path = self.folder / "network.onnx"
        self.model = settle_batch_norm(UNet(*SETTINGS))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                if "norm" in name:  # trained ones are not all ones and noughts
                    value.add_(0.3 * torch.rand_like(value))
        self.graph = export_onnx.to_onnx(fold_batch_norm(self.model), "test", 2)
        self.image = torch.rand(1, 3, 64, 96)

    def answers_of(self, model):
        with torch.no_grad():
            return model(self.image)

    def test_it_says_what_was_shipped(self):
        export_onnx.save(self.graph, self.path)
        again = reopened(self.path)
        self.assertEqual(again.settings, self.model.settings)
        torch.testing.assert_close(self.answers_of(again), self.answers_of(self.model), rtol=1e-4, atol=1e-4)

    def test_weights_of_16_bits_are_read_too(self):
        onnx.save(halved(self.graph, least=1), str(self.path))
        torch.testing.assert_close(self.answers_of(reopened(self.path)), self.answers_of(self.model), rtol=0, atol=0.05)

    def test_once_settled_it_says_the_same_and_learns_from_there(self):
        export_onnx.save(self.graph, self.path)
        rng = np.random.default_rng(1)
        again = settle(reopened(self.path), [rng.integers(0, 256, (64, 96, 3), dtype=np.uint8) for _ in range(6)])
        torch.testing.assert_close(self.answers_of(again), self.answers_of(self.model), rtol=1e-3, atol=1e-3)
        # In training a map is measured against its batch, which must change little.
        image = torch.rand(6, 3, 64, 96)
        with torch.no_grad():
            calm, training = again(image), again.train()(image)
        self.assertLess(float((training - calm).abs().mean()), 0.1 * float(calm.abs().mean()))
        with torch.no_grad():
            unsettled = reopened(self.path).train()(image)
        self.assertGreater(float((unsettled - calm).abs().mean()), 0.3 * float(calm.abs().mean()))

    def test_it_can_be_saved_as_any_checkpoint(self):
        export_onnx.save(self.graph, self.path)
        save_checkpoint(self.folder / "again.pt", reopened(self.path))
        torch.testing.assert_close(self.answers_of(load_checkpoint(self.folder / "again.pt")[0]), self.answers_of(self.model), rtol=1e-4, atol=1e-4)

    def test_something_else_is_refused(self):
        for constant in self.graph.graph.initializer:
            if constant.name.startswith("stem"):
                constant.name = "other"
        onnx.save(self.graph, str(self.path))
        with self.assertRaises(ReopenError):
            reopened(self.path)


if __name__ == "__main__":
    unittest.main()
