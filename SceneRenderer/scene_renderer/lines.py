"""Polylines of changing width: making them rough, and drawing them exactly.

A line is an N x 2 array of vertices in metres (or pixels) and N full widths in the same unit.
"""

import numpy as np


def resample(points, step):
    """The same line with vertices about every `step`, ends kept."""
    points = np.asarray(points, float)
    s = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    n = max(2, int(round(s[-1] / step)) + 1)
    t = np.linspace(0, s[-1], n)
    return np.stack([np.interp(t, s, points[:, 0]), np.interp(t, s, points[:, 1])], axis=1)


def lengths(points):
    """Distance along the line at each vertex."""
    return np.concatenate([[0], np.cumsum(np.hypot(*np.diff(np.asarray(points, float), axis=0).T))])


def smooth_random(rng, n, correlation):
    """n values of zero mean and unit deviation, correlated over about `correlation` samples."""
    m = max(2, int(np.ceil(n / max(correlation, 1))) + 2)
    # Straight between knots at uneven distances: fracture runs in facets, not in waves.
    gaps = rng.uniform(0.45, 1.75, m)
    at = np.concatenate([[0], np.cumsum(gaps)])
    knots = rng.standard_normal(m + 1)
    return np.interp(np.linspace(0, at[-1], n), at, knots) * 1.25


def roughen(points, rng, step=0.009, amplitudes=((0.6, 0.045), (0.15, 0.017), (0.05, 0.0065), (0.018, 0.0028))):
    """Displaces a line sideways at several scales: pairs of (correlation length, deviation), in metres. Ends stay."""
    p = resample(points, step)
    n = len(p)
    tangent = np.gradient(p, axis=0)
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)[:, None]
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    s = lengths(p)
    ends = np.clip(np.minimum(s, s[-1] - s) / 0.06, 0, 1)
    offset = sum(a * smooth_random(rng, n, c / step) for c, a in amplitudes)
    return p + normal * (offset * ends)[:, None]


def nearest(lines, grid_i0, grid_j0, columns, rows, texel, reach):
    """For each texel centre, the distance to the nearest edge of the lines (negative inside) and the half width there.

    Exact within `reach` of a line's edge; elsewhere the distance is +inf.
    """
    edge = np.full((rows, columns), np.inf, np.float32)
    half = np.zeros((rows, columns), np.float32)
    for points, widths in lines:
        points = np.asarray(points, float) / texel - [grid_i0 + 0.5, grid_j0 + 0.5]
        halves = np.asarray(widths, float) / 2 / texel
        r = reach / texel
        low = np.minimum(points[:-1], points[1:]) - (np.maximum(halves[:-1], halves[1:]) + r)[:, None]
        high = np.maximum(points[:-1], points[1:]) + (np.maximum(halves[:-1], halves[1:]) + r)[:, None]
        seen = np.flatnonzero((high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < columns) & (low[:, 1] < rows))
        for k in seen:
            i0, i1 = max(0, int(low[k, 0])), min(columns, int(high[k, 0]) + 2)
            j0, j1 = max(0, int(low[k, 1])), min(rows, int(high[k, 1]) + 2)
            (ax, ay), (bx, by) = points[k], points[k + 1]
            dx, dy = bx - ax, by - ay
            length2 = max(dx * dx + dy * dy, 1e-12)
            x = np.arange(i0, i1, dtype=np.float32)[None, :] - np.float32(ax)
            y = np.arange(j0, j1, dtype=np.float32)[:, None] - np.float32(ay)
            t = np.clip((x * np.float32(dx) + y * np.float32(dy)) / np.float32(length2), 0, 1)
            h = halves[k] + t * np.float32(halves[k + 1] - halves[k])
            d = (np.hypot(x - t * np.float32(dx), y - t * np.float32(dy)) - h).astype(np.float32)
            box = edge[j0:j1, i0:i1]
            better = d < box
            box[better] = d[better]
            half[j0:j1, i0:i1][better] = h.astype(np.float32)[better]
    return edge * np.float32(texel), half * np.float32(texel)


def inside_polygon(polygon, x, y):
    """Whether points lie in a simple polygon (even-odd rule)."""
    x, y = np.broadcast_arrays(x, y)
    inside = np.zeros(x.shape, bool)
    p = np.asarray(polygon, float)
    for (ax, ay), (bx, by) in zip(p, np.roll(p, -1, axis=0)):
        if ay == by:
            continue
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside
