"""Crops of two pictures: half of one beside half of the other, or one shining through the other.

So a network cannot know a tile by its surroundings. Works on what the road network sees (brightness, cracks, built surface), not on colours.
"""
import torch

from objects import DOUBTFUL, WITHIN
from views import SIZE, whole

HALVES, THROUGH = 0.4, 0.4  # parts of the crops that could be; the rest stay as they are
NOWHERE = -1e4


def light_of(look):
    """Mean brightness of what is paved: N x 1 x 1."""
    return (look[:, 0] * look[:, 2]).sum((1, 2), keepdim=True) / look[:, 2].sum((1, 2), keepdim=True).clamp(min=1)


def halves(dice, count, device):
    """Windows (N x 2 x 2) of the two parts of crops cut upright or level."""
    place = dice.uniform(0.25, 0.75, count) * SIZE
    first, second = whole(count, device), whole(count, device)
    every, side = torch.arange(count, device=device), dice.chance(0.5, count).long()
    first[every, 1, side] = place
    second[every, 0, side] = place
    swap = dice.chance(0.5, count)[:, None, None]
    return torch.where(swap, second, first), torch.where(swap, first, second)


def within(windows, shape):
    """Whether the cells of a raster lie in the windows: N x rows x columns."""
    v, u = ((torch.arange(n, device=windows.device) + 0.5) * (SIZE / n) for n in shape)
    (low_u, low_v), (high_u, high_v) = (windows[:, k].unbind(1) for k in (0, 1))
    inside_u = (u[None] >= low_u[:, None]) & (u[None] < high_u[:, None])
    inside_v = (v[None] >= low_v[:, None]) & (v[None] < high_v[:, None])
    return inside_v[:, :, None] & inside_u[:, None, :]


def mixed_looks(look, guest, takes, is_through):
    """What is seen where `takes` shows the guest, and of crops that the guest shines through."""
    own_light, light = light_of(look), light_of(guest).clamp(min=0.05)
    # Beside one another they are about as bright, or every seam were a patch's.
    beside = torch.cat([(guest[:, :1] * (own_light / light).clamp(0.5, 2)[:, None]).clamp(0, 1), guest[:, 1:]], 1)
    through = torch.stack([(look[:, 0] * (guest[:, 0] / light).clamp(0.25, 1.5)).clamp(0, 1),
                           torch.maximum(look[:, 1], guest[:, 1]), torch.minimum(look[:, 2], guest[:, 2])], 1)
    return torch.where(takes[:, None], beside, torch.where(is_through[:, None, None, None], through, look))


def mixed_rasters(raster, guest, takes, is_through):
    """What is unknown and where area damage is; of both where both are seen."""
    inside = torch.stack([raster[:, 1], guest[:, 1]])
    either = torch.where((inside == WITHIN).any(0), WITHIN, torch.where((inside == DOUBTFUL).any(0), DOUBTFUL, 0))
    both = torch.stack([raster[:, 0] | guest[:, 0], either], 1)
    return torch.where(takes[:, None], guest, torch.where(is_through[:, None, None, None], both, raster))


def mixed(dice, own, guest):
    """`own` crops whose first ones hold some of `guest`, and the windows that those and the guests are seen through."""
    count, device = len(guest.look), own.look.device
    draw = torch.where(own.axes[:count, 2] > 0, dice.uniform(0, 1, count), torch.ones(count, device=device))
    is_half, is_through = draw < HALVES, (draw >= HALVES) & (draw < HALVES + THROUGH)
    one, other = halves(dice, count, device)
    everything, is_cut = whole(count, device), is_half[:, None, None]
    uncut = torch.where(is_through[:, None, None], everything, torch.full_like(everything, NOWHERE))
    windows = torch.where(is_cut, one, everything), torch.where(is_cut, other, uncut)

    first = own._replace(look=own.look[:count], raster=own.raster[:count], valid=own.valid[:count])
    look = mixed_looks(first.look, guest.look, within(windows[1], first.look.shape[2:]) & is_cut, is_through)
    takes = within(windows[1], first.raster.shape[2:]) & is_cut
    raster = mixed_rasters(first.raster, guest.raster, takes, is_through)
    valid = torch.where(takes, guest.valid, torch.where(is_through[:, None, None], first.valid & guest.valid, first.valid))

    def with_rest(part, parts):
        return torch.cat([part, parts[count:]])

    return own._replace(look=with_rest(look, own.look), raster=with_rest(raster, own.raster), valid=with_rest(valid, own.valid)), windows
