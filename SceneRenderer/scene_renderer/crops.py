"""Small scenes with a mask each: crops with a crack of known width, and crops with none but much that resembles one."""

import json
import os

import numpy as np
from PIL import Image

from . import damage, raised, surfaces
from .camera import Camera, Orientation, Pose
from .flight import crack_mask, write_mask
from .render import Optics, render
from .pavement import BAY, CENTRE_LINE, FOOTWAY_END, KERB, LEFT_GUTTER, LEFT_KERB, RIGHT_GUTTER, RIGHT_KERB
from .street import Street

_FOCAL = 2400.0

# Where a crop without a crack looks: the things that are mistaken for cracks.
DISTRACTORS = {
    "lane-paint": lambda r: (r.uniform(-2, 2), RIGHT_GUTTER + 0.28),
    "centre-line": lambda r: (r.uniform(6.8, 10.8), CENTRE_LINE),
    "gutter": lambda r: (r.uniform(-6, 16), LEFT_GUTTER + 0.1),
    "kerb-shadow": lambda r: (r.uniform(-6, 16), RIGHT_KERB + 0.2),
    "footway-joints": lambda r: (r.uniform(-6, 16), (LEFT_KERB + KERB + FOOTWAY_END) / 2),
    "concrete-joint": lambda r: (BAY[0] + 3.4 * r.integers(0, 4), r.uniform(-3.6, -2.2)),
    "patch-seam": lambda r: (r.uniform(-0.2, 2.6), 1.0),
    "manhole": lambda r: (-3.0, -1.75),
    "sealed-crack": lambda r: (13.0, -0.4),
    "grass": lambda r: (r.uniform(-6, 16), -6.6),
    "grass-edge": lambda r: (r.uniform(-6, 16), FOOTWAY_END),
    "plain": lambda r: (r.uniform(-6, 5), r.uniform(-0.4, 1.4)),
}
# Where a crack may lie: a middle in y and the surface's name.
BEDS = {"asphalt": (-8.0, 5.0, -3.8, 2.0), "concrete": (6.5, 15.5, -3.9, -2.2), "footway": (-8.0, 16.0, 3.7, 4.9)}


class CropStreet(Street):
    """The street with other damage and at most one tree."""

    def __init__(self, seed, texel, bounds, lawn, cracks, tree_at):
        self._given, self._tree_at = cracks, tree_at
        super().__init__(seed, texel, bounds, lawn)

    def _damage(self):
        self.cracks += self._given
        self._collect()

    def _raised(self):
        if self._tree_at is not None:
            leaves, limbs = raised.tree(self.light, self._tree_at, 4.8, 1.7, self.seed * 100 + 61)
            self.add_tree("T01", leaves, limbs, foot=list(self._tree_at), height=4.8, crown_radius=1.7)


def make_crops(folder, seed, count, size, report=print):
    """Writes `count` crops with a crack and as many without to `folder`: crack/ and nothing/, each images and masks."""
    texel = 0.002
    lawn = surfaces.Lawn(texel, seed + 900)
    rng = np.random.default_rng(seed)
    entries = []
    kinds = [("crack", list(BEDS)[k % 3]) for k in range(count)] + [
        ("nothing", list(DISTRACTORS)[k % len(DISTRACTORS)]) for k in range(count)
    ]
    for k, (kind, what) in enumerate(kinds):
        number = int(rng.integers(1, 2**30))
        own = np.random.default_rng(number)
        gsd = own.uniform(0.002, 0.005)
        side = gsd * size
        cracks = []
        if kind == "crack":
            x0, x1, y0, y1 = BEDS[what]
            x, y = own.uniform(x0, x1), own.uniform(y0, y1)
            heading = own.uniform(0, np.pi)
            step = np.array([np.cos(heading), np.sin(heading)]) * side * own.uniform(0.35, 0.8)
            middle = np.array([x, y]) + own.normal(0, 0.1 * side, 2)
            width = float(np.exp(own.uniform(np.log(max(3.0, 900 * gsd)), np.log(26))))
            if own.random() < 0.2:
                cracks = [
                    damage.alligator(
                        "A01",
                        middle,
                        (0.33 * side, 0.25 * side),
                        own.uniform(0, 180),
                        0.10 + 0.08 * own.random(),
                        max(4.0, 1200 * gsd),
                        number,
                    )
                ]
            else:
                cracks = [
                    damage.crack(
                        "C01",
                        "crack",
                        "crack",
                        [middle - step, middle + own.normal(0, 0.06 * side, 2), middle + step],
                        width,
                        number,
                        branches=int(own.integers(0, 4)),
                        branch_length=0.25 * side,
                    )
                ]
        else:
            x, y = DISTRACTORS[what](own)
            if what == "sealed-crack":
                cracks = [
                    damage.sealed_crack("S01", [(11.6, -1.3), (13.0, -0.4), (14.2, -0.1), (16.0, -0.45)], 55, number)
                ]
        r = side * 0.75
        tree_at = (x + own.uniform(-1, 1), y - 3.3 + own.uniform(-0.8, 0.5)) if own.random() < 0.35 else None
        street = CropStreet(int(own.integers(1, 5000)), texel, (x - r, y - r, x + r, y + r), lawn, cracks, tree_at)
        camera = Camera(size, size, _FOCAL, _FOCAL, size / 2, size / 2)
        e, n, _ = street.to_enu(np.array([[x, y, 0.0]]))[0]
        pose = Pose(float(e), float(n), float(gsd * _FOCAL), Orientation(float(own.uniform(-180, 180)), -90.0, 0.0))
        pixels, _, hidden = render(street, camera, pose, number, Optics(vignetting=0.0))
        name = f"{kind}-{what}-{k:03d}"
        target = os.path.join(folder, kind)
        os.makedirs(os.path.join(target, "images"), exist_ok=True)
        os.makedirs(os.path.join(target, "masks"), exist_ok=True)
        Image.fromarray(pixels).save(os.path.join(target, "images", name + ".jpg"), quality=92)
        mask = crack_mask(street.cracks, street, camera, pose, hidden)
        write_mask(os.path.join(target, "masks", name + ".png"), mask, np.zeros_like(mask))
        entry = {
            "file": f"{kind}/images/{name}.jpg",
            "mask": f"{kind}/masks/{name}.png",
            "gsd": round(float(gsd), 6),
            "on": what,
        }
        if kind == "crack":
            median, widest, length = cracks[0].width_statistics()
            entry |= {
                "class": cracks[0].damage_class,
                "width_median_mm": round(median * 1000, 2),
                "width_max_mm": round(widest * 1000, 2),
                "length": round(length, 3),
            }
        entries.append(entry)
        report(name)
    with open(os.path.join(folder, "crops.json"), "w", encoding="utf-8", newline="\n") as file:
        json.dump(
            {"about": "Synthetic crops. Mask values: 0 nothing, 1 crack.", "seed": seed, "crops": entries},
            file,
            indent=1,
        )
        file.write("\n")
