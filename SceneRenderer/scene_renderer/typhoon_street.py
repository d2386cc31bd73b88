"""A street in Kaohsiung the morning after a typhoon, for photos from 45 m: trees lie across it, beside it and along it.

Nothing here is finer than the texel of 2.5 cm: materials are what their grains average to.
"""

import numpy as np

from . import lines, raised, surfaces
from .branching import BARK, GREY_WOOD, PALE_WOOD, bare_tree, branching, hedge, joined, leaf_mass, lying_stem, root_plate
from .ground import GroundMap
from .light import Light
from .noise import fractal, hashed, mix, noise, smoothstep, white
from .raised import Limb, Solid
from .scene import Scene
from .surfaces import cover

# Across the street (y), in metres: the faces of the kerbs, then outwards.
RIGHT_KERB, LEFT_KERB = -4.5, 4.5
KERB = 0.15
VERGE_END, RIGHT_FOOTWAY_END = -7.6, -9.6
LEFT_FOOTWAY_END = 7.2
YARD = (18.0, 64.0, 9.6, 30.0)  # x from, to, y from, to: a car park
CROSSING = (88.0, 91.2)
BOUNDS = (-30.0, -42.0, 114.0, 42.0)


class FallenTree:
    """A lying tree: its stem on the ground and everything that belongs to it."""

    def __init__(self, name, form, stem, radii, wood, leaves, uprooted):
        self.name, self.form, self.stem, self.radii, self.uprooted = name, form, stem, radii, uprooted
        self.wood, self.leaves = wood, leaves

    def length(self):
        return float(np.linalg.norm(np.diff(self.stem, axis=0), axis=1).sum())

    def points(self):
        """Points all over it (N x 3): along its wood about every 5 cm, and its leaves."""
        out = []
        for l in self.wood:
            n = max(2, int(np.linalg.norm(l.b - l.a) / 0.05) + 1)
            t = np.linspace(0, 1, n)[:, None]
            middle = l.a + (l.b - l.a) * t
            side = np.cross(l.b - l.a, [0, 0, 1.0])
            side = side / max(np.linalg.norm(side), 1e-9) * (l.ra + (l.rb - l.ra) * t)
            out += [middle + side, middle - side]
        if self.leaves is not None:
            out.append(self.leaves.centres)
        return np.concatenate(out)


class TyphoonStreet(Scene):
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
            {"id": name, "kind": "tree", "foot": list(foot), "height": height, "crown_radius": round(reach, 2), "state": state}
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
            tree((x + rng.normal(0, 0.4), -6.0 + rng.normal(0, 0.2)), rng.uniform(6.5, 8.5), rng.uniform(2.3, 3.3), state)
        for x, state in ((-17, "healthy"), (-7, "healthy"), (10, "healthy"), (31, "bare"), (57, "healthy"), (95, "bare"), (104, "healthy")):
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
            self.add_post(f"L{k + 1:02d}", raised.lamp_post((x, y), 7.5, 1.8, -90 if side > 0 else 90), foot=[x, y], height=7.5)
        for k, (x, y, heading, paint) in enumerate(
            [
                (3.5, -3.4, 1, (0.40, 0.40, 0.41)), (-12.0, 3.3, 180, (0.028, 0.030, 0.034)), (73.5, 3.2, 181, (0.33, 0.05, 0.045)),
                (99.0, -1.9, 2, (0.05, 0.08, 0.17)), (26.0, 12.6, 90, (0.42, 0.42, 0.42)), (29.1, 12.5, 91, (0.06, 0.065, 0.07)),
                (38.0, 12.8, 269, (0.20, 0.21, 0.22)), (47.2, 12.5, 90, (0.10, 0.03, 0.03)), (35.0, 22.0, 2, (0.45, 0.45, 0.43)),
            ]
        ):  # fmt: skip
            self.add_solid(f"V{k + 1:02d}", _coarse(raised.car(self.light, (x, y), heading, paint, self.seed + k)), centre=[x, y])
        # A lorry: its shadow is long, straight and narrow like a plank.
        self.add_solid("V20", _box(self.light, (84.5, -3.2), 0.5, 8.6, 2.4, 3.3, (0.36, 0.37, 0.37), 3), centre=[84.5, -3.2])
        for name, centre, heading, size, tone in (
            ("H01", (9.0, 17.5), 2, (15.0, 9.0, 4.2), (0.20, 0.20, 0.195)),
            ("H02", (79.0, 26.0), -1, (17.0, 11.0, 5.0), (0.07, 0.12, 0.19)),
        ):
            self.add_solid(name, _box(self.light, centre, heading, *size, tone, len(name) + int(centre[0])), centre=list(centre))
            self.objects[-1]["kind"] = "building"
        # Lying on the ground, straight and of even width: pipes that are no trees.
        white_pipe, rusty = (0.52, 0.52, 0.50), (0.16, 0.085, 0.05)
        pipes = [((52.0, 20.0), (58.0, 21.2), 0.14, white_pipe), ((52.2, 20.7), (58.1, 21.8), 0.14, white_pipe), ((10.0, -8.4), (15.8, -8.9), 0.09, rusty)]
        for k, (a, b, r, tone) in enumerate(pipes):
            bar = Limb(np.array([*a, r]), np.array([*b, r]), r, r, tone)
            self.add_post(f"P{k + 1:02d}", [bar], foot=list(a), height=2 * r)
            self.objects[-1]["kind"] = "pipe"
        rng = np.random.default_rng(self.seed + 5)
        for k, (a, b) in enumerate([((18.0, 8.6), (44.0, 8.6)), ((48.0, 8.6), (64.0, 8.6)), ((66.0, -10.6), (92.0, -10.6))]):
            self._add_leaves(f"B{k + 1:02d}", hedge(rng, self.light, a, b, 0.95, 1.1), "hedge")

    def _add_leaves(self, name, leaves, kind):
        self.leaves.append(leaves)
        self.shadows.append(raised.ShadowMap(self.light, leaves=leaves, texel=self.shadow_texel))
        self.objects.append({"id": name, "kind": kind})

    # What lies.

    def _lying(self):
        self._fell("F01", "leafy", (22.0, -6.3), 81.0, 12.6, 0.46, reach=3.6, clear=0.34, count=17, leaves=46, plate=1.25)
        self._fell("F02", "bare", (45.5, 6.0), -104.0, 5.7, 0.26, reach=1.6, clear=0.36, count=13, leaves=0, bark=GREY_WOOD)
        self._fell("F03", "limb", (64.0, -5.2), 33.0, 5.2, 0.15, reach=1.35, clear=0.25, count=9, leaves=26)
        self._fell("F04", "leafy", (80.0, 5.95), 178.0, 6.6, 0.24, reach=0.95, clear=0.30, count=12, leaves=34, plate=0.6)
        self._fell("F05", "leafy", (31.5, -6.95), 3.0, 8.8, 0.34, reach=1.30, clear=0.34, count=13, leaves=30, plate=0.85)

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
                wood.append(Limb(p, p + back * rng.uniform(0.1, 0.4), 0.3 * radii[0], 0.02, PALE_WOOD, sun_share=float(sun(p[None])[0])))
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
        ys.append(np.where(side, RIGHT_KERB + np.abs(rng.normal(0, 0.22, 3600)), LEFT_KERB - np.abs(rng.normal(0, 0.22, 3600))))
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

    # The surface, from the bottom up.

    def surface(self, grid):
        s, t = self.seed * 1000, grid.texel
        x, y = grid.mesh()
        _, y0, _, y1 = grid.bounds()
        x, y = np.broadcast_arrays(x, y)
        albedo, height = self._lawn(grid, x, y)
        path = np.abs(y + 22 - 2.5 * np.sin(x / 11)) + 0.10 * fractal(grid, 0.8, s + 3, 3)
        if y0 < -15:
            a, h = _grains(grid, s + 4, 0.24, (1.06, 1.0, 0.88), 0.12, 0.006)
            m = np.clip((0.9 - path) / 0.15 + 0.5, 0, 1)
            albedo, height = mix(albedo, a, m[..., None]), mix(height, h, m)
        if y1 > YARD[2] - 1:
            albedo, height = self._yard(grid, x, y, albedo, height)
        for low, high, tone in ((LEFT_KERB + KERB, LEFT_FOOTWAY_END, 0.27), (RIGHT_FOOTWAY_END, VERGE_END, 0.31)):
            if y0 < high and y1 > low:
                m = cover(y, low, high, t)
                a, h = self._paving(grid, x, y - low, tone, low > 0)
                albedo, height = mix(albedo, a, m[..., None]), mix(height, 0.11 + h, m)
        if y1 > LEFT_KERB and y0 < LEFT_FOOTWAY_END:
            for o in self.objects:  # pits of the trees on the footway
                if o["kind"] == "tree" and LEFT_KERB < o["foot"][1] < LEFT_FOOTWAY_END:
                    m = cover(x, o["foot"][0] - 0.6, o["foot"][0] + 0.6, t) * cover(y, o["foot"][1] - 0.6, o["foot"][1] + 0.6, t)
                    a, _ = _grains(grid, s + 8, 0.13, (1.12, 0.94, 0.72), 0.16, 0.01)
                    albedo = mix(albedo, a, m[..., None])
        if y0 < LEFT_KERB + KERB + 0.1 and y1 > RIGHT_KERB - KERB - 0.1:
            a, h = self._road(grid, x, y)
            m = cover(y, RIGHT_KERB, LEFT_KERB, t)
            albedo, height = mix(albedo, a, m[..., None]), mix(height, h, m)
            for low, high in ((RIGHT_KERB - KERB, RIGHT_KERB), (LEFT_KERB, LEFT_KERB + KERB)):
                m = cover(y, low, high, t)
                a, h = _grains(grid, s + 9, 0.38, (1.0, 0.97, 0.90), 0.06, 0.002)
                a = a * (1 - 0.5 * ((x % 1.0) < t))[..., None]
                albedo, height = mix(albedo, a, m[..., None]), mix(height, 0.12 + h, m)
        for (fx, fy), direction, radius in self._pits:
            a = np.radians(direction)
            u, v = (x - fx) * np.cos(a) + (y - fy) * np.sin(a), -(x - fx) * np.sin(a) + (y - fy) * np.cos(a)
            d = np.hypot((u + 0.65 * radius) / (0.75 * radius), v / (1.05 * radius)) + 0.16 * fractal(grid, 0.4, s + 21, 3)
            m = smoothstep(1.05, 0.85, d)
            pit, h = _grains(grid, s + 20, 0.085, (1.15, 0.93, 0.70), 0.2, 0.03)
            albedo, height = mix(albedo, pit, m[..., None]), height - 0.25 * smoothstep(1.0, 0.3, d) + h * m
        surfaces.draw_litter(albedo, height, grid, self.leaves_fallen)
        return albedo.astype(np.float32), height.astype(np.float32), self._wet(grid, y, albedo)

    def _wet(self, grid, y, albedo):
        """Rain stands along the gutters and in dents; damp asphalt is darker. Returns the gloss of standing water."""
        s = self.seed * 1000 + 700
        road = cover(y, RIGHT_KERB, LEFT_KERB, grid.texel)
        if not road.any():
            return None
        near = smoothstep(1.3, 0.0, np.minimum(y - RIGHT_KERB, LEFT_KERB - y))
        level = fractal(grid, 4.5, s + 1, 7, 0.62) + 0.8 * near
        albedo *= (1 - 0.34 * smoothstep(0.5, 1.4, level) * road)[..., None]
        water = smoothstep(1.95, 2.15, level) * road
        albedo *= (1 - 0.55 * water)[..., None]
        return (water * (0.20 + 0.03 * fractal(grid, 1.5, s + 3, 2))).astype(np.float32)

    def _lawn(self, grid, x, y):
        s = self.seed * 1000 + 100
        dry = smoothstep(-0.6, 1.6, fractal(grid, 3.0, s + 1, 6, 0.7))
        bare = smoothstep(1.5, 2.3, fractal(grid, 1.8, s + 2, 5, 0.65))
        for o in self.objects:
            if o["kind"] == "tree":
                bare = np.maximum(bare, 0.85 * smoothstep(1.1, 0.3, np.hypot(x - o["foot"][0], y - o["foot"][1])))
        tufts = fractal(grid, 0.35, s + 3, 3, 0.8)
        fine = white(grid, s + 4) - np.float32(0.5)
        green = np.array([0.078, 0.118, 0.038], np.float32) * (1 + 0.11 * tufts + 0.42 * fine)[..., None]
        straw = np.array([0.175, 0.160, 0.085], np.float32) * (1 + 0.09 * tufts + 0.36 * fine)[..., None]
        earth, h = _grains(grid, s + 5, 0.15, (1.12, 0.94, 0.72), 0.14, 0.01)
        out = mix(mix(green, straw, dry[..., None] * 0.75), earth, 0.9 * bare[..., None])
        return out, (0.10 + 0.012 * tufts * (1 - bare) + h * bare).astype(np.float32)

    def _paving(self, grid, x, v, tone, slabs):
        s, t = self.seed * 1000 + 200, grid.texel
        size = 0.6 if slabs else 1.5
        i, j = np.floor(x / size).astype(np.int64), np.floor(v / size).astype(np.int64)
        a, h = _grains(grid, s + 1, tone, (1.04, 0.97, 0.89) if slabs else (1.0, 0.98, 0.93), 0.06, 0.001)
        shade = 0.12 if slabs else 0.05
        a = a * (1 + shade * (hashed(i, j, s + 2) - 0.5))[..., None]
        joint = np.minimum(np.abs(x - np.round(x / size) * size), np.abs(v - np.round(v / size) * size))
        return a * (1 - 0.25 * np.clip((0.012 - joint) / t + 0.5, 0, 1))[..., None], h

    def _yard(self, grid, x, y, albedo, height):
        s, t = self.seed * 1000 + 300, grid.texel
        m = cover(x, YARD[0], YARD[1], t) * cover(y, YARD[2], YARD[3], t)
        if not m.any():
            return albedo, height
        a, h = _grains(grid, s + 1, 0.145, (1.0, 0.99, 0.97), 0.07, 0.001)
        bay = np.abs((x + 1.5) % 3.0 - 1.5) < 0.05
        lines_ = (bay & (y > 10.2) & (y < 15.2)) | ((np.abs(y - 15.2) < 0.05) & (x > 24) & (x < 58))
        lines_ &= (x > 24) & (x < 58.1)
        worn = smoothstep(1.4, 0.2, fractal(grid, 0.6, s + 2, 4))
        a = mix(a, np.array([0.50, 0.49, 0.46], np.float32), (lines_ * (0.25 + 0.6 * worn))[..., None])
        return mix(albedo, a, m[..., None]), mix(height, h, m)

    def _road(self, grid, x, y):
        s, t = self.seed * 1000 + 400, grid.texel
        albedo, height = _grains(grid, s + 1, 0.118, (1.0, 0.985, 0.955), 0.11, 0.001)
        stain = smoothstep(1.0, 2.2, fractal(grid, 1.2, s + 3, 5, 0.6, scale_y=0.7))
        streak = fractal(grid, 6.0, s + 4, 5, 0.6, scale_y=0.25)
        albedo = albedo * (1 - 0.22 * stain + 0.035 * streak)[..., None]
        track = sum(np.exp(-0.5 * ((y - c + 0.1 * noise(grid, 7.0, s + 2)) / 0.28) ** 2) for c in (-3.1, -1.5, 1.5, 3.1))
        albedo = albedo * (1 + 0.07 * track)[..., None]
        for k, (a, b, low, high, tone) in enumerate(
            [(12, 17, -2.4, -0.3, 0.085), (35.5, 36.6, -4.4, 4.4, 0.082), (61, 69.5, 1.2, 2.0, 0.075), (-6, -2, 0.4, 3.9, 0.10)]
        ):
            inside = np.minimum(np.minimum(x - a, b - x), np.minimum(y - low, high - y)) + 0.01 * noise(grid, 0.4, s + 10 + k)
            m = np.clip(inside / t + 0.5, 0, 1)
            albedo = mix(albedo, albedo * np.float32(tone / 0.118), m[..., None])
            albedo = albedo * (1 - 0.45 * np.clip((0.012 - np.abs(inside)) / t + 0.5, 0, 1))[..., None]
        # A wandering sealed crack is dark, thin and long.
        seal = np.abs(y + 2.9 - 0.35 * noise(grid, 5.0, s + 20) - 0.1 * noise(grid, 1.1, s + 21))
        albedo = albedo * (1 - 0.6 * np.clip((0.02 - seal) / t + 0.5, 0, 1) * ((x > 38) & (x < 58)))[..., None]
        for cx, cy, r in ((9.0, -1.8, 0.36), (33.0, 2.0, 0.34), (70.0, -0.9, 0.36), (93.0, 1.9, 0.34)):
            d = np.hypot(x - cx, y - cy)
            albedo = albedo * (1 - 0.35 * np.clip((r - d) / t + 0.5, 0, 1))[..., None]
        for low, high in ((RIGHT_KERB, RIGHT_KERB + 0.4), (LEFT_KERB - 0.4, LEFT_KERB)):
            m = cover(y, low, high, t)
            a, _ = _grains(grid, s + 30, 0.22, (1.0, 0.97, 0.91), 0.08, 0.001)
            joint = (x % 3.0) < t
            albedo = mix(albedo, a * (1 - 0.4 * joint)[..., None], m[..., None])
        paint = np.zeros_like(x)
        ragged = 0.006 * noise(grid, 0.3, s + 40)
        free = 1 - cover(x, CROSSING[0] - 2.2, CROSSING[1] + 2.2, t)
        for c in (RIGHT_KERB + 0.75, LEFT_KERB - 0.75):
            paint = np.maximum(paint, cover(y + ragged, c - 0.075, c + 0.075, t) * free)
        yellow = np.maximum(cover(y + ragged, 0.06, 0.16, t), cover(y + ragged, -0.16, -0.06, t) * ((x % 10) < 4)) * free
        bars = cover((y + 4.4) % 0.8, 0.0, 0.4, t) * cover(x, *CROSSING, t) * (np.abs(y) < 3.9)
        stop = cover(x, CROSSING[0] - 1.9, CROSSING[0] - 1.5, t) * (y < 0) * (y > -3.7)
        paint = np.maximum(paint, np.maximum(bars, stop))
        left = smoothstep(1.5, 0.3, 0.6 * fractal(grid, 0.9, s + 41, 4) + 0.5 * fractal(grid, 0.12, s + 42, 2))
        albedo = mix(albedo, np.array([0.48, 0.475, 0.45], np.float32), (paint * (0.2 + 0.7 * left))[..., None])
        return mix(albedo, np.array([0.46, 0.30, 0.06], np.float32), (yellow * (0.25 + 0.65 * left))[..., None]), height


def _grains(grid, seed, base, tint, speckle, rough):
    """A granular material at this texel: mottled over metres and decimetres, speckled texel by texel."""
    mottle = 0.055 * fractal(grid, 2.6, seed + 1, 5, 0.6) + 0.035 * fractal(grid, 0.3, seed + 2, 2)
    value = base * (1 + mottle + speckle * (white(grid, seed + 3) - np.float32(0.5)) * 2)
    return value[..., None] * np.array(tint, np.float32), (rough * noise(grid, 0.08, seed + 4)).astype(np.float32)


def _coarse(solid, step=5):
    """The same height field on a coarser grid, enough from 45 m."""
    solid.height, solid.colours, solid.floor = (a[step // 2 :: step, step // 2 :: step] for a in (solid.height, solid.colours, solid.floor))
    solid.texel *= step
    return solid


def _box(light, centre, heading, length, width, top, tone, seed):
    """A flat-topped body: a lorry's box or a house with a parapet and things on its roof."""
    rng = np.random.default_rng(seed)
    t = 0.05
    columns, rows = int((length + 0.4) / t), int((width + 0.4) / t)
    x = ((np.arange(columns) + 0.5 - columns / 2) * t)[None, :]
    y = ((np.arange(rows) + 0.5 - rows / 2) * t)[:, None]
    x, y = np.broadcast_arrays(x, y)
    inset = np.minimum(length / 2 - np.abs(x), width / 2 - np.abs(y))
    z = np.where(inset > 0, top, 0.0)
    albedo = np.array(tone) * (1 + 0.06 * rng.standard_normal((rows, columns, 1)))
    if top > 3.8:
        z = np.where((inset > 0) & (inset < 0.25), top + 0.5, z)
        for _ in range(5):
            cx, cy, a, b = rng.uniform(-0.38, 0.38) * length, rng.uniform(-0.36, 0.36) * width, rng.uniform(0.5, 1.3), rng.uniform(0.4, 1.0)
            thing = (np.abs(x - cx) < a) & (np.abs(y - cy) < b)
            z = np.where(thing, top + 0.9, z)
            albedo = np.where(thing[..., None], np.array([0.34, 0.35, 0.36]) * rng.uniform(0.5, 1.2), albedo)
    else:
        cab = x > length / 2 - 2.0
        z = np.where(cab & (inset > 0), 2.3, z)
        albedo = np.where(cab[..., None], np.array([0.06, 0.10, 0.20]), albedo * (1 - 0.10 * ((np.abs(x) % 0.6) < 0.06))[..., None])
    a = np.radians(heading)
    sun = np.array(light.to_sun)
    local = np.array([sun[0] * np.cos(a) + sun[1] * np.sin(a), -sun[0] * np.sin(a) + sun[1] * np.cos(a), sun[2]])
    gy, gx = np.gradient(z, t)
    normal = np.stack([-gx, -gy, np.ones_like(gx)], axis=-1) * (inset > 0.06)[..., None] + np.array([0, 0, 1.0]) * (inset <= 0.06)[..., None]
    normal /= np.linalg.norm(normal, axis=-1)[..., None]
    facing = np.clip(normal @ local, 0, None) / sun[2]
    shade = np.ones_like(z)
    for k in range(1, 40):  # what stands on the roof throws its shadow there
        rise = 0.04 * k
        i, j = int(round(rise * local[0] / local[2] / t)), int(round(rise * local[1] / local[2] / t))
        shade = np.where(np.roll(z, (-j, -i), (0, 1)) > z + rise, 0.15, shade)
    colours = albedo * (facing[..., None] * shade[..., None] * np.array(light.sun) + np.array(light.sky))
    return Solid(centre, heading, t, z, colours.astype(np.float32))
