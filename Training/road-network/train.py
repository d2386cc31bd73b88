"""Trains the road network.

    python train.py DATA --crack CRACK.pt --checkpoint road.pt --steps 7000 --seed 1

It sees what the crack network made of a photo at half its size: brightness, how likely there is a crack, and how likely there is
pavement. The crack network itself stays as it is. A graphics processor is used when there is one (some minutes); without, a run
takes a day.
"""
import argparse
import math
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
import drawn
import sets
from batches import Dice, SIZE, STRIDE, Store, batch
from decode import NAMES, average_precision, axis_of, boxes_of, suppressed, upright_corners
from objects import (AXIS_UNIT, COSINE, FRAME_COSINE, FRAME_SINE, INSIDE, KINDS, LINE, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U,
                     SIDE_UNIT, SIDE_V, SINE)
from unet import UNet, begun_from, load_checkpoint, save_checkpoint

CHANNELS, BLOCKS = (16, 32, 48, 64, 64, 96), (1, 2, 3, 3, 3)
BATCH, LEARNING_RATE, AVERAGE = 32, 2e-3, 0.999
CRACK, SURFACE = 0, 2  # maps of the crack network


@torch.no_grad()
def sight(crack, rgb):
    """What the road network looks at: N x 3 at half the size of the photos."""
    maps = torch.sigmoid(crack(rgb).float())
    grey = (rgb * rgb.new_tensor([0.299, 0.587, 0.114])[None, :, None, None]).sum(1, keepdim=True)
    return torch.cat([F.avg_pool2d(grey, 2), maps[:, CRACK:CRACK + 1], maps[:, SURFACE:SURFACE + 1]], 1)


@torch.no_grad()
def grown_from(crack, channels, blocks):
    """A road network that begins with what the crack network has learned of pavement.

    Brightness takes the place of the three colours; what the other two inputs mean is still to be learned."""
    model = begun_from(crack, channels, blocks, len(MAPS))
    colours = model.stem.conv.weight.clone()
    model.stem.conv.weight.zero_()
    model.stem.conv.weight[:, 0] = colours.sum(1)
    model.head.bias[:len(KINDS)] = -3.5
    return model


def loss_of(maps, truth, pavement):
    """Where things are (quality focal loss), how large, what is inside area damage, and where the road runs."""
    kinds = len(KINDS)
    score = torch.sigmoid(maps[:, :kinds])
    entropy = F.binary_cross_entropy_with_logits(maps[:, :kinds], truth["heat"], reduction="none")
    heat = (entropy * (truth["heat"] - score).abs() ** 2 * truth["known"]).sum() / truth["weight"].sum().clamp(min=20)

    box, weight = truth["box"], truth["weight"]
    cells = (torch.arange(SIZE // STRIDE, device=maps.device) + 0.5) * STRIDE
    du = box[..., 1] - cells[None, None, :] - OFFSET_UNIT * maps[:, OFFSET_U]
    dv = box[..., 2] - cells[None, :, None] - OFFSET_UNIT * maps[:, OFFSET_V]
    quarters = torch.round(box[..., 5] / (math.pi / 2))
    angle, is_odd = box[..., 5] - quarters * (math.pi / 2), quarters.remainder(2) == 1
    side_u, side_v = torch.where(is_odd, box[..., 4], box[..., 3]), torch.where(is_odd, box[..., 3], box[..., 4])
    a, b = du * torch.cos(angle) + dv * torch.sin(angle), dv * torch.cos(angle) - du * torch.sin(angle)
    sides = (maps[:, SIDE_U] - torch.log2(side_u / SIDE_UNIT)).abs() + (maps[:, SIDE_V] - torch.log2(side_v / SIDE_UNIT)).abs()
    place = a.abs() / (side_u + 3) + b.abs() / (side_v + 3)
    boxes = ((0.7 * sides + place) * weight).sum() / weight.sum().clamp(min=20)

    known = truth["inside_known"].float()
    entropy = F.binary_cross_entropy_with_logits(maps[:, INSIDE], truth["inside"].float(), reduction="none")
    inside = (entropy * known).sum() / known.sum().clamp(min=1)

    def direction(pair, aim, has):
        aim = AXIS_UNIT * aim[:, :, None, None].expand(-1, -1, *maps.shape[2:])
        error = F.smooth_l1_loss(maps[:, pair], aim, reduction="none").sum(1)
        return (error * has).sum() / has.sum().clamp(min=1)

    paved = truth["valid"] * pavement
    axis = direction([COSINE, SINE], truth["axis"], (truth["axis"].abs().sum(1) > 0).float()[:, None, None] * paved)
    frame = direction([FRAME_COSINE, FRAME_SINE], truth["frame"], paved)
    return heat + 0.6 * boxes + 0.4 * inside + 0.3 * axis + 0.2 * frame, (
        heat.detach(), boxes.detach(), inside.detach(), axis.detach(), frame.detach())


@torch.no_grad()
def validate(model, crack, pictures, device, axis=None):
    """AP50 of the kinds on validation tiles, from the float networks; `axis` is the direction of all roads if given."""
    model.eval()
    found, truth, angles = {k: [] for k in NAMES}, {k: {} for k in NAMES}, []
    for p in pictures:
        rgb = torch.from_numpy(p.rgb.transpose(2, 0, 1).copy())[None].to(device).float() / 255
        look = sight(crack, rgb)
        maps = model(look)[0].float().cpu().numpy()
        weight = F.avg_pool2d(look[:, 2:], 2)[0, 0].cpu().numpy()
        own = axis_of(maps, weight)[0]
        angles.append(np.degrees(np.arcsin(abs(math.sin(own - p.axis)))))
        boxes = boxes_of(maps, 0.03, weight)
        height, width = p.rgb.shape[:2]
        corners = upright_corners(boxes, width, height)
        kept, label = suppressed(boxes, corners, own if axis is None else axis)
        for k in kept:
            if label[k] in found:
                found[label[k]].append((p.name, boxes[k, 1], corners[k]))
        for t in p.things:
            kind = t.kind if t.kind != LINE else (10 if t.along >= t.across else 11)
            box = [t.u - t.across, t.v - t.along, t.u + t.across, t.v + t.along]
            truth[kind].setdefault(p.name, []).append(box)
    figures = {}
    for kind, name in NAMES.items():
        figures[name] = average_precision(found[kind], {n: np.array(b) for n, b in truth[kind].items()})
    figures["mean of four"] = sum(figures[NAMES[k]] for k in (10, 11, 1, 2)) / 4
    figures["roads more than 30 degrees off"] = float(np.mean(np.array(angles) > 30))
    return figures


def draw_some(task):
    seed, picture, donors = task
    return drawn.with_drawings(np.random.default_rng(seed), picture, donors)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--crack", required=True, help="checkpoint of the crack network")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--start")
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--minutes", type=float, help="stop the rate's fall by the clock instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="keep pictures as the network sees them: for a processor without graphics")
    parser.add_argument("--peak", type=float, default=LEARNING_RATE)
    parser.add_argument("--drawn", type=int, default=500)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    began = time.time()
    pictures = list(sets.training(options.data))
    tiles = [p for p in pictures if p.axis is not None]
    donors = drawn.donors_of(tiles)
    tasks = [(options.seed * 100000 + k, tiles[rng.integers(len(tiles))], donors) for k in range(options.drawn)]
    if options.workers > 1:
        with ProcessPoolExecutor(options.workers) as pool:
            pictures += list(pool.map(draw_some, tasks, chunksize=8))
    else:
        pictures += [draw_some(task) for task in tasks]
    validation = list(sets.china(options.data, "val"))
    print(f"{len(pictures)} pictures, {len(donors)} real potholes to copy, {time.time() - began:.0f} s, {device}", flush=True)
    crack = load_checkpoint(options.crack)[0]
    if options.start:
        model = load_checkpoint(options.start)[0]
    else:
        model = grown_from(crack, CHANNELS, BLOCKS)
    model, crack = model.to(device).train(), crack.to(device).eval()
    if device == "cuda":
        model, crack = model.to(memory_format=torch.channels_last), crack.to(memory_format=torch.channels_last)
        torch.backends.cudnn.benchmark = True
    store = Store(pictures, device, options.seed, see=(lambda rgb: sight(crack, rgb)) if options.quick else None)
    dice = Dice(device, options.seed)
    optimiser = torch.optim.AdamW(model.parameters(), LEARNING_RATE, weight_decay=2e-2)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    floats = [v for v in average.values() if v.dtype.is_floating_point]
    moving = [v for v in model.state_dict().values() if v.dtype.is_floating_point]
    losses, began, step, progress, checked = [], time.time(), 0, 0.0, 0.0
    peak = options.peak

    def averaged():
        own = UNet(**model.settings).to(device)
        own.load_state_dict(average)
        return own.eval()

    while progress < 1:
        progress = step / options.steps if not options.minutes else (time.time() - began) / 60 / options.minutes
        for group in optimiser.param_groups:
            group["lr"] = peak * min(1, progress / 0.03 + 0.01) * (0.01 + 0.495 * (1 + math.cos(math.pi * min(1, progress))))
        truth = batch(dice, store, options.batch)
        with torch.autocast(device, torch.bfloat16):
            look = truth["rgb"] if options.quick else sight(crack, truth["rgb"])
            maps = model(look.contiguous(memory_format=torch.channels_last))
        loss, parts = loss_of(maps.float(), truth, F.avg_pool2d(look[:, 2], 2))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(floats, moving, 1 - min(AVERAGE, (step + 1) / (step + 10)))
        losses.append(torch.stack(parts))
        step += 1
        if step % 250 == 0:
            mean = torch.stack(losses[-250:]).mean(0).tolist()
            print(f"{100 * progress:.0f} %: {step} steps, {step / (time.time() - began):.1f} a second, "
                  f"heat {mean[0]:.3f} box {mean[1]:.3f} inside {mean[2]:.3f} axis {mean[3]:.3f} frame {mean[4]:.3f}", flush=True)
        if progress - checked >= 0.2 and progress < 0.95:
            checked = progress
            print({k: round(v, 3) for k, v in validate(averaged(), crack, validation, device).items()}, flush=True)
            save_checkpoint(options.checkpoint, averaged().cpu(), seed=options.seed, steps=step, classes=list(MAPS))
    final = averaged()
    print({k: round(v, 3) for k, v in validate(final, crack, validation, device).items()}, flush=True)
    print("axis known", {k: round(v, 3) for k, v in validate(final, crack, validation, device, math.pi / 2).items()}, flush=True)
    save_checkpoint(options.checkpoint, final.cpu(), seed=options.seed, steps=step, classes=list(MAPS))


if __name__ == "__main__":
    main()
