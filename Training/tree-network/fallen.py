"""Lying trees, large limbs and old logs, with their shadow and truth.

A tree is grown upright, laid down along a direction on the ground, its lower branches pressed flat, and painted with the sun of the picture.
`stem` truth is the trunk and limbs thicker than 8 cm where they are seen; `fallen` is the whole lying tree, leaves and all.
"""

import cv2
import numpy as np

from crowns import canopy_texture
from textures import fractal, grain, smooth_noise
from trees import BARK, BROWN, DEAD_WOOD, LEAVES, draw_wood, foliage, grow, silhouette, tone_of

LARGE = 0.04  # metres of radius from which a branch counts as stem


def lay(rng, tree, direction, gsd):
    """Positions (n, 3) of starts, ends and tips in pixels and metres up, the foot at the origin, lying along `direction` (radians)."""
    roll = rng.uniform(0, 2 * np.pi)
    bend = rng.normal() * 0.012
    rise = abs(rng.normal()) * 0.015
    c, s = np.cos(direction), np.sin(direction)

    def place(p):
        across = p[:, 0] * np.cos(roll) - p[:, 1] * np.sin(roll)
        up = p[:, 0] * np.sin(roll) + p[:, 1] * np.cos(roll)
        along = p[:, 2]
        across = across + bend * along**2
        across = across * np.where(up < 0, 1 + 0.25 * np.abs(up) / (np.abs(across) + 0.3), 1)
        up = np.where(up > 0, up * 0.65, -up * 0.12) + rise * along
        return np.stack([(along * c - across * s) / gsd, (along * s + across * c) / gsd, up], 1).astype(np.float32)

    return place(tree.start), place(tree.end), place(tree.tips) if len(tree.tips) else np.zeros((0, 3), np.float32)


def lie(
    rng, picture, x, y, direction, length, dbh, leaves=1.0, tone=None, root=None, conifer=False, sources=None, detail=1.0, contrast=1.0
):
    """A lying tree with its foot at pixel (x, y). `leaves` 0..1 is the share of leaf clumps left, 0 bare wood."""
    gsd, sun = picture.gsd, picture.sun
    tree = grow(rng, length, dbh, conifer, rng.uniform(0.18, 0.36) if not conifer else rng.uniform(0.12, 0.22), detail)
    start, end, tips = lay(rng, tree, direction, gsd)
    if rng.random() < 0.2 and length > 6:  # snapped: what lies beyond the break is turned and shifted
        cut = rng.uniform(0.4, 0.75) * length / gsd
        c, s = np.cos(direction), np.sin(direction)
        turn = rng.normal() * 0.22
        for points in (start, end, tips):
            if not len(points):
                continue
            beyond = points[:, 0] * c + points[:, 1] * s > cut
            q = points[beyond, :2] - np.float32([c * cut, s * cut])
            points[beyond, :2] = q @ np.float32([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + np.float32(
                [c * cut, s * cut]
            )
    tone = tone_of(rng, BARK) if tone is None else tone
    shadow_way = np.float32(sun.shift(1.0, gsd))
    everything = np.concatenate([start[:, :2], end[:, :2], end[:, :2] + end[:, 2:] * shadow_way, tips[:, :2]])
    low = np.floor(everything.min(0)).astype(int) - int(1.2 / gsd)
    high = np.ceil(everything.max(0)).astype(int) + int(1.2 / gsd)
    x0, y0 = int(x) + low[0], int(y) + low[1]
    if picture.window(x0, y0, high[0] - low[0], high[1] - low[1]) is None:
        return
    near = np.array([max(x0, -40), max(y0, -40)])
    far = np.minimum(np.array([int(x) + high[0], int(y) + high[1]]), picture.size + 40)
    x0, y0 = int(near[0]), int(near[1])
    shape = (int(far[1] - near[1]), int(far[0] - near[0]))
    if min(shape) < 4:
        return
    origin = np.float32([int(x) - x0, int(y) - y0])
    a, b, tips = start[:, :2] + origin, end[:, :2] + origin, np.concatenate([tips[:, :2] + origin, tips[:, 2:]], 1) if len(tips) else tips
    away = tree.radius.mean(1) * np.where(tree.level == 0, 1.0, 0.5)
    shadow = silhouette(
        shape, a + (start[:, 2:] + away[:, None]) * shadow_way, b + (end[:, 2:] + away[:, None]) * shadow_way, tree.radius, gsd, 0.3
    )
    big = (tree.level == 0) | ((tree.level == 1) & (tree.radius.max(1) >= LARGE))
    for share in np.linspace(0.15, 1.0, 4):  # the side of a thick stem throws a filled shadow
        some = big & (tree.radius.mean(1) > 0.03)
        shift = (tree.radius[some].mean(1, keepdims=True) * 1.6 * share) * shadow_way
        if some.any():
            shadow = np.maximum(shadow, silhouette(shape, a[some] + shift, b[some] + shift, tree.radius[some] * 0.9, gsd))
    leaf_rgb = leaf_alpha = None
    if leaves > 0 and len(tips):
        keep = tips[rng.random(len(tips)) < leaves]
        if len(keep) > 700:
            keep = keep[rng.choice(len(keep), 700, replace=False)]
        if len(keep):
            leaf_tone = tone_of(rng, LEAVES if rng.random() < 0.8 else BROWN)
            tones = (
                leaf_tone
                * (1 + 0.09 * rng.normal(size=(len(keep), 1)).astype(np.float32))
                * (1 + 0.03 * rng.normal(size=(len(keep), 3)).astype(np.float32))
            )
            size = np.maximum(rng.uniform(0.08, rng.uniform(0.2, 0.42), len(keep)) * np.clip(length / 9, 0.5, 1.2) / gsd, 1.6)
            texture = canopy_texture(rng, sources, shape) if rng.random() < 0.5 else None
            leaf_rgb, leaf_alpha = foliage(
                rng, shape, keep[:, :2], keep[:, 2] / gsd + 0.1 / gsd, size, tones, sun, gsd, rng.uniform(0.5, 1.8), texture
            )
            height = float(np.median(keep[:, 2])) + 0.3
            for up in (0.3, 0.7, 1.0):
                dx, dy = sun.shift(height * up, gsd)
                shadow = np.maximum(shadow, cv2.warpAffine(leaf_alpha, np.float32([[1, 0, dx], [0, 1, dy]]), (shape[1], shape[0])))
    picture.darken_patch(x0, y0, cv2.GaussianBlur(shadow, (0, 0), 0.6 + 2 * (1 - sun.strength)))
    if root:
        root_plate(rng, picture, x, y, direction, root, dbh)
    rgb, alpha = draw_wood(rng, shape, a, b, tree.radius, tone, sun, gsd, np.argsort(-tree.level * 0.3 + end[:, 2]))
    bark = 1 + rng.uniform(0.04, 0.14) * fractal(rng, shape, 0.3 / gsd, 3) + 0.06 * grain(rng, shape, 0.5)
    if rng.random() < 0.35:  # moss, dirt, shed bark
        bark = bark * (1 - 0.25 * np.clip(smooth_noise(rng, shape, max(3, rng.uniform(0.3, 1.2) / gsd)), 0, 1))
    rgb = rgb * bark[..., None]
    wood = alpha * contrast
    picture.paint(x0, y0, rgb, wood)
    trunk = silhouette(shape, a[big], b[big], np.maximum(tree.radius[big], gsd * 0.5), gsd) > 0.45
    trunk &= alpha > 0.3
    if root is None and rng.random() < 0.6:
        broken_end(rng, picture, x, y, direction, dbh)
    body = wood > 0.25
    if leaf_alpha is not None:
        picture.paint(x0, y0, leaf_rgb, leaf_alpha)
        limbs = tree.level <= 1
        above = silhouette(shape, a[limbs], b[limbs], tree.radius[limbs], gsd) * np.clip(
            smooth_noise(rng, shape, max(3, 0.7 / gsd)) * 2 - rng.uniform(-0.5, 2.5), 0, 1
        )
        picture.paint(x0, y0, rgb, above)  # here and there the limbs lie above the leaves
        thick = silhouette(shape, a[big], b[big], np.maximum(tree.radius[big], gsd * 0.5), gsd) > 0.45
        trunk &= (leaf_alpha < 0.6) | (above > 0.5)
        reach = max(3, int(0.25 / gsd)) | 1
        trunk = (cv2.morphologyEx(trunk.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)) > 0) & thick
        body |= leaf_alpha > 0.4
    reach = max(3, int(0.28 / gsd)) | 1
    body = cv2.morphologyEx(body.astype(np.uint8), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    picture.mark("fallen", x0, y0, body | trunk)
    picture.mark("stem", x0, y0, trunk)
    if leaves > 0 or rng.random() < 0.3:
        scatter(rng, picture, a, b, x0, y0, leaf_rgb, tone)


def scatter(rng, picture, a, b, x0, y0, leaf_rgb, tone):
    """Torn leaves and twigs round the tree: they belong to no truth."""
    n = int(rng.integers(20, 160))
    pick = rng.integers(len(b), size=n)
    places = b[pick] + rng.normal(size=(n, 2)) * rng.uniform(0.3, 1.5) / picture.gsd + np.array([x0, y0])
    tint = leaf_rgb.reshape(-1, 3).mean(0) if leaf_rgb is not None else tone * 0.6
    for px, py in places.astype(int):
        if 1 <= px < picture.size - 2 and 1 <= py < picture.size - 2:
            w, h = rng.integers(1, 3, 2)
            picture.rgb[py : py + h, px : px + w] += (
                np.clip(tint * rng.uniform(0.6, 1.3), 0, 1) - picture.rgb[py : py + h, px : px + w]
            ) * rng.uniform(0.3, 0.9)


def broken_end(rng, picture, x, y, direction, dbh):
    """Pale splintered wood at the foot."""
    gsd = picture.gsd
    wide = max(2.0, dbh * 1.1 / gsd)
    half = int(wide * 1.5) + 3
    layer = np.zeros((2 * half, 2 * half), np.uint8)
    c, s = np.cos(direction), np.sin(direction)
    points = []
    for u in np.linspace(-0.5, 0.5, 7):
        out = rng.uniform(-0.1, 0.7) * wide
        points.append([half - c * out - s * u * wide, half - s * out + c * u * wide])
    points += [
        [half + c * 0.3 * wide - s * 0.5 * wide, half + s * 0.3 * wide + c * 0.5 * wide],
        [half + c * 0.3 * wide + s * 0.5 * wide, half + s * 0.3 * wide - c * 0.5 * wide],
    ]
    cv2.fillPoly(layer, [np.round(np.float32(points) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    alpha = layer.astype(np.float32) / 255
    wood = np.float32([0.80, 0.68, 0.50]) * rng.uniform(0.75, 1.1) * (0.75 + 0.3 * picture.sun.strength)
    patch = np.broadcast_to(wood, (2 * half, 2 * half, 3)) * (1 + 0.1 * grain(rng, 2 * half))[..., None]
    picture.paint(int(x) - half, int(y) - half, patch.astype(np.float32), alpha)
    picture.mark("fallen", int(x) - half, int(y) - half, alpha > 0.5)
    picture.mark("stem", int(x) - half, int(y) - half, alpha > 0.5)


def root_plate(rng, picture, x, y, direction, radius, dbh):
    """The upturned plate of roots and soil, seen on edge, with its shadow and the pit it left."""
    gsd = picture.gsd
    half = int(radius * 1.9 / gsd) + 6
    size = 2 * half
    yy, xx = np.mgrid[:size, :size].astype(np.float32) - half
    c, s = np.cos(direction), np.sin(direction)
    along, across = (xx * c + yy * s) * gsd, (-xx * s + yy * c) * gsd
    ragged = 0.16 * radius * fractal(rng, size, 0.35 / gsd, 4, 0.8)
    pit = np.clip((1 - np.hypot((along + 0.6 * radius) / (0.55 * radius), across / (0.9 * radius)) + ragged / radius) * 4, 0, 1)
    soil = np.float32([0.40, 0.31, 0.23]) * rng.uniform(0.7, 1.2)
    if rng.random() < 0.7:
        picture.paint(
            int(x) - half,
            int(y) - half,
            (soil * 0.75 * (1 + 0.15 * fractal(rng, size, 0.3 / gsd, 4))[..., None]).astype(np.float32),
            pit * 0.85,
        )
    plate = np.clip(
        (1 - np.hypot((along + 0.1 * radius) / (rng.uniform(0.22, 0.45) * radius), across / radius) + ragged / radius) * 5, 0, 1
    )
    for up in (0.4, 0.8, 1.2):
        dx, dy = picture.sun.shift(radius * up * 0.8, gsd)
        picture.darken_patch(int(x + dx) - half, int(y + dy) - half, plate * 0.5)
    light = 0.75 + 0.35 * picture.sun.strength
    face = (soil * light * (1 + 0.22 * fractal(rng, size, 0.25 / gsd, 4, 0.8) + 0.1 * grain(rng, size))[..., None]).astype(np.float32)
    picture.paint(int(x) - half, int(y) - half, face, plate)
    roots = int(rng.integers(6, 18))
    side = rng.uniform(-1, 1, roots)
    starts = np.stack([half - s * side * radius * 0.7 / gsd, half + c * side * radius * 0.7 / gsd], 1)
    reach = rng.uniform(0.15, 0.6, roots) * radius / gsd
    angle = direction + np.pi + rng.normal(size=roots) * 0.7 + side * -0.8
    ends = starts + np.stack([np.cos(angle), np.sin(angle)], 1) * reach[:, None]
    thick = rng.uniform(0.015, 0.06, (roots, 1)) * np.float32([[1, 0.4]])
    rgb, alpha = draw_wood(rng, (size, size), starts, ends, thick, soil * 1.5, picture.sun, gsd, range(roots))
    picture.paint(int(x) - half, int(y) - half, rgb, alpha)
    picture.mark("fallen", int(x) - half, int(y) - half, (plate > 0.5) | (alpha > 0.4))


def old_log(rng, picture, x, y, direction, length, dbh, floor):
    """A decayed log without branches: little contrast, moss on it, parts sunk in litter. `floor` is the tone about it."""
    gsd = picture.gsd
    n = 10
    t = np.linspace(0, 1, n + 1)
    bend = rng.normal() * 0.02 * length
    c, s = np.cos(direction), np.sin(direction)
    wave = bend * np.sin(np.pi * t) + 0.02 * rng.normal(size=n + 1)
    points = np.stack([c * t * length - s * wave, s * t * length + c * wave], 1) / gsd
    half = int(length / gsd) + 12
    x0, y0 = int(x) - half, int(y) - half
    near = np.array([max(x0, -20), max(y0, -20)])
    far = np.minimum(np.array([int(x) + half, int(y) + half]), picture.size + 20)
    shape = (int(far[1] - near[1]), int(far[0] - near[0]))
    if min(shape) < 4:
        return
    x0, y0 = int(near[0]), int(near[1])
    points = points + np.float32([int(x) - x0, int(y) - y0])
    radius = dbh / 2 * (1 - rng.uniform(0.1, 0.6) * t)
    pairs = np.stack([radius[:-1], radius[1:]], 1)
    wood = tone_of(rng, DEAD_WOOD + BARK)
    tone = floor + (wood - floor) * rng.uniform(0.35, 1.0)
    shift = dbh * 0.5 * np.float32(picture.sun.shift(1.0, gsd))
    length_of = float(np.hypot(*shift))
    shift = shift * min(1.0, 12 / max(length_of, 1e-3))
    shadow = np.maximum(
        silhouette(shape, points[:-1] + shift, points[1:] + shift, pairs * 0.9, gsd),
        silhouette(shape, points[:-1] + shift / 2, points[1:] + shift / 2, pairs, gsd),
    )
    picture.darken_patch(x0, y0, cv2.GaussianBlur(shadow, (0, 0), 0.8) * rng.uniform(0.4, 1))
    rgb, alpha = draw_wood(rng, shape, points[:-1], points[1:], pairs, tone, picture.sun, gsd, range(n))
    rgb = rgb * (1 + 0.12 * fractal(rng, shape, 0.3 / gsd, 3) + 0.06 * grain(rng, shape, 0.5))[..., None]
    sunk = np.clip(1.25 - rng.uniform(0, 0.7) * np.clip(smooth_noise(rng, shape, max(3, 0.6 / gsd)) + 0.2, 0, 2), 0, 1)
    picture.paint(x0, y0, rgb, alpha * sunk)
    mask = alpha * sunk > 0.35
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)) > 0
    picture.mark("stem", x0, y0, closed & (alpha > 0.4))
    picture.mark("fallen", x0, y0, closed & (alpha > 0.4))


def any_fallen(rng, picture, x, y, direction, sources=None, longest=18.0):
    """A lying tree of a random kind and size with its foot at pixel (x, y)."""
    kind = rng.choice(["leafy", "half", "bare", "dead", "limb", "trunk"], p=[0.30, 0.15, 0.17, 0.13, 0.18, 0.07])
    length = rng.uniform(5, longest)
    dbh = float(np.clip(length * rng.uniform(0.018, 0.045), 0.10, 0.8))
    root = rng.uniform(1.2, 3.2) * dbh + 0.3 if rng.random() < 0.35 else None
    conifer = rng.random() < 0.22
    if kind == "leafy":
        lie(rng, picture, x, y, direction, length, dbh, rng.uniform(0.4, 1.0), None, root, conifer, sources)
    elif kind == "half":
        lie(rng, picture, x, y, direction, length, dbh, rng.uniform(0.08, 0.5), None, root, conifer, sources)
    elif kind == "bare":
        lie(rng, picture, x, y, direction, length, dbh, 0, None, root, conifer, sources, rng.uniform(0.7, 1.1))
    elif kind == "dead":
        lie(rng, picture, x, y, direction, length, dbh, 0, tone_of(rng, DEAD_WOOD), root, conifer, sources, rng.uniform(0.3, 0.9))
    elif kind == "trunk":
        lie(rng, picture, x, y, direction, length * 0.8, dbh, 0, tone_of(rng, DEAD_WOOD + BARK), root, conifer, sources, 0.25)
    else:
        length = rng.uniform(3, 7.5)
        lie(
            rng,
            picture,
            x,
            y,
            direction,
            length,
            float(np.clip(length * rng.uniform(0.022, 0.035), 0.10, 0.25)),
            rng.choice([0, rng.uniform(0.2, 1)]),
            None,
            None,
            False,
            sources,
            rng.uniform(0.6, 1),
        )
