"""Networks that grow out of smaller ones say what those said."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import torch  # noqa: E402

from average import averaged  # noqa: E402
from unet import UNet, settle_batch_norm, widened  # noqa: E402


class Widened(unittest.TestCase):
    def test_a_wider_network_says_the_same(self):
        torch.manual_seed(1)
        narrow = settle_batch_norm(UNet((16, 32, 48), (1, 2), 3))
        wide = widened(narrow, (16, 48, 80))
        image = torch.rand(2, 3, 64, 96)
        with torch.no_grad():
            torch.testing.assert_close(wide(image), narrow(image), rtol=1e-4, atol=1e-4)
        self.assertGreater(sum(p.numel() for p in wide.parameters()), 1.5 * sum(p.numel() for p in narrow.parameters()))

    def test_new_channels_can_learn(self):
        torch.manual_seed(2)
        wide = widened(settle_batch_norm(UNet((16, 32), (1,), 1)), (16, 64)).train()
        wide(torch.rand(2, 3, 64, 64)).square().sum().backward()
        kernel = wide.down[0][0].conv.weight
        kernel.grad.zero_()
        optimiser = torch.optim.SGD(wide.parameters(), 0.05)
        for _ in range(2):  # the second step: the first lets old channels listen to new ones
            optimiser.zero_grad()
            (wide(torch.rand(2, 3, 64, 64)) - 1).square().mean().backward()
            optimiser.step()
        self.assertGreater(float(kernel.grad[32:].abs().max()), 0)

    def test_it_cannot_become_narrower(self):
        with self.assertRaises(ValueError):
            widened(UNet((16, 32), (1,), 1), (16, 16))


class Averaged(unittest.TestCase):
    def test_it_lies_between_both(self):
        torch.manual_seed(3)
        first, second = UNet((16, 32), (1,), 1), UNet((16, 32), (1,), 1)
        mean = averaged(first, second, 0.25)
        torch.testing.assert_close(mean.head.weight, 0.75 * first.head.weight + 0.25 * second.head.weight)
        self.assertFalse(mean.training)

    def test_unlike_networks_are_refused(self):
        with self.assertRaises(ValueError):
            averaged(UNet((16, 32), (1,), 1), UNet((16, 48), (1,), 1), 0.5)


if __name__ == "__main__":
    unittest.main()
