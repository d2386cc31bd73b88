"""The demo street in Kaohsiung: two asphalt lanes, a concrete bay, kerbs, a footway, verges, trees, and its damage."""

import numpy as np

from . import damage, lines, raised, surfaces
from .ground import GroundMap
from .light import Light
from .noise import fractal, grain, hashed, mix, noise, smoothstep, white
from .pavement import FOOTWAY_END, KERB, LEFT_GUTTER, LEFT_KERB, RIGHT_GUTTER, RIGHT_KERB, Pavement
from .scene import Scene
from .surfaces import cover


def _line(polylines, grid, reach):
    return lines.nearest(polylines, grid.i0, grid.j0, grid.columns, grid.rows, grid.texel, reach)


class Street(Pavement, Scene):
    """See the module. All damage is exact: what `cracks` and `potholes` say is what is drawn."""

    # Where the sun stands (counter-clockwise from the street, and up), in degrees.
    SUN = (-74, 46.5)
    # Name, centre, heading and paint of each parked car.
    CARS = [
        ("V01", (12.4, 1.35), 181.5, (0.030, 0.040, 0.068)),
        ("V02", (-8.3, -3.55), 1.0, (0.20, 0.20, 0.205)),
    ]

    def __init__(self, seed=7, texel=0.0025, bounds=(-16.0, -9.6, 26.0, 9.6), lawn=None):
        light = Light.at(*self.SUN)
        super().__init__(light, 22.6273, 120.3014, 25.3, azimuth_degrees=63.0)
        self.seed = seed
        self.lawn = lawn or surfaces.Lawn(texel, seed + 900)
        self._damage()
        self._raised()
        rng = np.random.default_rng(seed + 40)
        self._litter(rng)
        self.ground = GroundMap(self, bounds, texel)

    def _damage(self):
        s = self.seed * 100
        c = self.cracks
        c.append(
            damage.crack(
                "C01",
                "transverse_crack",
                "D10",
                [(-2.3, -4.62), (-2.1, -3.0), (-1.75, -1.2), (-1.95, 0.6), (-1.5, 2.58)],
                14,
                s + 1,
                5,
                0.6,
            )
        )
        c.append(
            damage.crack(
                "C02",
                "longitudinal_crack",
                "D00",
                [(-5.2, 0.55), (-3.4, 0.75), (-0.6, 0.52), (1.8, 0.80), (4.3, 0.66)],
                8,
                s + 2,
                4,
                0.45,
            )
        )
        c.append(
            damage.crack(
                "C03",
                "longitudinal_crack",
                "D00",
                [(0.3, -3.35), (2.0, -3.18), (3.6, -3.42), (5.3, -3.3)],
                18,
                s + 3,
                4,
                0.7,
            )
        )
        c.append(
            damage.crack(
                "C04", "transverse_crack", "D10", [(3.6, 2.58), (3.8, 1.4), (3.55, 0.1), (3.9, -1.3)], 5, s + 4, 2, 0.3
            )
        )
        c.append(
            damage.crack(
                "C05",
                "transverse_crack",
                "D10",
                [(10.4, -4.58), (10.2, -3.4), (10.6, -2.5), (10.4, -1.64)],
                6,
                s + 5,
                1,
                0.3,
            )
        )
        c.append(
            damage.crack(
                "C06",
                "longitudinal_crack",
                "D00",
                [(8.2, 1.9), (9.6, 1.72), (11.4, 1.95), (13.2, 1.7)],
                11,
                s + 6,
                3,
                0.5,
            )
        )
        c.append(
            damage.crack(
                "C07",
                "transverse_crack",
                "D10",
                [(7.1, 2.55), (7.25, 1.5), (6.95, 0.3), (7.3, -0.8), (7.1, -1.6)],
                3.5,
                s + 7,
                1,
                0.3,
            )
        )
        c.append(
            damage.crack(
                "C08", "crack", "footway", [(1.1, 3.25), (1.35, 4.0), (1.15, 4.6), (1.5, 5.3)], 4, s + 8, 1, 0.3
            )
        )
        c.append(damage.alligator("A01", (-4.6, -3.2), (0.95, 0.62), 8, 0.15, 6, s + 20))
        c.append(damage.sealed_crack("S01", [(-6.8, -0.2), (-5.9, 0.9), (-6.1, 1.8), (-5.7, 2.58)], 62, s + 30))
        c.append(damage.sealed_crack("S02", [(11.6, -1.3), (13.0, -0.4), (14.2, -0.1), (16.0, -0.45)], 55, s + 31))
        p = self.potholes
        p.append(damage.pothole("P01", (1.35, -2.15), (0.34, 0.25), 20, 0.055, s + 40))
        p.append(damage.pothole("P02", (9.15, -0.15), (0.24, 0.19), -35, 0.045, s + 41))
        p.append(damage.pothole("P03", (-4.05, -2.35), (0.16, 0.13), 60, 0.035, s + 42))
        p.append(damage.pothole("P04", (5.9, 1.25), (0.42, 0.27), 10, 0.060, s + 43, wet=True))
        self._collect()

    def _collect(self):
        c = self.cracks
        self._crack_lines = [k for crack in c if not crack.sealed for k in crack.polylines]
        self._seal_lines = [k for crack in c if crack.sealed for k in crack.polylines]

    def _raised(self):
        s = self.seed * 100 + 60
        trees = [
            ("T01", (-5.6, -7.1), 5.0, 1.85, (0.076, 0.118, 0.032)),
            ("T02", (3.2, -6.7), 5.6, 2.15, (0.070, 0.110, 0.034)),
            ("T03", (13.3, -7.2), 5.2, 1.9, (0.080, 0.120, 0.032)),
            ("T04", (-0.6, 6.3), 4.2, 1.55, (0.088, 0.126, 0.034)),
            ("T05", (7.6, 6.35), 4.6, 1.7, (0.074, 0.115, 0.034)),
            ("T06", (18.8, 6.4), 4.8, 1.8, (0.07, 0.12, 0.03)),
            ("T07", (21.6, -6.9), 5.0, 1.9, (0.066, 0.12, 0.03)),
        ]
        for k, (name, foot, height, radius, hue) in enumerate(trees):
            leaves, limbs = raised.tree(
                self.light,
                foot,
                height,
                radius,
                s + k,
                hue=hue,
                leaf_length=(0.07, 0.082, 0.066, 0.06, 0.074, 0.07, 0.075)[k],
            )
            self.add_tree(name, leaves, limbs, foot=list(foot), height=height, crown_radius=radius)
        for k, (x, y) in enumerate([(9.1, -5.45), (-8.5, -5.45), (26.0, -5.45)]):
            self.add_post(f"L{k + 1:02d}", raised.lamp_post((x, y), 7.2, 1.5, 90), foot=[x, y], height=7.2)
        for k, (name, centre, heading, paint) in enumerate(self.CARS):
            self.add_solid(name, raised.car(self.light, centre, heading, paint, s + 30 + k), centre=list(centre))

    def _litter(self, rng):
        x = rng.uniform(-16, 26, 2600)
        y = rng.uniform(-9.6, 9.6, 2600)
        # Few in the lanes, many along the kerbs and under the crowns.
        keep = rng.random(2600) < 0.10 + 0.9 * np.exp(
            -np.minimum(np.abs(y - RIGHT_GUTTER), np.abs(y - LEFT_GUTTER)) / 0.25
        )
        keep |= (y < RIGHT_KERB) | (y > FOOTWAY_END)
        xs, ys = [x[keep]], [y[keep]]
        for o in self.objects:
            if o["kind"] == "tree":
                n = 60
                xs.append(o["foot"][0] + rng.normal(0, o["crown_radius"] * 0.9, n))
                ys.append(o["foot"][1] + rng.normal(0, o["crown_radius"] * 0.9, n))
        gutter = rng.uniform(-16, 26, 260)
        xs.append(gutter)
        ys.append(
            np.where(
                rng.random(260) < 0.6,
                RIGHT_GUTTER - 0.40 + np.abs(rng.normal(0, 0.07, 260)),
                LEFT_GUTTER + 0.40 - np.abs(rng.normal(0, 0.07, 260)),
            )
        )
        self.leaves_fallen = surfaces.scatter_litter(rng, np.concatenate(xs), np.concatenate(ys))

    # The surface, from the bottom up.

    def surface(self, grid):
        s, t = self.seed * 1000, grid.texel
        x, y = grid.mesh()
        _, y0, _, y1 = grid.bounds()
        albedo = np.zeros((grid.rows, grid.columns, 3), np.float32)
        height = np.zeros((grid.rows, grid.columns), np.float32)
        gloss = None
        if y0 < LEFT_GUTTER + 0.1 and y1 > RIGHT_GUTTER - 0.1:
            road, relief, gloss = self._road(grid, x, y)
            m = cover(y, RIGHT_GUTTER, LEFT_GUTTER, t) + 0 * x
            albedo += road * m[..., None]
            height += relief * m
        for low, high, tone in ((RIGHT_KERB + KERB, RIGHT_GUTTER, 0.20), (LEFT_GUTTER, LEFT_KERB, 0.22)):
            if y0 < high and y1 > low:
                m = cover(y, low, high, t) + 0 * x
                a, h = surfaces.concrete(grid, s + 11, tone)
                joint = np.abs((x / 3.0) % 1 - 0.5) * 3.0 > 1.5 - 0.004
                away = np.abs(y - (low if low < -1 else high))
                dirt = smoothstep(0.22, 0.0, away + 0.06 * noise(grid, 0.12, s + 12)) * 0.6
                a = mix(a, a * np.array([0.5, 0.44, 0.36], np.float32), dirt[..., None])
                a = np.where((joint & (m > 0))[..., None], a * 0.35, a)
                albedo += a * m[..., None]
                height += h * m
        for low, high in ((RIGHT_KERB, RIGHT_KERB + KERB), (LEFT_KERB, LEFT_KERB + KERB)):
            if y0 < high and y1 > low:
                m = cover(y, low, high, t) + 0 * x
                a, h = surfaces.concrete(grid, s + 13, 0.36)
                chip = smoothstep(1.6, 2.2, fractal(grid, 0.10, s + 14, 3))
                a = a * (1 - 0.35 * chip[..., None])
                joint = np.abs((x / 1.0) % 1 - 0.5) > 0.5 - 0.005
                a = np.where((joint & (m > 0))[..., None], a * 0.3, a)
                albedo += a * m[..., None]
                inner = (y - low) if low > 0 else (high - y)
                height += (0.115 * smoothstep(-0.004, 0.028, inner) + h) * m
        if y1 > LEFT_KERB + KERB and y0 < FOOTWAY_END:
            m = cover(y, LEFT_KERB + KERB, FOOTWAY_END, t) + 0 * x
            a, h = self._footway(grid, x, y)
            albedo += a * m[..., None]
            height += (0.115 + h) * m
        for low, high in ((-99.0, RIGHT_KERB), (FOOTWAY_END, 99.0)):
            if y0 < high and y1 > low:
                m = cover(y, low, high, t) + 0 * x
                edge = (high - y) if high < 0 else (y - low)
                wear = 0.55 * smoothstep(0.30, 0.0, edge + 0.10 * noise(grid, 0.15, s + 15)) + self._bald(x, y)
                a, h = self.lawn.at(grid, wear)
                albedo += a * m[..., None]
                height += (0.105 + h) * m
                # Grass leans over the edge of kerb and footway, here more, there less.
                reach = (
                    0.018 * fractal(grid, 0.5, s + 16, 3)
                    + 0.012 * grain(grid, 0.010, s + 17)
                    + 0.010 * grain(grid, 0.004, s + 18)
                )
                over = np.clip((edge + reach) / t + 0.5, 0, 1) * (edge < 0)
                albedo = mix(albedo, a * np.float32(0.92), over[..., None])
        if self._crack_lines:
            self._crack(albedo, height, grid)
        surfaces.draw_litter(albedo, height, grid, self.leaves_fallen)
        return albedo.astype(np.float32), height.astype(np.float32), gloss

    def _bald(self, x, y):
        out = 0
        for o in self.objects:
            if o["kind"] == "tree":
                d = np.hypot(x - o["foot"][0], y - o["foot"][1])
                out = out + 0.8 * smoothstep(0.9, 0.2, d)
        return out

    def _footway(self, grid, x, y):
        s = self.seed * 1000 + 200
        size = (FOOTWAY_END - LEFT_KERB - KERB) / 2
        i, j = np.floor(x / size).astype(np.int64), np.floor((y - LEFT_KERB - KERB) / size).astype(np.int64)
        tone = hashed(i, j, s + 1) - 0.5
        a, h = surfaces.concrete(grid, s + 2, 0.30)
        warm = (hashed(i, j, s + 3)[..., None] - 0.5) * np.array([0.05, 0, -0.05], np.float32)
        a = a * (1 + 0.16 * tone[..., None]) * (1 + warm)
        wander = 0.0015 * noise(grid, 0.03, s + 4)
        dx = np.abs(x - np.round(x / size) * size) + wander
        yy = y - LEFT_KERB - KERB
        dy = np.abs(yy - np.round(yy / size) * size) + wander
        d = np.minimum(dx, dy)
        joint = np.clip((0.005 - d) / grid.texel + 0.5, 0, 1)
        moss = smoothstep(
            0.035, 0.0, d + 0.012 * grain(grid, 0.008, s + 5) + 0.008 * grain(grid, 0.003, s + 7)
        ) * smoothstep(-0.3, 1.2, fractal(grid, 0.7, s + 6, 2))
        a = mix(a, np.array([0.075, 0.085, 0.04], np.float32), 0.75 * moss[..., None])
        a = mix(a, np.array([0.05, 0.045, 0.036], np.float32), 0.85 * joint[..., None])
        border = cover(d, 0.005, 0.045, grid.texel)
        return a * (1 + 0.07 * border[..., None]), h - 0.004 * joint

    def _road(self, grid, x, y):
        s, t = self.seed * 1000 + 300, grid.texel
        albedo, height = surfaces.asphalt(grid, s, 0.122)
        # Tyre-polished bands and the oil line between them.
        track = 0
        for centre in (-3.62, -2.02, 0.02, 1.62):
            track = track + np.exp(-0.5 * ((y - centre + 0.08 * noise(grid, 6.0, s + 20)) / 0.24) ** 2)
        oil = np.exp(-0.5 * ((y + 2.82) / 0.20) ** 2) + np.exp(-0.5 * ((y - 0.82) / 0.20) ** 2)
        streak = 0.5 + 0.5 * fractal(grid, 1.6, s + 21, 3, scale_y=0.12)
        albedo *= (1 + 0.085 * track * (0.7 + 0.3 * streak) - 0.10 * oil * np.clip(0.6 + 0.4 * streak, 0, 1.4))[
            ..., None
        ]
        # Old surface seams: the lane joint wanders a little.
        seam = np.abs(y - 2.05 - 0.012 * noise(grid, 1.2, s + 22))
        albedo *= (
            1 - 0.45 * np.clip((0.007 - seam) / t + 0.5, 0, 1) * smoothstep(-0.8, 0.2, noise(grid, 0.2, s + 23))
        )[..., None]
        # Drips and stains.
        drip = smoothstep(1.75, 2.3, noise(grid, 0.07, s + 24)) * smoothstep(-0.2, 1.2, noise(grid, 0.8, s + 25))
        blot = smoothstep(1.15, 2.1, fractal(grid, 0.6, s + 26, 4))
        albedo *= (1 - 0.42 * drip - 0.20 * blot)[..., None]
        light_dust = smoothstep(0.7, 2.2, fractal(grid, 1.3, s + 27, 4))
        albedo = mix(albedo, albedo * np.array([1.22, 1.17, 1.08], np.float32), 0.8 * light_dust[..., None])
        side = smoothstep(
            0.55, 0.0, np.minimum(y - RIGHT_GUTTER, LEFT_GUTTER - y) + 0.16 * fractal(grid, 0.3, s + 28, 3)
        )
        albedo = mix(albedo, albedo * np.array([1.13, 1.04, 0.90], np.float32), 0.9 * side[..., None])
        albedo, height = self._patches(grid, x, y, albedo, height)
        albedo, height = self._bay(grid, x, y, albedo, height)
        if self._seal_lines:
            edge, _ = _line(self._seal_lines, grid, 0.02)
            band = np.clip(0.5 - edge / t, 0, 1)
            bitumen = 0.024 * (1 + 0.20 * fractal(grid, 0.03, s + 29, 3) + 0.12 * (white(grid, s + 30) - 0.5))
            albedo = mix(albedo, bitumen[..., None] * np.array([1, 1, 1.02], np.float32), 0.94 * band[..., None])
            height = height * (1 - 0.7 * band) + 0.002 * band * np.clip(-edge / 0.01, 0, 1)
        self._marks(grid, x, y, albedo)
        self._manholes(grid, x, y, albedo, height)
        gloss = self._holes(grid, x, y, albedo, height)
        return albedo, height, gloss

    def _holes(self, grid, x, y, albedo, height):
        s, t = self.seed * 1000 + 800, grid.texel
        gloss = None
        bx0, by0, bx1, by1 = grid.bounds()
        for k, p in enumerate(self.potholes):
            r = p.radii.max() + 0.8
            if bx1 < p.centre[0] - r or bx0 > p.centre[0] + r or by1 < p.centre[1] - r or by0 > p.centre[1] + r:
                continue
            inset = p.inset(x, y)
            m = np.clip(inset / t + 0.5, 0, 1)
            # Broken layers: a shelf of fresh dark bitumen, then the stony bed.
            shelf = 0.035 + 0.025 * noise(grid, 0.09, s + k) + 0.012 * noise(grid, 0.02, s + 5 + k, cubic=False)
            deep = smoothstep(0.0, 0.028, inset) * 0.45 + smoothstep(0.0, 0.05, inset - shelf) * 0.55
            bed, stones = surfaces.gravel(grid, s + 20 + k, 0.125, 0.020)
            fines, _ = surfaces.soil(grid, s + 30 + k, 0.115)
            bed = mix(bed, fines, smoothstep(-0.4, 0.9, fractal(grid, 0.12, s + 40 + k, 3))[..., None])
            broken, rough = surfaces.gravel(grid, s + 50 + k, 0.062, 0.013)
            inner = mix(broken, bed, smoothstep(0.0, 0.03, inset - shelf)[..., None])
            depth = -p.depth * deep * (1 + 0.12 * noise(grid, 0.10, s + 60 + k)) + np.where(
                inset > shelf, 0.8 * stones, 0.6 * rough
            )
            edge_dirt = smoothstep(-0.10, 0.0, inset + 0.03 * fractal(grid, 0.06, s + 70 + k, 2)) * (1 - m)
            albedo *= (1 - 0.22 * edge_dirt)[..., None]
            # Ravelled stones lie round the hole, fewer farther away.
            loose = np.exp(np.minimum(inset, 0) / 0.22) * 1.3
            pieces = grain(grid, 0.0045, s + 80 + k) + 0.4 * noise(grid, 0.07, s + 85 + k)
            lone = smoothstep(2.35, 2.65, pieces + 0.75 * loose) * (1 - m) * (inset > -0.75)
            tone = 0.10 + 0.16 * hashed(
                np.floor(x / 0.012).astype(np.int64), np.floor(y / 0.012).astype(np.int64), s + 90 + k
            )
            albedo[:] = mix(albedo, tone[..., None] * np.array([1.04, 0.98, 0.88], np.float32), lone[..., None])
            height += 0.007 * lone
            albedo[:] = mix(albedo, inner, m[..., None])
            height[:] = mix(height, depth, m)
            if p.wet:
                level = -0.62 * p.depth
                water = smoothstep(0.004, -0.004, depth - level) * m
                damp = smoothstep(0.02, 0.0, depth - level) * m
                albedo *= (1 - 0.45 * damp)[..., None]
                albedo[:] = mix(albedo, np.array([0.050, 0.041, 0.029], np.float32), 0.78 * water[..., None])
                height[:] = mix(height, level + 0 * height, water)
                # The sky in it, broken by a film of dust, and dark where the far rim is mirrored.
                film = 0.5 + 0.22 * fractal(grid, 0.25, s + 95 + k, 3) + 0.10 * grain(grid, 0.006, s + 97 + k)
                rim = smoothstep(0.02, 0.16, inset + 0.05 * noise(grid, 0.12, s + 96 + k))
                gloss = water * np.clip(film, 0, 1) * (0.12 + 0.32 * rim)
        return gloss

    def _crack(self, albedo, height, grid):
        s, t = self.seed * 1000 + 950, grid.texel
        edge, half = _line(self._crack_lines, grid, 0.035)
        if not np.isfinite(edge).any():
            return
        near = np.where(np.isfinite(edge), edge, 9.0)
        core = np.where(
            2 * half < t,
            np.clip((2 * half / t) * np.clip(1.0 - (near + half) / t, 0, 1), 0, 1),
            np.clip(0.5 - near / t, 0, 1),
        )
        inside = np.clip(-near / np.maximum(0.5 * half, 1e-4), 0, 1)
        debris = smoothstep(0.9, 1.6, grain(grid, 0.004, s + 1) + 0.7 * noise(grid, 0.05, s + 2)) * 0.45
        dark = (0.62 + 0.38 * inside) * (1 - debris * (half > 0.006))
        depth_tone = np.array([0.020, 0.018, 0.016], np.float32)
        # Edges ravel: a thin fringe darkened by dirt, here and there a lost stone.
        fringe = np.exp(-np.maximum(near, 0) / 0.005) * (near < 0.034) * np.clip(half / 0.004, 0.2, 1)
        lost = (
            smoothstep(1.0, 1.7, grain(grid, 0.0035, s + 3))
            * np.exp(-np.maximum(near, 0) / 0.004)
            * np.clip(half / 0.005, 0, 1)
        )
        albedo *= (1 - 0.16 * fringe - 0.25 * lost * (core < 0.5))[..., None]
        albedo[:] = mix(albedo, depth_tone, (core * dark)[..., None])
        height -= np.minimum(0.004, half) * np.clip(0.5 - near / (2 * t), 0, 1)
