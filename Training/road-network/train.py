"""Trains the road network.

    python train.py DATA --crack CRACK.pt --checkpoint road.pt --minutes 5 --lights 8 --seed 1

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
import drawn_alligators
import sets
from batches import STRIDE, Store, batch
from decode import NAMES, average_precision, axis_of, boxes_of, suppressed, upright_corners
from dice import Dice
from objects import (AXIS_UNIT, COSINE, FRAME_COSINE, FRAME_SINE, INSIDE, KINDS, LINE, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, SIDE_U,
                     SIDE_UNIT, SIDE_V, SINE)
from overlap import overlap
from run import Run, on_the_way
from unet import begun_from, load_checkpoint, save_checkpoint, widened
from views import SIZE

CHANNELS, BLOCKS = (16, 32, 64, 96, 128, 160), (1, 2, 3, 3, 3)
BATCH, LEARNING_RATE, AVERAGE = 32, 2e-3, 0.999
WORTH = 0.6  # how much a box that does not fit takes off a score
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


def fits(maps, box):
    """How far the boxes that each cell tells of lie from the true ones and how much they overlap: distances in half sides, the error of the
    sides' logarithms, the share of the union, 0..1, and that less what is empty about both, -1..1."""
    cells = (torch.arange(SIZE // STRIDE, device=maps.device) + 0.5) * STRIDE
    du = box[..., 1] - cells[None, None, :] - OFFSET_UNIT * maps[:, OFFSET_U]
    dv = box[..., 2] - cells[None, :, None] - OFFSET_UNIT * maps[:, OFFSET_V]
    quarters = torch.round(box[..., 5] / (math.pi / 2))
    angle, is_odd = box[..., 5] - quarters * (math.pi / 2), quarters.remainder(2) == 1
    true = torch.where(is_odd, box[..., 4], box[..., 3]), torch.where(is_odd, box[..., 3], box[..., 4])
    own = SIDE_UNIT * 2 ** maps[:, SIDE_U].clamp(-4, 6), SIDE_UNIT * 2 ** maps[:, SIDE_V].clamp(-4, 6)
    a, b = du * torch.cos(angle) + dv * torch.sin(angle), dv * torch.cos(angle) - du * torch.sin(angle)
    sides = (maps[:, SIDE_U] - torch.log2(true[0] / SIDE_UNIT)).abs() + (maps[:, SIDE_V] - torch.log2(true[1] / SIDE_UNIT)).abs()
    return a.abs() / (true[0] + 3) + b.abs() / (true[1] + 3), sides, *overlap(a, b, true, own)


def loss_of(maps, truth, pavement):
    """Where things are (quality focal loss), how large, what is inside area damage, and where the road runs."""
    kinds = len(KINDS)
    box, weight = truth["box"], truth["weight"]
    place, sides, share, close = fits(maps, box)
    boxes = ((0.4 * sides + 0.5 * place + 1 - close) * weight).sum() / weight.sum().clamp(min=20)

    # A thing counts as found as far as its box is right: so the score ranks boxes by how well they fit.
    worth = 1 - WORTH * (1 - (share.detach() / 0.8).clamp(max=1))
    of_box = box[..., 0][:, None] == torch.arange(kinds, device=maps.device)[None, :, None, None]
    aim = truth["heat"] * torch.where(of_box & (weight > 0)[:, None], worth[:, None], torch.ones_like(truth["heat"]))
    entropy = F.binary_cross_entropy_with_logits(maps[:, :kinds], aim, reduction="none")
    heat = (entropy * (aim - torch.sigmoid(maps[:, :kinds])).abs() ** 2 * truth["known"]).sum() / weight.sum().clamp(min=20)

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
    parts = torch.stack([part.detach() for part in (heat, boxes, inside, axis, frame)])
    return heat + 0.6 * boxes + 0.4 * inside + 0.3 * axis + 0.2 * frame, parts


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


def draw_areas(task):
    seed, picture = task
    return drawn_alligators.with_alligators(np.random.default_rng(seed), picture)


def pictures_of(options):
    """All pictures to train on, with drawings on copies of some."""
    rng = np.random.default_rng(options.seed)
    pictures = list(sets.training(options.data))
    tiles = [p for p in pictures if p.axis is not None]
    donors = drawn.donors_of(tiles)
    tasks = [(options.seed * 100000 + k, tiles[rng.integers(len(tiles))], donors) for k in range(options.drawn)]
    alligators = [(options.seed * 100000 + 50000 + k, tiles[rng.integers(len(tiles))]) for k in range(options.alligators)]
    with ProcessPoolExecutor(options.workers) as pool:
        pictures += list(pool.map(draw_some, tasks, chunksize=8)) + list(pool.map(draw_areas, alligators, chunksize=8))
    return pictures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--crack", required=True, help="checkpoint of the crack network")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--start")
    parser.add_argument("--minutes", type=float, default=60, help="from the start, reading included")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lights", type=int, default=0, help="keep pictures as the network sees them, in so many lights: several times as fast")
    parser.add_argument("--peak", type=float, default=LEARNING_RATE)
    parser.add_argument("--drawn", type=int, default=500)
    parser.add_argument("--alligators", type=int, default=0, help="tiles with alligator areas drawn onto them")
    parser.add_argument("--mixed", type=float, default=0, help="part of the crops that may be of two pictures; needs --lights")
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--unseen", action="store_true", help="do not look at the validation tiles")
    options, began = parser.parse_args(), time.time()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    torch.backends.cudnn.benchmark = True
    pictures = pictures_of(options)
    validation = [] if options.unseen else list(sets.china(options.data, "val"))
    print(f"{len(pictures)} pictures, {time.time() - began:.0f} s, {device}", flush=True)
    crack = load_checkpoint(options.crack)[0]
    model = widened(load_checkpoint(options.start)[0], CHANNELS) if options.start else grown_from(crack, CHANNELS, BLOCKS)
    run = Run(model, options.peak, device, AVERAGE)
    crack = crack.eval().to(device, memory_format=torch.channels_last)

    def look_at(rgb):
        with torch.autocast(device, torch.bfloat16):
            return sight(crack, rgb.contiguous(memory_format=torch.channels_last))

    store = Store(pictures, device, options.seed, look_at if options.lights else None, options.lights)
    dice = Dice(device, options.seed)
    losses, progress, checked = [], 0.0, 0.0

    def report(to, axis=None):
        own = run.averaged()
        save_checkpoint(to, own, seed=options.seed, steps=run.steps, classes=list(MAPS))
        if validation:
            print({k: round(v, 3) for k, v in validate(own.to(device), crack, validation, device, axis).items()}, flush=True)

    while progress < 1:
        progress = (time.time() - began) / 60 / options.minutes
        truth = batch(dice, store, options.batch, options.mixed if options.lights else 0)
        look = truth["look"] if options.lights else look_at(truth["look"])
        surface = F.avg_pool2d(look[:, 2].float(), 2)
        losses.append(run.step(look, lambda maps: loss_of(maps, truth, surface), progress))
        if run.steps % 100 == 0:
            mean = torch.stack(losses[-100:]).mean(0).tolist()
            print(f"{100 * progress:.0f} %: {run.steps} steps, {run.steps * options.batch / (time.time() - began):.0f} crops a second, "
                  f"heat {mean[0]:.3f} box {mean[1]:.3f} inside {mean[2]:.3f} axis {mean[3]:.3f} frame {mean[4]:.3f}", flush=True)
        if progress - checked >= 0.25 and progress < 0.95:
            checked = progress
            report(on_the_way(options.checkpoint, progress))
    report(options.checkpoint)
    report(options.checkpoint, math.pi / 2)


if __name__ == "__main__":
    main()
