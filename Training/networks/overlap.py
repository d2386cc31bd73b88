"""What two boxes share, as a loss can use it."""
import torch


def overlap(du, dv, true, own):
    """Of two boxes with parallel sides whose middles are (du, dv) apart and whose half sides are `true` and `own`: what they share of their
    union, 0..1, and the same less the empty part of the box about both, -1..1."""
    shared, hull, first, second = 1, 1, 1, 1
    for off, side, guess in zip((du, dv), true, own):
        low, high = torch.maximum(-side, -off - guess), torch.minimum(side, guess - off)
        shared = shared * (high - low).clamp(min=0)
        hull = hull * (torch.maximum(side, guess - off) - torch.minimum(-side, -off - guess))
        first, second = first * 2 * side, second * 2 * guess
    union = first + second - shared
    share = shared / union.clamp(min=1)
    return share, share - (hull - union) / hull.clamp(min=1)
