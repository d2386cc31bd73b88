"""Things of a street: cars, roofs, poles, wires, railings, hedges, benches, pipes. None is a tree, many look like a stem from above.

Positions are pixels, sizes metres, directions radians clockwise from image x.
"""

import cv2
import numpy as np

from textures import colour, fractal, grain, smooth_noise
from trees import LEAVES, foliage, tone_of


def turned_box(rng, picture, x, y, direction, length, width):
    """Coordinates of a patch about (x, y): its corner, and metres along and across at each pixel."""
    half = int(np.hypot(length, width) / 2 / picture.gsd) + 4
    yy, xx = np.mgrid[: 2 * half, : 2 * half].astype(np.float32) + 0.5 - half
    c, s = np.cos(direction), np.sin(direction)
    return int(x) - half, int(y) - half, (xx * c + yy * s) * picture.gsd, (-xx * s + yy * c) * picture.gsd


def cast(picture, x0, y0, alpha, height, tall=False):
    """Shadow of a low flat-topped thing, filled from its foot to its top."""
    total = np.zeros_like(alpha)
    dx, dy = picture.sun.shift(height, picture.gsd)
    pad = int(max(abs(dx), abs(dy))) + 4
    wide = cv2.copyMakeBorder(alpha, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    total = np.zeros_like(wide)
    steps = int(max(2, min(40, max(abs(dx), abs(dy)) / 3)))
    for t in np.linspace(0, 1, steps + 1):
        total = np.maximum(total, cv2.warpAffine(wide, np.float32([[1, 0, dx * t], [0, 1, dy * t]]), (wide.shape[1], wide.shape[0])))
    if tall:
        where = picture.window(x0 - pad, y0 - pad, wide.shape[1], wide.shape[0])
        if where is not None:
            picture.shade[where[0]] = np.maximum(picture.shade[where[0]], total[where[1]])
    else:
        picture.darken_patch(x0 - pad, y0 - pad, cv2.GaussianBlur(total, (0, 0), 0.8 + 2 * (1 - picture.sun.strength)))


def soft(distance, gsd, blur=1.0):
    """1 inside (distance < 0), 0 outside, over about a pixel."""
    return np.clip(0.5 - distance / (gsd * blur), 0, 1).astype(np.float32)


def rounded(along, across, length, width, corner):
    u, v = np.abs(along) - length / 2 + corner, np.abs(across) - width / 2 + corner
    return np.hypot(np.maximum(u, 0), np.maximum(v, 0)) + np.minimum(np.maximum(u, v), 0) - corner


CAR_PAINT = [
    (235, 236, 238),
    (225, 225, 222),
    (190, 194, 198),
    (150, 154, 158),
    (92, 96, 102),
    (44, 46, 50),
    (28, 29, 32),
    (130, 30, 34),
    (36, 60, 120),
    (200, 160, 40),
    (90, 110, 90),
    (120, 96, 70),
]


def car(rng, picture, x, y, direction):
    """A car, van, lorry or scooter from above."""
    gsd, sun = picture.gsd, picture.sun
    kind = rng.choice(["car", "van", "lorry", "scooter"], p=[0.66, 0.12, 0.1, 0.12])
    length, width, height = {
        "car": (rng.uniform(3.7, 4.9), rng.uniform(1.65, 1.9), 1.45),
        "van": (rng.uniform(4.6, 5.6), 1.95, 2.1),
        "lorry": (rng.uniform(6, 10), 2.4, rng.uniform(2.4, 3.4)),
        "scooter": (rng.uniform(1.6, 2.0), rng.uniform(0.5, 0.7), 1.1),
    }[kind]
    x0, y0, a, b = turned_box(rng, picture, x, y, direction, length, width)
    shape = rounded(a, b, length, width, 0.22 * width)
    alpha = soft(shape, gsd)
    cast(picture, x0, y0, alpha, height)
    paint = np.float32(CAR_PAINT[int(rng.integers(len(CAR_PAINT)))]) / 255 * (0.72 + 0.33 * sun.strength) * rng.uniform(0.85, 1.08)
    tilt = (
        a * (sun.toward[0] * np.cos(direction) + sun.toward[1] * np.sin(direction)) / length
        + b * (-sun.toward[0] * np.sin(direction) + sun.toward[1] * np.cos(direction)) / width
    )
    body = paint * (1 + 0.35 * sun.strength * tilt - 0.18 * np.clip((shape + 0.12) / 0.12, 0, 1))[..., None]
    glass = np.float32([0.10, 0.12, 0.14]) * rng.uniform(0.7, 1.8)
    if kind in ("car", "van"):
        front, rear = 0.18 * length, (-0.36 if kind == "car" else -0.47) * length
        cabin = rounded(a - (front + rear) / 2, b, front - rear, width * 0.86, 0.15 * width)
        roof = rounded(a - (front - 0.13 * length + rear + 0.09 * length) / 2, b, front - rear - 0.22 * length, width * 0.70, 0.12 * width)
        body += (glass + 0.25 * sun.strength * np.clip(tilt, 0, 1)[..., None] - body) * soft(cabin, gsd)[..., None]
        top = paint * (1.05 + 0.15 * sun.strength * np.clip(tilt, -1, 1))[..., None]
        body += (top - body) * soft(roof, gsd)[..., None]
    elif kind == "lorry":
        bed = rounded(a + 0.14 * length, b, 0.7 * length, width * 0.98, 0.05)
        tone = colour(rng, (90, 100, 110), (230, 230, 226), 0.08) * (0.75 + 0.3 * sun.strength)
        body += (tone * (1 + 0.05 * np.sign(np.sin(a * 12)))[..., None] - body) * soft(bed, gsd)[..., None]
        body *= 1 - 0.5 * (soft(np.abs(a - 0.22 * length) - 0.06, gsd) * soft(shape, gsd))[..., None]
    else:
        body += (np.float32([0.09, 0.09, 0.1]) - body) * soft(rounded(a + 0.2 * length, b, 0.45 * length, width * 0.5, 0.1), gsd)[..., None]
        if rng.random() < 0.5:
            body += (colour(rng, (40, 40, 40), (220, 60, 60)) - body) * soft(np.hypot(a, b) - 0.16, gsd)[..., None]
    picture.paint(x0, y0, body.astype(np.float32), alpha)


def roof(rng, picture, x, y, direction, length, width, height):
    """A building seen straight from above: tiles, tin or flat concrete, with its long shadow."""
    gsd, sun = picture.gsd, picture.sun
    x0, y0, a, b = turned_box(rng, picture, x, y, direction, length, width)
    box = np.maximum(np.abs(a) - length / 2, np.abs(b) - width / 2)
    alpha = soft(box, gsd)
    if picture.window(x0, y0, alpha.shape[1], alpha.shape[0]) is None and height * sun.slope / gsd < 50:
        return
    cast(picture, x0, y0, alpha, height, tall=True)
    style = rng.choice(["tin", "flat", "tiles"])
    light = 0.62 + 0.42 * sun.strength
    lean = -sun.toward[0] * np.sin(direction) + sun.toward[1] * np.cos(direction)
    if style == "flat":
        tone = colour(rng, (120, 118, 112), (200, 196, 188), 0.03)
        body = tone * light * (1 + 0.06 * fractal(rng, alpha.shape, 3 / gsd, 5, 0.7) + 0.02 * grain(rng, alpha.shape))[..., None]
        parapet = np.clip((box + 0.3) / 0.05, 0, 1)
        body += (tone * light * 1.12 - body) * parapet[..., None]
        inner = soft(box + 0.3, gsd)
        dx, dy = sun.shift(0.9, gsd)
        shade = np.clip(inner - cv2.warpAffine(inner, np.float32([[1, 0, dx], [0, 1, dy]]), (alpha.shape[1], alpha.shape[0])), 0, 1)
        body *= 1 - 0.55 * sun.strength * shade[..., None]
        for _ in range(int(rng.integers(0, 6))):  # tanks and machines
            ca, cb, r = rng.uniform(-0.4, 0.4) * length, rng.uniform(-0.4, 0.4) * width, rng.uniform(0.4, 1.2)
            thing = soft(np.hypot(a - ca, b - cb) - r if rng.random() < 0.5 else rounded(a - ca, b - cb, 2 * r, 1.4 * r, 0.1), gsd)
            dx, dy = sun.shift(1.2, gsd)
            body *= (
                1
                - 0.55
                * sun.strength
                * np.clip(cv2.warpAffine(thing, np.float32([[1, 0, dx], [0, 1, dy]]), (alpha.shape[1], alpha.shape[0])) - thing, 0, 1)[
                    ..., None
                ]
            )
            body += (colour(rng, (110, 110, 110), (235, 235, 235)) * light - body) * thing[..., None]
    else:
        tone = colour(
            rng,
            *(
                [
                    ((60, 90, 130), (110, 150, 190)),
                    ((150, 70, 60), (190, 110, 96)),
                    ((170, 172, 174), (215, 216, 218)),
                    ((70, 120, 96), (120, 160, 136)),
                ][rng.integers(4)]
                if style == "tin"
                else [((120, 70, 56), (180, 112, 92)), ((90, 90, 94), (130, 128, 126))][rng.integers(2)]
            ),
            0.03
        )
        side = np.where(b > 0, 1, -1)
        body = tone * (light * (1 + 0.28 * sun.strength * lean * side))[..., None]
        pitch = rng.uniform(0.25, 0.45) if style == "tin" else 0.3
        ribs = np.sin(2 * np.pi * (a if style == "tin" else np.abs(b)) / max(pitch, 3 * gsd))
        body = (
            body
            * (1 + rng.uniform(0.02, 0.1) * ribs + 0.07 * fractal(rng, alpha.shape, 2 / gsd, 4) + 0.02 * grain(rng, alpha.shape))[..., None]
        )
        body *= 1 - 0.2 * soft(np.abs(b) - 0.12, gsd)[..., None]
    picture.paint(x0, y0, body.astype(np.float32), alpha)
    picture.clear("canopy", x0, y0, alpha > 0.5)
    picture.clear("stem", x0, y0, alpha > 0.5)
    picture.clear("fallen", x0, y0, alpha > 0.5)


def line_alpha(picture, points, width):
    """Alpha of a polyline of `width` metres over the whole picture, at sub-pixel strength when thin."""
    pixels = width / picture.gsd
    layer = np.zeros((picture.size * 2, picture.size * 2), np.uint8)
    cv2.polylines(
        layer,
        [np.round(np.float32(points) * 32).astype(np.int32)],
        False,
        int(255 * min(1, max(0.3, pixels * 1.4))),
        max(1, int(round(2 * pixels))),
        cv2.LINE_AA,
        4,
    )
    return cv2.resize(layer, (picture.size, picture.size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def shade_line(picture, points, width):
    picture.shade = np.maximum(picture.shade, line_alpha(picture, points, width))


def pole(rng, picture, x, y):
    """A lamp or power pole: a short stroke where perspective shows its side, a long thin shadow, now and then arms."""
    gsd, sun = picture.gsd, picture.sun
    height, width = rng.uniform(4, 11), rng.uniform(0.10, 0.3)
    dx, dy = sun.shift(height, gsd)
    shade_line(picture, [(x, y), (x + dx, y + dy)], width)
    arm = rng.uniform(0, 2 * np.pi)
    reach = rng.uniform(0.6, 2.2) / gsd
    arms = rng.random() < 0.6
    if arms:
        shade_line(picture, [(x + dx, y + dy), (x + dx + np.cos(arm) * reach, y + dy + np.sin(arm) * reach)], width * 0.7)
    lean = rng.uniform(0, 0.22) * height / gsd
    away = rng.uniform(0, 2 * np.pi)
    tx, ty = x + np.cos(away) * lean, y + np.sin(away) * lean

    def top():
        tone = colour(rng, (90, 90, 88), (205, 205, 200)) * (0.7 + 0.35 * sun.strength)
        picture.rgb += (tone - picture.rgb) * line_alpha(picture, [(x, y), (tx, ty)], width)[..., None]
        if arms:
            picture.rgb += (tone * 1.05 - picture.rgb) * line_alpha(
                picture, [(tx, ty), (tx + np.cos(arm) * reach, ty + np.sin(arm) * reach)], width * 0.6
            )[..., None]

    return top


def wire(rng, picture):
    """A bundle of wires across the picture and their shadow; returns what paints the wires on top."""
    size = picture.size
    a, b = rng.uniform(-100, size + 100, 2), rng.uniform(0, 2 * np.pi)
    step = np.array([np.cos(b), np.sin(b)]) * size * 1.6
    lines = []
    for k in range(int(rng.integers(1, 5))):
        off = np.array([-np.sin(b), np.cos(b)]) * k * rng.uniform(0.3, 0.9) / picture.gsd
        t = np.linspace(-1, 1, 24)
        sag = np.array([-np.sin(b), np.cos(b)]) * rng.normal() * 4
        lines.append(a + off + t[:, None] * step + (t**2)[:, None] * sag)
    dx, dy = picture.sun.shift(rng.uniform(5, 9), picture.gsd)
    for points in lines:
        picture.shade = np.maximum(picture.shade, line_alpha(picture, points + np.array([dx, dy]), 0.02) * 0.55)
    tone = rng.choice([0.08, 0.15, 0.5])

    def top():
        for points in lines:
            picture.rgb += (tone - picture.rgb) * (line_alpha(picture, points, 0.02) * 0.7)[..., None]

    return top


def railing(rng, picture, points):
    """A rail or fence along a line of pixels: thin and straight, its shadow beside it."""
    gsd, sun = picture.gsd, picture.sun
    height, width = rng.uniform(0.6, 1.6), rng.uniform(0.04, 0.22)
    points = np.float32(points)
    shadow = line_alpha(picture, points + np.float32(sun.shift(height, gsd)), width * 0.9)
    if rng.random() < 0.5:
        shadow = np.maximum(shadow, 0.3 * line_alpha(picture, points + np.float32(sun.shift(height / 2, gsd)), height * 0.7))
    picture.darken(cv2.GaussianBlur(shadow, (0, 0), 0.7))
    tone = colour(rng, (80, 80, 80), (235, 235, 230), 0.03) * (0.7 + 0.35 * sun.strength)
    alpha = line_alpha(picture, points, width)
    picture.rgb += (tone - picture.rgb) * alpha[..., None]
    picture.covered |= alpha > 0.6


def pipe(rng, picture, x, y, direction, length, width):
    """A pipe, plank, kerb stone or rail left lying: straight, of even width, cut square."""
    gsd, sun = picture.gsd, picture.sun
    x0, y0, a, b = turned_box(rng, picture, x, y, direction, length, width)
    alpha = soft(np.maximum(np.abs(a) - length / 2, np.abs(b) - width / 2), gsd)
    cast(picture, x0, y0, alpha, width * rng.uniform(0.3, 1))
    tone = colour(
        rng,
        *[
            ((170, 170, 168), (225, 225, 222)),
            ((40, 90, 150), (70, 130, 190)),
            ((60, 60, 62), (90, 90, 92)),
            ((200, 110, 40), (230, 150, 80)),
            ((150, 130, 100), (200, 176, 136)),
        ][rng.integers(5)]
    ) * (0.65 + 0.35 * sun.strength)
    lean = -sun.toward[0] * np.sin(direction) + sun.toward[1] * np.cos(direction)
    u = np.clip(b / (width / 2), -1, 1)
    round_ = rng.random() < 0.6
    lit = 0.8 + 0.4 * (np.sqrt(np.maximum(0, 1 - u * u)) * sun.toward[2] + u * lean) * sun.strength if round_ else 1.0 + 0 * u
    picture.paint(x0, y0, (tone * lit[..., None]).astype(np.float32), alpha)


def hedge(rng, picture, points, width, height):
    """Clipped or rough shrubs along a line of pixels. They are neither pavement nor crowns."""
    gsd = picture.gsd
    points = np.float32(points)
    low, high = points.min(0) - width / gsd - 6, points.max(0) + width / gsd + 6
    low, high = np.maximum(low, -30).astype(int), np.minimum(high, picture.size + 30).astype(int)
    shape = (int(high[1] - low[1]), int(high[0] - low[0]))
    if min(shape) < 8:
        return
    lengths = np.hypot(*np.diff(points, axis=0).T)
    total = lengths.sum() * gsd
    n = int(min(900, total * width * 9)) + 6
    at = rng.random(n) * lengths.sum()
    i = np.minimum(np.searchsorted(np.cumsum(lengths), at), len(lengths) - 1)
    f = (at - (np.cumsum(lengths)[i] - lengths[i])) / np.maximum(lengths[i], 1e-3)
    along = points[i + 1] - points[i]
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)[:, None]
    off = rng.uniform(-0.5, 0.5, n) * width
    places = points[i] + along * f[:, None] + normal * off[:, None] / gsd - low
    tone = tone_of(rng, LEAVES)
    tones = tone * (1 + 0.07 * rng.normal(size=(n, 1)).astype(np.float32)) + np.zeros(3, np.float32)
    rgb, alpha = foliage(
        rng,
        shape,
        places,
        np.full(n, height * 0.6 / gsd) * (1 - 0.5 * np.abs(2 * off / width) ** 3),
        np.maximum(rng.uniform(0.15, 0.35, n) / gsd, 2),
        tones,
        picture.sun,
        gsd,
        rng.uniform(0, 0.6),
    )
    cast(picture, int(low[0]), int(low[1]), alpha, height * 0.8)
    picture.paint(int(low[0]), int(low[1]), rgb, alpha)


def bench(rng, picture, x, y, direction):
    x0, y0, a, b = turned_box(rng, picture, x, y, direction, 1.8, 0.5)
    alpha = soft(rounded(a, b, 1.7, 0.45, 0.03), picture.gsd) * (0.75 + 0.25 * np.sign(np.sin(b * 60)))
    cast(picture, x0, y0, alpha, 0.45)
    picture.paint(x0, y0, np.broadcast_to(colour(rng, (110, 84, 60), (190, 170, 150)), (*alpha.shape, 3)), alpha)


def patch_shadow(rng, picture):
    """The long straight shadow of something outside the picture."""
    gsd = picture.gsd
    size = picture.size
    along = rng.uniform(0, 2 * np.pi)
    yy, xx = np.mgrid[:size, :size].astype(np.float32)
    cx, cy = rng.uniform(0, size, 2)
    u = ((xx - cx) * np.cos(along) + (yy - cy) * np.sin(along)) * gsd
    v = (-(xx - cx) * np.sin(along) + (yy - cy) * np.cos(along)) * gsd
    wide = rng.choice([rng.uniform(0.2, 1.2), rng.uniform(4, 14)])
    picture.shade = np.maximum(picture.shade, soft(np.maximum(np.abs(v) - wide / 2, u), gsd, 2))


def stains(rng, picture, where):
    """Wet, oily or patched pavement."""
    gsd, size = picture.gsd, picture.size
    if rng.random() < 0.35:
        wet = fractal(rng, size, rng.uniform(2, 8) / gsd, 4, 0.6)
        share = np.clip((wet - rng.uniform(0.3, 1.6)) * 3, 0, 1) * where
        picture.rgb *= (1 - rng.uniform(0.15, 0.45) * share)[..., None]
        if rng.random() < 0.5:  # puddles that mirror the sky
            share = np.clip((wet - rng.uniform(1.3, 2.2)) * 5, 0, 1) * where
            picture.rgb += (
                colour(rng, (120, 130, 136), (196, 206, 214)) * (1 + 0.02 * smooth_noise(rng, size, 20))[..., None] - picture.rgb
            ) * (share * rng.uniform(0.3, 0.9))[..., None]
