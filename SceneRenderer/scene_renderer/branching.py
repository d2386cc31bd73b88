"""Branches in three dimensions: bare standing trees, and trees, limbs and root plates that lie on the ground.

A stem is a polyline with a radius at each vertex. Limbs leave it in a spiral, bend towards its course and fork twice.
What would lie below the ground is pressed onto it.
"""

from dataclasses import dataclass

import numpy as np

from .raised import Leaves, Limb, dress

BARK = (0.115, 0.092, 0.070)
GREY_WOOD = (0.25, 0.235, 0.21)
PALE_WOOD = (0.46, 0.36, 0.23)


@dataclass
class Branching:
    """The bars of a tree, and where its twigs are: points with the direction of growth there (N x 3 each)."""

    limbs: list
    twigs: np.ndarray
    directions: np.ndarray


def _unit(v):
    return v / max(np.linalg.norm(v), 1e-9)


def _across(axis):
    """Two unit vectors square to an axis and to each other."""
    helper = np.array([0.0, 0.0, 1.0]) if abs(axis[2]) < 0.8 else np.array([1.0, 0.0, 0.0])
    a = _unit(np.cross(axis, helper))
    return a, np.cross(axis, a)


def _pressed(p, radius, lying):
    """Lying wood rests on the ground: what is below is laid beside, what is high sinks under its weight."""
    if lying and p[2] < radius:
        p = p.copy()
        p[2] = radius
    return p


def branching(rng, stem, radii, bark, reach, clear, count, lying, pull=0.35, forks=(5, 4)):
    """The branches of a stem.

    `reach`: length of its longest limbs in metres; `clear`: share of the stem without limbs; `count`: limbs;
    `pull`: how far limbs bend towards the stem's direction; `forks`: branches of a limb, twigs of a branch.
    """
    limbs = [Limb(stem[k], stem[k + 1], radii[k], radii[k + 1], bark) for k in range(len(stem) - 1)]
    twigs, directions = [], []
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(stem, axis=0), axis=1))])

    def at(t):
        s = t * length[-1]
        k = min(int(np.searchsorted(length, s, side="right")) - 1, len(stem) - 2)
        f = (s - length[k]) / max(length[k + 1] - length[k], 1e-9)
        return (
            stem[k] + (stem[k + 1] - stem[k]) * f,
            radii[k] + (radii[k + 1] - radii[k]) * f,
            _unit(stem[k + 1] - stem[k]),
        )

    def shoot(p, d, long, radius, level, axis):
        parts = (4, 3, 2)[level]
        points = [p]
        for k in range(parts):
            d = _unit(
                d
                + axis * pull / parts
                + rng.normal(0, 0.13, 3)
                + (np.array([0, 0, -0.10]) if lying else np.array([0, 0, 0.08]))
            )
            p = _pressed(p + d * long / parts, radius * 0.6, lying)
            points.append(p)
        thick = radius * np.linspace(1, 0.30, parts + 1)
        for k in range(parts):
            limbs.append(Limb(points[k], points[k + 1], thick[k], thick[k + 1], bark))
        if level == 2:
            for t in np.linspace(0.25, 1.0, 3):
                k = min(int(t * parts), parts - 1)
                twigs.append(points[k] + (points[k + 1] - points[k]) * (t * parts - k))
                directions.append(d)
            return
        for j in range(forks[level]):
            t = 0.3 + 0.7 * (j + rng.random()) / forks[level]
            k = min(int(t * parts), parts - 1)
            q = points[k] + (points[k + 1] - points[k]) * (t * parts - k)
            a, b = _across(_unit(points[k + 1] - points[k]))
            turn = 2.4 * j + rng.uniform(0, 2)
            e = _unit(_unit(points[k + 1] - points[k]) + (a * np.cos(turn) + b * np.sin(turn)) * rng.uniform(0.6, 1.2))
            shoot(q, e, long * rng.uniform(0.38, 0.62), thick[k] * rng.uniform(0.4, 0.6), level + 1, axis)

    for k in range(count):
        t = clear + (0.98 - clear) * (k + rng.random()) / count
        p, r, axis = at(t)
        a, b = _across(axis)
        turn = 2.4 * k + rng.normal(0, 0.3)
        side = a * np.cos(turn) + b * np.sin(turn)
        if lying and side[2] < -0.2:
            side = _unit(side * np.array([1, 1, -0.15]))  # it was crushed or slid out sideways
        d = _unit(axis * rng.uniform(0.5, 0.95) + side)
        long = reach * rng.uniform(0.65, 1.05) * (1 - 0.55 * max(0, t - 0.55) / 0.45)
        shoot(p, d, long, min(0.62 * r, 0.012 + 0.020 * long), 0, axis)
    return Branching(limbs, np.array(twigs), np.array(directions))


def bare_tree(rng, foot, height, spread, bark=BARK):
    """A standing tree without leaves."""
    n = 7
    stem = np.array([foot[0], foot[1], 0.0]) + np.stack(
        [np.cumsum(rng.normal(0, 0.05, n)), np.cumsum(rng.normal(0, 0.05, n)), np.linspace(0, 0.82 * height, n)], axis=1
    )
    stem[0, :2] = foot
    radii = 0.022 * height * np.linspace(1, 0.2, n)
    return branching(rng, stem, radii, bark, spread, 0.32, 13, lying=False, pull=0.55)


def lying_stem(rng, foot, direction_degrees, length, diameter, bend=0.05, rise=0.02):
    """A stem on the ground: vertices and radii, foot first."""
    n = max(4, int(round(length / 1.2)) + 1)
    a = np.radians(direction_degrees)
    along, side = np.array([np.cos(a), np.sin(a), 0]), np.array([-np.sin(a), np.cos(a), 0])
    t = np.linspace(0, 1, n)
    radii = diameter / 2 * (1 - 0.80 * t**1.15)
    sway = bend * length * np.sin(np.pi * t) * rng.choice([-1, 1]) + np.concatenate([[0], rng.normal(0, 0.03, n - 1)])
    stem = np.array([foot[0], foot[1], 0.0]) + along * (t * length)[:, None] + side * sway[:, None]
    stem[:, 2] = radii + rise * length * t * (1 - 0.3 * t)
    return stem, radii


def root_plate(rng, light, foot, direction_degrees, radius):
    """The upturned plate at the foot of an uprooted tree: roots, and clods of soil drawn as small discs."""
    a = np.radians(direction_degrees)
    back, side, up = np.array([-np.cos(a), -np.sin(a), 0]), np.array([-np.sin(a), np.cos(a), 0]), np.array([0, 0, 1.0])
    middle = np.array([foot[0], foot[1], 0.55 * radius]) + back * 0.12
    roots = []
    for k in range(26):
        turn = 2 * np.pi * (k + rng.random()) / 26
        d = _unit(side * np.cos(turn) + up * np.sin(turn) * 0.8 + back * rng.uniform(-0.1, 0.5))
        p, r = middle + d * 0.1, rng.uniform(0.025, 0.06)
        for _ in range(3):
            d = _unit(d + rng.normal(0, 0.22, 3))
            q = p + d * radius * rng.uniform(0.25, 0.40)
            q[2] = max(q[2], 0.03)
            roots.append(Limb(p, q, r, r * 0.6, (0.17, 0.125, 0.085)))
            p, r = q, r * 0.6
    n = 1500
    turn, reach = rng.uniform(0, 2 * np.pi, n), radius * np.sqrt(rng.random(n)) * (
        0.85 + 0.15 * np.cos(5 * rng.uniform(0, 6, n))
    )
    clods = middle + side * (np.cos(turn) * reach)[:, None] + up * (np.sin(turn) * reach * 0.85)[:, None]
    clods = clods + back * rng.uniform(-0.15, 0.32, (n, 1))
    clods[:, 2] = np.maximum(clods[:, 2], 0.02)
    return roots, dress(light, clods, rng.normal(0, 1, (n, 3)), rng.normal(0, 1, n), rng, 0.16, (0.120, 0.088, 0.058))


def leaf_mass(rng, light, tree, leaves_each, spread, leaf_length, hue, sun_at):
    """Leaves about the twigs of a tree; `sun_at` gives the sun that other things let through to points."""
    m = leaves_each
    centres = np.repeat(tree.twigs, m, axis=0) + rng.normal(0, spread, (len(tree.twigs) * m, 3)) * [1, 1, 0.7]
    centres[:, 2] = np.maximum(centres[:, 2], 0.03)
    directions = np.repeat(tree.directions, m, axis=0)
    tone = np.repeat(rng.normal(0, 1, len(tree.twigs)), m)
    return dress(light, centres, directions, tone, rng, leaf_length, hue, sun_at(centres))


def hedge(rng, light, a, b, width, height, leaf_length=0.12, hue=(0.060, 0.100, 0.028)):
    """A clipped hedge between two places: leaves on its top and sides."""
    a, b = np.array(a, float), np.array(b, float)
    long = np.hypot(*(b - a))
    along = (b - a) / long
    side = np.array([-along[1], along[0]])
    n = int(long * width * 420)
    s, across = rng.random(n) * long, rng.uniform(-1, 1, n)
    bump = 0.10 * np.sin(s * 2.1 + 3 * across) + 0.06 * np.sin(s * 5.3)
    z = (height + bump) * (1 - 0.45 * np.abs(across) ** 4) * (1 - 0.35 * rng.random(n) ** 2)
    ground = a + along * s[:, None] + side * (across * (width / 2) * (1 + 0.12 * np.sin(1.7 * s)))[:, None]
    centres = np.concatenate([ground, z[:, None]], axis=1)
    twig = np.concatenate([rng.normal(0, 0.6, (n, 2)), np.ones((n, 1))], axis=1)
    return dress(light, centres, twig, rng.normal(0, 1, n), rng, leaf_length, hue)


def joined(parts):
    """Several sets of leaves as one."""
    return Leaves(*(np.concatenate([getattr(p, k) for p in parts]) for k in ("centres", "along", "across", "colours")))
