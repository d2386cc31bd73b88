"""Where crops look, and which boxes they see."""
import math

import torch

from dice import kept_inside, matrices

SIZE = 512  # pixels a side of crops and of the parts of pictures that they are taken from


def whole(count, device):
    """Windows that show all of their crops."""
    return torch.tensor([[0.0, 0.0], [SIZE, SIZE]], device=device).repeat(count, 1, 1)


def draw_views(dice, store, chosen, beside=None):
    """N x 2 x 3 matrices from crop pixels to picture pixels, their scales (picture pixels a crop pixel), and their turns and mirrorings;
    roads run as they do in crops with the turns and mirrorings `beside`."""
    n = len(chosen)
    most = store.turns[chosen]
    scale = torch.exp(dice.uniform(math.log(0.66), math.log(1.3), n))
    scale = torch.where(dice.chance(0.3, n), torch.ones_like(scale), scale)
    quarter = torch.floor(dice.uniform(0, 4, n)) * (math.pi / 2) * (most > 3)
    turn = torch.where(dice.chance(0.5, n), quarter, quarter + 0.06 * dice.normal(n))
    turn = torch.where(dice.chance(0.2, n), dice.uniform(-1, 1, n) * most, turn)
    flip = torch.where(dice.chance(0.5, n), -1.0, 1.0)
    if beside:
        turn = beside[0] * beside[1] * flip
    # Half of the crops look at a thing, if there is any.
    tables = store.tables[chosen]
    is_thing = (tables[:, :, 0] >= 0).float()
    pick = torch.multinomial(is_thing + 1e-6, 1, generator=dice.generator)
    centre = torch.gather(tables[:, :, 1:3], 1, pick[:, :, None].expand(-1, -1, 2))[:, 0]
    centre = centre + dice.uniform(-0.25, 0.25, n, 2) * SIZE * scale[:, None]
    anywhere = dice.uniform(0, 1, n, 2) * store.extents[chosen]
    centre = torch.where((dice.chance(0.5, n) & (is_thing.sum(1) > 0))[:, None], centre, anywhere)
    return matrices(kept_inside(centre, store.extents[chosen], scale, SIZE), turn, scale, flip, SIZE), scale, (turn, flip)


def seen(tables, matrix, scale, window=None):
    """The boxes in crop pixels: those to be asked for, and those of which too little is seen (kind -1 where there is none). Of each crop only
    `window` is seen, if any: N x 2 x 2 pixels, (least u, v), (greatest u, v)."""
    window = whole(1, tables.device) if window is None else window
    first, last = window[:, None, 0], window[:, None, 1]
    inverse = torch.linalg.inv(matrix[:, :, :2])
    kind, along, across, angle = tables[:, :, 0], tables[:, :, 3] / scale[:, None], tables[:, :, 4] / scale[:, None], tables[:, :, 5]
    centre = torch.einsum("nij,nmj->nmi", inverse, tables[:, :, 1:3] - matrix[:, None, :, 2])
    d = torch.einsum("nij,nmj->nmi", inverse, torch.stack([torch.cos(angle), torch.sin(angle)], 2))
    d = d / d.norm(dim=2, keepdim=True)
    angle = torch.atan2(d[:, :, 1], d[:, :, 0])
    n = torch.stack([-d[:, :, 1], d[:, :, 0]], 2)
    half = along[:, :, None] * d.abs() + across[:, :, None] * n.abs()
    low, high = centre - half, centre + half
    hits = ((high > first + 2) & (low < last - 2)).all(2) & (kind >= 0)
    # Where sides are about upright a box is cut at the window's border, as boxes are cut at the borders of photos.
    upright = torch.sin(2 * angle).abs() < 0.26
    cut_low, cut_high = low.maximum(first).minimum(last), high.maximum(first).minimum(last)
    share = (cut_high - cut_low).prod(2) / (high - low).prod(2).clamp(min=1e-6)
    is_cut = upright & (share < 0.98)
    cut_half = (cut_high - cut_low) / 2
    runs_up = torch.sin(angle).abs() > 0.7
    along_cut = torch.where(runs_up, cut_half[:, :, 1], cut_half[:, :, 0])
    across_cut = torch.where(runs_up, cut_half[:, :, 0], cut_half[:, :, 1])
    steps = torch.tensor([(a, b) for a in (-1, -0.5, 0, 0.5, 1) for b in (-1, 0, 1)], device=tables.device, dtype=torch.float32)
    points = (centre[:, :, None] + (steps[:, 0] * along[:, :, None])[..., None] * d[:, :, None]
              + (steps[:, 1] * across[:, :, None])[..., None] * n[:, :, None])
    share = torch.where(upright, share, ((points >= first[:, :, None]) & (points <= last[:, :, None])).all(3).float().mean(2))
    centre = torch.where(is_cut[:, :, None], (cut_low + cut_high) / 2, centre)
    along, across = torch.where(is_cut, along_cut, along).clamp(min=1), torch.where(is_cut, across_cut, across).clamp(min=1)
    asked = hits & (share >= 0.3) & (torch.maximum(along, across) >= 5)
    boxes = torch.stack([kind, centre[:, :, 0], centre[:, :, 1], along, across, angle], 2)
    none = torch.full_like(kind, -1.0)

    def only(which):
        return torch.cat([torch.where(which, kind, none)[:, :, None], boxes[:, :, 1:]], 2)

    return only(asked), only(hits & ~asked)
