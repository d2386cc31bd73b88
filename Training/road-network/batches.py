"""Crops on the device that trains: turned, scaled and recoloured pictures with what the network should say of them.

Everything here works on whole batches, so that a graphics processor is never kept waiting.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
from dice import Dice, kept_inside, matrices, recoloured
from objects import CELL, COVER, DOUBTFUL, KINDS, WITHIN

SIZE, STRIDE, MOST = 512, 4, 24


def windows(rng, picture):
    """The parts of a picture that become crops' sources: SIZE x SIZE pixels each, padded by reflection where it is smaller."""
    height, width = picture.rgb.shape[:2]
    if (height, width) == (SIZE, SIZE):
        return [(0, 0)]
    places = [(int(t.u - SIZE / 2 + rng.uniform(-90, 90)), int(t.v - SIZE / 2 + rng.uniform(-90, 90))) for t in picture.things[:2]]
    while len(places) < 2:
        places.append((int(rng.integers(0, max(1, width - SIZE))), int(rng.integers(0, max(1, height - SIZE)))))
    return [(max(0, min(x, width - SIZE)) // CELL * CELL, max(0, min(y, height - SIZE)) // CELL * CELL) for x, y in places]


def cut(array, x, y, size):
    part = array[y:y + size, x:x + size]
    pad = [(0, size - part.shape[0]), (0, size - part.shape[1])] + [(0, 0)] * (array.ndim - 2)
    return np.pad(part, pad, mode="symmetric")


class Store:
    """All pictures on the device, each SIZE x SIZE.

    With `see` (from RGB to what the road network looks at) they are kept as it sees them, at half the size: several times as fast. The first of
    `lights` shows them as they are, the others with other light and colour for the crack network."""

    def __init__(self, pictures, device, seed=0, see=None, lights=1):
        rng = np.random.default_rng(seed)
        rgb, rasters, tables, axes, turns, weights, extents = [], [], [], [], [], [], []
        for p in pictures:
            for x, y in windows(rng, p):
                rgb.append(cut(p.rgb, x, y, SIZE).transpose(2, 0, 1))
                rasters.append(np.stack([cut(p.unknown, x // CELL, y // CELL, SIZE // CELL), cut(p.inside, x // CELL, y // CELL, SIZE // CELL)]))
                table = np.zeros((MOST, 6), np.float32)
                table[:, 0], table[:, 3:5] = -1, 1
                table[:len(p.things[:MOST])] = [(t.kind, t.u - x, t.v - y, *t[3:]) for t in p.things[:MOST]] or np.zeros((0, 6))
                tables.append(table)
                # Where no road is known the boxes are upright.
                axis = math.pi / 2 if p.axis is None else p.axis
                axes.append((math.cos(axis), math.sin(axis), p.axis is not None))
                turns.append(p.turn)
                weights.append(p.weight)
                extents.append((min(SIZE, p.rgb.shape[1] - x), min(SIZE, p.rgb.shape[0] - y)))

        def put(values, kind):
            return torch.from_numpy(np.ascontiguousarray(np.stack(values).astype(kind))).to(device)

        self.device, self.count = device, len(rgb)
        self.rgb, self.rasters, self.tables = put(rgb, np.uint8), put(rasters, np.uint8), put(tables, np.float32)
        self.axes, self.turns, self.extents = put(axes, np.float32), put(np.array(turns), np.float32), put(extents, np.float32)
        self.chances = put(np.array(weights), np.float32)
        self.sees, self.lights = see is not None, lights
        if see:
            dice = Dice(device, seed)
            looks = [see(part.float() / 255 if light == 0 else recoloured(dice, part.float() / 255))
                     for light in range(lights) for part in self.rgb.split(16)]
            self.rgb = torch.cat([(255 * look).round().to(torch.uint8) for look in looks])


def draw_views(dice, store, chosen):
    """N x 2 x 3 matrices from crop pixels to picture pixels, and their scales (picture pixels a crop pixel)."""
    n = len(chosen)
    most = store.turns[chosen]
    scale = torch.exp(dice.uniform(math.log(0.66), math.log(1.3), n))
    scale = torch.where(dice.chance(0.3, n), torch.ones_like(scale), scale)
    quarter = torch.floor(dice.uniform(0, 4, n)) * (math.pi / 2) * (most > 3)
    turn = torch.where(dice.chance(0.5, n), quarter, quarter + 0.06 * dice.normal(n))
    turn = torch.where(dice.chance(0.2, n), dice.uniform(-1, 1, n) * most, turn)
    flip = torch.where(dice.chance(0.5, n), -1.0, 1.0)
    # Half of the crops look at a thing, if there is any.
    tables = store.tables[chosen]
    is_thing = (tables[:, :, 0] >= 0).float()
    pick = torch.multinomial(is_thing + 1e-6, 1, generator=dice.generator)
    centre = torch.gather(tables[:, :, 1:3], 1, pick[:, :, None].expand(-1, -1, 2))[:, 0]
    centre = centre + dice.uniform(-0.25, 0.25, n, 2) * SIZE * scale[:, None]
    anywhere = dice.uniform(0, 1, n, 2) * store.extents[chosen]
    centre = torch.where((dice.chance(0.5, n) & (is_thing.sum(1) > 0))[:, None], centre, anywhere)
    return matrices(kept_inside(centre, store.extents[chosen], scale, SIZE), turn, scale, flip, SIZE), scale


def seen(tables, matrix, scale):
    """The boxes in crop pixels: those to be asked for, and those of which too little is seen (kind -1 where there is none)."""
    inverse = torch.linalg.inv(matrix[:, :, :2])
    kind, along, across, angle = tables[:, :, 0], tables[:, :, 3] / scale[:, None], tables[:, :, 4] / scale[:, None], tables[:, :, 5]
    centre = torch.einsum("nij,nmj->nmi", inverse, tables[:, :, 1:3] - matrix[:, None, :, 2])
    d = torch.einsum("nij,nmj->nmi", inverse, torch.stack([torch.cos(angle), torch.sin(angle)], 2))
    d = d / d.norm(dim=2, keepdim=True)
    angle = torch.atan2(d[:, :, 1], d[:, :, 0])
    n = torch.stack([-d[:, :, 1], d[:, :, 0]], 2)
    half = along[:, :, None] * d.abs() + across[:, :, None] * n.abs()
    low, high = centre - half, centre + half
    hits = ((high > 2) & (low < SIZE - 2)).all(2) & (kind >= 0)
    # Where sides are about upright a box is cut at the crop's border, as boxes are cut at the borders of photos.
    upright = torch.sin(2 * angle).abs() < 0.26
    cut_low, cut_high = low.clamp(0, SIZE), high.clamp(0, SIZE)
    share = (cut_high - cut_low).prod(2) / (high - low).prod(2).clamp(min=1e-6)
    is_cut = upright & (share < 0.98)
    cut_half = (cut_high - cut_low) / 2
    runs_up = torch.sin(angle).abs() > 0.7
    along_cut = torch.where(runs_up, cut_half[:, :, 1], cut_half[:, :, 0])
    across_cut = torch.where(runs_up, cut_half[:, :, 0], cut_half[:, :, 1])
    steps = torch.tensor([(a, b) for a in (-1, -0.5, 0, 0.5, 1) for b in (-1, 0, 1)], device=tables.device, dtype=torch.float32)
    points = (centre[:, :, None] + (steps[:, 0] * along[:, :, None])[..., None] * d[:, :, None]
              + (steps[:, 1] * across[:, :, None])[..., None] * n[:, :, None])
    share = torch.where(upright, share, ((points >= 0) & (points <= SIZE)).all(3).float().mean(2))
    centre = torch.where(is_cut[:, :, None], (cut_low + cut_high) / 2, centre)
    along, across = torch.where(is_cut, along_cut, along).clamp(min=1), torch.where(is_cut, across_cut, across).clamp(min=1)
    asked = hits & (share >= 0.3) & (torch.maximum(along, across) >= 5)
    boxes = torch.stack([kind, centre[:, :, 0], centre[:, :, 1], along, across, angle], 2)
    none = torch.full_like(kind, -1.0)

    def only(which):
        return torch.cat([torch.where(which, kind, none)[:, :, None], boxes[:, :, 1:]], 2)

    return only(asked), only(hits & ~asked)


def bells(table, spread=0.3, least=5.0):
    """How near each cell is to the middle of each box, 0..1, and whether it lies in it: N x M x rows x columns."""
    cells = (torch.arange(SIZE // STRIDE, device=table.device) + 0.5) * STRIDE
    kind, u, v, along, across, angle = (table[:, :, k, None, None] for k in range(6))
    du, dv = cells[None, None, None, :] - u, cells[None, None, :, None] - v
    a, b = du * torch.cos(angle) + dv * torch.sin(angle), dv * torch.cos(angle) - du * torch.sin(angle)
    bell = torch.exp(-0.5 * ((a / (spread * along).clamp(min=least)) ** 2 + (b / (spread * across).clamp(min=least)) ** 2))
    return bell * (kind >= 0), (a.abs() < along + 4) & (b.abs() < across + 4) & (kind >= 0)


@torch.no_grad()
def batch(dice, store, count):
    """RGB (0..1) of `count` crops and what is true of them."""
    device = store.device
    chosen = torch.multinomial(store.chances, count, replacement=True, generator=dice.generator)
    matrix, scale = draw_views(dice, store, chosen)
    grid = torch.arange(SIZE, device=device, dtype=torch.float32) + 0.5
    places = (matrix[:, None, None, :, 0] * grid[None, None, :, None] + matrix[:, None, None, :, 1] * grid[None, :, None, None]
              + matrix[:, None, None, :, 2])
    extents = store.extents[chosen][:, None, None]
    places = places * (2 / SIZE) - 1
    light = dice.one_of(torch.full_like(chosen, store.lights)) if store.sees else 0
    picture = store.rgb[chosen + light * store.count].float() / 255
    if store.sees:
        fine = F.avg_pool2d(places.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)
        rgb = F.grid_sample(picture, fine, mode="bilinear", padding_mode="reflection", align_corners=False)
        rgb[:, 0] = (rgb[:, 0] ** torch.exp(dice.uniform(-0.25, 0.25, count, 1, 1)) * torch.exp(dice.uniform(-0.4, 0.15, count, 1, 1))).clamp(0, 1)
    else:
        rgb = recoloured(dice, F.grid_sample(picture, places, mode="bilinear", padding_mode="reflection", align_corners=False))
    coarse = places[:, STRIDE // 2::STRIDE, STRIDE // 2::STRIDE]
    raster = F.grid_sample(store.rasters[chosen].float(), coarse, mode="nearest", padding_mode="border", align_corners=False).long()
    valid = ((coarse >= -1) & (coarse <= extents * (2 / SIZE) - 1)).all(3)
    things = store.tables[chosen]
    used = max(1, int((things[:, :, 0] >= 0).sum(1).max()))
    asked, doubtful = seen(things[:, :used], matrix, scale)
    bell, _ = bells(asked)
    _, unsure = bells(doubtful)
    heat = torch.stack([(bell * (asked[:, :, 0] == kind)[:, :, None, None]).amax(1) for kind in range(len(KINDS))], 1)
    bits = torch.arange(len(KINDS), device=device)[None, :, None, None]
    sure = (((raster[:, :1] >> bits) & 1) == 0) | (heat > 0.05)
    # Covers of the road pictures are not labelled, but rare.
    known = torch.where(sure, 1.0, torch.where(bits == COVER, 0.04, 0.0)) * (valid & ~unsure.any(1))[:, None]
    best, which = bell.max(1)
    box = torch.gather(asked, 1, which.flatten(1)[:, :, None].expand(-1, -1, 6)).view(count, *best.shape[1:], 6)
    axis = torch.einsum("nij,nj->ni", torch.linalg.inv(matrix[:, :, :2]), store.axes[chosen][:, :2])
    twice = 2 * torch.atan2(axis[:, 1], axis[:, 0])
    has_axis = store.axes[chosen][:, 2:]
    return {"rgb": rgb, "heat": heat, "known": known, "weight": best * (best > 0.25) * valid, "box": box,
            "inside": raster[:, 1] == WITHIN, "inside_known": (raster[:, 1] != DOUBTFUL) & valid,
            "axis": torch.stack([torch.cos(twice), torch.sin(twice)], 1) * has_axis, "valid": valid,
            "frame": torch.stack([torch.cos(2 * twice), torch.sin(2 * twice)], 1)}
