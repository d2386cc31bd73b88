"""Trains the crack network on one CPU core.

    python train.py DATA --drawn DRAWN --checkpoint crack.pt --steps 3600 --seed 1

DATA is the folder with `cracks/`, `roads/` and `trees/`; DRAWN is made by `../classical-crack/draw_scenes.py DRAWN --count 60`.
--start goes on from a checkpoint, with a lower peak of the learning rate. --steps fixes the whole run: the same seed gives the
same crops and learning rates. --minutes ends a run by CPU time instead.
What is saved is the moving average of the weights, without any choice by score.
"""
import argparse
import math
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401  (makes the shared modules importable)
from crops import CropSource
from sets import CRACK, UNKNOWN, load_training
from unet import UNet, load_checkpoint, save_checkpoint

BATCH = 16
LEARNING_RATE = 3e-3
AVERAGE = 0.998


def targets(labels):
    """Labels at the network's stride 2: a cell is crack from a quarter on, unknown when it touches something unknown."""
    crack = F.avg_pool2d((labels == CRACK).float(), 2) >= 0.25
    unknown = F.max_pool2d((labels == UNKNOWN).float(), 2) > 0
    return crack.float(), (~unknown | crack).float()


def loss_of(logits, truth, known):
    """Cross-entropy holds every pixel, Dice holds thin cracks against the much larger ground."""
    entropy = F.binary_cross_entropy_with_logits(logits, truth, known, pos_weight=torch.tensor(3.0))
    found = torch.sigmoid(logits) * known
    overlap = (found * truth).sum((1, 2, 3))
    dice = 1 - (2 * overlap + 1) / ((found + truth).sum((1, 2, 3)) + 1)
    return entropy + dice.mean()


def learning_rate(progress):
    """A short rise, then half a cosine."""
    return LEARNING_RATE * min(1, progress / 0.03) * (0.02 + 0.49 * (1 + math.cos(math.pi * progress)))


class Average:
    """Exponential moving average of a network's state."""

    def __init__(self, model):
        self.state = {name: value.clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                self.state[name].lerp_(value, 1 - AVERAGE)
            else:
                self.state[name].copy_(value)


def train(model, crops, steps, minutes, report=print, peak=LEARNING_RATE):
    """Runs until the steps or the CPU minutes are used up; returns the averaged state and the number of steps."""
    optimiser = torch.optim.AdamW(model.parameters(), peak, weight_decay=1e-4)
    average = Average(model)
    start, step, losses, reported = time.process_time(), 0, [], 0.0
    model.train()
    while True:
        used = time.process_time() - start
        progress = max(step / steps if steps else 0, used / 60 / minutes if minutes else 0)
        if progress - reported >= 0.05 or progress >= 1:
            report(f"{100 * progress:.0f} %: {step} steps, {used:.0f} s of CPU, "
                   f"{step * BATCH / max(used, 1):.1f} crops a second, loss {np.mean(losses[-100:]):.4f}", flush=True)
            reported = progress
        if progress >= 1:
            return average.state, step
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(progress) * peak / LEARNING_RATE
        pictures, labels = crops.batch(BATCH)
        truth, known = targets(torch.from_numpy(labels))
        pictures = torch.from_numpy(pictures).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(pictures)
        loss = loss_of(logits.float(), truth, known)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        optimiser.zero_grad()
        average.update(model)
        losses.append(loss.item())
        step += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--drawn", help="folder of drawn scenes")
    parser.add_argument("--without", action="append", default=[], help="leave out a set, such as cracks/uav-concrete")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--start", help="checkpoint to go on from")
    parser.add_argument("--peak", type=float, help=f"highest learning rate: {LEARNING_RATE}, with --start half of it")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--minutes", type=float, help="CPU minutes")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.steps and not options.minutes:
        parser.error("give --steps or --minutes")
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    print(f"seed {options.seed}", flush=True)
    if options.start:
        model = load_checkpoint(options.start)[0]
    else:
        model = UNet()
        with torch.no_grad():
            model.head.bias.fill_(-3.0)  # cracks are rare: begin near what is true of most pixels
    model = model.to(memory_format=torch.channels_last)
    peak = options.peak or LEARNING_RATE / (2 if options.start else 1)
    sets = load_training(options.data, options.drawn, options.without)
    state, steps = train(model, CropSource(sets, options.seed), options.steps, options.minutes, peak=peak)
    model.load_state_dict(state)
    save_checkpoint(options.checkpoint, model, seed=options.seed, steps=steps, start=options.start or "", classes=["crack"])


if __name__ == "__main__":
    main()
