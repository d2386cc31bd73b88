"""Training scenes of streets, woods and parks from the air, with fallen trees and everything that may be taken for one.

    python scenes.py DATA OUTPUT --count 1500 --seed 1
    python scenes.py DATA MORE --count 400 --seed 2 --lying        # streets and woods in which something lies
    python scenes.py DATA LOGS --count 260 --seed 11 --windthrow   # woods in which many trunks lie

writes NNNNN.jpg (640 x 640 RGB) and NNNNN.npz. DATA is the folder with `trees/` and `roads/`; sources.py says what is read of it.
A scene is a dict:

- rgb: uint8; gsd: metres a pixel, 0.03 to 0.07, of windthrow up to 0.10
- pavement: the carriageway, under crowns too; visible_pavement: what is seen of it
- canopy: standing crowns; of a bare crown the hull of its branches
- stem: trunks and limbs over 8 cm of lying trees where they are seen; fallen: whole lying trees with branches and leaves
- ignore: not to be judged (rims of labelled crowns, what may be an unlabelled log)
- crowns: (x0, y0, x1, y1, state), pixels, healthy / declining / dead / bare
- crowns_known: false where crowns of a photograph have no boxes, so that a missing box means nothing
- kind: street, wood, park or windthrow

The same seed gives the same scenes; each scene has a generator of its own, so any one can be made alone.
"""

import argparse
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

import backgrounds
import crowns
import fallen
import things
from light import random_sun
from sensor import photograph
from sources import load_sources
from trees import BARK, DEAD_WOOD, tone_of

SIZE = 640
STATES = ("healthy", "declining", "dead", "bare")


def street_scene(rng, gsd, sources, lying=False):
    sun = random_sun(rng)
    picture, street = backgrounds.street(rng, gsd, sun, sources, SIZE)
    axis, half, outer, reach = street.axis, street.half, street.outer, street.reach
    tops = []
    side_of = lambda: int(rng.choice([-1, 1]))
    if rng.random() < 0.25:
        side, at = side_of(), rng.uniform(-reach, 0)
        t = np.linspace(at, at + rng.uniform(8, 40), 20)
        things.hedge(
            rng,
            picture,
            np.stack(axis.place(t, side * (outer + rng.uniform(0.5, 1.5)))[:2], 1),
            rng.uniform(0.7, 1.6),
            rng.uniform(0.7, 1.8),
        )
    if rng.random() < 0.3:
        t = np.linspace(-reach, reach, 40)
        off = side_of() * rng.choice([outer + rng.uniform(0.1, 1), half + 0.3, half * rng.uniform(0, 0.3)])
        things.railing(rng, picture, np.stack(axis.place(t, off)[:2], 1))
    for _ in range(int(rng.choice([0, 1, 2, 3, 5, 8]))):
        side = side_of()
        across = side * (half - 1.15) if rng.random() < 0.6 else rng.uniform(-0.6, 0.6) * half
        x, y, d = axis.place(rng.uniform(-reach, reach), across)
        things.car(rng, picture, float(x), float(y), float(d) + rng.normal() * 0.03 + np.pi * (rng.random() < 0.5))
    for _ in range(int(rng.choice([0, 0, 0, 1, 2]))):
        x, y, d = axis.place(rng.uniform(-reach, reach), side_of() * rng.uniform(half * 0.8, outer + 3))
        things.pipe(
            rng,
            picture,
            float(x),
            float(y),
            float(d) + rng.choice([rng.normal() * 0.1, rng.uniform(0, 3.14)]),
            rng.uniform(1.5, 12),
            rng.uniform(0.08, 0.5),
        )
    for _ in range(int(rng.choice([0, 0, 1]))):
        x, y, d = axis.place(rng.uniform(-reach, reach), side_of() * (outer - 0.6))
        things.bench(rng, picture, float(x), float(y), float(d))
    by_chance = rng.random() < 0.52
    if lying or by_chance:
        for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
            lay_by_street(rng, picture, street, sources)
    for _ in range(int(rng.choice([0, 0, 0, 1, 2]))):
        side = side_of()
        depth, length, height = rng.uniform(7, 16), rng.uniform(8, 22), rng.uniform(3.5, 14)
        x, y, d = axis.place(rng.uniform(-reach, reach), side * (outer + rng.uniform(0.5, 6) + depth / 2))
        things.roof(rng, picture, float(x), float(y), float(d), length, depth, height)
    for _ in range(int(rng.choice([0, 0, 1, 2, 3]))):
        x, y, _d = axis.place(rng.uniform(-reach, reach), side_of() * (half + rng.uniform(0.3, 1.2)))
        tops.append(things.pole(rng, picture, float(x), float(y)))
    if rng.random() < 0.2:
        tops.append(things.wire(rng, picture))
    if rng.random() < 0.25:
        things.patch_shadow(rng, picture)
    plan = [p for p in trees_by_street(rng, street) if not (hides_fallen(picture, p) and rng.random() < 0.7)]
    keep_shade_then_crowns(rng, picture, plan, sources)
    for paint in tops:
        paint()
    return picture


def trees_by_street(rng, street):
    """Where trees stand: rows along the street, single ones, and a wood's edge. (x, y, radius, height)"""
    plan, axis, half, outer, reach = [], street.axis, street.half, street.outer, street.reach
    for side in (-1, 1):
        if rng.random() < 0.45:
            gap, radius = rng.uniform(5, 11), rng.uniform(1.4, 4.2)
            for at in np.arange(-reach, reach, gap):
                if rng.random() < 0.85:
                    x, y, _ = axis.place(at + rng.normal() * 0.5, side * (half + rng.uniform(0.5, 1.5)))
                    r = radius * rng.uniform(0.7, 1.25)
                    plan.append((float(x), float(y), r, r * rng.uniform(1.6, 2.6) + 1.5))
        if rng.random() < 0.35:
            start, depth = outer + rng.uniform(0.5, 5), rng.uniform(3, 14)
            for _ in range(int(rng.integers(4, 26))):
                x, y, _ = axis.place(rng.uniform(-reach, reach), side * (start + rng.random() * depth))
                r = rng.uniform(1.2, 4.5)
                plan.append((float(x), float(y), r, r * rng.uniform(1.8, 3) + 2))
    for _ in range(int(rng.integers(0, 4))):
        x, y, _ = axis.place(rng.uniform(-reach, reach), rng.choice([-1, 1]) * rng.uniform(half + 0.5, outer + 7))
        r = rng.uniform(0.6, 4.5)
        plan.append((float(x), float(y), r, r * rng.uniform(1.5, 3) + 1))
    return plan


def hides_fallen(picture, place):
    """Whether a standing crown would hide some of a lying tree."""
    x, y, reach = int(place[0]), int(place[1]), int(place[2] / picture.gsd)
    where = picture.window(x - reach, y - reach, 2 * reach, 2 * reach)
    return where is not None and bool(picture.fallen[where[0]].any())


def keep_shade_then_crowns(rng, picture, plan, sources, shadow_only=0.08):
    """Paints standing trees: first all their shadows onto what lies below, then the crowns, low ones first."""
    margin = 260
    plan = [p for p in plan if -margin < p[0] < SIZE + margin and -margin < p[1] < SIZE + margin]
    plan.sort(key=lambda p: p[3])
    one_kind = rng.random() < 0.5
    seed = int(rng.integers(2**31))
    # A crown's shadow and its body come from one call. The body is caught on a copy, so that shadows can be laid below all bodies.
    layers = []
    for i, (x, y, radius, height) in enumerate(plan):
        inside = (
            -radius / picture.gsd * 1.5 < x < SIZE + radius / picture.gsd * 1.5
            and -radius / picture.gsd * 1.5 < y < SIZE + radius / picture.gsd * 1.5
        )
        own = np.random.default_rng(seed + (0 if one_kind and rng.random() < 0.7 else i + 1))
        rest = np.random.default_rng(seed + 1000 + i)
        layers.append((own, rest, x, y, radius, height, inside))
    caught = _Caught(picture)
    for own, rest, x, y, radius, height, inside in layers:
        kind = own.choice(["leafy", "declining", "dead", "bare", "cut", "conifer"], p=[0.50, 0.08, 0.08, 0.16, 0.10, 0.08])
        if not inside:
            (crowns.bare if kind == "bare" else crowns.leafy)(rest, caught, x, y, radius, height, shadow_only=True)
        elif kind == "cut" and sources and sources.crowns:
            crowns.cut_out(rest, caught, x, y, radius, height, sources)
        elif kind == "bare":
            crowns.bare(rest, caught, x, y, radius, height)
        elif kind == "dead":
            crowns.dead(rest, caught, x, y, radius, height, sources)
        elif kind == "conifer":
            crowns.conifer(rest, caught, x, y, min(radius, 3.2), height, state="healthy" if own.random() < 0.8 else "dead")
        else:
            crowns.leafy(rest, caught, x, y, radius, height, "declining" if kind == "declining" else "healthy", sources)
    picture.shade = caught.shade
    picture.settle_shade()
    for x, y, patch, alpha, hides in caught.patches:
        picture.paint(x, y, patch, alpha, hides)
    picture.drop_hidden_crowns()


class _Caught:
    """Stands for a picture while crowns are drawn: shadows and truth go through, painting waits."""

    def __init__(self, picture):
        self.__dict__["_picture"] = picture
        self.__dict__["patches"] = []

    def __getattr__(self, name):
        return getattr(self._picture, name)

    def __setattr__(self, name, value):
        setattr(self._picture, name, value)

    def paint(self, x, y, patch, alpha, hides=True):
        self.patches.append((x, y, patch, alpha, hides))


def lay_by_street(rng, picture, street, sources):
    """A fallen tree across, half across, along or beside the carriageway, most of it inside the picture."""
    axis, half, outer = street.axis, street.half, street.outer
    way = rng.choice(["across", "half", "along", "verge"], p=[0.42, 0.22, 0.16, 0.20])
    for _ in range(20):
        side = int(rng.choice([-1, 1]))
        at = rng.uniform(-0.45, 0.45) * SIZE * picture.gsd
        inward = side * -np.pi / 2  # from the side towards the axis
        if way == "across":
            off, turn, longest = side * (half + rng.uniform(-0.5, 3)), inward + rng.normal() * 0.4, 18
        elif way == "half":
            off, turn, longest = side * (half + rng.uniform(0, 3)), inward + rng.normal() * 0.5, min(9.0, max(5.5, 2 + half))
        elif way == "along":
            off, turn, longest = rng.uniform(-1.1, 1.1) * half, rng.choice([0, np.pi]) + rng.normal() * 0.25, 15
        else:
            off, turn, longest = side * (outer + rng.uniform(0, 5)), rng.uniform(0, 2 * np.pi), 14
        x, y, d = axis.place(at, off)
        far = 3.5 / picture.gsd
        mx, my = x + far * np.cos(d + turn), y + far * np.sin(d + turn)
        if -60 < x < SIZE + 60 and -60 < y < SIZE + 60 and 40 < mx < SIZE - 40 and 40 < my < SIZE - 40:
            fallen.any_fallen(rng, picture, float(x), float(y), float(d) + turn, sources, longest)
            return


def open_line(rng, hidden):
    """A foot and direction of a stem that is fairly well seen between the crowns: the best of a few."""
    best = None
    for _ in range(int(rng.integers(2, 12))):
        x, y, direction = *rng.uniform(20, SIZE - 20, 2), rng.uniform(0, 2 * np.pi)
        t = np.linspace(0, 160, 40)
        u, v = (x + t * np.cos(direction)).astype(int), (y + t * np.sin(direction)).astype(int)
        inside = (u >= 0) & (u < SIZE) & (v >= 0) & (v < SIZE)
        seen = (~hidden[v[inside], u[inside]]).sum()
        if best is None or seen > best[0]:
            best = (seen, x, y, direction)
    return best[1:]


def windthrow(rng, picture, hidden, sources):
    """What a storm years ago left: many long bare trunks, bleached or not, some across others, most thrown the same way."""
    way, spread = rng.uniform(0, 2 * np.pi), rng.choice([0.3, 1.0, 3.0])
    pale = [DEAD_WOOD[1], ((196, 190, 180), (236, 232, 222))]
    for _ in range(int(rng.integers(6, 19))):
        x, y, direction = open_line(rng, hidden)
        if rng.random() < 0.7:
            direction = way + spread * rng.normal()
        length = rng.uniform(5, 24)
        dbh = float(np.clip(length * rng.uniform(0.012, 0.026), 0.12, 0.5))
        tone = tone_of(rng, pale if rng.random() < 0.65 else DEAD_WOOD + BARK)
        fallen.lie(rng, picture, x, y, direction, length, dbh, 0, tone, rng.uniform(0.4, 1.1) if rng.random() < 0.2 else None,
                   rng.random() < 0.7, sources, rng.uniform(0.05, 0.35))


def wood_scene(rng, gsd, sources, lying=False, is_windthrow=False):
    """A wood, photographed or drawn, with or without stems lying on its floor."""
    kind = rng.choice(["larch", "canopy", "drawn"], p=[0.5, 0, 0.5] if is_windthrow else [0.62, 0.13, 0.25]) if sources.forests else "drawn"
    if kind == "drawn":
        sun = random_sun(rng, 0.4)
        picture = backgrounds.drawn_wood(rng, gsd, sun, SIZE)
        boxes = []
    else:
        sun = random_sun(rng, 1.0 if kind == "larch" else 0.2)
        tiles = sources.forests if kind == "larch" else sources.canopies
        picture, boxes = backgrounds.real_wood(rng, gsd, sun, tiles[int(rng.integers(len(tiles)))], SIZE, kind == "larch")
    before = picture.rgb.copy()
    crowns_before = picture.canopy.copy()
    by_chance = rng.random() < 0.72
    if is_windthrow:
        windthrow(rng, picture, crowns_before, sources)
    elif (lying or by_chance) and kind != "canopy":
        floor = np.median(before[~crowns_before], 0) if (~crowns_before).sum() > 500 else np.median(before.reshape(-1, 3), 0)
        for _ in range(int(rng.choice([1, 1, 2, 3, 5]))):
            x, y, direction = open_line(rng, crowns_before)
            style = rng.choice(["old", "dead", "tree"], p=[0.42, 0.33, 0.25])
            if style == "old":
                fallen.old_log(rng, picture, x, y, direction, rng.uniform(2.5, 13), rng.uniform(0.10, 0.5), floor)
            elif style == "dead":
                length = rng.uniform(4, 15)
                fallen.lie(
                    rng,
                    picture,
                    x,
                    y,
                    direction,
                    length,
                    float(np.clip(length * rng.uniform(0.014, 0.03), 0.1, 0.5)),
                    0,
                    tone_of(rng, DEAD_WOOD + BARK),
                    rng.uniform(0.4, 1.1) if rng.random() < 0.3 else None,
                    rng.random() < 0.6,
                    sources,
                    rng.uniform(0.2, 0.8),
                )
            else:
                fallen.any_fallen(rng, picture, x, y, direction, sources)
    if boxes:  # standing crowns of the photograph cover what lies below them
        cover = np.zeros((SIZE, SIZE), np.float32)
        yy, xx = np.mgrid[:SIZE, :SIZE].astype(np.float32) + 0.5
        for x0, y0, x1, y1, _ in boxes:
            if rng.random() < 0.9:
                part = np.s_[max(0, int(y0) - 4) : max(0, int(y1) + 4), max(0, int(x0) - 4) : max(0, int(x1) + 4)]
                d = np.hypot((xx[part] - (x0 + x1) / 2) / ((x1 - x0) / 2), (yy[part] - (y0 + y1) / 2) / ((y1 - y0) / 2))
                if d.size:
                    cover[part] = np.maximum(cover[part], np.clip((1.0 - d) * 6, 0, 1))
        ragged = np.clip(cover + (0.35 * crowns.fractal(rng, SIZE, 0.35 / gsd, 3)) * (4 * cover * (1 - cover)), 0, 1)
        picture.rgb += (before - picture.rgb) * ragged[..., None]
        picture.stem &= ragged < 0.5
        picture.fallen &= ragged < 0.5
    picture.ignore &= ~picture.fallen
    if kind == "drawn":
        plan = []
        for _ in range(int(rng.integers(4, 25) if is_windthrow else rng.integers(6, 60))):
            r = rng.uniform(0.9, 3.6)
            plan.append((*rng.uniform(-60, SIZE + 60, 2), r, r * rng.uniform(2, 3.5) + 2))
        keep_shade_then_crowns(rng, picture, plan, sources)
    return picture


def park_scene(rng, gsd, sources, lying=False):
    """Open ground with single trees and things that look like stems; nothing has fallen."""
    sun = random_sun(rng)
    picture = backgrounds.park(rng, gsd, sun, sources, SIZE)
    tops = []
    for _ in range(int(rng.choice([0, 1, 2, 4]))):
        things.pipe(rng, picture, *rng.uniform(0, SIZE, 2), rng.uniform(0, np.pi), rng.uniform(1.5, 14), rng.uniform(0.08, 0.4))
    for _ in range(int(rng.choice([0, 0, 1, 3]))):
        things.bench(rng, picture, *rng.uniform(0, SIZE, 2), rng.uniform(0, np.pi))
    if rng.random() < 0.35:
        a, b = rng.uniform(-50, SIZE + 50, (2, 2))
        things.railing(rng, picture, [a, (a + b) / 2, b])
    if rng.random() < 0.3:
        a = rng.uniform(0, SIZE, 2)
        d, n = rng.uniform(0, 2 * np.pi), rng.uniform(4, 18) / gsd
        things.hedge(rng, picture, [a, a + n * np.array([np.cos(d), np.sin(d)])], rng.uniform(0.7, 1.6), rng.uniform(0.7, 1.8))
    for _ in range(int(rng.choice([0, 0, 1]))):
        things.roof(
            rng, picture, *rng.uniform(0, SIZE, 2), rng.uniform(0, np.pi), rng.uniform(5, 16), rng.uniform(4, 10), rng.uniform(3, 9)
        )
    for _ in range(int(rng.choice([0, 1, 2]))):
        tops.append(things.pole(rng, picture, *rng.uniform(0, SIZE, 2)))
    if rng.random() < 0.25:
        things.patch_shadow(rng, picture)
    plan = []
    for _ in range(int(rng.choice([0, 2, 4, 8, 16]))):
        r = rng.uniform(0.5, 4.8)
        plan.append((*rng.uniform(-120, SIZE + 120, 2), r, r * rng.uniform(1.5, 3) + 1.2))
    keep_shade_then_crowns(rng, picture, plan, sources)
    for paint in tops:
        paint()
    return picture


def scene(rng, sources, kind=None, lying=False):
    """One scene; `kind` is street, wood or park, at random 55 : 30 : 15. With `lying` something lies in every street, and in every
    wood whose floor is seen; a windthrow is a wood with many trunks on its floor, seen from farther away."""
    kind = kind or str(rng.choice(["street", "wood", "park"], p=[0.55, 0.30, 0.15]))
    gsd = float(np.clip(rng.normal(0.045, 0.009), 0.03, 0.07))
    if kind == "windthrow":
        gsd = float(rng.uniform(0.045, 0.1))
        picture = wood_scene(rng, gsd, sources, is_windthrow=True)
    else:
        picture = {"street": street_scene, "wood": wood_scene, "park": park_scene}[kind](rng, gsd, sources, lying)
    picture.stem &= picture.fallen
    return {
        "rgb": photograph(rng, picture.rgb),
        "pavement": picture.pavement,
        "visible_pavement": picture.pavement & ~picture.covered,
        "canopy": picture.canopy & ~picture.ignore,
        "stem": picture.stem,
        "fallen": picture.fallen,
        "ignore": picture.ignore,
        "crowns": list(picture.crowns),
        "crowns_known": picture.crowns_known,
        "gsd": gsd,
        "kind": kind,
    }


def save(folder, number, made):
    """Writes one scene; the npz holds rasters, boxes (x0, y0, x1, y1), states (index into `state_names`), gsd, kind, crowns_known."""
    path = Path(folder) / f"{number:05d}"
    cv2.imwrite(str(path.with_suffix(".jpg")), cv2.cvtColor(made["rgb"], cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])
    rasters = {n: made[n].astype(np.uint8) for n in ("pavement", "visible_pavement", "canopy", "stem", "fallen", "ignore")}
    np.savez_compressed(
        path.with_suffix(".npz"),
        **rasters,
        boxes=np.int32([c[:4] for c in made["crowns"]]).reshape(-1, 4),
        states=np.int32([STATES.index(c[4]) for c in made["crowns"]]),
        state_names=np.array(STATES),
        gsd=made["gsd"],
        kind=np.array(made["kind"]),
        crowns_known=made["crowns_known"],
    )


def begin(chosen):
    """Gives a process what it draws from."""
    cv2.setNumThreads(1)
    make.chosen, make.sources = chosen, load_sources(chosen.data)


def make(number):
    """Draws and writes one scene; returns its kind."""
    chosen = make.chosen
    kind = "windthrow" if chosen.windthrow else ("street", "street", "wood")[number % 3] if chosen.lying else None
    made = scene(np.random.default_rng([chosen.seed, number]), make.sources, kind, chosen.lying)
    save(chosen.output, number, made)
    return made["kind"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with trees/ and roads/")
    parser.add_argument("output", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--first", type=int, default=0, help="number of the first scene")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that draw")
    parser.add_argument("--minutes", type=float, help="stop after so long, with fewer scenes than asked for")
    parser.add_argument("--lying", action="store_true", help="only streets and woods in which something lies")
    parser.add_argument("--windthrow", action="store_true", help="only woods in which many trunks lie")
    chosen = parser.parse_args()
    for needed in ("trees/larch-casebearer/splits.json", "trees/huoditang-dead-sick/labels.json", "roads/rdd2022-china-drone/train.txt"):
        if not (chosen.data / needed).is_file():
            sys.exit(f"{chosen.data / needed}: not there; give the folder that holds trees/ and roads/")
    chosen.output.mkdir(parents=True, exist_ok=True)
    begun, counts, number = time.time(), {}, chosen.first
    last = chosen.first + chosen.count
    with ProcessPoolExecutor(chosen.workers, initializer=begin, initargs=(chosen,)) as pool:
        # In portions, so that the time can end between two.
        while number < last and not (chosen.minutes and time.time() - begun > 60 * chosen.minutes):
            portion = range(number, min(last, number + 10 * chosen.workers))
            for kind in pool.map(make, portion):
                counts[kind] = counts.get(kind, 0) + 1
            number = portion.stop
    print(json.dumps({"scenes": counts, "seconds": round(time.time() - begun, 1)}))


if __name__ == "__main__":
    main()
