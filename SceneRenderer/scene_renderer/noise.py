"""Seeded noise on regular grids: lattices of hashed values, interpolated separably.

The value at a place depends only on the place, the lattice spacing and the seed, never on the grid it is asked for, so
neighbouring tiles join without a seam.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Grid:
    """A regular grid of square texels; that of row j, column i has its centre at ((i0 + i + 0.5) t, (j0 + j + 0.5) t)."""

    i0: int
    j0: int
    columns: int
    rows: int
    texel: float

    def x(self):
        return (self.i0 + np.arange(self.columns) + 0.5) * self.texel

    def y(self):
        return (self.j0 + np.arange(self.rows) + 0.5) * self.texel

    def mesh(self):
        return self.x().astype(np.float32)[None, :], self.y().astype(np.float32)[:, None]

    def bounds(self):
        t = self.texel
        return self.i0 * t, self.j0 * t, (self.i0 + self.columns) * t, (self.j0 + self.rows) * t


def hashed(ix, iy, seed):
    """Uniform values in [0, 1) for integer lattice points (arrays that broadcast)."""
    with np.errstate(over="ignore"):
        h = ix.astype(np.uint32) * np.uint32(0x8DA6B343) ^ iy.astype(np.uint32) * np.uint32(0xD8163841)
        h ^= np.uint32((seed * 0x9E3779B1 + 0x7F4A7C15) & 0xFFFFFFFF)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x7FEB352D)
        h ^= h >> np.uint32(15)
        h *= np.uint32(0x846CA68B)
        h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24)


def _taps(coordinate, cubic):
    base = np.floor(coordinate)
    t = (coordinate - base).astype(np.float32)
    if not cubic:
        t = t * t * (3 - 2 * t)
        return base.astype(np.int64), [1 - t, t], 0
    s = 1 - t
    return (
        base.astype(np.int64),
        [s * s * s / 6, (4 - 6 * t * t + 3 * t**3) / 6, (4 - 6 * s * s + 3 * s**3) / 6, t**3 / 6],
        1,
    )


def noise(grid, scale, seed, scale_y=None, cubic=True):
    """Smooth noise of about zero mean and unit deviation; `scale` is the lattice spacing in metres."""
    cx = grid.x() / scale + 0.37 * (seed % 17)
    cy = grid.y() / (scale_y or scale) + 0.61 * (seed % 13)
    bx, wx, before = _taps(cx, cubic)
    by, wy, _ = _taps(cy, cubic)
    taps = len(wx)
    ix = np.arange(bx.min() - before, bx.max() + taps)
    iy = np.arange(by.min() - before, by.max() + taps)
    lattice = hashed(ix[None, :], iy[:, None], seed) - np.float32(0.5)
    oy, ox = by - before - iy[0], bx - before - ix[0]
    rows = sum(wy[k][:, None] * lattice[oy + k] for k in range(taps))
    out = wx[0] * rows[:, ox]
    for k in range(1, taps):
        out += wx[k] * rows[:, ox + k]
    # Deviation of a uniform lattice after interpolation.
    return out * np.float32(1 / (0.2887 * (0.479 if cubic else 0.743)))


def fractal(grid, scale, seed, octaves=4, gain=0.5, scale_y=None):
    """A sum of octaves, each half as wide and `gain` as strong, scaled back to about unit deviation."""
    total, weight, norm = 0, 1.0, 0.0
    for k in range(octaves):
        sy = None if scale_y is None else scale_y / 2**k
        total = total + np.float32(weight) * noise(grid, scale / 2**k, seed + 101 * k, sy)
        norm += weight * weight
        weight *= gain
    return total * np.float32(norm**-0.5)


def white(grid, seed):
    """Uniform values in [0, 1), one a texel."""
    return hashed(grid.i0 + np.arange(grid.columns)[None, :], grid.j0 + np.arange(grid.rows)[:, None], seed)


def grain(grid, deviation, seed):
    """Isotropic noise of zero mean and unit deviation, as fine as a few texels: white noise under a Gaussian.

    `deviation` is that of the Gaussian, in metres. Unlike a lattice it shows no rows, but it belongs to one texel size.
    """
    sigma = deviation / grid.texel
    m = int(np.ceil(3 * sigma)) + 1
    wide = Grid(grid.i0 - m, grid.j0 - m, grid.columns + 2 * m, grid.rows + 2 * m, grid.texel)
    soft = blur(white(wide, seed) - np.float32(0.5), sigma)[m:-m, m:-m]
    if sigma <= 0.05:
        return soft / np.float32(0.2887)
    radius = max(1, int(np.ceil(3 * sigma)))
    k = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    k /= k.sum()
    return soft / np.float32(0.2887 * float(np.sum(k * k)))


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    return a + (b - a) * t


def blur(image, sigma):
    """A separable Gaussian over the first two axes, borders repeated; sigma in texels."""
    if sigma <= 0.05:
        return image
    radius = max(1, int(np.ceil(3 * sigma)))
    k = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    k = (k / k.sum()).astype(np.float32)
    for axis in (0, 1):
        pad = [(0, 0)] * image.ndim
        pad[axis] = (radius, radius)
        padded = np.pad(image, pad, mode="edge")
        n = image.shape[axis]
        out = np.zeros_like(image)
        for i, w in enumerate(k):
            out += w * (padded[i : i + n] if axis == 0 else padded[:, i : i + n])
        image = out
    return image
