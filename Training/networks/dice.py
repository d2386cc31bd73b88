"""Random numbers on the device that trains, and what light, air and cameras do to its crops.

Everything here works on whole batches, so that a graphics processor is never kept waiting."""
import torch
import torch.nn.functional as F


class Dice:
    """Random numbers on the device."""

    def __init__(self, device, seed):
        self.device, self.generator = device, torch.Generator(device).manual_seed(seed)

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(*shape, generator=self.generator, device=self.device)

    def normal(self, *shape):
        return torch.randn(*shape, generator=self.generator, device=self.device)

    def chance(self, probability, *shape):
        return self.uniform(0, 1, *shape) < probability

    def one_of(self, counts):
        """A number from 0 to below each count; 0 where there is nothing to choose from."""
        return torch.minimum((self.uniform(0, 1, *counts.shape) * counts).long(), (counts - 1).clamp(min=0))


def matrices(centre, turn, scale, flip, size):
    """N x 2 x 3 matrices from crop pixels to picture pixels: crops of `size` about `centre`, turned by `turn` (radians), mirrored where
    `flip` is -1, `scale` picture pixels a crop pixel."""
    c, s = torch.cos(turn) * scale, torch.sin(turn) * scale
    matrix = torch.stack([torch.stack([c * flip, -s], 1), torch.stack([s * flip, c], 1)], 1)
    return torch.cat([matrix, (centre - matrix.sum(2) * (size / 2))[:, :, None]], 2)


def kept_inside(centre, extents, scale, size):
    """Middles of crops moved so that no more than needed of a crop lies beyond its picture (`extents`: width and height)."""
    middle = extents / 2
    slack = (middle - 0.5 * size * scale[:, None]).clamp(min=0)
    return torch.maximum(torch.minimum(centre, middle + slack), middle - slack)


def recoloured(dice, rgb, gain=(-0.4, 0.15), gamma=0.25, tint=0.06, colour=(0.3, 1.3), haze=0.0, shadow=0.2):
    """Light, colour, haze, shadow, blur and noise; `rgb` is N x 3 x H x W in 0..1. `gain` and `gamma` are logarithms; `haze` and `shadow`
    are how often there is any."""
    n = rgb.shape[0]
    one = (n, 1, 1, 1)
    rgb = (rgb.clamp(0.004, 1) ** torch.exp(dice.uniform(-gamma, gamma, *one))) * (
        torch.exp(dice.uniform(*gain, *one)) * (1 + dice.uniform(-tint, tint, n, 3, 1, 1)))
    grey = rgb.mean(1, keepdim=True)
    rgb = grey + (rgb - grey) * dice.uniform(*colour, *one)
    if haze:
        share = dice.uniform(0, 0.25, *one) * dice.chance(haze, *one)
        rgb = rgb + share * (dice.uniform(0.6, 0.9, *one) - rgb)
    field = F.interpolate(dice.normal(n, 1, 5, 5), rgb.shape[2:], mode="bilinear")
    dark = dice.uniform(0.2, 0.65, *one) * dice.chance(shadow, *one)
    rgb = rgb * (1 - dark * torch.sigmoid(field * dice.uniform(2, 40, *one)))
    soft = F.avg_pool2d(F.pad(rgb, (1, 1, 1, 1), mode="replicate"), 3, 1)
    rgb = rgb + dice.uniform(-0.5, 0.9, *one) * dice.chance(0.5, *one) * (soft - rgb)
    noise = dice.uniform(0, 0.03, *one) * dice.chance(0.5, *one)
    return (rgb + noise * dice.normal(*rgb.shape)).clamp(0, 1)
