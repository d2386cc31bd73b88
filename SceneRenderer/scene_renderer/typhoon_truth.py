"""What is true of the trees of the typhoon street: where they lie, what they block, what of them a photo shows."""

import numpy as np

from .geodesy import twd97
from .truth_file import rounded
from .typhoon_ground import LEFT_KERB, RIGHT_KERB

CELL = 0.25  # metres: canopy area is counted in squares of this side
CAR_WIDTH = 2.5  # metres: the narrowest gap that lets a car or an ambulance pass
VIEW = (-30.0, 114.0)  # x from, to that the truth speaks of


def places(street, points):
    """Scene points in longitude and latitude (EPSG:4326) and in TWD97 / TM2-121 (EPSG:3826)."""
    earth = street.to_longitude_latitude(np.asarray(points, float)[:, :2])
    east, north = twd97(earth[:, 1], earth[:, 0])
    return {
        "xy": rounded(np.asarray(points)[:, :2], 3),
        "longitude_latitude": rounded(earth, 9),
        "twd97": rounded(np.stack([east, north], axis=1), 3),
    }


def blocked(tree):
    """How much of the carriageway a lying tree takes, measured square to the street's axis between the kerbs.

    Returns the extent from the first to the last thing of the tree that lies on the carriageway,
    and the widest part of the carriageway that stays free beside it.
    """
    y = tree.points()[:, 1]
    on = y[(y > RIGHT_KERB) & (y < LEFT_KERB)]
    if not len(on):
        return 0.0, LEFT_KERB - RIGHT_KERB
    low, high = float(on.min()), float(on.max())
    return high - low, max(low - RIGHT_KERB, LEFT_KERB - high)


def fallen_record(street, tree):
    width, free = blocked(tree)
    return {
        "id": tree.name,
        "form": tree.form,
        "uprooted": tree.uprooted,
        "length": round(tree.length(), 3),
        "stem_diameter": round(float(2 * tree.radii[0]), 3),
        "stem_line": places(street, tree.stem),
        "on_carriageway": width > 0,
        "blocked_width_m": round(width, 2),
        "free_width_m": round(free, 2),
        "blocks_carriageway": bool(width > 0 and free < CAR_WIDTH),
        "photos": [],
    }


def covered_cells(points):
    """The squares of CELL metres that points lie over, as whole numbers (N x 2)."""
    return np.unique(np.floor(np.asarray(points)[:, :2] / CELL).astype(int), axis=0)


def crowns(street):
    """The standing crowns, and the area of carriageway that lies under any of them."""
    about = {o["id"]: o for o in street.objects if o["kind"] == "tree"}
    out, cells = [], []
    for name, points in street.crowns:
        own = covered_cells(points)
        y = (own[:, 1] + 0.5) * CELL
        over = own[(y > RIGHT_KERB) & (y < LEFT_KERB)]
        cells.append(over)
        middle = (points.min(0) + points.max(0)) / 2
        reach = np.percentile(np.hypot(points[:, 0] - middle[0], points[:, 1] - middle[1]), 97)
        out.append(
            {
                "id": name,
                "state": about[name]["state"],
                "height": round(float(about[name]["height"]), 2),
                "crown_radius": round(float(reach), 2),
                "centre": places(street, middle[None]),
                "canopy_over_carriageway_m2": round(len(over) * CELL**2, 2),
            }
        )
    total = len(np.unique(np.concatenate(cells), axis=0)) * CELL**2 if cells else 0.0
    return out, round(float(total), 2)


def carriageway(street):
    """The carriageway between the faces of its kerbs, within the part of the street that was flown."""
    (a, b), (low, high) = VIEW, (RIGHT_KERB, LEFT_KERB)
    return {
        "width": high - low,
        "axis": places(street, np.array([[a, (low + high) / 2], [b, (low + high) / 2]])),
        "right_edge": places(street, np.array([[a, low], [b, low]])),
        "left_edge": places(street, np.array([[a, high], [b, high]])),
        "polygon": places(street, np.array([[a, low], [b, low], [b, high], [a, high], [a, low]])),
    }


def outline(u, v, foot, tip, bin_pixels=8.0):
    """A polygon about projected points: their reach to either side of the line from foot to tip, bin by bin.

    Its corners are pixels; it hugs a tree that lies along a line and has no holes.
    """
    axis = np.asarray(tip, float) - foot
    axis /= max(np.hypot(*axis), 1e-9)
    side = np.array([-axis[1], axis[0]])
    p = np.stack([u, v], axis=1) - foot
    s, d = p @ axis, p @ side
    k = np.floor(s / bin_pixels).astype(int)
    low, high = [], []
    for b in range(k.min(), k.max() + 1):
        own = d[k == b]
        if len(own):
            at = np.asarray(foot) + axis * ((b + 0.5) * bin_pixels)
            low.append(at + side * own.min())
            high.append(at + side * own.max())
    return np.array(low + high[::-1])


class Sighting:
    """Looks at a drawn frame and notes what is seen of each lying tree."""

    def __init__(self, street, camera, pose):
        self.street, self.camera, self.pose, self.records = street, camera, pose, {}

    def __call__(self, frame):
        camera = self.camera
        for tree in self.street.fallen:
            points = tree.points()
            u, v, z = self.pose.project(camera, self.street.to_enu(points))
            inside = (z > 0) & (u >= 0) & (v >= 0) & (u < camera.width) & (v < camera.height)
            if inside.mean() < 0.05:
                continue
            i = np.clip((u * frame.ss).astype(int), 0, frame.columns - 1)
            j = np.clip((v * frame.ss).astype(int), 0, frame.rows - 1)
            below_eye = frame.eye[2] - points[:, 2]
            # Nothing more than half a metre above it hides it: its own leaves and branches do not count.
            seen = inside & (frame.depth[j, i] > below_eye - 0.5 - 0.4 * points[:, 2].max())
            su, sv, _ = self.pose.project(camera, self.street.to_enu(tree.stem))
            ring = outline(u, v, np.array([su[0], sv[0]]), np.array([su[-1], sv[-1]]))
            self.records[tree.name] = {
                "inside": round(float(inside.mean()), 4),
                "visible": round(float(seen.mean()), 4),
                "outline": rounded(ring, 1),
                "stem": rounded(np.stack([su, sv], axis=1), 1),
            }
