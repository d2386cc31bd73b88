"""Damage with exact geometry: cracks, crack networks and potholes, in scene metres."""

from dataclasses import dataclass, field

import numpy as np

from . import lines


@dataclass
class Crack:
    """A crack: one or more polylines with the full width at each vertex, exactly as drawn."""

    name: str
    damage_class: str
    code: str
    polylines: list = field(default_factory=list)  # (N x 2 metres, N widths in metres)
    sealed: bool = False

    def width_statistics(self):
        """Length-weighted median and the maximum of the width, in metres, and the total length."""
        w = np.concatenate([0.5 * (v[1:] + v[:-1]) for _, v in self.polylines])
        s = np.concatenate([np.diff(lines.lengths(p)) for p, _ in self.polylines])
        order = np.argsort(w)
        median = w[order][np.searchsorted(np.cumsum(s[order]), s.sum() / 2)]
        return float(median), float(w.max()), float(s.sum())


def _widths(rng, s, median, taper=0.25, variation=0.22):
    """Widths that wander about the median and close towards both ends."""
    n = len(s)
    w = median * np.exp(variation * lines.smooth_random(rng, n, 22) + 0.16 * lines.smooth_random(rng, n, 4))
    w = np.minimum(w, 1.6 * median)
    ends = np.minimum(s, s[-1] - s)
    return np.clip(w * np.clip(0.15 + 0.85 * ends / max(taper, 1e-6), 0.15, 1), 0.0012, None)


def crack(name, damage_class, code, waypoints, median_mm, seed, branches=0, branch_length=0.5):
    """A single wandering crack through waypoints with side branches that leave at acute angles and are thinner."""
    rng = np.random.default_rng(seed)
    main = lines.roughen(waypoints, rng)
    s = lines.lengths(main)
    result = Crack(name, damage_class, code, [(main, _widths(rng, s, median_mm / 1000, taper=0.35))])
    for b in range(branches):
        k = int(len(main) * (b + 0.3 + 0.5 * rng.random()) / (branches + 0.1))
        k = int(np.clip(k, 3, len(main) - 6))
        heading = np.arctan2(*(main[k + 3] - main[k - 3])[::-1])
        heading += rng.choice([-1, 1]) * np.radians(rng.uniform(28, 65))
        reach = branch_length * rng.uniform(0.5, 1.4)
        bend = heading + rng.normal(0, 0.35)
        start = main[k]
        middle = start + 0.5 * reach * np.array([np.cos(heading), np.sin(heading)])
        end = middle + 0.5 * reach * np.array([np.cos(bend), np.sin(bend)])
        side = lines.roughen([start, middle, end], rng)
        w = median_mm / 1000 * rng.uniform(0.35, 0.65)
        t = lines.lengths(side) / lines.lengths(side)[-1]
        widths = np.clip(w * (1 - 0.7 * t) * np.exp(0.2 * lines.smooth_random(rng, len(side), 8)), 0.0012, None)
        result.polylines.append((side, widths))
    return result


def sealed_crack(name, waypoints, width_mm, seed):
    """A crack poured over with bitumen: a black band of constant width."""
    rng = np.random.default_rng(seed)
    p = lines.roughen(waypoints, rng, amplitudes=((0.6, 0.04), (0.15, 0.007)))
    return Crack(name, "sealed_crack", "sealed", [(p, np.full(len(p), width_mm / 1000))], sealed=True)


def alligator(name, centre, radii, angle_degrees, cell, median_mm, seed):
    """A net of cracks: the edges of Voronoi cells of a jittered hexagonal grid inside an irregular ellipse."""
    rng = np.random.default_rng(seed)
    a, b = radii
    ca, sa = np.cos(np.radians(angle_degrees)), np.sin(np.radians(angle_degrees))
    seeds = []
    for j in range(-int(b / cell) - 3, int(b / cell) + 4):
        for i in range(-int(a / cell) - 3, int(a / cell) + 4):
            seeds.append([(i + 0.5 * (j % 2)) * cell, j * cell * 0.87])
    seeds = np.array(seeds) + rng.normal(0, 0.21 * cell, (len(seeds), 2))
    edges = {}
    for k, s in enumerate(seeds):
        if (s[0] / (a + 2 * cell)) ** 2 + (s[1] / (b + 2 * cell)) ** 2 > 1:
            continue
        polygon = s + 3 * cell * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        near = np.flatnonzero(np.hypot(*(seeds - s).T) < 4.5 * cell)
        for o in near:
            if o == k:
                continue
            n = seeds[o] - s
            c = n @ (seeds[o] + s) / 2
            side = polygon @ n - c
            clipped = []
            for m in range(len(polygon)):
                p, q, dp, dq = polygon[m - 1], polygon[m], side[m - 1], side[m]
                if dp <= 0:
                    clipped.append(p)
                if (dp < 0) != (dq < 0) and dp != dq:
                    clipped.append(p + (q - p) * dp / (dp - dq))
            polygon = np.array(clipped)
            if len(polygon) < 3:
                break
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0)):
            if np.hypot(*(p - q)) < 0.01:
                continue
            key = tuple(sorted([tuple(np.round(p, 4)), tuple(np.round(q, 4))]))
            edges.setdefault(key, (p, q))
    outline = 1 + 0.16 * rng.standard_normal(9)
    result = Crack(name, "alligator_crack", "D20")
    for p, q in edges.values():
        m = (p + q) / 2
        theta = np.arctan2(m[1] / b, m[0] / a)
        r = np.hypot(m[0] / a, m[1] / b) / np.interp(
            (theta + np.pi) / (2 * np.pi) * 8, range(9), [*outline[:8], outline[0]]
        )
        if r > 1 or rng.random() < 0.10 + 0.35 * max(0, r - 0.6):
            continue
        line = lines.roughen([p, q], rng, amplitudes=((0.10, 0.006), (0.03, 0.003), (0.015, 0.0015)))
        w = median_mm / 1000 * np.exp(rng.normal(0, 0.3)) * (1.15 - 0.55 * r)
        widths = np.clip(w * np.exp(0.18 * lines.smooth_random(rng, len(line), 4)), 0.0012, 2 * median_mm / 1000)
        turned = np.stack([line[:, 0] * ca - line[:, 1] * sa, line[:, 0] * sa + line[:, 1] * ca], axis=1)
        result.polylines.append((turned + centre, widths))
    return result


@dataclass
class Pothole:
    """A hole with an irregular outline: the radius at equally spaced angles about the centre."""

    name: str
    centre: tuple
    radii: np.ndarray
    depth: float
    wet: bool = False

    def polygon(self):
        """The outline, counter-clockwise, exactly as drawn."""
        t = 2 * np.pi * np.arange(len(self.radii)) / len(self.radii)
        return np.stack([self.centre[0] + self.radii * np.cos(t), self.centre[1] + self.radii * np.sin(t)], axis=1)

    def inset(self, x, y):
        """How far points lie inside the outline along the radius, in metres; negative outside."""
        dx, dy = x - self.centre[0], y - self.centre[1]
        n = len(self.radii)
        t = (np.arctan2(dy, dx) / (2 * np.pi) * n) % n
        i = np.floor(t).astype(int) % n
        f = t - np.floor(t)
        # The straight side between two outline vertices, in polar form.
        a, b, step = self.radii[i], self.radii[(i + 1) % n], 2 * np.pi / n
        side = a * b * np.sin(step) / (a * np.sin(f * step) + b * np.sin((1 - f) * step))
        return (side - np.hypot(dx, dy)).astype(np.float32)


def pothole(name, centre, radii, angle_degrees, depth, seed, wet=False):
    """A pothole: an ellipse with a ragged edge."""
    rng = np.random.default_rng(seed)
    n = 120
    t = 2 * np.pi * np.arange(n) / n
    a, b = radii
    q = t - np.radians(angle_degrees)
    r = a * b / np.hypot(b * np.cos(q), a * np.sin(q))
    for order in range(2, 26):
        r *= 1 + 0.16 * order**-0.95 * rng.normal() * np.cos(order * t + rng.uniform(0, 2 * np.pi))
    return Pothole(name, tuple(centre), r, depth, wet)
