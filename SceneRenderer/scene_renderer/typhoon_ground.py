"""The ground of the typhoon street: lawn, paving, asphalt with its paint, a car park, pits, and water that stands.

Nothing here is finer than the texel of 2.5 cm: materials are what their grains average to.
"""

import numpy as np

from . import surfaces
from .noise import fractal, hashed, mix, noise, smoothstep, white
from .surfaces import cover

# Across the street (y), in metres: the faces of the kerbs, then outwards.
RIGHT_KERB, LEFT_KERB = -4.5, 4.5
KERB = 0.15
VERGE_END, RIGHT_FOOTWAY_END = -7.6, -9.6
LEFT_FOOTWAY_END = 7.2
YARD = (18.0, 64.0, 9.6, 30.0)  # x from, to, y from, to: a car park
CROSSING = (88.0, 91.2)


class TyphoonGround:
    """The layers of the ground from the bottom up; `objects`, `_pits` and `leaves_fallen` come from the street."""

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
                    m = cover(x, o["foot"][0] - 0.6, o["foot"][0] + 0.6, t) * cover(
                        y, o["foot"][1] - 0.6, o["foot"][1] + 0.6, t
                    )
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
            d = np.hypot((u + 0.65 * radius) / (0.75 * radius), v / (1.05 * radius)) + 0.16 * fractal(
                grid, 0.4, s + 21, 3
            )
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
        track = sum(
            np.exp(-0.5 * ((y - c + 0.1 * noise(grid, 7.0, s + 2)) / 0.28) ** 2) for c in (-3.1, -1.5, 1.5, 3.1)
        )
        albedo = albedo * (1 + 0.07 * track)[..., None]
        for k, (a, b, low, high, tone) in enumerate(
            [
                (12, 17, -2.4, -0.3, 0.085),
                (35.5, 36.6, -4.4, 4.4, 0.082),
                (61, 69.5, 1.2, 2.0, 0.075),
                (-6, -2, 0.4, 3.9, 0.10),
            ]
        ):
            inside = np.minimum(np.minimum(x - a, b - x), np.minimum(y - low, high - y)) + 0.01 * noise(
                grid, 0.4, s + 10 + k
            )
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
        yellow = (
            np.maximum(cover(y + ragged, 0.06, 0.16, t), cover(y + ragged, -0.16, -0.06, t) * ((x % 10) < 4)) * free
        )
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
