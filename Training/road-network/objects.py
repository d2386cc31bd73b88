"""What the road network is taught: pictures with boxes that lie along the road, and what is not known of them."""
from typing import NamedTuple, Optional

import numpy as np

# The kinds of the network's first maps. A line crack is longitudinal or transverse by its box, which lies along the road.
KINDS = ("line_crack", "alligator_crack", "repair", "pothole", "utility_cover")
LINE, ALLIGATOR, REPAIR, POTHOLE, COVER = range(len(KINDS))
AREAS = (ALLIGATOR, REPAIR, POTHOLE)

# The maps after them: the inside of area damage; where the box's middle lies, in 32 pixels; the logarithms, to base 2 over 8 pixels, of its
# half sides nearest to the direction of growing u and to that of growing v; the cosine and sine of four times the angle of its sides, which
# a quarter turn does not change, and of twice the road's own, all doubled.
MAPS = KINDS + ("inside", "offset_u", "offset_v", "side_u", "side_v", "frame_cosine", "frame_sine", "axis_cosine", "axis_sine")
INSIDE, OFFSET_U, OFFSET_V, SIDE_U, SIDE_V, FRAME_COSINE, FRAME_SINE, COSINE, SINE = range(len(KINDS), len(MAPS))
OFFSET_UNIT, SIDE_UNIT, AXIS_UNIT = 32.0, 8.0, 2.0

# States of the inside raster.
OUTSIDE, WITHIN, DOUBTFUL = range(3)
# Pixels a side of a cell of the rasters.
CELL = 2


class Thing(NamedTuple):
    """A box in a picture. `angle` is that of the road there: radians from growing u towards growing v; `along` and `across` are
    half sides in pixels."""
    kind: int
    u: float
    v: float
    along: float
    across: float
    angle: float


class Picture(NamedTuple):
    """A training picture. `unknown` has bit k set in cells where kind k may be without being listed; `inside` says where area damage
    is. `turn` bounds how far it may be turned, in radians: pictures taken from a car stay upright."""
    name: str
    rgb: np.ndarray
    things: list
    unknown: np.ndarray
    inside: np.ndarray
    axis: Optional[float] = None
    turn: float = np.pi
    weight: float = 1.0


def cells(rgb):
    """Empty rasters of a picture."""
    shape = ((rgb.shape[0] + CELL - 1) // CELL, (rgb.shape[1] + CELL - 1) // CELL)
    return np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)


def upright(kind, x, y, width, height):
    """A box of a picture whose road runs upwards."""
    return Thing(kind, x + width / 2, y + height / 2, height / 2, width / 2, np.pi / 2)
