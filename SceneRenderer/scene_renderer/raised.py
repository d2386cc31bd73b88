"""Things that stand above the ground: leaves, limbs (tapered round bars) and solid height fields such as cars.

Each knows its lit colour before any photo is made, because sun and scene stay still; a photo only has to project it.
"""

from dataclasses import dataclass

import numpy as np

from . import lines
from .noise import Grid, blur, smoothstep


@dataclass
class Leaves:
    """Flat leaves: centres (N x 3), two half axes in 3-D (N x 3 each: along and across), lit colours (N x 3)."""

    centres: np.ndarray
    along: np.ndarray
    across: np.ndarray
    colours: np.ndarray


@dataclass
class Limb:
    """A round bar from `a` to `b` (3-D) with a radius at each end; the albedo of its bark or paint."""

    a: np.ndarray
    b: np.ndarray
    ra: float
    rb: float
    albedo: tuple
    rough: float = 0.25
    sun_share: float | None = None  # how much sun reaches it, where that is known


def depth_rank(points, axis, cell):
    """For each point, how many others lie in front of it along `axis` within its square cell."""
    axis = np.asarray(axis, float) / np.linalg.norm(axis)
    side = np.cross(axis, [0.31, 0.95, 0.05])
    side /= np.linalg.norm(side)
    other = np.cross(axis, side)
    i = np.floor(points @ side / cell).astype(np.int64)
    j = np.floor(points @ other / cell).astype(np.int64)
    key = (i - i.min()) * (j.max() - j.min() + 1) + (j - j.min())
    order = np.lexsort((-(points @ axis), key))
    sorted_key = key[order]
    first = np.concatenate([[True], sorted_key[1:] != sorted_key[:-1]])
    start = np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    rank = np.empty(len(key))
    rank[order] = np.arange(len(key)) - start
    return rank


def dress(light, centres, twig_axis, tone, rng, leaf_length, hue, sun_share=None):
    """Leaves at the given centres about their twigs' directions (N x 3 each), lit with the shade they give each other.

    `tone` varies the colour twig by twig; `sun_share` is how much sun other things let through to each leaf.
    """
    n = len(centres)
    along = twig_axis + rng.normal(0, 0.7, (n, 3))
    along[:, 2] -= 0.30  # leaves hang
    along /= np.linalg.norm(along, axis=1)[:, None]
    facing = np.array([0, 0, 1.0]) + 0.55 * rng.normal(0, 1, (n, 3)) + 0.25 * np.array(light.to_sun)
    across = np.cross(facing, along)
    across /= np.maximum(np.linalg.norm(across, axis=1), 1e-6)[:, None]
    normal = np.cross(along, across)
    normal *= np.sign(normal[:, 2:3]) + (normal[:, 2:3] == 0)
    length = leaf_length * rng.uniform(0.6, 1.25, n)
    width = length * rng.uniform(0.38, 0.55, n)
    cell = 0.10
    block = leaf_length**2 * 0.30 / cell**2
    sun_seen = np.exp(-0.75 * block * depth_rank(centres, light.to_sun, cell)) * rng.uniform(0.65, 1.0, n)
    if sun_share is not None:
        sun_seen = sun_seen * sun_share
    sky_seen = 0.22 + 0.78 * np.exp(-0.33 * block * depth_rank(centres, (0, 0, 1.0), cell))
    albedo = np.array(hue) * (1 + 0.16 * tone[:, None] + 0.20 * rng.standard_normal((n, 1)))
    young = np.clip(0.5 * tone + 0.7 * rng.standard_normal(n) - 0.9, 0, 1.2)[:, None]
    albedo = albedo * (1 + young * np.array([0.75, 0.45, 0.15]))
    yellow = (rng.random(n) < 0.008)[:, None]
    albedo = np.where(yellow, np.array([0.34, 0.27, 0.05]), np.clip(albedo, 0.008, None))
    incidence = normal @ np.array(light.to_sun)
    lit = np.abs(incidence)
    # Upper side reflects; seen against the light a leaf glows yellow-green. A waxy sheen from sun and sky.
    through = np.where(incidence < 0, 0.75, 0.15)[:, None] * np.array([1.15, 1.25, 0.6])
    sheen = 0.055 * np.clip(incidence, 0, 1) ** 12 + 0.010
    sun, sky = np.array(light.sun), np.array(light.sky)
    colours = (
        albedo * (1.0 + through) * (sun_seen * lit / light.to_sun[2])[:, None] * sun
        + sheen[:, None] * 5 * sun_seen[:, None] * sun * (incidence > 0)[:, None] * 0.5
        + (albedo * 1.1 + 0.012) * sky_seen[:, None] * sky
    )
    return Leaves(centres, along * (length / 2)[:, None], across * (width / 2)[:, None], colours.astype(np.float32))


def tree(light, foot, height, radius, seed, leaf_length=0.07, hue=(0.070, 0.125, 0.030), density=1.0, lumps=34):
    """A broad-leaved street tree: limbs that fork to clusters, and leaves about the clusters, lit with self-shadow."""
    rng = np.random.default_rng(seed)
    foot = np.array([foot[0], foot[1], 0.0])
    crown = foot + [rng.normal(0, 0.15), rng.normal(0, 0.15), height - radius * 0.62]
    clusters, limbs = [], []
    bark = (0.13, 0.105, 0.08)
    fork = foot + [rng.normal(0, 0.08), rng.normal(0, 0.08), height - 1.35 * radius]
    limbs.append(Limb(foot, fork, 0.05 + 0.03 * radius, 0.035 + 0.022 * radius, bark))
    elbows = []
    for k in range(6):
        t = 2 * np.pi * (k + 0.6 * rng.random()) / 6
        elbow = fork + [radius * 0.42 * np.cos(t), radius * 0.42 * np.sin(t), radius * rng.uniform(0.35, 0.85)]
        knee = (fork + elbow) / 2 + rng.normal(0, 0.06 * radius, 3)
        limbs += [Limb(fork, knee, 0.045, 0.036, bark), Limb(knee, elbow, 0.036, 0.026, bark)]
        elbows += [knee, elbow]
    elbows = np.array(elbows)
    for k in range(lumps):
        # Spread over an ellipsoid, more of them high and outside.
        z = rng.uniform(-0.6, 1.0)
        t = 2 * np.pi * (k * 0.618 + 0.12 * rng.random())
        r = (
            np.sqrt(max(0, 1 - min(z, 1) ** 2))
            * rng.uniform(0.15, 1.0) ** 0.6
            * (1 + 0.14 * np.cos(3 * t + seed) + 0.08 * rng.normal())
        )
        p = crown + [radius * r * np.cos(t), radius * r * np.sin(t), radius * 0.62 * z * rng.uniform(0.6, 1.0)]
        clusters.append((p, radius * rng.uniform(0.15, 0.30)))
        near = elbows[np.argmin(np.linalg.norm(elbows - p, axis=1))]
        bend = (near + p) / 2 + rng.normal(0, 0.07 * radius, 3)
        limbs += [Limb(near, bend, 0.022, 0.015, bark), Limb(bend, p, 0.015, 0.006, bark)]
    centres, twig_axis, tone = [], [], []
    for p, size in clusters:
        count = int(density * 9500 * size**2 * (0.07 / leaf_length) ** 2)
        twigs = max(5, count // 16)
        d = rng.normal(0, 1, (twigs, 3))
        d /= np.linalg.norm(d, axis=1)[:, None]
        d[:, 2] *= 0.75
        tips = p + d * (size * rng.random((twigs, 1)) ** 0.4) * 1.15
        for q, axis in zip(tips, d):
            m = 16
            s = rng.random((m, 1))
            spot = q - axis * s * 0.55 * size + rng.normal(0, 0.03, (m, 3))
            centres.append(spot)
            twig_axis.append(np.repeat(axis[None], m, 0))
            tone.append(np.repeat(rng.normal(0, 1), m))
    centres, twig_axis, tone = np.concatenate(centres), np.concatenate(twig_axis), np.concatenate(tone)
    return dress(light, centres, twig_axis, tone, rng, leaf_length, hue), limbs


def lamp_post(foot, height, arm, direction_degrees):
    """A tapered steel post with an arm and a lamp head."""
    c, s = np.cos(np.radians(direction_degrees)), np.sin(np.radians(direction_degrees))
    f = np.array([foot[0], foot[1], 0.0])
    top = f + [0, 0, height]
    steel = (0.26, 0.265, 0.27)
    tip = top + [arm * c, arm * s, 0.18]
    return [
        Limb(f, f + [0, 0, 0.45], 0.115, 0.105, (0.24, 0.245, 0.25), 0.1),
        Limb(f + [0, 0, 0.45], top, 0.07, 0.045, steel, 0.06),
        Limb(top, tip, 0.04, 0.032, steel, 0.06),
        Limb(tip - [0.12 * c, 0.12 * s, 0.02], tip + [0.48 * c, 0.48 * s, 0.04], 0.10, 0.07, (0.27, 0.275, 0.28), 0.05),
    ]


class Solid:
    """A height field standing on the ground in its own axes: heights and lit colours on a fine grid."""

    def __init__(self, centre, heading_degrees, texel, height, colours, floor=None):
        self.centre, self.texel = np.array(centre, float), texel
        a = np.radians(heading_degrees)
        self.axes = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])  # own axes in scene axes
        self.height, self.colours = height.astype(np.float32), colours.astype(np.float32)
        self.floor = np.zeros_like(self.height) if floor is None else floor.astype(np.float32)

    def top(self):
        return float(self.height.max())

    def _index(self, x, y):
        dx, dy = x - self.centre[0], y - self.centre[1]
        u = dx * self.axes[0, 0] + dy * self.axes[0, 1]
        v = dx * self.axes[1, 0] + dy * self.axes[1, 1]
        rows, columns = self.height.shape
        i = np.floor(u / self.texel + columns / 2).astype(np.int32)
        j = np.floor(v / self.texel + rows / 2).astype(np.int32)
        ok = (i >= 0) & (j >= 0) & (i < columns) & (j < rows)
        return np.where(ok, j, 0), np.where(ok, i, 0), ok

    def heights_at(self, x, y):
        j, i, ok = self._index(x, y)
        return np.where(ok, self.height[j, i], 0)

    def contains(self, x, y, z):
        """Whether points lie between the solid's underside and its top."""
        j, i, ok = self._index(x, y)
        return ok & (self.height[j, i] >= z) & (self.floor[j, i] <= z)

    def hit(self, ground_x, ground_y, eye, steps=56):
        """Where rays from the eye to ground points first meet the solid: height there, colour, and whether they do."""
        top = self.top() + 1e-3
        found = np.zeros(ground_x.shape, bool)
        zhit = np.zeros(ground_x.shape, np.float32)
        previous = np.full(ground_x.shape, top, np.float32)
        for k in range(1, steps + 1):
            z = np.float32(top * (1 - k / steps) + 1e-3)
            s = z / eye[2]
            new = ~found & self.contains(ground_x + (eye[0] - ground_x) * s, ground_y + (eye[1] - ground_y) * s, z)
            if new.any():
                low, high = np.full(int(new.sum()), z, np.float32), previous[new]
                gx, gy = ground_x[new], ground_y[new]
                for _ in range(5):
                    m = (low + high) / 2
                    inside = self.contains(gx + (eye[0] - gx) * m / eye[2], gy + (eye[1] - gy) * m / eye[2], m)
                    low, high = np.where(inside, m, low), np.where(inside, high, m)
                zhit[new] = low
                found |= new
            previous[:] = z
        s = zhit / eye[2]
        j, i, _ = self._index(ground_x + (eye[0] - ground_x) * s, ground_y + (eye[1] - ground_y) * s)
        # A steep side shows the underside of the body: darker towards the ground.
        h = self.height[j, i]
        side = np.clip((h - zhit) / 0.10, 0, 1)[..., None]
        return zhit, self.colours[j, i] * (1 - 0.55 * side), found


def car(light, centre, heading_degrees, paint, seed, length=4.45, width=1.78, roof=1.46):
    """A saloon seen from above: body, glass, lamps and seams by their place on the roof plan."""
    t = 0.004
    columns, rows = int((length + 0.3) / t), int((width + 0.5) / t)
    x = ((np.arange(columns) + 0.5 - columns / 2) * t / (length / 2))[None, :].astype(np.float32)
    y = ((np.arange(rows) + 0.5 - rows / 2) * t / (width / 2))[:, None].astype(np.float32)
    x, y = np.broadcast_arrays(x, y)
    ay = np.abs(y)
    waist = 1 - 0.10 * np.clip((x - 0.55) / 0.45, 0, 1) ** 2 - 0.07 * np.clip((-x - 0.6) / 0.4, 0, 1) ** 2
    body = (np.abs(x) ** 5 + (ay / waist) ** 7) < 1
    bonnet = 0.86 + 0.10 * smoothstep(1.0, 0.55, x)
    boot = 0.92 + 0.08 * smoothstep(-1.0, -0.7, x)
    profile = np.where(x > 0.36, bonnet, np.where(x < -0.62, boot, 0.96))
    rise = smoothstep(0.40, 0.12, x) * smoothstep(-0.70, -0.40, x)
    cabin = 0.80 - 0.04 * np.abs(x)
    tumble = smoothstep(cabin + 0.16, cabin - 0.06, ay)
    z = profile * (1 - 0.10 * smoothstep(0.75, 1.0, ay)) + (roof - 0.96) * rise * tumble
    z = z - 0.05 * np.abs(y) ** 3 - 0.22 * smoothstep(0.82, 1.02, np.abs(x))
    z = np.where(body, z, 0)
    mirror = np.hypot((x - 0.30) * length / 2 / 0.10, (ay - 1.06) * width / 2 / 0.11) < 1
    z = np.where(mirror & ~body, 0.98, z)
    smooth = blur(z, 5.0)
    gy, gx = np.gradient(smooth, np.float32(t))
    n = np.stack([-gx, -gy, np.ones_like(gx)], axis=-1)
    n /= np.linalg.norm(n, axis=-1)[..., None]
    glass_front = (x > 0.135 + 0.05 * y * y) & (x < 0.385 - 0.06 * y * y) & (ay < cabin + 0.05)
    glass_rear = (x < -0.425) & (x > -0.65 + 0.04 * y * y) & (ay < cabin + 0.02)
    glass_side = (ay > cabin - 0.05) & (ay < cabin + 0.10) & (x < 0.26) & (x > -0.54)
    pillar = (np.abs(x + 0.10) < 0.014) & glass_side & (ay > cabin)
    glass = (glass_front | glass_rear | glass_side) & ~pillar & body
    a = np.radians(heading_degrees)
    sun = np.array(light.to_sun)
    local_sun = np.array([sun[0] * np.cos(a) + sun[1] * np.sin(a), -sun[0] * np.sin(a) + sun[1] * np.cos(a), sun[2]])
    facing = np.clip(n @ local_sun, 0, None) / sun[2]
    albedo = np.where(glass[..., None], np.array([0.010, 0.011, 0.012]), np.array(paint))
    seam = ((np.abs(x - 0.395) < 0.004) & (ay < 0.8)) | ((np.abs(x + 0.655) < 0.004) & (ay < 0.75))
    seam |= (np.abs(ay - (cabin + 0.10)) < 0.004) & (np.abs(x) < 0.5)
    albedo = np.where((seam & body & ~glass)[..., None], albedo * 0.35, albedo)
    lamp = body & (np.abs(x) > 0.985 - 0.26 * (ay - 0.52)) & (ay > 0.52) & (np.abs(x) < 0.992)
    albedo = np.where((lamp & (x > 0))[..., None], np.array([0.33, 0.34, 0.36]), albedo)
    albedo = np.where((lamp & (x < 0))[..., None], np.array([0.30, 0.02, 0.015]), albedo)
    # Mirror reflection towards a camera above: bright sky, darker away from the zenith; the sun's glint is soft.
    up = n[..., 2]
    reflected_z = 2 * up * up - 1
    fresnel = 0.05 + 0.5 * (1 - up) ** 3
    half = local_sun + [0, 0, 1]
    half /= np.linalg.norm(half)
    glint = np.clip(n @ half, 0, 1)
    glint = 4.0 * glint**900 + 0.07 * glint**40
    sky = np.array(light.sky)
    colours = albedo * (facing[..., None] * np.array(light.sun) + up[..., None] * sky)
    colours += (fresnel * (0.35 + 0.65 * np.clip(reflected_z, 0, 1)))[..., None] * sky * 1.3
    colours += (glint * np.where(glass, 0.8, 0.6) * 0.35)[..., None] * np.array(light.sun)
    # Inside of the glass: a hint of seats and dashboard.
    rng = np.random.default_rng(seed)
    blotch = smoothstep(0.1, 0.5, np.cos(x * 23 + rng.random()) * np.cos(y * 3.1))
    colours = np.where(glass[..., None], colours * (0.8 + 0.35 * blotch[..., None]), colours)
    wheel_gap = body & (ay > 0.93) & ((np.abs(x - 0.60) < 0.15) | (np.abs(x + 0.58) < 0.15))
    colours = np.where(wheel_gap[..., None], colours * 0.7, colours)
    floor = np.where(body, np.where(z > 0, 0.17, 0), 0.84)
    wheels = body & (ay > 0.74) & (ay < 0.97) & ((np.abs(x - 0.60) < 0.14) | (np.abs(x + 0.58) < 0.14))
    floor = np.where(wheels, 0.0, floor)
    return Solid(centre, heading_degrees, t, z, blur(colours.astype(np.float32), 0.9), floor)


class ShadowMap:
    """How much sun reaches the ground past one raised thing, on its own grid; the penumbra widens with height."""

    TEXEL = 0.01

    def __init__(self, light, leaves=None, limbs=(), solid=None, texel=TEXEL):
        self.offset = offset = light.shadow_offset()
        corners = []
        if leaves is not None:
            corners.append(leaves.centres[:, :2] + leaves.centres[:, 2:3] * offset)
        for l in limbs:
            corners.append(np.array([l.a[:2] + l.a[2] * offset, l.b[:2] + l.b[2] * offset]))
        if solid is not None:
            r = np.hypot(*solid.height.shape) * solid.texel / 2
            base = solid.centre + np.array([[-r, -r], [r, r]])
            corners += [base, base + solid.top() * offset]
        p = np.concatenate(corners)
        (x0, y0), (x1, y1) = p.min(0) - 0.4, p.max(0) + 0.4
        t = texel
        self.grid = Grid(int(x0 / t) - 1, int(y0 / t) - 1, int((x1 - x0) / t) + 2, int((y1 - y0) / t) + 2, t)
        self.light_through = np.ones((self.grid.rows, self.grid.columns), np.float32)
        penumbra = 0.0093 / light.to_sun[2]
        if leaves is not None:
            order = np.argsort(leaves.centres[:, 2])
            for part in np.array_split(order, 4):
                layer = np.ones_like(self.light_through)
                self._leaves(layer, leaves, part, offset)
                mean = float(leaves.centres[part, 2].mean())
                self.light_through *= blur(layer, 0.30 * mean * penumbra / t)
        for l in limbs:
            pieces = max(1, int(np.ceil(abs(l.b[2] - l.a[2]) / 0.8)))
            for k in range(pieces):
                f, g = k / pieces, (k + 1) / pieces
                a, b = l.a + (l.b - l.a) * f, l.a + (l.b - l.a) * g
                ra, rb = l.ra + (l.rb - l.ra) * f, l.ra + (l.rb - l.ra) * g
                line = np.array([a[:2] + a[2] * offset, b[:2] + b[2] * offset])
                soft = 0.5 * (a[2] + b[2]) * penumbra / 2 + 0.004
                edge, _ = lines.nearest(
                    [(line, np.array([2 * ra, 2 * rb]))],
                    self.grid.i0,
                    self.grid.j0,
                    self.grid.columns,
                    self.grid.rows,
                    t,
                    soft + 0.02,
                )
                np.minimum(self.light_through, np.clip(0.5 + edge / (2 * soft), 0, 1), out=self.light_through)
        if solid is not None:
            x, y = self.grid.mesh()
            x, y = np.broadcast_arrays(x, y)
            blocked = np.zeros_like(self.light_through)
            for k in range(90):
                z = solid.top() * k / 90
                blocked = np.maximum(blocked, solid.contains(x - z * offset[0], y - z * offset[1], z))
            self.light_through *= 1 - blur(blocked.astype(np.float32), 0.6)

    def _leaves(self, layer, leaves, part, offset):
        g = self.grid
        c = leaves.centres[part]
        centre = (c[:, :2] + c[:, 2:3] * offset) / g.texel - [g.i0, g.j0]
        along = (leaves.along[part, :2] + leaves.along[part, 2:3] * offset) / g.texel
        across = (leaves.across[part, :2] + leaves.across[part, 2:3] * offset) / g.texel
        flat = layer.reshape(-1)
        for _, index in splat(centre, along, across, g.columns, g.rows):
            flat[index] = 0.04

    def at_points(self, points):
        """Light through to points in space (N x 3), from the texel that lies behind each as seen from the sun."""
        ground = points[:, :2] + points[:, 2:3] * self.offset
        g = self.grid
        i = np.floor(ground[:, 0] / g.texel - g.i0).astype(int)
        j = np.floor(ground[:, 1] / g.texel - g.j0).astype(int)
        inside = (i >= 0) & (j >= 0) & (i < g.columns) & (j < g.rows)
        i, j = np.clip(i, 0, g.columns - 1), np.clip(j, 0, g.rows - 1)
        return np.where(inside, self.light_through[j, i], 1)

    def at(self, grid):
        """Light through at the texels of another grid; None where it does not reach."""
        x0, y0, x1, y1 = grid.bounds()
        a0, b0, a1, b1 = self.grid.bounds()
        if x1 < a0 or y1 < b0 or x0 > a1 or y0 > b1:
            return None
        g = self.grid
        fx = np.clip(grid.x() / g.texel - g.i0 - 0.5, 0, g.columns - 1.001)
        fy = np.clip(grid.y() / g.texel - g.j0 - 0.5, 0, g.rows - 1.001)
        i, j = fx.astype(int), fy.astype(int)
        fx, fy = (fx - i).astype(np.float32)[None, :], (fy - j).astype(np.float32)[:, None]
        m = self.light_through
        top = m[np.ix_(j, i)] * (1 - fx) + m[np.ix_(j, i + 1)] * fx
        bottom = m[np.ix_(j + 1, i)] * (1 - fx) + m[np.ix_(j + 1, i + 1)] * fx
        return top * (1 - fy) + bottom * fy


def splat(centre, along, across, columns, rows, budget=3_000_000):
    """The pixels that leaf shapes cover, in the given order: yields (leaf numbers, flat pixel indices) in pieces.

    `centre`, `along` and `across` are N x 2 in pixels; a leaf is a lens: |q| <= 1 - p^2 in its own axes.
    """
    size = np.abs(along) + np.abs(across)
    reach = np.ceil(size.max(axis=1)).astype(int) + 1
    inside = (
        (centre[:, 0] > -reach)
        & (centre[:, 1] > -reach)
        & (centre[:, 0] < columns + reach)
        & (centre[:, 1] < rows + reach)
    )
    keep = np.flatnonzero(inside)
    at = 0
    while at < len(keep):
        r = int(reach[keep[at : at + 400]].max())
        n = max(1, min(budget // (2 * r + 1) ** 2, 400))
        part = keep[at : at + n]
        at += n
        r = int(reach[part].max())
        o = np.arange(-r, r + 1)
        px = np.floor(centre[part, 0]).astype(np.int32)[:, None, None] + o[None, None, :]
        py = np.floor(centre[part, 1]).astype(np.int32)[:, None, None] + o[None, :, None]
        dx = (px + 0.5 - centre[part, 0][:, None, None]).astype(np.float32)
        dy = (py + 0.5 - centre[part, 1][:, None, None]).astype(np.float32)
        a, b = along[part].astype(np.float32), across[part].astype(np.float32)
        det = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
        det = np.where(np.abs(det) < 0.3, np.where(det < 0, -0.3, 0.3), det)[:, None, None]
        a, b = a[:, :, None, None], b[:, :, None, None]
        p = (dx * b[:, 1] - dy * b[:, 0]) / det
        q = (dy * a[:, 0] - dx * a[:, 1]) / det
        hit = (np.abs(q) <= 1 - p * p) & (px >= 0) & (py >= 0) & (px < columns) & (py < rows)
        k, jj, ii = np.nonzero(hit)
        yield (part[k], q[k, jj, ii]), py[k, jj, 0].astype(np.int64) * columns + px[k, 0, ii]
