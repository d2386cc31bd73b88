"""What lies on the demo street's carriageway: patches, the concrete bay, lane paint, manholes."""

import numpy as np

from . import surfaces
from .noise import fractal, grain, hashed, mix, noise, smoothstep, white
from .surfaces import cover

# Across the street (y), in metres.
RIGHT_KERB, RIGHT_GUTTER, LEFT_GUTTER, LEFT_KERB, FOOTWAY_END = -5.05, -4.60, 2.60, 3.05, 5.35
KERB = 0.15
CENTRE_LINE = -1.00
# The concrete bay along the right side, x from ... to, and its inner edge in y.
BAY = (5.4, 17.0, -1.62)
BAY_JOINT = 3.4


class Pavement:
    """The layers of a street's road surface, drawn one over the other; each takes and returns albedo and height."""

    # x from, to, y from, to, tone, and whether the seam is sealed.
    PATCHES = [
        (-0.4, 2.9, 0.98, 2.35, 0.083, True),
        (7.6, 8.5, -1.55, 2.58, 0.098, False),
        (-9.8, -8.2, -2.3, 0.2, 0.078, True),
        (17.6, 20.5, -3.9, -1.7, 0.085, True),
    ]

    def _patches(self, grid, x, y, albedo, height):
        s, t = self.seed * 1000 + 400, grid.texel
        for k, (x0, x1, y0, y1, tone, sealed) in enumerate(self.PATCHES):
            bx0, by0, bx1, by1 = grid.bounds()
            if bx1 < x0 - 0.1 or bx0 > x1 + 0.1 or by1 < y0 - 0.1 or by0 > y1 + 0.1:
                continue
            wobble = 0.0035 * noise(grid, 0.35, s + k) + 0.002 * noise(grid, 0.025, s + 10 + k)
            inside = np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y)) + wobble
            m = np.clip(inside / t + 0.5, 0, 1)
            a, h = surfaces.asphalt(grid, s + 20 + 10 * k, tone, coarse=0.85, tint=(1, 0.99, 0.975))
            albedo = mix(albedo, a, m[..., None])
            height = mix(height, h - 0.002 + 0.0015 * smoothstep(0.1, 0, inside), m)
            width = 0.020 if sealed else 0.006
            seam = np.clip((width / 2 - np.abs(inside)) / t + 0.5, 0, 1) * smoothstep(
                -1.5, -0.6, noise(grid, 0.15, s + 30 + k)
            )
            albedo = mix(
                albedo, np.array([0.028, 0.028, 0.029], np.float32), (0.88 if sealed else 0.7) * seam[..., None]
            )
        return albedo, height

    def _bay(self, grid, x, y, albedo, height):
        s, t = self.seed * 1000 + 500, grid.texel
        x0, x1, y1 = BAY
        bx0, by0, bx1, _ = grid.bounds()
        if bx1 < x0 - 0.1 or bx0 > x1 + 0.1 or by0 > y1 + 0.1:
            return albedo, height
        inside = np.minimum(np.minimum(x - x0, x1 - x), y1 - y)
        m = np.clip(inside / t + 0.5, 0, 1)
        a, h = surfaces.concrete(grid, s, 0.27)
        slab = np.floor((x - x0) / BAY_JOINT).astype(np.int64)
        a = a * (1 + 0.10 * (hashed(slab, np.zeros_like(slab), s + 1)[..., None] - 0.5))
        tyre = sum(np.exp(-0.5 * ((y - c) / 0.26) ** 2) for c in (-3.62, -2.05)) * (
            0.7 + 0.3 * fractal(grid, 1.5, s + 2, 3, scale_y=0.1)
        )
        a = a * (1 - 0.17 * tyre[..., None])
        drips = smoothstep(0.9, 2.4, fractal(grid, 0.16, s + 3, 4, scale_y=0.07)) * np.exp(
            -0.5 * ((y + 2.85) / 0.3) ** 2
        )
        a = a * (1 - 0.6 * drips[..., None])
        across = np.abs((x - x0) - np.round((x - x0) / BAY_JOINT) * BAY_JOINT)
        joint = np.clip((0.006 - across) / t + 0.5, 0, 1)
        rim = np.clip((0.009 - np.abs(inside)) / t + 0.5, 0, 1)
        a = mix(a, np.array([0.035, 0.034, 0.033], np.float32), 0.9 * joint[..., None])
        albedo = mix(albedo, a, m[..., None])
        albedo = mix(albedo, np.array([0.03, 0.03, 0.03], np.float32), 0.85 * rim[..., None])
        return albedo, mix(height, h - 0.003 * joint, m)

    def _marks(self, grid, x, y, albedo):
        s, t = self.seed * 1000 + 600, grid.texel
        paint = np.zeros((grid.rows, grid.columns), np.float32)
        ragged = 0.0022 * noise(grid, 0.012, s + 1) + 0.002 * noise(grid, 0.2, s + 2)
        for centre, width in ((RIGHT_GUTTER + 0.28, 0.15), (LEFT_GUTTER - 0.28, 0.15)):
            m = cover(y + ragged, centre - width / 2, centre + width / 2, t)
            paint = np.maximum(paint, m + 0 * x)
        phase = (x + 3.1) % 10.0
        dash = cover(phase + ragged, 0.0, 4.0, t) * cover(y + ragged, CENTRE_LINE - 0.06, CENTRE_LINE + 0.06, t)
        paint = np.maximum(paint, dash)
        # A crossing behind the flight's start.
        bars = (
            cover((y + 4.4 + ragged) % 0.8, 0.0, 0.4, t) * cover(x + ragged, -14.6, -11.8, t) * (y < 2.5) * (y > -4.5)
        )
        paint = np.maximum(paint, bars)
        if not paint.any():
            return
        worn = (
            0.55 * fractal(grid, 0.9, s + 3, 3)
            + 0.55 * fractal(grid, 0.06, s + 4, 3)
            + 0.65 * grain(grid, 0.0045, s + 5)
            + 0.5 * (white(grid, s + 6) - 0.5)
        )
        left = smoothstep(1.35, 0.35, worn)
        dirt = 0.47 * (1 - 0.10 * fractal(grid, 0.3, s + 7, 4)) * (1 + 0.06 * grain(grid, 0.003, s + 8))
        colour = dirt[..., None] * np.array([1, 0.985, 0.94], np.float32)
        albedo[:] = mix(albedo, colour, (paint * (0.15 + 0.80 * left))[..., None])

    def _manholes(self, grid, x, y, albedo, height):
        s, t = self.seed * 1000 + 700, grid.texel
        for k, (cx, cy, radius) in enumerate([(-3.0, -1.75, 0.33), (4.6, -0.15, 0.30), (14.9, 0.6, 0.33)]):
            bx0, by0, bx1, by1 = grid.bounds()
            if bx1 < cx - 0.8 or bx0 > cx + 0.8 or by1 < cy - 0.8 or by0 > cy + 0.8:
                continue
            d = np.hypot(x - cx, y - cy)
            collar, hc = surfaces.asphalt(grid, s + 10 * k, 0.085, coarse=0.8)
            square = (
                np.maximum(np.abs(x - cx), np.abs(y - cy))
                + 0.0025 * noise(grid, 0.06, s + 10 * k + 5)
                + 0.004 * noise(grid, 0.3, s + 10 * k + 8)
            )
            m = np.clip((0.52 - square) / t + 0.5, 0, 1)
            albedo[:] = mix(albedo, collar, m[..., None])
            rim = np.clip((0.008 - np.abs(square - 0.52)) / t + 0.5, 0, 1)
            albedo[:] = mix(albedo, np.array([0.03] * 3, np.float32), 0.8 * rim[..., None])
            iron = 0.075 * (1 + 0.20 * fractal(grid, 0.08, s + 10 * k + 6, 3) + 0.25 * (white(grid, s + k) - 0.5))
            rust = 0.6 * smoothstep(0.2, 2.0, fractal(grid, 0.10, s + 10 * k + 7, 4))[..., None]
            plate = iron[..., None] * mix(
                np.array([1, 1, 1.02], np.float32), np.array([1.20, 0.95, 0.74], np.float32), rust
            )
            raised_ = (np.cos((x - cx) * 2 * np.pi / 0.042) * np.cos((y - cy) * 2 * np.pi / 0.042) > 0.12) & (
                d < radius * 0.80
            )
            ring = (d > radius * 0.86) & (d < radius * 0.93)
            raised_ = raised_ | ring | ((d > radius * 0.97) & (d < radius + 0.04))
            plate = plate * np.where(raised_, 1.15, 0.80)[..., None]
            gap = np.clip((0.005 - np.abs(d - radius * 0.955)) / t + 0.5, 0, 1)
            plate = mix(plate, np.array([0.01] * 3, np.float32), gap[..., None])
            m = np.clip((radius + 0.04 - d) / t + 0.5, 0, 1)
            albedo[:] = mix(albedo, plate, m[..., None])
            height[:] = mix(height, np.where(raised_, 0.0016, 0.0) - 0.006, m)
