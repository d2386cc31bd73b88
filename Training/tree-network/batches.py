"""Crops of the pictures on the device that trains: turned, scaled and recoloured, with what is true of each cell of the maps."""
import math
from itertools import islice

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import networks_folder  # noqa: F401
from dice import kept_inside, matrices, recoloured
from objects import CARRIAGEWAY, DECLINES, HEALTHY, IS_DEAD, RASTERS, UNSAID

SIZE, STRIDE = 320, 2
CELLS = SIZE // STRIDE
SIDE = 640  # pixels a side of a stored picture
REACH = 0.3  # a bell's spread as a part of a half side
MIDDLE = 20.0  # half a side of a crown of middle size, in pixels
PLACES, LURES = 48, 12  # most places kept of what lies in a picture, and of what is taken for it
# Bits of the stored raster above those of RASTERS: what lies and stands is known, and the carriageway, crowns, dead crowns.
KNOWN, ROAD_KNOWN, CROWNS_KNOWN, DEATHS_KNOWN = (1 << (len(RASTERS) + k) for k in range(4))


def packed(picture):
    """A picture as the store keeps it: RGB and one raster of SIDE x SIDE, padded by reflection, and a row of what else is known."""
    height, width = picture.rgb.shape[:2]
    if max(height, width) > SIDE:
        raise ValueError(f"{picture.name}: more than {SIDE} pixels a side")
    road = 1 << RASTERS.index(CARRIAGEWAY)
    raster = picture.truth & (KNOWN - 1)
    for bit, known in ((KNOWN, picture.known & (KNOWN - 1 - road)), (ROAD_KNOWN, picture.known & road), (CROWNS_KNOWN, picture.crowns_known),
                       (DEATHS_KNOWN, picture.deaths_known)):
        raster = raster + np.uint8(bit) * (known > 0).astype(np.uint8)
    pad = (0, SIDE - height, 0, SIDE - width, cv2.BORDER_REFLECT)
    rgb = cv2.copyMakeBorder(picture.rgb, *pad)
    raster = cv2.copyMakeBorder(raster.astype(np.uint8), *pad)
    crowns = picture.crowns[np.argsort(picture.crowns[:, 4] == HEALTHY, kind="stable")]  # those that are sick come first
    lying = picture.lying[::max(1, -(-len(picture.lying) // PLACES))]
    sick = int((picture.crowns[:, 4] != HEALTHY).sum())
    return rgb, raster, crowns, lying, (width, height, *picture.scale, sick, picture.is_rare, picture.elsewhere, picture.has_lures, picture.weight)


def padded_rows(rows, width):
    """Rows of each picture as one array, and how many there are of each."""
    table = np.zeros((len(rows), max(1, max(len(r) for r in rows)), width), np.float32)
    for own, row in zip(table, rows):
        own[:len(row)] = row
    return table, np.array([len(r) for r in rows], np.int64)


class Store:
    """All pictures on the device. `chances` says how often each is looked at."""

    def __init__(self, pictures, count, device):
        """`pictures` yields `count` times what `packed` returns."""
        self.device, self.count = device, count
        self.rgb = torch.empty(count, 3, SIDE, SIDE, dtype=torch.uint8, device=device)
        self.raster = torch.empty(count, 1, SIDE, SIDE, dtype=torch.uint8, device=device)
        crowns, lying, facts = [], [], []
        for k, (rgb, raster, own, places, fact) in enumerate(islice(pictures, count)):
            self.rgb[k] = torch.from_numpy(rgb).to(device).permute(2, 0, 1)
            self.raster[k, 0] = torch.from_numpy(raster).to(device)
            crowns.append(own)
            lying.append(places)
            facts.append(fact)

        def put(array):
            return torch.from_numpy(np.ascontiguousarray(array)).to(device)

        (crowns, crown_counts), (lying, lying_counts) = padded_rows(crowns, 5), padded_rows(lying, 2)
        self.crowns, self.crown_counts, self.lying, self.lying_counts = (put(a) for a in (crowns, crown_counts, lying, lying_counts))
        facts = put(np.array(facts, np.float32))
        self.extents, self.scale, self.sick = facts[:, :2], facts[:, 2:4].log(), facts[:, 4].long()
        self.is_rare, self.elsewhere, self.has_lures, self.chances = facts[:, 5] > 0, facts[:, 6], facts[:, 7] > 0, facts[:, 8]
        self.lures = torch.zeros(count, LURES, 2, device=device)
        self.lure_counts = torch.zeros(count, dtype=torch.long, device=device)


def row_of(table, chosen, index):
    return table[chosen, index, :2]


def views(dice, store, chosen):
    """N x 2 x 3 matrices from crop pixels to picture pixels, and their scales."""
    n = len(chosen)
    scale = torch.exp(-(store.scale[chosen, 0] + dice.uniform(0, 1, n) * (store.scale[chosen, 1] - store.scale[chosen, 0])))
    turn = dice.uniform(0, 4, n)
    turn = torch.where(dice.chance(0.5, n), turn, turn.floor()) * (math.pi / 2)
    flip = torch.where(dice.chance(0.5, n), -1.0, 1.0)
    size = (SIZE * scale)[:, None]
    lying, lures, crowns, sick = store.lying_counts[chosen], store.lure_counts[chosen], store.crown_counts[chosen], store.sick[chosen]
    centre = dice.uniform(0, 1, n, 2) * store.extents[chosen]
    chance = dice.uniform(0, 1, n)
    # Half of the crops look at what lies, a third at what is taken for it, the others at crowns that are not healthy or anywhere.
    at_lying, at_lure = (lying > 0) & (chance < 0.5), (lures > 0) & (chance > 0.65)
    at_crown = (crowns > 0) & dice.chance(0.5, n) & ~at_lying & ~at_lure
    which = dice.one_of(torch.where(sick > 0, sick, crowns))
    for asked, places, reach in ((at_crown, row_of(store.crowns, chosen, which), 0.3),
                                 (at_lying, row_of(store.lying, chosen, dice.one_of(lying)), 0.35),
                                 (at_lure, row_of(store.lures, chosen, dice.one_of(lures)), 0.35)):
        centre = torch.where(asked[:, None], places + dice.uniform(-reach, reach, n, 2) * size, centre)
    return matrices(kept_inside(centre, store.extents[chosen], scale, SIZE), turn, scale, flip, SIZE), scale


def places_of(matrix, size, step):
    """Where the middles of size x size cells of `step` crop pixels lie in the pictures, N x size x size x 2, for grid_sample."""
    cells = (torch.arange(size, device=matrix.device, dtype=torch.float32) + 0.5) * step
    places = (matrix[:, None, None, :, 0] * cells[None, None, :, None] + matrix[:, None, None, :, 1] * cells[None, :, None, None]
              + matrix[:, None, None, :, 2])
    return places * (2 / SIDE) - 1


def crowns_seen(store, chosen, matrix):
    """The crowns of crops in crop pixels, cut where the crop ends: middles u, v, half sides a, b, states, and which are seen at all;
    N x M each."""
    table = store.crowns[chosen]
    inverse = torch.linalg.inv(matrix[:, :, :2])
    middle = torch.einsum("nij,nmj->nmi", inverse, table[:, :, :2] - matrix[:, None, :, 2])
    # Of the upright box about a turned ellipse.
    half = torch.einsum("nij,nmj->nmi", inverse ** 2, table[:, :, 2:4] ** 2).sqrt()
    listed = torch.arange(table.shape[1], device=table.device) < store.crown_counts[chosen][:, None]
    seen = listed & (middle > -0.3 * half).all(2) & (middle < SIZE + 0.3 * half).all(2)
    order = torch.argsort(seen.float(), dim=1, descending=True, stable=True)[:, :max(1, int(seen.sum(1).max()))]
    middle, half = (torch.gather(x, 1, order[:, :, None].expand(-1, -1, 2)) for x in (middle, half))
    low, high = (middle - half).clamp(0, SIZE), (middle + half).clamp(0, SIZE)
    middle, half = (low + high) / 2, ((high - low) / 2).clamp(min=1)
    return middle, half, torch.gather(table[:, :, 4], 1, order), torch.gather(seen, 1, order)


def across(middle, half, least):
    """Of boxes along one axis: how near each cell is to the middle, 0..1 and 0 outside, and whether it lies in the box or at its rim."""
    cells = (torch.arange(CELLS, device=middle.device) + 0.5) * STRIDE
    first = ((middle - half) / STRIDE).floor().clamp(min=0)[..., None]
    last = ((middle + half) / STRIDE).floor().clamp(max=CELLS - 1)[..., None]
    index = torch.arange(CELLS, device=middle.device)
    off = middle[..., None] - cells
    inside = (index >= first) & (index <= last)
    return torch.exp(-0.5 * (off / (REACH * half).clamp(min=least)[..., None]) ** 2) * inside, inside | (index == last + 1)


def sampled(dice, rgb, matrix):
    """The crops of pictures, 0..1: most as sharp as the pictures, and every third batch twice as fine and then averaged, as a photo that was shrunk
    by area. With that alone, thin trunks and dead crowns of real photos, which are sharper, were lost."""
    factor = 2 if float(dice.uniform(0, 1, 1)) < 0.33 else 1
    fine = F.grid_sample(rgb.float() / 255, places_of(matrix, factor * SIZE, 1 / factor), mode="bilinear", padding_mode="reflection", align_corners=False)
    return F.avg_pool2d(fine, factor) if factor > 1 else fine


@torch.no_grad()
def batch(dice, store, count):
    """`count` crops: RGB (0..1) and, at the cells of the maps, what is true and what is known."""
    chosen = torch.multinomial(store.chances, count, replacement=True, generator=dice.generator)
    matrix, scale = views(dice, store, chosen)
    rgb = recoloured(dice, sampled(dice, store.rgb[chosen], matrix), gain=(-0.4, 0.3), gamma=0.3, tint=0.12, colour=(0.3, 1.4), haze=0.2, shadow=0.3)
    places = places_of(matrix, CELLS, STRIDE)
    raster = F.grid_sample(store.raster[chosen].float(), places, mode="nearest", padding_mode="border", align_corners=False).long()
    inside = ((places >= -1) & (places <= (store.extents[chosen] * (2 / SIDE) - 1)[:, None, None])).all(3).float()

    middle, half, state, seen = crowns_seen(store, chosen, matrix)
    (x, at_x), (y, at_y) = across(middle[..., 0], half[..., 0], 2.5), across(middle[..., 1], half[..., 1], 2.5)
    tiny = seen & (half.amin(2) < 4)
    hidden = torch.bmm((at_y & tiny[..., None]).float().transpose(1, 2), at_x.float()) > 0
    bell = y[:, :, :, None] * (x * (seen & ~tiny)[..., None])[:, :, None, :]
    heat, which = bell.max(1)
    is_box = heat > 0
    # A dead crown's own bell: its neighbours do not cut it.
    dead = (bell * (state == IS_DEAD)[:, :, None, None]).amax(1)

    def of(values, nothing):
        return torch.where(is_box, torch.gather(values, 1, which.flatten(1)).view_as(heat), torch.full_like(heat, nothing))

    cells = (torch.arange(CELLS, device=store.device) + 0.5) * STRIDE
    a, b, kind = of(half[..., 0], 0.0), of(half[..., 1], 0.0), of(state, float(HEALTHY))
    box = torch.stack([(of(middle[..., 0], 0.0) - cells[None, None, :]) * is_box, (of(middle[..., 1], 0.0) - cells[None, :, None]) * is_box, a, b], 1)
    # A small crown of a rare kind counts as one of middle size.
    rare = store.is_rare[chosen][:, None, None] & (kind != HEALTHY) & is_box
    counts = torch.where(rare, (MIDDLE ** 2 / (a * b).clamp(min=1)).clamp(1, 12), torch.ones_like(a))
    crowns_known = ((raster[:, 0] & CROWNS_KNOWN) > 0) & ~hidden
    deaths_known = ((raster[:, 0] & DEATHS_KNOWN) > 0) & ~hidden
    is_crown = heat > 0.1
    # Whether a crown declines is asked where a crown is; elsewhere none does.
    sure = torch.where(is_crown, (kind != UNSAID) * counts, store.elsewhere[chosen][:, None, None].expand_as(heat)) * inside
    # Dead crowns have a bell of their own: a living crown needs no box to show that it is none. One that declines may be dead.
    is_dead = dead > 0.1
    bits = torch.arange(len(RASTERS), device=store.device)[None, :, None, None]
    known = torch.where(bits == RASTERS.index(CARRIAGEWAY), raster & ROAD_KNOWN, raster & KNOWN) > 0
    return {"rgb": rgb, "heat": heat, "known": (crowns_known | is_crown) * counts * inside, "weight": heat * (heat > 0.2) * counts * inside,
            "box": box, "declines": (is_crown & (kind == DECLINES)).float(), "declines_known": sure, "dead": dead,
            "dead_known": ((deaths_known & (kind != DECLINES)) | is_dead) * torch.where(is_dead, counts, torch.ones_like(counts)) * inside,
            "truth": ((raster >> bits) & 1).float(), "truth_known": (known & (inside > 0)[:, None]).float()}
