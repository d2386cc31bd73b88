"""Trains the tree network.

    python train.py DATA --scenes SCENES --start CRACK.pt --checkpoint tree.pt --minutes 60 --seed 1

It begins with what another network of this toolkit has learned to see. A graphics processor is used when there is one: minutes there are days
on one processor core."""
import argparse
import time
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
import lures
import sets
from batches import STRIDE, Store, batch, packed
from decode import average_precision, crowns_of
from dice import Dice
from objects import (CROWN, DEAD, DECLINES, DECLINING, FALLEN, IS_DEAD, MAPS, OFFSET_U, OFFSET_UNIT, OFFSET_V, RASTERS, SIDE_U, SIDE_UNIT,
                     SIDE_V, STEM)
from overlap import overlap
from pasted import cut_outs, pasted
from run import Run, on_the_way
from unet import begun_from, load_checkpoint, save_checkpoint, widened

CHANNELS, BLOCKS = (16, 32, 64, 96, 128, 160), (1, 2, 3, 3, 3)
BATCH, LEARNING_RATE, AVERAGE = 10, 1.5e-3, 0.998
# Shares of the crops: woods whose crowns are labelled, dead and sick crowns, drawn scenes, drawn places without trees.
SHARES = (0.15, 0.25, 0.52, 0.08)


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
    size = ((0.3 * sides + 0.5 * place + 1 - overlap(du, dv, true, own)[1]) * weight).sum() / weight.sum().clamp(min=50)

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


def prepared(job):
    """A picture of the sets, packed; in a process of its own."""
    cv2.setNumThreads(1)
    seed, source = job
    if source is None:
        return packed(sets.barren(seed))
    if isinstance(source, sets.Path):
        return packed(sets.drawn(source))
    return packed(source if seed is None else pasted(np.random.default_rng(seed), source, bank_of.bank))


def bank_of(bank):
    """Gives a worker the dead crowns to copy."""
    bank_of.bank = bank


def stored(options, device):
    """All pictures on the device, and the scenes that are kept to look at."""
    larch, huoditang = list(sets.larch(options.data, "train")), list(sets.huoditang(options.data, False))
    scenes, kept = sets.scenes_in(options.scenes) if options.scenes else ([], [])
    bank = cut_outs(huoditang)
    jobs = [(None, p) for p in larch + huoditang]
    jobs += [((options.seed, copy, k), p) for copy in range(options.copies) for k, p in enumerate(huoditang)]
    dead = len(jobs) - len(larch)
    jobs += [(None, path) for path in scenes] + [((options.seed, k), None) for k in range(len(scenes) // 6)]
    counts = len(larch), dead, len(scenes), len(scenes) // 6
    with ProcessPoolExecutor(options.workers, initializer=bank_of, initargs=(bank,)) as pool:
        store = Store(pool.map(prepared, jobs, chunksize=4), len(jobs), device)
    for share, part in zip(SHARES, store.chances.split(counts)):
        part *= share / part.sum().clamp(min=1e-9)
    print(" + ".join(map(str, counts)), "pictures", flush=True)
    return store, [sets.drawn(path) for path in kept]


def begun(options):
    """The network to go on with."""
    start = load_checkpoint(options.start)[0]
    if start.settings["classes"] == len(MAPS):
        model = widened(start, CHANNELS)
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
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--scenes", help="folder of drawn scenes; without it only crowns are learned")
    parser.add_argument("--start", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--minutes", type=float, default=60, help="from the start, reading included")
    parser.add_argument("--peak", type=float, default=LEARNING_RATE)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--copies", type=int, default=3, help="of each picture of dead crowns, with more of them pasted in")
    parser.add_argument("--workers", type=int, default=1, help="processes that read pictures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--searches", type=int, default=5, help="how often what is taken for a lying tree is sought")
    parser.add_argument("--sought", type=float, default=1.0, help="in which share of the scenes: without a graphics processor it takes a minute for 500")
    parser.add_argument("--unseen", action="store_true", help="do not look at the validation pictures")
    parser.add_argument("--forget", nargs="*", default=[], metavar="MAP", help="maps whose last layer begins anew, as those that learned 'never'")
    options, began = parser.parse_args(), time.time()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.seed)
    torch.backends.cudnn.benchmark = True
    store, kept = stored(options, device)
    dice = Dice(device, options.seed)
    run = Run(begun(options), options.peak, device, AVERAGE)

    def report(to):
        own = run.averaged()
        save_checkpoint(to, own, seed=options.seed, steps=run.steps, classes=list(MAPS))
        if options.unseen:
            return
        dead = list(sets.huoditang(options.data, True))
        print("larch", validate(own, list(sets.larch(options.data, "dev_val"))), "huoditang", validate(own, dead),
              "twice as large", validate(own, dead, 2.0), "scenes", how_covered(own, kept), flush=True)

    losses, progress, checked, sought = [], 0.0, 0.0, -1.0
    while progress < 1:
        progress = (time.time() - began) / 60 / options.minutes
        if options.searches and progress - sought >= 1 / options.searches:
            sought = progress
            own = run.averaged().to(device, memory_format=torch.channels_last)
            print(lures.seek(own, store, dice, options.sought), "lures", flush=True)
        truth = batch(dice, store, options.batch)
        losses.append(run.step(truth["rgb"], lambda maps: loss_of(maps, truth, progress), progress))
        if run.steps % 100 == 0:
            mean = torch.stack(losses[-100:]).mean(0).tolist()
            names = ("crown", "box", "declines", "dead", *(MAPS[k] for k in RASTERS))
            print(f"{100 * progress:.0f} %: {run.steps} steps, {run.steps * options.batch / (time.time() - began):.1f} crops a second, "
                  + " ".join(f"{n} {v:.3f}" for n, v in zip(names, mean)), flush=True)
        if progress - checked >= 0.25 and progress < 0.9:
            checked = progress
            report(on_the_way(options.checkpoint, progress))
    report(options.checkpoint)


if __name__ == "__main__":
    main()
