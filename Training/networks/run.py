"""A network that learns, and the mean of its last weights, which is what is kept."""
import math
from pathlib import Path

import torch

from unet import UNet


def on_the_way(checkpoint, progress):
    """Where to save what a run has come to at a part of its time: beside the checkpoint, with the part in per cent in its name."""
    path = Path(checkpoint)
    return path.with_name(f"{path.stem}-{100 * progress:.0f}{path.suffix}")


class Run:
    def __init__(self, model, peak, device, average):
        """`peak` is the highest learning rate; `average` how much of the mean a step leaves."""
        self.model = model.train().to(device, memory_format=torch.channels_last)
        self.peak, self.device, self.keeps, self.steps = peak, device, average, 0
        self.optimiser = torch.optim.AdamW(self.model.parameters(), peak, weight_decay=2e-2, fused=device == "cuda")
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.floats = [v for v in self.average.values() if v.dtype.is_floating_point]
        self.moving = [v for v in self.model.state_dict().values() if v.dtype.is_floating_point]

    def step(self, image, loss_of, progress):
        """One step on a batch; `loss_of` makes of the maps a loss and its parts. The rate rises for a hundred steps and falls like a cosine."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.peak * min(1, (self.steps + 1) / 100) * (0.01 + 0.495 * (1 + math.cos(math.pi * min(1, progress))))
        with torch.autocast(self.device, torch.bfloat16):
            maps = self.model(image.contiguous(memory_format=torch.channels_last))
        loss, parts = loss_of(maps.float())
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(self.floats, self.moving, 1 - min(self.keeps, (self.steps + 1) / (self.steps + 10)))
        self.steps += 1
        return parts

    def averaged(self):
        """A network of its own with the mean weights, on the processor without graphics."""
        own = UNet(**self.model.settings)
        own.load_state_dict(self.average)
        return own.eval()
