"""Branching and leaves of a tree in three dimensions, for trees that stand and trees that lie.

A skeleton is an array of segments in metres, the tree upright: x, y across, z up from the foot. `draw_wood` paints segments
that have been placed in the picture, `foliage` paints clumps of leaves as a lit height field.
"""

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from textures import fractal, grain


@dataclass
class Skeleton:
    start: np.ndarray  # (n, 3) metres
    end: np.ndarray
    radius: np.ndarray  # (n, 2) metres at start and end
    level: np.ndarray  # 0 stem, 1 limb, 2 branch, 3 twig
    tips: np.ndarray  # (m, 3) where leaves are


def grow(rng, height, dbh, conifer=False, spread=0.4, detail=1.0):
    """A tree of its own shape: a leading stem with whorls (conifer) or a stem that dissolves into limbs."""
    dice = random.Random(int(rng.integers(2**31)))
    segments, tips = [], []
    clear = dice.uniform(0.12, 0.3) if conifer else dice.uniform(0.18, 0.42)
    gauss, uniform = dice.gauss, dice.uniform
    steps, counts = (12, 5, 3, 2), (0, max(2, round(7 * detail)), max(2, round(5 * detail)))

    def branch(p, d, length, radius, level, lift):
        n = steps[level]
        part, wiggle = length / n, (0.05, 0.16, 0.22, 0.25)[level]
        children = [] if level == 3 else sorted(uniform(0.25, 1.0) for _ in range(counts[level])) if level else []
        for i in range(n):
            d = (d[0] + gauss(0, wiggle), d[1] + gauss(0, wiggle), d[2] + gauss(0, wiggle) + lift)
            norm = math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2])
            d = (d[0] / norm, d[1] / norm, d[2] / norm)
            q = (p[0] + d[0] * part, p[1] + d[1] * part, p[2] + d[2] * part)
            r0, r1 = radius * (1 - 0.85 * i / n), radius * (1 - 0.85 * (i + 1) / n)
            segments.append((*p, *q, r0, r1, level))
            for at in children:
                if i <= at * n < i + 1 or (at == 1.0 and i == n - 1):
                    side = uniform(0, 2 * math.pi)
                    turn = uniform(0.5, 1.1)
                    e = any_across(d, side)
                    c, s = math.cos(turn), math.sin(turn)
                    e = (d[0] * c + e[0] * s, d[1] * c + e[1] * s, d[2] * c + e[2] * s)
                    branch(p, e, length * uniform(0.3, 0.6) * (1.15 - 0.6 * at), r1 * uniform(0.4, 0.65), level + 1, lift * 0.5)
            if level >= 2:
                tips.append(q)
            p = q
        if level == 1:
            tips.append(p)

    n = steps[0]
    p, d = (0.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    limbs = dice.randint(14, 30) if conifer else dice.randint(8, 15)
    reach = 1.0 if conifer else uniform(0.6, 0.9)
    stem = []
    for i in range(n):
        d = (d[0] + gauss(0, 0.035), d[1] + gauss(0, 0.035), 1.0)
        q = (p[0] + d[0] * height * reach / n, p[1] + d[1] * height * reach / n, p[2] + height * reach / n)
        r0, r1 = (dbh / 2 * (1.12 * (1 - 0.88 * (j / n)) ** 0.9) for j in (i, i + 1))
        segments.append((*p, *q, r0, r1, 0))
        stem.append((p, q, r0))
        p = q
    golden, start = 2.4, uniform(0, 6.28)
    for k in range(limbs):
        t = clear + (1 - clear) * ((k + dice.random()) / limbs) * 0.98
        p0, p1, r = stem[min(int(t * n), n - 1)]
        f = t * n - int(t * n)
        p = tuple(a + (b - a) * f for a, b in zip(p0, p1))
        side = start + golden * k + gauss(0, 0.4)
        if conifer:
            length, tilt = height * spread * (1.08 - t) * uniform(0.7, 1.1), uniform(1.3, 1.75)
            radius = min(r * 0.4, 0.018 * length + 0.006)
        else:
            length, tilt = height * spread * uniform(0.6, 1.1) * (1.25 - 0.65 * t), uniform(0.45, 1.15)
            radius = min(r * uniform(0.4, 0.75), 0.03 * length + 0.01)
        d = (math.sin(tilt) * math.cos(side), math.sin(tilt) * math.sin(side), math.cos(tilt))
        branch(p, d, length, radius, 1, -0.02 if conifer else 0.03)
    all_of = np.float32(segments)
    return Skeleton(all_of[:, 0:3], all_of[:, 3:6], all_of[:, 6:8], all_of[:, 8].astype(int), np.float32(tips))


def any_across(d, side):
    """A unit vector at right angles to d, turned by `side` about it."""
    other = (1.0, 0.0, 0.0) if abs(d[0]) < 0.7 else (0.0, 1.0, 0.0)
    u = (d[1] * other[2] - d[2] * other[1], d[2] * other[0] - d[0] * other[2], d[0] * other[1] - d[1] * other[0])
    norm = math.sqrt(u[0] ** 2 + u[1] ** 2 + u[2] ** 2)
    u = (u[0] / norm, u[1] / norm, u[2] / norm)
    v = (d[1] * u[2] - d[2] * u[1], d[2] * u[0] - d[0] * u[2], d[0] * u[1] - d[1] * u[0])
    c, s = math.cos(side), math.sin(side)
    return (u[0] * c + v[0] * s, u[1] * c + v[1] * s, u[2] * c + v[2] * s)


SUPER = 2  # thin branches are drawn at twice the resolution
SHIFT = 4  # and with sub-pixel ends


def draw_wood(rng, shape, start, end, radius, tone, sun, gsd, order, shine=1.0):
    """Segments as lit cylinders; `start` and `end` are pixels of the patch (n, 2). Returns RGB and alpha of the patch's shape."""
    rows, columns = shape[0] * SUPER, shape[1] * SUPER
    rgb = np.zeros((rows, columns, 3), np.uint8)
    rgb[:] = np.clip(tone * 150, 0, 255)
    alpha = np.zeros((rows, columns), np.uint8)
    toward = sun.toward
    a, b = start * SUPER, end * SUPER
    along = b - a
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / length[:, None]
    facing = normal @ toward[:2]
    width = radius.mean(1) * 2 / gsd * SUPER
    jitter = rng.uniform(0.82, 1.18, len(a))
    one = 1 << SHIFT
    ints = lambda v: tuple(int(round(float(c) * one)) for c in v)
    light = 0.62 + 0.5 * sun.strength * toward[2] * 0.8
    thin_tones = np.clip(tone[None] * (jitter * light * shine * 255)[:, None], 0, 255).tolist()
    strengths = (np.clip(width, 0.4, 1) * 255).astype(int).tolist()
    thicks = np.maximum(1, np.round(width)).astype(int).tolist()
    ends = np.round(np.concatenate([a, b], 1) * one).astype(int).tolist()
    outside = (np.maximum(a, b).min(1) < -20) | (np.minimum(a[:, 0], b[:, 0]) > columns + 20) | (np.minimum(a[:, 1], b[:, 1]) > rows + 20)
    for i in order:
        if outside[i]:
            continue
        if width[i] < 4:
            px, py, qx, qy = ends[i]
            cv2.line(rgb, (px, py), (qx, qy), thin_tones[i], thicks[i] + 1, cv2.LINE_8, SHIFT)
            cv2.line(alpha, (px, py), (qx, qy), strengths[i], thicks[i], cv2.LINE_AA, SHIFT)
            continue
        r0, r1 = radius[i] / gsd * SUPER
        n = normal[i]
        strips = int(min(11, max(5, width[i] // 2)))
        edges = np.linspace(-1, 1, strips + 1)
        quad = np.float32([a[i] + n * r0, b[i] + n * r1, b[i] - n * r1, a[i] - n * r0])
        cv2.fillConvexPoly(alpha, np.round(quad * one).astype(np.int32), 255, cv2.LINE_AA, SHIFT)
        cv2.circle(alpha, ints(b[i]), max(1, int(r1 * one)), 255, -1, cv2.LINE_AA, SHIFT)
        for low, high in zip(edges[:-1], edges[1:]):
            u = (low + high) / 2
            lit = max(0.0, u * facing[i] + math.sqrt(1 - u * u) * toward[2])
            shade = (
                tone
                * (0.50 - 0.12 * u * u + 0.62 * sun.strength * lit + 0.18 * (1 - sun.strength) * (1 - u * u))
                * (0.9 + 0.1 * jitter[i])
                * rng.uniform(0.9, 1.1)
                * shine
                * 255
            )
            grow_out = 1.12
            quad = np.float32(
                [
                    a[i] + n * r0 * low * grow_out,
                    b[i] + n * r1 * low * grow_out,
                    b[i] + n * r1 * high * grow_out,
                    a[i] + n * r0 * high * grow_out,
                ]
            )
            cv2.fillConvexPoly(rgb, np.round(quad * one).astype(np.int32), [float(c) for c in np.clip(shade, 0, 255)], cv2.LINE_8, SHIFT)
        shade = tone * (0.5 + 0.5 * sun.strength * toward[2]) * shine * 255
        cv2.circle(rgb, ints(b[i]), max(1, int(r1 * one * 0.8)), [float(c) for c in np.clip(shade, 0, 255)], -1, cv2.LINE_8, SHIFT)
    small = cv2.resize(alpha, (shape[1], shape[0]), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    weighted = cv2.resize(rgb.astype(np.float32) * (alpha > 0)[..., None], (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    share = cv2.resize((alpha > 0).astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return weighted / np.maximum(share, 1e-3)[..., None] / 255, small


def silhouette(shape, start, end, radius, gsd, floor=0.35):
    """Alpha of segments alone, for shadows and masks."""
    alpha = np.zeros((shape[0] * SUPER, shape[1] * SUPER), np.uint8)
    width = radius.mean(1) * 2 / gsd * SUPER
    one = SUPER << SHIFT
    ends = np.round(np.concatenate([start, end], 1) * one).astype(int).tolist()
    strengths = (np.clip(width, floor, 1) * 255).astype(int).tolist()
    thicks = np.maximum(1, np.round(width)).astype(int).tolist()
    for (px, py, qx, qy), strength, thick in zip(ends, strengths, thicks):
        cv2.line(alpha, (px, py), (qx, qy), strength, thick, cv2.LINE_AA, SHIFT)
    return cv2.resize(alpha, (shape[1], shape[0]), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def foliage(rng, shape, centres, heights, radii, tones, sun, gsd, airy=0.3, texture=None):
    """Clumps of leaves lit by the sun. Centres and radii are pixels of the patch, heights pixels above the lowest; `tones` is one RGB a clump.

    Returns RGB and alpha. `airy` 0..1 leaves gaps between the leaves.
    """
    rows, columns = shape
    top = np.zeros(shape, np.float32)
    tint = np.ones((rows, columns, 3), np.float32) * tones.mean(0)
    for (cx, cy), z, r, tone in zip(centres, heights, radii, tones):
        x0, y0, x1, y1 = max(int(cx - r), 0), max(int(cy - r), 0), min(int(cx + r) + 2, columns), min(int(cy + r) + 2, rows)
        if x1 <= x0 or y1 <= y0:
            continue
        y, x = np.ogrid[y0:y1, x0:x1]
        bump = r * r - (x - cx) ** 2 - (y - cy) ** 2
        bump = np.where(bump > 0, z + np.sqrt(np.maximum(bump, 0)), 0).astype(np.float32)
        above = bump > top[y0:y1, x0:x1]
        top[y0:y1, x0:x1][above] = bump[above]
        tint[y0:y1, x0:x1][above] = tone
    leaf = max(1.2, 0.10 / gsd)
    rough = 0.65 * leaf * smooth(rng, shape, leaf) + 0.5 * leaf * smooth(rng, shape, leaf * 2.6) + 0.35 * grain(rng, shape, 0.5)
    body = cv2.GaussianBlur(top, (0, 0), 0.8)
    inside = top > 0
    surface = body + rough * 1.2
    gx, gy = cv2.Sobel(surface, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(surface, cv2.CV_32F, 0, 1, scale=1 / 8)
    toward = sun.toward
    scale = 1 / np.sqrt(1 + gx * gx + gy * gy)
    lit = np.clip((toward[2] - gx * toward[0] - gy * toward[1]) * scale, 0, 1.15)
    dark = np.zeros(shape, np.float32)
    climb = toward[2] / max(1e-3, float(np.hypot(toward[0], toward[1])))
    for step in (2, 4, 7, 11, 17, 26):
        dx, dy = toward[0], toward[1]
        norm = max(1e-3, float(np.hypot(dx, dy)))
        move = np.float32([[1, 0, -step * dx / norm], [0, 1, -step * dy / norm]])
        dark = np.maximum(dark, np.clip((cv2.warpAffine(surface, move, (columns, rows)) - surface - step * climb) / 2.5, 0, 1))
    hollow = np.clip((cv2.GaussianBlur(surface, (0, 0), max(2.0, 0.35 / gsd)) - surface) / (0.35 / gsd), -0.6, 1.4)
    light = 0.5 - 0.2 * hollow + sun.strength * 0.72 * lit * (1 - 0.85 * dark) + (1 - sun.strength) * 0.32 * (0.4 + 0.6 * scale)
    leaves = 1 + 0.10 * smooth(rng, shape, leaf * 1.3) + 0.05 * grain(rng, shape, 0.5)
    rgb = tint * (light * leaves)[..., None]
    if texture is not None:
        rgb = 0.45 * rgb + 0.55 * rgb * texture
    edge = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), max(1.0, 0.12 / gsd))
    ragged = (
        edge
        + 0.42 * smooth(rng, shape, max(1.5, 0.16 / gsd)) * (1 - np.abs(2 * edge - 1))
        + airy * 0.35 * np.minimum(0, smooth(rng, shape, max(2, 0.4 / gsd)) + 0.3)
    )
    alpha = np.clip((ragged - 0.45) * 3.5 + 0.5, 0, 1) * (edge > 0.02)
    return rgb.astype(np.float32), alpha.astype(np.float32)


def smooth(rng, shape, cell):
    return fractal(rng, shape, max(1.5, cell), 1)


LEAVES = [
    ((58, 88, 36), (100, 128, 58)),
    ((84, 118, 44), (134, 156, 72)),
    ((70, 96, 62), (112, 134, 98)),
    ((42, 66, 38), (72, 98, 56)),
    ((100, 118, 50), (150, 158, 78)),
]
BROWN = [((124, 100, 66), (166, 136, 92)), ((140, 118, 84), (186, 164, 122)), ((98, 82, 62), (130, 112, 88))]
BARK = [
    ((96, 84, 72), (140, 124, 106)),
    ((120, 112, 104), (168, 160, 150)),
    ((74, 62, 52), (104, 90, 76)),
    ((150, 142, 130), (190, 182, 170)),
    ((124, 100, 76), (160, 132, 102)),
]
DEAD_WOOD = [((140, 134, 126), (186, 180, 172)), ((176, 164, 142), (220, 208, 186)), ((110, 104, 98), (150, 144, 136))]


def tone_of(rng, palettes, jitter=0.025):
    low, high = palettes[int(rng.integers(len(palettes)))]
    tone = np.float32(low) + (np.float32(high) - np.float32(low)) * np.float32(rng.random())
    return (tone * (1 + jitter * rng.normal(size=3)).astype(np.float32)) / 255
