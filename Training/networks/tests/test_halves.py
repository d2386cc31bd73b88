"""Weights in 16 bits: a smaller file that answers nearly the same."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import torch  # noqa: E402

import export_onnx  # noqa: E402
from halves import change, halved  # noqa: E402
from unet import UNet, fold_batch_norm, settle_batch_norm  # noqa: E402


class Halves(unittest.TestCase):
    def test_a_halved_network_answers_nearly_the_same(self):
        torch.manual_seed(1)
        whole = export_onnx.to_onnx(fold_batch_norm(settle_batch_norm(UNet((16, 32), (1,), 2))), "small", 2)
        small = halved(whole)
        self.assertLess(small.ByteSize(), 0.6 * whole.ByteSize())
        self.assertLess(change(whole, small), 0.01)
        self.assertGreater(change(whole, small), 0)
        self.assertTrue(all(node.op_type != "Cast" for node in whole.graph.node), "the first stays as it was")


if __name__ == "__main__":
    unittest.main()
