"""Crops on the device that trains: turned, scaled and recoloured pictures with what the network should say of them.

Everything here works on whole batches, so that a graphics processor is never kept waiting.
"""
import math
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
from dice import Dice, recoloured
from mixing import mixed
from objects import CELL, COVER, DOUBTFUL, KINDS, WITHIN
from views import SIZE, draw_views, seen

STRIDE, MOST = 4, 24


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
            return torch.from_numpy(np.stack(values).astype(kind, copy=False)).to(device)

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


class Crops(NamedTuple):
    look: torch.Tensor
    raster: torch.Tensor
    valid: torch.Tensor
    things: torch.Tensor
    matrix: torch.Tensor
    scale: torch.Tensor
    turned: tuple
    axes: torch.Tensor


def together(boxes, sights):
    """N x M boxes whose first crops see what lies in their two windows instead."""
    both = torch.cat(sights, 1)
    rest = F.pad(boxes[len(both):], (0, 0, 0, both.shape[1] - boxes.shape[1]), value=-1.0)
    return torch.cat([both, rest])


def filled(boxes):
    """Without the places that no crop needs; there is always one."""
    is_none = boxes[:, :, 0] < 0
    order = torch.argsort(is_none.byte(), dim=1, stable=True)
    most = max(1, int((~is_none).sum(1).max()))
    return torch.gather(boxes, 1, order[:, :most, None].expand(-1, -1, 6))


def bells(table, spread=0.3, least=5.0):
    """How near each cell is to the middle of each box, 0..1, and whether it lies in it: N x M x rows x columns."""
    cells = (torch.arange(SIZE // STRIDE, device=table.device) + 0.5) * STRIDE
    kind, u, v, along, across, angle = (table[:, :, k, None, None] for k in range(6))
    du, dv = cells[None, None, None, :] - u, cells[None, None, :, None] - v
    a, b = du * torch.cos(angle) + dv * torch.sin(angle), dv * torch.cos(angle) - du * torch.sin(angle)
    bell = torch.exp(-0.5 * ((a / (spread * along).clamp(min=least)) ** 2 + (b / (spread * across).clamp(min=least)) ** 2))
    return bell * (kind >= 0), (a.abs() < along + 4) & (b.abs() < across + 4) & (kind >= 0)


def crops(dice, store, chosen, beside=None):
    """Crops of pictures: what is seen (N x 3, 0..1), the rasters and which of their cells lie in the picture, the tables of things, matrices,
    scales, turns and mirrorings."""
    count, device = len(chosen), store.device
    matrix, scale, turned = draw_views(dice, store, chosen, beside)
    grid = torch.arange(SIZE, device=device, dtype=torch.float32) + 0.5
    places = (matrix[:, None, None, :, 0] * grid[None, None, :, None] + matrix[:, None, None, :, 1] * grid[None, :, None, None]
              + matrix[:, None, None, :, 2])
    extents = store.extents[chosen][:, None, None]
    places = places * (2 / SIZE) - 1
    light = dice.one_of(torch.full_like(chosen, store.lights)) if store.sees else 0
    picture = store.rgb[chosen + light * store.count].float() / 255
    if store.sees:
        fine = F.avg_pool2d(places.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)
        look = F.grid_sample(picture, fine, mode="bilinear", padding_mode="reflection", align_corners=False)
        look[:, 0] = (look[:, 0] ** torch.exp(dice.uniform(-0.25, 0.25, count, 1, 1)) * torch.exp(dice.uniform(-0.4, 0.15, count, 1, 1))).clamp(0, 1)
        look[:, 1] = torch.sigmoid(torch.logit(look[:, 1], 0.004) + 0.6 * dice.normal(count, 1, 1))
    else:
        look = recoloured(dice, F.grid_sample(picture, places, mode="bilinear", padding_mode="reflection", align_corners=False))
    coarse = places[:, STRIDE // 2::STRIDE, STRIDE // 2::STRIDE]
    raster = F.grid_sample(store.rasters[chosen].float(), coarse, mode="nearest", padding_mode="border", align_corners=False).long()
    valid = ((coarse >= -1) & (coarse <= extents * (2 / SIZE) - 1)).all(3)
    return Crops(look, raster, valid, store.tables[chosen], matrix, scale, turned, store.axes[chosen])


@torch.no_grad()
def batch(dice, store, count, share=0.0):
    """What is seen of `count` crops and what is true of them. `share` of them, if of roads whose direction is known, are of two pictures."""
    device = store.device
    own = crops(dice, store, torch.multinomial(store.chances, count, replacement=True, generator=dice.generator))
    asked, doubtful = seen(own.things, own.matrix, own.scale)
    guests = int(count * share)
    if guests:
        pictures = torch.multinomial(store.chances * store.axes[:, 2], guests, replacement=True, generator=dice.generator)
        guest = crops(dice, store, pictures, [part[:guests] for part in own.turned])
        own, windows = mixed(dice, own, guest)
        sights = [seen(of.things[:guests], of.matrix[:guests], of.scale[:guests], window) for of, window in zip((own, guest), windows)]
        asked, doubtful = (together(all_of, [sight[k] for sight in sights]) for k, all_of in enumerate((asked, doubtful)))
    asked = filled(asked)
    bell, _ = bells(asked)
    _, unsure = bells(filled(doubtful))
    heat = torch.stack([(bell * (asked[:, :, 0] == kind)[:, :, None, None]).amax(1) for kind in range(len(KINDS))], 1)
    bits = torch.arange(len(KINDS), device=device)[None, :, None, None]
    sure = (((own.raster[:, :1] >> bits) & 1) == 0) | (heat > 0.05)
    # Covers of the road pictures are not labelled, but rare.
    known = torch.where(sure, 1.0, torch.where(bits == COVER, 0.04, 0.0)) * (own.valid & ~unsure.any(1))[:, None]
    best, which = bell.max(1)
    box = torch.gather(asked, 1, which.flatten(1)[:, :, None].expand(-1, -1, 6)).view(count, *best.shape[1:], 6)
    axis = torch.einsum("nij,nj->ni", torch.linalg.inv(own.matrix[:, :, :2]), own.axes[:, :2])
    twice = 2 * torch.atan2(axis[:, 1], axis[:, 0])
    return {"look": own.look, "heat": heat, "known": known, "weight": best * (best > 0.25) * own.valid, "box": box,
            "inside": own.raster[:, 1] == WITHIN, "inside_known": (own.raster[:, 1] != DOUBTFUL) & own.valid,
            "axis": torch.stack([torch.cos(twice), torch.sin(twice)], 1) * own.axes[:, 2:], "valid": own.valid,
            "frame": torch.stack([torch.cos(2 * twice), torch.sin(2 * twice)], 1)}
