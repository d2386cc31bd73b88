"""What the tree network is taught: pictures with crowns as boxes, and what each pixel belongs to."""
from typing import NamedTuple

import numpy as np

# The network's maps: where crowns have their middle; in crowns, whether they are declining (brown, losing leaves); where dead (or bare) crowns
# have their middle; standing canopy; stems and large limbs that lie; all that lies, stems, branches and leaves; the carriageway, also where something hides it; then the
# box of the crown whose middle is nearest: where its middle lies, in 32 pixels, and the logarithms, to base 2 over 8 pixels, of its half sides.
MAPS = ("crown", "declining", "dead", "canopy", "stem", "fallen", "carriageway", "offset_u", "offset_v", "side_u", "side_v")
CROWN, DECLINING, DEAD, CANOPY, STEM, FALLEN, CARRIAGEWAY, OFFSET_U, OFFSET_V, SIDE_U, SIDE_V = range(len(MAPS))
OFFSET_UNIT, SIDE_UNIT = 32.0, 8.0
# The maps with a truth for each pixel, in the order of the bits of the rasters.
RASTERS = (CANOPY, STEM, FALLEN, CARRIAGEWAY)

HEALTHY, DECLINES, IS_DEAD, UNSAID = range(4)


class Picture(NamedTuple):
    """A training picture: `crowns` are rows (u, v, half width, half height, state), `truth` and `known` have bit k for `RASTERS[k]`; where
    crowns are not listed, `crowns_known` is 0; where dead ones are not, `deaths_known`."""
    name: str
    rgb: np.ndarray
    crowns: np.ndarray
    truth: np.ndarray
    known: np.ndarray
    crowns_known: np.ndarray
    deaths_known: np.ndarray
    weight: float = 1.0
    # How much larger it may be shown, as a range.
    scale: tuple = (0.6, 1.5)
    # Some places (u, v) of what lies on the ground.
    lying: np.ndarray = np.zeros((0, 2))
    # Whether what its network takes for something that lies is sought in it.
    has_lures: bool = False
    # Whether its crowns that are not healthy are few and small.
    is_rare: bool = False
    # How much it counts that no place outside the crowns shows one that declines.
    elsewhere: float = 0.05
