"""Trains the tree network on one processor core.

    python train.py DATA --scenes SCENES --start CRACK.pt --checkpoint tree.pt --minutes 60 --seed 1

It begins with what another network of this toolkit has learned to see."""
import argparse
import json
import math
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
import sets
from batches import STRIDE, batch
from decode import average_precision, crowns_of
from objects import (CROWN, DEAD, DECLINES, DECLINING, FALLEN, IS_DEAD, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, RASTERS, SIDE_U, SIDE_UNIT,
                     SIDE_V, STEM)
from pasted import cut_outs, pasted
from unet import UNet, begun_from, load_checkpoint, save_checkpoint

CHANNELS, BLOCKS = (16, 32, 48, 64, 64, 96), (1, 2, 3, 3, 3)
BATCH, LEARNING_RATE, AVERAGE = 10, 1.5e-3, 0.996
COPIES = 3  # of each picture of dead crowns, with more of them pasted in


def overlap(du, dv, true, own):
    """What two upright boxes share of their union less the empty part of the box about both, -1..1; the middles are (du, dv) apart."""
    shared, hull, first, second = 1, 1, 1, 1
    for off, side, guess in zip((du, dv), true, own):
        low, high = torch.maximum(-side, -off - guess), torch.minimum(side, guess - off)
        shared = shared * (high - low).clamp(min=0)
        hull = hull * (torch.maximum(side, guess - off) - torch.minimum(-side, -off - guess))
        first, second = first * 2 * side, second * 2 * guess
    union = first + second - shared
    return shared / union.clamp(min=1) - (hull - union) / hull.clamp(min=1)


def focal(own, heat, weight):
    """Quality focal loss, summed: what is nearly right counts little."""
    entropy = F.binary_cross_entropy_with_logits(own, heat, reduction="none")
    return (entropy * (heat - torch.sigmoid(own)).abs() ** 2 * weight).sum()


def loss_of(maps, truth, progress=0.0):
    """Where crowns are, how large, whether they decline, where dead ones are, and what each cell belongs to."""
    where = focal(maps[:, CROWN], truth["heat"], truth["known"]) / truth["weight"].sum().clamp(min=50)

    box, weight = truth["box"], truth["weight"]
    du, dv = box[:, 0] - OFFSET_UNIT * maps[:, OFFSET_U], box[:, 1] - OFFSET_UNIT * maps[:, OFFSET_V]
    true = box[:, 2].clamp(min=1), box[:, 3].clamp(min=1)
    own = SIDE_UNIT * 2 ** maps[:, SIDE_U], SIDE_UNIT * 2 ** maps[:, SIDE_V]
    sides = (torch.log2(own[0] / true[0])).abs() + (torch.log2(own[1] / true[1])).abs()
    place = du.abs() / (true[0] + 3) + dv.abs() / (true[1] + 3)
    size = ((0.3 * sides + 0.5 * place + 1 - overlap(du, dv, true, own)) * weight).sum() / weight.sum().clamp(min=50)

    entropy = F.binary_cross_entropy_with_logits(maps[:, DECLINING], truth["declines"], reduction="none", pos_weight=maps.new_tensor(2.0))
    kinds = (entropy * truth["declines_known"]).sum() / truth["declines_known"].sum().clamp(min=100)
    dead = focal(maps[:, DEAD], truth["dead"], truth["dead_known"]) / (truth["dead"] * truth["dead_known"]).sum().clamp(min=40)

    own, aim, known = maps[:, list(RASTERS)], truth["truth"], truth["truth_known"]
    # What lies is rare: it is first to be found at all, and towards the end to be told from all that looks like it.
    rare = maps.new_tensor([1.0, 4.0, 3.0, 1.0]) ** (1 - max(0.0, min(0.7, progress - 0.2)))
    entropy = F.binary_cross_entropy_with_logits(own, aim, reduction="none", pos_weight=rare[:, None, None])
    entropy = (entropy * known).sum((0, 2, 3)) / known.sum((0, 2, 3)).clamp(min=1)
    # Stems are few cells: how much of them is covered counts as much as how many cells are right.
    chance = torch.sigmoid(own) * known
    aim = aim * known
    dice = 1 - (2 * (chance * aim).sum((0, 2, 3)) + 40) / (chance.sum((0, 2, 3)) + aim.sum((0, 2, 3)) + 40)
    areas = (entropy + 0.5 * dice)
    parts = (where, size, kinds, dead, *areas)
    return where + 0.6 * size + 0.5 * kinds + 0.6 * dead + 0.5 * areas.sum(), torch.stack([p.detach() for p in parts])


@torch.no_grad()
def maps_of(model, rgb):
    """Logits of a picture, padded at the lower right to what the network takes."""
    height, width = rgb.shape[:2]
    step = model.input_multiple
    image = torch.from_numpy(rgb.transpose(2, 0, 1).copy())[None].float() / 255
    image = F.pad(image, (0, -width % step, 0, -height % step), mode="replicate")
    return model(image)[0, :, :-(-height // STRIDE), :-(-width // STRIDE)].numpy()


def validate(model, pictures, shown=1.0):
    """AP50 of crowns, and of those declining or dead. Pictures are enlarged by `shown`."""
    model.eval()
    found, truth = {k: [] for k in ("crown", "declining", "dead")}, {k: {} for k in ("crown", "declining", "dead")}
    for p in pictures:
        rgb = p.rgb if shown == 1 else cv2.resize(p.rgb, None, fx=shown, fy=shown, interpolation=cv2.INTER_LINEAR)
        maps = maps_of(model, rgb)
        for score, *corners, declining, _ in crowns_of(maps, 0.03, rgb.shape[1], rgb.shape[0]):
            found["crown"].append((p.name, score, np.array(corners) / shown))
            found["declining"].append((p.name, score * declining, np.array(corners) / shown))
        for score, *corners, _, _ in crowns_of(maps, 0.03, rgb.shape[1], rgb.shape[0], DEAD):
            found["dead"].append((p.name, score, np.array(corners) / shown))
        for u, v, a, b, state in p.crowns:
            corners = [max(0, u - a), max(0, v - b), u + a, v + b]
            truth["crown"].setdefault(p.name, []).append(corners)
            if state in (DECLINES, IS_DEAD):
                truth["declining" if state == DECLINES else "dead"].setdefault(p.name, []).append(corners)
    return {k: round(average_precision(found[k], {n: np.array(b) for n, b in truth[k].items()}), 3) for k in found}


def how_covered(model, pictures):
    """Recall and precision of the cells of each raster at a probability of one half."""
    sums = np.zeros((3, len(RASTERS)))
    for p in pictures:
        maps = maps_of(model, p.rgb)
        for k, kind in enumerate(RASTERS):
            own = maps[kind] > 0
            known = (p.known[1::2, 1::2] >> k) & 1
            true = ((p.truth[1::2, 1::2] >> k) & 1) & known
            own = own[:true.shape[0], :true.shape[1]] & (known > 0)
            sums[:, k] += ((own & (true > 0)).sum(), own.sum(), true.sum())
    return {MAPS[kind]: (round(sums[0, k] / max(1, sums[2, k]), 3), round(sums[0, k] / max(1, sums[1, k]), 3)) for k, kind in enumerate(RASTERS)}


class Batches(torch.utils.data.IterableDataset):
    """Batches without end, made by a process of its own."""

    def __init__(self, pictures, chances, count, seed):
        self.pictures, self.chances, self.count, self.seed = pictures, chances, count, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        rng = np.random.default_rng(self.seed)
        while True:
            yield {k: torch.from_numpy(v) for k, v in batch(rng, self.pictures, self.chances, self.count).items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--scenes", help="folder of drawn scenes; without it only crowns are learned")
    parser.add_argument("--lures", help="what lures.py wrote: places that another network took for lying trees")
    parser.add_argument("--start", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--peak", type=float, default=LEARNING_RATE)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forget", nargs="*", default=[], metavar="MAP", help="maps whose last layer begins anew, as those that learned 'never'")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    cv2.setNumThreads(1)
    lures = json.loads(Path(options.lures).read_text()) if options.lures else None
    larch, huoditang = list(sets.larch(options.data, "train")), list(sets.huoditang(options.data, False))
    bank, rng = cut_outs(huoditang), np.random.default_rng(options.seed)
    huoditang += [pasted(rng, picture, bank) for _ in range(COPIES) for picture in huoditang]
    scenes = list(sets.drawn(options.scenes, lures)) if options.scenes else []
    kept = scenes[::40]
    scenes = [p for k, p in enumerate(scenes) if k % 40]
    # Shares of the crops: woods whose crowns are labelled, dead and sick crowns, drawn scenes.
    pictures, chances = [], []
    for share, group in ((0.15, larch), (0.25, huoditang), (0.6, scenes)):
        if not group:
            continue
        weights = np.array([p.weight for p in group])
        pictures += group
        chances.append(share * weights / weights.sum())
    chances = np.concatenate(chances)
    chances /= chances.sum()
    validation = list(sets.larch(options.data, "dev_val")), list(sets.huoditang(options.data, True))
    start = load_checkpoint(options.start)[0]
    if start.settings["classes"] == len(MAPS):
        model = UNet(**start.settings)
        model.load_state_dict(start.state_dict())
    else:
        model = begun_from(start, CHANNELS, BLOCKS, len(MAPS))
        with torch.no_grad():
            model.head.bias[CROWN] = -2.5
            model.head.bias[STEM] = model.head.bias[FALLEN] = -3
            model.head.bias[SIDE_U] = model.head.bias[SIDE_V] = 2
    with torch.no_grad():
        for name in options.forget:
            torch.nn.init.normal_(model.head.weight[MAPS.index(name)], std=0.05)
            model.head.bias[MAPS.index(name)] = -2
    model.train()
    optimiser = torch.optim.AdamW(model.parameters(), options.peak, weight_decay=2e-2)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    floats = [v for v in average.values() if v.dtype.is_floating_point]
    moving = [v for v in model.state_dict().values() if v.dtype.is_floating_point]
    print(f"{len(larch)} + {len(huoditang)} + {len(scenes)} pictures", flush=True)

    def averaged():
        own = UNet(**model.settings)
        own.load_state_dict(average)
        return own.eval()

    def report():
        own = averaged()
        print("larch", validate(own, validation[0]), "huoditang", validate(own, validation[1]), "twice as large", validate(own, validation[1], 2.0),
              "scenes", how_covered(own, kept), flush=True)
        save_checkpoint(options.checkpoint, own, seed=options.seed, steps=step, classes=list(MAPS))

    batches = iter(torch.utils.data.DataLoader(Batches(pictures, chances, options.batch, options.seed), batch_size=None, num_workers=1, prefetch_factor=4))
    losses, began, step, progress, checked = [], time.time(), 0, 0.0, 0.0
    while progress < 1:
        progress = (time.time() - began) / 60 / options.minutes
        for group in optimiser.param_groups:
            group["lr"] = options.peak * min(1, progress / 0.03 + 0.01) * (0.01 + 0.495 * (1 + math.cos(math.pi * min(1, progress))))
        truth = next(batches)
        with torch.autocast("cpu", torch.bfloat16):
            maps = model(truth["rgb"].contiguous(memory_format=torch.channels_last))
        loss, parts = loss_of(maps.float(), truth, progress)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        with torch.no_grad():
            torch._foreach_lerp_(floats, moving, 1 - min(AVERAGE, (step + 1) / (step + 10)))
        losses.append(parts)
        step += 1
        if step % 100 == 0:
            mean = torch.stack(losses[-100:]).mean(0).tolist()
            names = ("crown", "box", "declines", "dead", *(MAPS[k] for k in RASTERS))
            print(f"{100 * progress:.0f} %: {step} steps, {step * options.batch / (time.time() - began):.1f} crops a second, "
                  + " ".join(f"{n} {v:.3f}" for n, v in zip(names, mean)), flush=True)
        if progress - checked >= 0.25 and progress < 0.9:
            checked = progress
            report()
            model.train()
    report()


if __name__ == "__main__":
    main()
