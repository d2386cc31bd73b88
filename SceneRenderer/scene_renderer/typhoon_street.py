"""A street in Kaohsiung the morning after a typhoon, for photos from 45 m: trees lie across, beside and along it."""

import numpy as np

from . import raised, surfaces
from .branching import (
    BARK,
    GREY_WOOD,
    PALE_WOOD,
    bare_tree,
    branching,
    hedge,
    joined,
    leaf_mass,
    lying_stem,
    root_plate,
)
from .ground import GroundMap
from .light import Light
from .raised import Limb
from .scene import Scene
from .typhoon_ground import LEFT_KERB, RIGHT_KERB, TyphoonGround
from .typhoon_things import FallenTree, coarse, flat_topped

BOUNDS = (-30.0, -42.0, 114.0, 42.0)


class TyphoonStreet(TyphoonGround, Scene):
    """See the module. `fallen` and `objects` are what the truth is written from: the very geometry that is drawn."""

    shadow_texel = 0.025

    def __init__(self, seed=11, texel=0.025, bounds=BOUNDS, furnish=True):
        light = Light.at(azimuth_from_x_degrees=-68, elevation_degrees=36.0)
        super().__init__(light, 22.6391, 120.3108, 24.6, azimuth_degrees=118.0)
        self.seed = seed
        self.fallen, self.crowns, self._pits = [], [], []
        self._shaded = []
        if furnish:
            self._things()
            self._standing()
            self._lying()
            self._litter(np.random.default_rng(seed + 40))
            self._twigs(np.random.default_rng(seed + 41))
        else:
            self.leaves_fallen = surfaces.scatter_litter(np.random.default_rng(0), np.zeros(0), np.zeros(0))
        self.ground = GroundMap(self, bounds, texel)

    # What stands.

    def sun_at(self, points):
        """How much sun reaches points in space past everything added so far."""
        through = np.ones(len(points))
        for shadow in self.shadows:
            through = through * shadow.at_points(points)
        return through

    def limb_light(self, point):
        """Bark inside a leafy crown is mostly shaded."""
        for x, y, reach, base in self._shaded:
            if point[2] > base and np.hypot(point[0] - x, point[1] - y) < reach:
                return 0.25
        return 1.0

    def _leafy(self, name, foot, height, radius, hue, k, state="healthy", density=1.0):
        leaves, limbs = raised.tree(
            self.light, foot, height, radius, self.seed * 1000 + k, leaf_length=0.15, hue=hue, density=density, lumps=52
        )
        self._shaded.append((foot[0], foot[1], 0.8 * radius, height - 1.5 * radius))
        self.add_tree(name, leaves, limbs, foot=list(foot), height=height, crown_radius=radius, state=state)
        self.crowns.append((name, leaves.centres))

    def _bare(self, name, foot, height, radius, k, bark=BARK, state="bare"):
        tree = bare_tree(np.random.default_rng(self.seed * 1000 + k), foot, height, radius, bark)
        self.limbs += tree.limbs
        self.shadows.append(raised.ShadowMap(self.light, limbs=tree.limbs, texel=self.shadow_texel))
        ends = np.array([l.b for l in tree.limbs])
        reach = float(np.percentile(np.hypot(ends[:, 0] - foot[0], ends[:, 1] - foot[1]), 98))
        self.objects.append(
            {
                "id": name,
                "kind": "tree",
                "foot": list(foot),
                "height": height,
                "crown_radius": round(reach, 2),
                "state": state,
            }
        )
        self.crowns.append((name, np.concatenate([ends, (ends + np.array([l.a for l in tree.limbs])) / 2])))

    def _standing(self):
        rng = np.random.default_rng(self.seed + 1)
        green = [(0.072, 0.112, 0.032), (0.062, 0.100, 0.032), (0.086, 0.122, 0.034), (0.058, 0.088, 0.036)]
        k = 0

        def tree(foot, height, radius, state="healthy"):
            nonlocal k
            k += 1
            name = f"T{k:02d}"
            if state == "bare":
                self._bare(name, foot, height, radius, k)
            elif state == "dead":
                self._leafy(name, foot, height, radius, (0.150, 0.098, 0.050), k, "dead", 0.45)
            else:
                self._leafy(name, foot, height, radius, green[k % len(green)], k)

        for x, state in (
            (-22, "healthy"), (-13, "healthy"), (-4, "healthy"), (6, "bare"), (14, "healthy"), (51, "healthy"),
            (59, "dead"), (72, "healthy"), (81, "healthy"), (98, "healthy"), (106, "healthy"),
        ):  # fmt: skip
            tree(
                (x + rng.normal(0, 0.4), -6.0 + rng.normal(0, 0.2)), rng.uniform(6.5, 8.5), rng.uniform(2.3, 3.3), state
            )
        for x, state in (
            (-17, "healthy"),
            (-7, "healthy"),
            (10, "healthy"),
            (31, "bare"),
            (57, "healthy"),
            (95, "bare"),
            (104, "healthy"),
        ):
            tree((x + rng.normal(0, 0.4), 5.5), rng.uniform(5.5, 7.5), rng.uniform(1.9, 2.7), state)
        for foot, height, radius, state in (
            ((-8, -20), 9.0, 4.2, "healthy"), ((4, -29), 10.0, 4.6, "healthy"), ((17, -17), 8.0, 3.4, "dead"),
            ((24, -30), 9.5, 4.4, "healthy"), ((38, -24), 8.5, 3.9, "healthy"), ((49, -33), 9.0, 4.0, "healthy"),
            ((60, -19), 7.5, 3.2, "bare"), ((76, -27), 10.0, 4.8, "healthy"), ((88, -18), 7.5, 3.3, "healthy"),
            ((99, -31), 9.0, 4.2, "healthy"), ((2, 24), 8.0, 3.5, "healthy"), ((-12, 31), 8.5, 3.9, "healthy"),
            ((72, 17), 7.0, 2.9, "healthy"), ((96, 22), 8.5, 3.7, "dead"),
        ):  # fmt: skip
            tree(foot, height, radius, state)

    def _things(self):
        for k, (x, side) in enumerate([(0, 1), (27, 1), (54, 1), (80, 1), (-20, -1), (40, -1), (66, -1), (92, -1)]):
            y = LEFT_KERB + 0.5 if side > 0 else RIGHT_KERB - 0.5
            self.add_post(
                f"L{k + 1:02d}", raised.lamp_post((x, y), 7.5, 1.8, -90 if side > 0 else 90), foot=[x, y], height=7.5
            )
        for k, (x, y, heading, paint) in enumerate(
            [
                (3.5, -3.4, 1, (0.40, 0.40, 0.41)), (-12.0, 3.3, 180, (0.028, 0.030, 0.034)), (73.5, 3.2, 181, (0.33, 0.05, 0.045)),
                (99.0, -1.9, 2, (0.05, 0.08, 0.17)), (26.0, 12.6, 90, (0.42, 0.42, 0.42)), (29.1, 12.5, 91, (0.06, 0.065, 0.07)),
                (38.0, 12.8, 269, (0.20, 0.21, 0.22)), (47.2, 12.5, 90, (0.10, 0.03, 0.03)), (35.0, 22.0, 2, (0.45, 0.45, 0.43)),
            ]
        ):  # fmt: skip
            self.add_solid(
                f"V{k + 1:02d}", coarse(raised.car(self.light, (x, y), heading, paint, self.seed + k)), centre=[x, y]
            )
        # A lorry: its shadow is long, straight and narrow like a plank.
        self.add_solid(
            "V20", flat_topped(self.light, (84.5, -3.2), 0.5, 8.6, 2.4, 3.3, (0.36, 0.37, 0.37), 3), centre=[84.5, -3.2]
        )
        for name, centre, heading, size, tone in (
            ("H01", (9.0, 17.5), 2, (15.0, 9.0, 4.2), (0.20, 0.20, 0.195)),
            ("H02", (79.0, 26.0), -1, (17.0, 11.0, 5.0), (0.07, 0.12, 0.19)),
        ):
            self.add_solid(
                name,
                flat_topped(self.light, centre, heading, *size, tone, len(name) + int(centre[0])),
                centre=list(centre),
            )
            self.objects[-1]["kind"] = "building"
        # Lying on the ground, straight and of even width: pipes that are no trees.
        white_pipe, rusty = (0.52, 0.52, 0.50), (0.16, 0.085, 0.05)
        pipes = [
            ((52.0, 20.0), (58.0, 21.2), 0.14, white_pipe),
            ((52.2, 20.7), (58.1, 21.8), 0.14, white_pipe),
            ((10.0, -8.4), (15.8, -8.9), 0.09, rusty),
        ]
        for k, (a, b, r, tone) in enumerate(pipes):
            bar = Limb(np.array([*a, r]), np.array([*b, r]), r, r, tone)
            self.add_post(f"P{k + 1:02d}", [bar], foot=list(a), height=2 * r)
            self.objects[-1]["kind"] = "pipe"
        rng = np.random.default_rng(self.seed + 5)
        for k, (a, b) in enumerate(
            [((18.0, 8.6), (44.0, 8.6)), ((48.0, 8.6), (64.0, 8.6)), ((66.0, -10.6), (92.0, -10.6))]
        ):
            self._add_leaves(f"B{k + 1:02d}", hedge(rng, self.light, a, b, 0.95, 1.1), "hedge")

    def _add_leaves(self, name, leaves, kind):
        self.leaves.append(leaves)
        self.shadows.append(raised.ShadowMap(self.light, leaves=leaves, texel=self.shadow_texel))
        self.objects.append({"id": name, "kind": kind})

    # What lies.

    def _lying(self):
        self._fell(
            "F01", "leafy", (22.0, -6.3), 81.0, 12.6, 0.46, reach=3.6, clear=0.34, count=17, leaves=46, plate=1.25
        )
        self._fell(
            "F02", "bare", (45.5, 6.0), -104.0, 5.7, 0.26, reach=1.6, clear=0.36, count=13, leaves=0, bark=GREY_WOOD
        )
        self._fell("F03", "limb", (64.0, -5.2), 33.0, 5.2, 0.15, reach=1.35, clear=0.25, count=9, leaves=26)
        self._fell(
            "F04", "leafy", (80.0, 5.95), 178.0, 6.6, 0.24, reach=0.95, clear=0.30, count=12, leaves=34, plate=0.6
        )
        self._fell(
            "F05", "leafy", (31.5, -6.95), 3.0, 8.8, 0.34, reach=1.30, clear=0.34, count=13, leaves=30, plate=0.85
        )

    def _fell(self, name, form, foot, direction, length, diameter, reach, clear, count, leaves, plate=None, bark=BARK):
        rng = np.random.default_rng(self.seed * 100 + int(name[1:]))
        stem, radii = lying_stem(rng, foot, direction, length, diameter)
        tree = branching(rng, stem, radii, bark, reach, clear, count, lying=True)
        sun = self.sun_at
        for l in tree.limbs:
            l.sun_share = float(sun((l.a + l.b)[None] / 2 + [0, 0, l.ra])[0])
        parts = []
        if leaves:
            hue = (0.082, 0.116, 0.044) if form == "leafy" else (0.095, 0.112, 0.045)
            parts.append(leaf_mass(rng, self.light, tree, leaves, 0.13, 0.14, hue, sun))
        wood = list(tree.limbs)
        if plate:
            roots, clods = root_plate(rng, self.light, foot, direction, plate)
            for l in roots:
                l.sun_share = float(sun((l.a + l.b)[None] / 2)[0])
            wood += roots
            parts.append(clods)
            self._pits.append((foot, direction, plate))
        else:  # pale splinters where it broke
            back = stem[0] - stem[1]
            back /= np.linalg.norm(back)
            for _ in range(7):
                p = stem[0] + rng.normal(0, 0.35, 3) * radii[0]
                wood.append(
                    Limb(
                        p,
                        p + back * rng.uniform(0.1, 0.4),
                        0.3 * radii[0],
                        0.02,
                        PALE_WOOD,
                        sun_share=float(sun(p[None])[0]),
                    )
                )
        mass = joined(parts) if parts else None
        self.limbs += wood
        if mass is not None:
            self.leaves.append(mass)
        self.shadows.append(raised.ShadowMap(self.light, leaves=mass, limbs=wood, texel=self.shadow_texel))
        leafy = parts[0] if leaves else None
        self.fallen.append(FallenTree(name, form, stem, radii, wood, leafy, plate is not None))

    def _litter(self, rng):
        x0, _, x1, _ = BOUNDS
        n = 9000
        xs, ys = [rng.uniform(x0, x1, n)], [rng.uniform(-11, 9, n)]
        gutter = rng.uniform(x0, x1, 3600)
        side = rng.random(3600) < 0.5
        xs.append(gutter)
        ys.append(
            np.where(
                side, RIGHT_KERB + np.abs(rng.normal(0, 0.22, 3600)), LEFT_KERB - np.abs(rng.normal(0, 0.22, 3600))
            )
        )
        for tree in self.fallen:
            m = 700
            spots = tree.stem[rng.integers(len(tree.stem) // 2, len(tree.stem), m), :2] + rng.normal(0, 2.2, (m, 2))
            xs.append(spots[:, 0])
            ys.append(spots[:, 1])
        for o in self.objects:
            if o["kind"] == "tree":
                m = 240
                xs.append(o["foot"][0] + rng.normal(0, o["crown_radius"] * 0.8, m))
                ys.append(o["foot"][1] + rng.normal(0, o["crown_radius"] * 0.8, m))
        self.leaves_fallen = surfaces.scatter_litter(rng, np.concatenate(xs), np.concatenate(ys))
        pale = 0.35 + 0.35 * rng.random(len(self.leaves_fallen))  # wet leaves are dull
        self.leaves_fallen["r"] *= pale
        self.leaves_fallen["g"] *= pale
        self.leaves_fallen["length"] *= 1.9  # torn off in clusters
        self.leaves_fallen["width"] *= 1.9

    def _twigs(self, rng):
        """Torn twigs of less than 0.7 m on the carriageway and beside it: no fallen tree, and no hindrance."""
        for _ in range(150):
            p = np.array([rng.uniform(-22, 106), rng.uniform(-9.0, 7.0), 0.012])
            turn, long = rng.uniform(0, 2 * np.pi), rng.uniform(0.15, 0.65)
            q = p + [long * np.cos(turn), long * np.sin(turn), 0.01]
            share = float(self.sun_at(p[None])[0])
            self.limbs.append(Limb(p, q, 0.010, 0.005, BARK, sun_share=share))
            if long > 0.4:
                mid = p + (q - p) * 0.5
                side = turn + rng.choice([-0.7, 0.7])
                end = mid + [0.5 * long * np.cos(side), 0.5 * long * np.sin(side), 0.01]
                self.limbs.append(Limb(mid, end, 0.007, 0.004, BARK, sun_share=share))
