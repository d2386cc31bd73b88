"""Bodies of the typhoon street: lying trees as the truth knows them, cars, lorries and houses as height fields."""

import numpy as np

from .raised import Solid


class FallenTree:
    """A lying tree: its stem on the ground and everything that belongs to it."""

    def __init__(self, name, form, stem, radii, wood, leaves, uprooted):
        self.name, self.form, self.stem, self.radii, self.uprooted = name, form, stem, radii, uprooted
        self.wood, self.leaves = wood, leaves

    def length(self):
        return float(np.linalg.norm(np.diff(self.stem, axis=0), axis=1).sum())

    def points(self):
        """Points all over it (N x 3): along its wood about every 2 cm, and its leaves."""
        out = []
        for l in self.wood:
            n = max(2, int(np.linalg.norm(l.b - l.a) / 0.02) + 1)
            t = np.linspace(0, 1, n)[:, None]
            middle = l.a + (l.b - l.a) * t
            side = np.cross(l.b - l.a, [0, 0, 1.0])
            side = side / max(np.linalg.norm(side), 1e-9) * (l.ra + (l.rb - l.ra) * t)
            out += [middle + side, middle - side]
        if self.leaves is not None:
            out.append(self.leaves.centres)
        return np.concatenate(out)


def coarse(solid, step=5):
    """The same height field on a coarser grid, enough from 45 m."""
    solid.height, solid.colours, solid.floor = (
        a[step // 2 :: step, step // 2 :: step] for a in (solid.height, solid.colours, solid.floor)
    )
    solid.texel *= step
    return solid


def flat_topped(light, centre, heading, length, width, top, tone, seed):
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
            cx, cy, a, b = (
                rng.uniform(-0.38, 0.38) * length,
                rng.uniform(-0.36, 0.36) * width,
                rng.uniform(0.5, 1.3),
                rng.uniform(0.4, 1.0),
            )
            thing = (np.abs(x - cx) < a) & (np.abs(y - cy) < b)
            z = np.where(thing, top + 0.9, z)
            albedo = np.where(thing[..., None], np.array([0.34, 0.35, 0.36]) * rng.uniform(0.5, 1.2), albedo)
    else:
        cab = x > length / 2 - 2.0
        z = np.where(cab & (inset > 0), 2.3, z)
        albedo = np.where(
            cab[..., None], np.array([0.06, 0.10, 0.20]), albedo * (1 - 0.10 * ((np.abs(x) % 0.6) < 0.06))[..., None]
        )
    a = np.radians(heading)
    sun = np.array(light.to_sun)
    local = np.array([sun[0] * np.cos(a) + sun[1] * np.sin(a), -sun[0] * np.sin(a) + sun[1] * np.cos(a), sun[2]])
    gy, gx = np.gradient(z, t)
    normal = (
        np.stack([-gx, -gy, np.ones_like(gx)], axis=-1) * (inset > 0.06)[..., None]
        + np.array([0, 0, 1.0]) * (inset <= 0.06)[..., None]
    )
    normal /= np.linalg.norm(normal, axis=-1)[..., None]
    facing = np.clip(normal @ local, 0, None) / sun[2]
    shade = np.ones_like(z)
    for k in range(1, 40):  # what stands on the roof throws its shadow there
        rise = 0.04 * k
        i, j = int(round(rise * local[0] / local[2] / t)), int(round(rise * local[1] / local[2] / t))
        shade = np.where(np.roll(z, (-j, -i), (0, 1)) > z + rise, 0.15, shade)
    colours = albedo * (facing[..., None] * shade[..., None] * np.array(light.sun) + np.array(light.sky))
    return Solid(centre, heading, t, z, colours.astype(np.float32))
