"""Ground materials on a grid: albedo (rows x columns x 3, linear) and relief in metres."""

import numpy as np

from .noise import Grid, fractal, grain, hashed, mix, noise, smoothstep, white


def _rgb(*values):
    return np.array(values, np.float32)


def cover(coordinate, low, high, texel):
    """How much of a texel lies between two limits: an antialiased band."""
    return np.clip((coordinate - low) / texel + 0.5, 0, 1) * np.clip((high - coordinate) / texel + 0.5, 0, 1)


def asphalt(grid, seed, base=0.118, coarse=1.0, tint=(1.0, 0.985, 0.955)):
    """Bituminous surfacing: stones of two sizes in a darker binder, mottled over decimetres and metres."""
    mottle = 0.055 * fractal(grid, 1.9, seed + 1, 3) + 0.045 * fractal(grid, 0.22, seed + 2, 3)
    chips = grain(grid, 0.0062 * coarse, seed + 3)
    large = grain(grid, 0.0038 * coarse, seed + 9)
    small = grain(grid, 0.0021 * coarse, seed + 4)
    speck = white(grid, seed + 5)
    bare = np.clip(
        0.75 + 0.35 * fractal(grid, 0.6, seed + 6, 3), 0.1, 1.6
    )  # how far the binder has worn off the stones
    stones = (0.55 * smoothstep(0.7, 1.9, chips) + smoothstep(0.4, 1.6, large)) * bare + 0.45 * smoothstep(
        0.5, 1.6, small
    )
    pits = 0.4 * smoothstep(0.8, 2.0, -chips) + smoothstep(0.6, 1.8, -large) + 0.6 * smoothstep(0.4, 1.5, -small)
    quartz = smoothstep(2.5, 2.9, large + 0.25 * chips) * bare
    value = base * (1 + mottle) * (1 + 0.34 * stones - 0.34 * pits + 0.9 * quartz + 0.16 * (speck - np.float32(0.5)))
    warm = 0.018 * large + 0.025 * fractal(grid, 0.9, seed + 8, 2)
    albedo = value[..., None] * _rgb(*tint) * (1 + warm[..., None] * _rgb(1.0, 0.1, -1.1))
    return albedo, (0.0007 * large + 0.00035 * small).astype(np.float32)


def concrete(grid, seed, base=0.34, tint=(1.0, 0.965, 0.90)):
    """Brushed concrete: fine grain, broom lines across, rain stains, rust and dirt."""
    mottle = 0.06 * fractal(grid, 0.8, seed + 1, 4) + 0.045 * fractal(grid, 0.10, seed + 2, 3)
    broom = 0.020 * noise(grid, 0.009, seed + 3, 0.25)
    sand = 0.09 * (white(grid, seed + 4) - np.float32(0.5)) + 0.04 * grain(grid, 0.004, seed + 5)
    stain = smoothstep(0.6, 2.0, fractal(grid, 0.55, seed + 6, 4))
    pits = smoothstep(2.6, 3.2, grain(grid, 0.004, seed + 7))
    value = base * (1 + mottle + broom + sand) * (1 - 0.30 * stain) * (1 - 0.5 * pits)
    warm = 0.025 * fractal(grid, 0.35, seed + 8, 3) + 0.05 * stain
    return (
        value[..., None] * _rgb(*tint) * (1 + warm[..., None] * _rgb(1.0, 0.1, -1.1)),
        (0.0004 * grain(grid, 0.006, seed + 9)).astype(np.float32),
    )


def soil(grid, seed, base=0.17):
    """Bare earth with crumbs and small stones."""
    crumbs = 0.8 * grain(grid, 0.0045, seed + 1) + 0.6 * grain(grid, 0.011, seed + 6)
    value = base * (1 + 0.16 * fractal(grid, 0.5, seed + 2, 4) + 0.18 * crumbs + 0.14 * (white(grid, seed + 3) - 0.5))
    stones = smoothstep(2.0, 2.5, grain(grid, 0.006, seed + 4))
    albedo = value[..., None] * _rgb(1.12, 0.94, 0.70)
    albedo = mix(albedo, (value * 1.7)[..., None] * _rgb(1, 0.98, 0.93), stones[..., None])
    return albedo, (0.0025 * crumbs + 0.004 * noise(grid, 0.05, seed + 5)).astype(np.float32)


def gravel(grid, seed, base=0.15, size=0.022):
    """Loose broken stones of about `size` metres: each a facet of its own brightness with a dark gap around it."""
    best = np.full((grid.rows, grid.columns), 9.0, np.float32)
    second = best.copy()
    tone = np.zeros_like(best)
    x, y = grid.x() / size, grid.y() / size
    cx, cy = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    for dj in (-1, 0, 1):
        for di in (-1, 0, 1):
            ix, iy = (cx + di)[None, :], (cy + dj)[:, None]
            px = (ix + hashed(ix, iy, seed + 11) - x[None, :]).astype(np.float32)
            py = (iy + hashed(ix, iy, seed + 12) - y[:, None]).astype(np.float32)
            d = np.hypot(px, py)
            closer = d < best
            second = np.where(closer, best, np.minimum(second, d))
            tone = np.where(closer, hashed(ix, iy, seed + 13) + 0 * d, tone)
            best = np.where(closer, d, best)
    gap = smoothstep(0.02, 0.22, second - best)
    dome = np.clip(1 - best, 0, 1)
    value = base * (0.45 + 1.1 * tone) * (0.25 + 0.75 * gap)
    warm = (tone * 7.3 % 1 - 0.5) * 0.25
    return (
        value[..., None] * _rgb(1.06, 0.97, 0.84) * (1 + warm[..., None] * _rgb(1, 0.1, -0.9)),
        (size * 0.40 * dome * gap).astype(np.float32),
    )


class GrassPatch:
    """A square of drawn blades that repeats without a seam, to be laid over a verge."""

    def __init__(self, period_texels, texel, seed, density=11000.0, dry=0.15, broad=0.0):
        rng = np.random.default_rng(seed)
        n = period_texels
        self.n = n
        soil_albedo, _ = soil(Grid(0, 0, n, n, texel), seed, 0.085)
        image = soil_albedo * np.float32(0.7)
        height = np.zeros((n, n), np.float32)
        count = int(density * (n * texel) ** 2)
        centre = rng.random((count, 2)) * n
        angle = rng.random(count) * 2 * np.pi
        is_broad = rng.random(count) < broad
        length = np.where(is_broad, rng.uniform(0.014, 0.032, count), rng.uniform(0.025, 0.075, count)) / texel
        width = np.where(is_broad, rng.uniform(0.010, 0.022, count), rng.uniform(0.0026, 0.0050, count)) / texel
        lift = np.sort(rng.random(count))  # drawn from the ground up
        green = np.stack(
            [rng.uniform(0.080, 0.150, count), rng.uniform(0.125, 0.190, count), rng.uniform(0.030, 0.058, count)],
            axis=1,
        )
        green = np.where(is_broad[:, None], green * [0.80, 0.95, 0.9], green)
        straw = np.stack(
            [rng.uniform(0.20, 0.34, count), rng.uniform(0.17, 0.28, count), rng.uniform(0.08, 0.15, count)], axis=1
        )
        colour = np.where((rng.random(count) < dry)[:, None], straw, green)
        colour *= (0.52 + 0.58 * lift)[:, None] * rng.uniform(0.78, 1.20, count)[:, None]
        reach = int(np.ceil(max(length.max(), width.max()) / 2)) + 1
        o = np.arange(-reach, reach + 1)
        ox, oy = np.meshgrid(o, o)
        ox, oy = ox.ravel()[None, :], oy.ravel()[None, :]
        for a in range(0, count, 4000):
            s = slice(a, a + 4000)
            px = np.floor(centre[s, 0]).astype(int)[:, None] + ox
            py = np.floor(centre[s, 1]).astype(int)[:, None] + oy
            dx, dy = px + 0.5 - centre[s, 0:1], py + 0.5 - centre[s, 1:2]
            c, q = np.cos(angle[s])[:, None], np.sin(angle[s])[:, None]
            along, across = (dx * c + dy * q) / (length[s] / 2)[:, None], (dy * c - dx * q) / (width[s] / 2)[:, None]
            hit = np.abs(across) <= np.maximum(0, 1 - along * along)
            k, _ = np.nonzero(hit)
            py, px = py[hit] % n, px[hit] % n
            shade = (1 - 0.10 * np.sign(across[hit]))[:, None]
            image[py, px] = colour[s][k] * shade
            height[py, px] = 0.016 * lift[s][k]
        self.image, self.height = image.astype(np.float32), height

    def at(self, grid):
        i = (grid.i0 + np.arange(grid.columns)) % self.n
        j = (grid.j0 + np.arange(grid.rows)) % self.n
        return self.image[np.ix_(j, i)], self.height[np.ix_(j, i)]


class Lawn:
    """Three patches of different periods, mixed by noise so that no repetition shows; soil where it is worn."""

    def __init__(self, texel, seed):
        self.seed = seed
        scale = 0.0025 / texel
        self.fine = GrassPatch(int(760 * scale), texel, seed + 1, dry=0.10)
        self.dry = GrassPatch(int(628 * scale), texel, seed + 2, dry=0.60, density=9000)
        self.weeds = GrassPatch(int(692 * scale), texel, seed + 3, broad=0.45, density=7500, dry=0.05)

    def at(self, grid, wear=0.0):
        """`wear` (a scalar or an array) pushes towards dry grass and then soil."""
        s = self.seed
        (a, ha), (b, hb), (c, hc) = self.fine.at(grid), self.dry.at(grid), self.weeds.at(grid)
        fray = 0.30 * grain(grid, 0.012, s + 5) + 0.22 * grain(grid, 0.004, s + 11)
        dry = smoothstep(-0.1, 0.9, fractal(grid, 1.1, s + 6, 4) + fray + 1.2 * wear)[..., None]
        weed = smoothstep(0.6, 1.3, fractal(grid, 0.8, s + 7, 3) + fray - wear)[..., None]
        bare = 0.92 * smoothstep(1.7, 2.5, fractal(grid, 0.7, s + 8, 4) + fray + 2.1 * wear)[..., None]
        earth, he = soil(grid, s + 9)
        out = mix(mix(mix(a, b, dry), c, weed), earth, bare)
        h = mix(mix(mix(ha, hb, dry[..., 0]), hc, weed[..., 0]), he, bare[..., 0])
        tone = 1 + 0.10 * fractal(grid, 2.3, s + 10, 3)
        return out * tone[..., None], h


def draw_litter(albedo, height, grid, leaves):
    """Lays flat fallen leaves (a structured array: x, y, angle, length, width, r, g, b) on a grid, in place."""
    x0, y0, x1, y1 = grid.bounds()
    near = leaves[
        (leaves["x"] > x0 - 0.1) & (leaves["x"] < x1 + 0.1) & (leaves["y"] > y0 - 0.1) & (leaves["y"] < y1 + 0.1)
    ]
    for l in near:
        r = l["length"] / 2 + grid.texel
        i0, i1 = int((l["x"] - r - x0) / grid.texel), int((l["x"] + r - x0) / grid.texel) + 1
        j0, j1 = int((l["y"] - r - y0) / grid.texel), int((l["y"] + r - y0) / grid.texel) + 1
        i0, j0, i1, j1 = max(i0, 0), max(j0, 0), min(i1, grid.columns), min(j1, grid.rows)
        if i1 <= i0 or j1 <= j0:
            continue
        dx = x0 + (np.arange(i0, i1) + 0.5)[None, :] * grid.texel - l["x"]
        dy = y0 + (np.arange(j0, j1) + 0.5)[:, None] * grid.texel - l["y"]
        c, s = np.cos(l["angle"]), np.sin(l["angle"])
        along, across = (dx * c + dy * s) / (l["length"] / 2), (dy * c - dx * s) / (l["width"] / 2)
        hit = np.abs(across - 0.15 * along * along) <= np.maximum(0, 1 - along * along)
        shade = (1.0 - 0.18 * np.sign(across))[..., None] * np.array([l["r"], l["g"], l["b"]])
        albedo[j0:j1, i0:i1][hit] = shade[hit]
        height[j0:j1, i0:i1][hit] += 0.006 + 0.004 * across[hit]


def scatter_litter(rng, x, y, palette="mixed"):
    """Fallen leaves at the given places."""
    n = len(x)
    out = np.zeros(n, dtype=[(k, np.float32) for k in ("x", "y", "angle", "length", "width", "r", "g", "b")])
    out["x"], out["y"], out["angle"] = x, y, rng.random(n) * 2 * np.pi
    out["length"] = rng.uniform(0.025, 0.075, n)
    out["width"] = out["length"] * rng.uniform(0.3, 0.6, n)
    brown = np.stack([rng.uniform(0.12, 0.30, n), rng.uniform(0.075, 0.17, n), rng.uniform(0.03, 0.07, n)], axis=1)
    yellow = np.stack([rng.uniform(0.35, 0.5, n), rng.uniform(0.28, 0.38, n), rng.uniform(0.05, 0.10, n)], axis=1)
    green = np.stack([rng.uniform(0.07, 0.14, n), rng.uniform(0.13, 0.2, n), rng.uniform(0.03, 0.05, n)], axis=1)
    pick = rng.random(n)[:, None]
    colour = np.where(pick < 0.62, brown, np.where(pick < 0.85, yellow, green))
    out["r"], out["g"], out["b"] = colour.T
    return out
