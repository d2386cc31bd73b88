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
from labels import CRACK, ELSEWHERE, GROUND, SEALED, UNKNOWN
from sets import CLASSES, load_training
from unet import UNet, deepened, load_checkpoint, save_checkpoint

CHANNELS, BLOCKS = (16, 32, 48, 64, 64), (1, 1, 1, 1)

BATCH = 16
LEARNING_RATE = 3e-3
AVERAGE = 0.998


def targets(labels):
    """(truth, known) of each class at the network's stride 2, NCHW floats.

    A cell is crack or sealed from a quarter on, and unknown when it touches something unknown. Whether it is a built surface is
    known where the whole cell is one thing."""
    def part(*values):
        return F.avg_pool2d(sum((labels == value) for value in values).float(), 2)

    crack, sealed, unknown = part(CRACK) >= 0.25, part(SEALED) >= 0.5, part(UNKNOWN) > 0
    built, elsewhere = part(GROUND, CRACK, SEALED) == 1, part(ELSEWHERE) == 1
    truth = torch.cat([crack, sealed & ~crack, built], 1)
    known = torch.cat([~unknown | crack, ~unknown, built | elsewhere], 1)
    return truth.float(), known.float()


def class_loss(logits, truth, known, weight, rare=False):
    """Cross-entropy holds every pixel, Dice holds thin lines against the much larger ground.

    A picture without the class has no overlap to reward: there Dice punishes whatever was found. That keeps cracks quiet where
    there are none; a rare class is silenced for good by it, so `rare` asks only pictures that show it."""
    entropy = F.binary_cross_entropy_with_logits(logits, truth, known, pos_weight=torch.tensor(weight))
    found = torch.sigmoid(logits) * known
    overlap = (found * truth).sum((1, 2))
    dice = 1 - (2 * overlap + 1) / ((found + truth).sum((1, 2)) + 1)
    if rare:
        dice = dice * (truth.sum((1, 2)) > 0)
    return entropy + dice.mean()


def loss_of(logits, truth, known):
    surface = F.binary_cross_entropy_with_logits(logits[:, 2], truth[:, 2], known[:, 2])
    return (class_loss(logits[:, 0], truth[:, 0], known[:, 0], 3.0)
            + 0.5 * class_loss(logits[:, 1], truth[:, 1], known[:, 1], 4.0, rare=True) + 0.3 * surface)


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


def train(model, crops, steps, minutes, report=print, peak=LEARNING_RATE, save=None):
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
        if step % 500 == 499 and save:
            save(average.state, step)
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
    parser.add_argument("--forget", action="append", default=[], choices=CLASSES, help="with --start: begin anew with this class")
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
        if model.settings["channels"] != CHANNELS or model.settings["classes"] != len(CLASSES):
            model = deepened(model, CHANNELS, BLOCKS, len(CLASSES))
        with torch.no_grad():
            for name in options.forget:
                model.head.weight[CLASSES.index(name)] = 0
                model.head.bias[CLASSES.index(name)] = -3.0
    else:
        model = UNet(CHANNELS, BLOCKS, len(CLASSES))
        with torch.no_grad():
            model.head.bias[:2] = -3.0  # cracks are rare: begin near what is true of most pixels
    model = model.to(memory_format=torch.channels_last)
    peak = options.peak or LEARNING_RATE / (2 if options.start else 1)
    sets = load_training(options.data, options.drawn, options.without)

    def save(state, steps):
        saved = UNet(**model.settings)
        saved.load_state_dict(state)
        save_checkpoint(options.checkpoint, saved, seed=options.seed, steps=steps, start=options.start or "", classes=list(CLASSES))

    save(*train(model, CropSource(sets, options.seed), options.steps, options.minutes, peak=peak, save=save))


if __name__ == "__main__":
    main()
