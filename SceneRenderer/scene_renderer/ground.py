"""The lit ground: a scene's surface evaluated on fine texels once, in tiles, and looked up by every photo."""

import numpy as np

from .noise import Grid, smoothstep

TILE = 512
_MARGIN = 64
_SCALE = 40000.0  # radiance is stored as its square root in 16 bits; 2.6 is the largest


class GroundMap:
    """Radiance of the ground plane as seen from above.

    The ground is a plane: relief of kerbs, potholes, stones and grass shades and casts shadows but does not shift.
    """

    def __init__(self, scene, bounds, texel):
        """`bounds`: x0, y0, x1, y1 in scene metres; what lies outside repeats the border."""
        self.scene, self.texel = scene, texel
        x0, y0, x1, y1 = bounds
        self.i0, self.j0 = int(np.floor(x0 / texel)), int(np.floor(y0 / texel))
        self.columns = (int(np.ceil((x1 - x0) / texel)) // TILE + 1) * TILE
        self.rows = (int(np.ceil((y1 - y0) / texel)) // TILE + 1) * TILE
        self.data = np.zeros((self.rows, self.columns, 3), np.uint16)
        self.ready = np.zeros((self.rows // TILE, self.columns // TILE), bool)

    def _bake(self, tj, ti):
        m = _MARGIN
        grid = Grid(self.i0 + ti * TILE - m, self.j0 + tj * TILE - m, TILE + 2 * m, TILE + 2 * m, self.texel)
        radiance = lit(self.scene, grid)[m:-m, m:-m]
        encoded = np.sqrt(np.clip(radiance, 0, 2.6)) * np.float32(_SCALE) + np.float32(0.5)
        self.data[tj * TILE : (tj + 1) * TILE, ti * TILE : (ti + 1) * TILE] = encoded.astype(np.uint16)
        self.ready[tj, ti] = True

    def sample(self, x, y):
        """Radiance at scene coordinates (arrays of one shape), bilinear, as float32 with a last axis of 3."""
        fx = np.clip(x / self.texel - self.i0 - 0.5, 0, self.columns - 2).astype(np.float32)
        fy = np.clip(y / self.texel - self.j0 - 0.5, 0, self.rows - 2).astype(np.float32)
        i, j = fx.astype(np.int32), fy.astype(np.int32)
        wanted = np.zeros_like(self.ready)
        for a in (0, 1):
            for b in (0, 1):
                wanted[(j + a) // TILE, (i + b) // TILE] = True
        for tj, ti in zip(*np.nonzero(wanted & ~self.ready)):
            self._bake(tj, ti)
        fx -= i
        fy -= j
        fx, fy = fx[..., None], fy[..., None]
        flat = self.data.reshape(-1, 3)
        k = j.astype(np.int64) * self.columns + i

        def linear(offset):
            # Squared before it is mixed: the root of a thin dark crack would mix to a darker one.
            value = flat[k + offset].astype(np.float32)
            return value * value

        top = linear(0) * (1 - fx) + linear(1) * fx
        bottom = linear(self.columns) * (1 - fx) + linear(self.columns + 1) * fx
        return (top * (1 - fy) + bottom * fy) * np.float32(_SCALE**-2)


def lit(scene, grid):
    """Radiance of a scene's ground on a grid."""
    albedo, height, gloss = scene.surface(grid)
    light = scene.light
    sun = np.array(light.sun, np.float32)
    sky = np.array(light.sky, np.float32)
    gy, gx = np.gradient(height, np.float32(grid.texel))
    # Steep relief is softened: a texel seldom holds one slope only.
    gx, gy = gx / (1 + 0.5 * np.abs(gx)), gy / (1 + 0.5 * np.abs(gy))
    lx, ly, lz = light.to_sun
    facing = np.clip((lz - gx * lx - gy * ly) / np.sqrt(1 + gx * gx + gy * gy), 0, None) / lz
    open_sky = 1 / np.sqrt(1 + 0.7 * (gx * gx + gy * gy))
    visible = scene.sun_visibility(grid)
    if float(height.max() - height.min()) > 0.006:
        visible = visible * _relief_shadow(height, light, grid.texel)
    radiance = albedo * (facing * visible)[..., None] * sun + albedo * open_sky[..., None] * sky
    if gloss is not None:
        radiance += gloss[..., None] * sky * np.float32(0.9)
    return radiance


def _relief_shadow(height, light, texel):
    """Shadows that relief casts on itself: the height field marched towards the sun."""
    lx, ly, lz = light.to_sun
    flat = np.hypot(lx, ly)
    sx, sy, rise = lx / flat, ly / flat, lz / flat
    blocked = np.zeros_like(height)
    rows, columns = height.shape
    step = 1.0
    while step < _MARGIN - 2:
        di, dj = int(round(sx * step)), int(round(sy * step))
        if di or dj:
            there = np.zeros_like(height)
            js, je = max(0, -dj), min(rows, rows - dj)
            is_, ie = max(0, -di), min(columns, columns - di)
            there[js:je, is_:ie] = height[js + dj : je + dj, is_ + di : ie + di]
            distance = np.hypot(di, dj) * texel
            over = there - height - np.float32(distance * rise)
            np.maximum(blocked, smoothstep(0.0, 0.002 + 0.05 * distance, over), out=blocked)
        step *= 1.28
        step = max(step, step / 1.28 + 0.7)
    return 1 - 0.97 * blocked
