"""Draws potholes, utility covers and patches onto sound pavement, and copies real potholes to other places.

Real potholes are few. What is drawn has an exact outline; its look is random within wide limits, so that no drawing style can be
learned by heart. Pictures are RGB bytes, lengths pixels.
"""
import cv2
import numpy as np

import networks_folder  # noqa: F401
from confusers import smooth_noise
from objects import ALLIGATOR, CELL, COVER, DOUBTFUL, LINE, POTHOLE, REPAIR, WITHIN, Picture, Thing


def blob(rng, size, radius, stretch):
    """A soft mask of a ragged hole in the middle of a square, 0..1."""
    y, x = np.mgrid[:size, :size].astype(np.float32) - size / 2
    turn = rng.uniform(0, np.pi)
    a, b = x * np.cos(turn) + y * np.sin(turn), (y * np.cos(turn) - x * np.sin(turn)) * stretch
    angle, distance = np.arctan2(b, a), np.hypot(a, b)
    edge = np.full_like(angle, radius)
    for order in range(2, 14):
        edge *= 1 + 0.22 * order ** -0.9 * rng.normal() * np.cos(order * angle + rng.uniform(0, 2 * np.pi))
    edge += smooth_noise(rng, size, max(2, int(radius / 6))) * 0.08 * radius
    return np.clip((edge - distance) / rng.uniform(1.0, 3.0) + 0.5, 0, 1)


def pothole(rng, patch, radius):
    """Draws a hole into a square patch (float 0..1); returns its mask."""
    size = patch.shape[0]
    mask = blob(rng, size, radius, rng.uniform(1, 1.7))
    tone = patch.reshape(-1, 3).mean(0) * rng.uniform(0.45, 1.05) * np.float32([1 + rng.uniform(-0.02, 0.12), 1, 1 - rng.uniform(0, 0.14)])
    stones = smooth_noise(rng, size, 2) * rng.uniform(0.05, 0.3) + smooth_noise(rng, size, max(3, int(radius / 3))) * rng.uniform(0.05, 0.25)
    inner = tone * (1 + stones[:, :, None])
    if rng.random() < 0.2:  # water in it
        inner = tone * rng.uniform(0.4, 1.1) + np.float32([0.02, 0.05, 0.08]) * rng.uniform(0, 3) + 0.01 * smooth_noise(rng, size, 9)[:, :, None]
    sun = rng.uniform(0, 2 * np.pi)
    depth = radius * rng.uniform(0.08, 0.5)
    move = np.float32([[1, 0, depth * np.cos(sun)], [0, 1, depth * np.sin(sun)]])
    shadow = np.clip(mask - cv2.warpAffine(mask, move, (size, size)), 0, 1)
    lit = np.clip(mask - cv2.warpAffine(mask, -move + 2 * np.float32([[1, 0, 0], [0, 1, 0]]), (size, size)), 0, 1)
    inner = inner * (1 - rng.uniform(0.2, 0.75) * cv2.GaussianBlur(shadow, (0, 0), rng.uniform(0.6, 2)))[:, :, None]
    inner = inner * (1 + rng.uniform(0, 0.45) * cv2.GaussianBlur(lit, (0, 0), 1.0))[:, :, None]
    rim = cv2.GaussianBlur(cv2.dilate(mask, np.ones((5, 5))) - mask, (0, 0), 1.2)
    crumbs = (smooth_noise(rng, size, 2) > rng.uniform(0.8, 1.6)) * np.clip(1 - np.abs(cv2.GaussianBlur(mask, (0, 0), radius / 2) - 0.25) * 4, 0, 1)
    patch *= (1 + rng.uniform(-0.25, 0.2) * rim)[:, :, None]
    patch *= (1 + rng.uniform(-0.4, 0.5) * crumbs.astype(np.float32))[:, :, None]
    patch += mask[:, :, None] * (inner - patch)
    return mask > 0.5


def cover(rng, patch, radius):
    """A manhole cover or a grate, now and then in a collar of concrete; returns its mask."""
    size = patch.shape[0]
    y, x = np.mgrid[:size, :size].astype(np.float32) - size / 2
    turn = rng.uniform(0, np.pi)
    a, b = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    is_round = rng.random() < 0.6
    stretch = 1 if is_round else rng.uniform(1, 2)
    distance = np.hypot(a, b) if is_round else np.maximum(np.abs(a), np.abs(b) * stretch)

    def disc(limit):
        return np.clip(limit - distance + 0.5, 0, 1)[:, :, None]

    tone = patch.reshape(-1, 3).mean(0)
    if rng.random() < 0.5:
        collar = tone * rng.uniform(0.75, 1.35)
        patch += disc(radius * rng.uniform(1.15, 1.7)) * (collar - patch) * rng.uniform(0.5, 1)
    metal = np.float32(tone.mean()) * rng.uniform(0.45, 1.25) * np.float32([1 + rng.uniform(-0.05, 0.12), 1, 1 - rng.uniform(-0.05, 0.12)])
    step = max(3.0, radius * rng.uniform(0.15, 0.4))
    style = rng.integers(4)
    if style == 0:
        pattern = np.sin(2 * np.pi * a / step) * np.sin(2 * np.pi * b / step)
    elif style == 1:
        pattern = np.sign(np.sin(2 * np.pi * a / step)) * (np.abs(b) < radius * 0.7)
    elif style == 2:
        pattern = np.sin(2 * np.pi * distance / step)
    else:
        pattern = np.sin(np.arctan2(b, a) * rng.integers(6, 16)) * (distance > 0.3 * radius)
    plate = metal * (1 + rng.uniform(0.03, 0.35) * pattern + 0.06 * smooth_noise(rng, size, 3))[:, :, None]
    patch += disc(radius) * (plate - patch)
    ring = np.exp(-((distance - radius) / rng.uniform(0.6, 2.0)) ** 2)[:, :, None]
    patch *= 1 - rng.uniform(0.2, 0.8) * ring
    return distance < radius


def thing_of(kind, mask, u, v, angle):
    """The box along a direction that just holds a mask whose upper left corner lies at (u, v)."""
    rows, columns = np.nonzero(mask)
    x, y = columns + 0.5, rows + 0.5
    a, b = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    middle_a, middle_b = (a.min() + a.max()) / 2, (b.min() + b.max()) / 2
    return Thing(kind, u + middle_a * np.cos(angle) - middle_b * np.sin(angle), v + middle_a * np.sin(angle) + middle_b * np.cos(angle),
                 (a.max() - a.min()) / 2 + 0.5, (b.max() - b.min()) / 2 + 0.5, angle)


def reach(thing):
    return max(thing.along, thing.across)


def looks_paved(patch):
    """Whether a patch (float 0..1) is about as grey and as even as pavement."""
    mean = patch.reshape(-1, 3).mean(0)
    return mean.max() - mean.min() < 0.16 * mean.max() + 0.02 and patch.mean(2).std() < 0.12


def free_place(rng, picture, taken, half):
    """A place away from all things, or None."""
    height, width = picture.rgb.shape[:2]
    for _ in range(20):
        u, v = rng.uniform(half, width - half), rng.uniform(half, height - half)
        if all(max(abs(u - t.u) - t.across, abs(v - t.v) - t.along) > 0.7 * half for t in taken):
            return int(u), int(v)
    return None


def mark(picture, mask, x, y, kind):
    """Notes a drawn mask in the picture's rasters."""
    size = mask.shape[0]
    own = cv2.resize(mask.astype(np.uint8), None, fx=1 / CELL, fy=1 / CELL, interpolation=cv2.INTER_AREA)
    part = picture.inside[y // CELL:(y + size) // CELL, x // CELL:(x + size) // CELL]
    own = own[:part.shape[0], :part.shape[1]]
    if kind == POTHOLE:
        part[cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0] = DOUBTFUL
        part[own > 0] = WITHIN


def with_drawings(rng, picture, donors=()):
    """A copy of a picture of pavement with one to three things more. `donors` are (RGB, box) of real potholes."""
    rgb = picture.rgb.astype(np.float32) / 255
    copy = Picture(picture.name + "+", None, list(picture.things), picture.unknown.copy(), picture.inside.copy(), picture.axis,
                   picture.turn, picture.weight)
    for _ in range(rng.integers(1, 4)):
        radius = float(np.exp(rng.uniform(np.log(7), np.log(46))))
        half = int(radius * 2.0) + 4
        if 2 * half + 4 >= min(rgb.shape[:2]):
            continue
        place = free_place(rng, picture, copy.things, half)
        if place is None:
            continue
        x, y = (place[0] - half) // CELL * CELL, (place[1] - half) // CELL * CELL
        patch = rgb[y:y + 2 * half, x:x + 2 * half]
        if patch.shape[:2] != (2 * half, 2 * half) or not looks_paved(patch):
            continue
        draw = rng.random()
        angle = copy.axis if copy.axis is not None else np.pi / 2
        if draw < 0.35 and donors:
            mask = transplant(rng, patch, donors[rng.integers(len(donors))])
            kind = POTHOLE
        elif draw < 0.6:
            mask, kind = pothole(rng, patch, radius), POTHOLE
        else:
            mask, kind = cover(rng, patch, radius), COVER
        if mask.sum() < 40:
            continue
        copy.things.append(thing_of(kind, mask, x, y, angle))
        mark(copy, mask, x, y, kind)
    return copy._replace(rgb=(255 * np.clip(rgb, 0, 1)).astype(np.uint8))


def donors_of(pictures):
    """Real potholes with some pavement about them: (RGB, half size of the pothole in it)."""
    found = []
    for picture in pictures:
        for thing in picture.things:
            if thing.kind != POTHOLE:
                continue
            half = int(1.5 * reach(thing)) + 3
            x, y = int(thing.u) - half, int(thing.v) - half
            if x < 0 or y < 0 or x + 2 * half > picture.rgb.shape[1] or y + 2 * half > picture.rgb.shape[0]:
                continue
            found.append((picture.rgb[y:y + 2 * half, x:x + 2 * half].copy(), thing.across / half, thing.along / half))
    return found


def transplant(rng, patch, donor):
    """Puts a real pothole, turned and resized and in the tone of its new place, into a patch."""
    source, across, along = donor
    size = patch.shape[0]
    picture = cv2.resize(source.astype(np.float32) / 255, (size, size), interpolation=cv2.INTER_AREA)
    turn = float(rng.uniform(0, 360))
    matrix = cv2.getRotationMatrix2D((size / 2, size / 2), turn, rng.uniform(0.85, 1.0))
    y, x = np.mgrid[:size, :size].astype(np.float32) - size / 2
    ellipse = np.hypot(x / (across * size / 2 * 1.02), y / (along * size / 2 * 1.02))
    soft = np.clip((1.35 - ellipse) / 0.35, 0, 1)
    picture = cv2.warpAffine(picture, matrix, (size, size), borderMode=cv2.BORDER_REFLECT)
    soft = cv2.warpAffine(soft, matrix, (size, size))
    mask = cv2.warpAffine((ellipse < 1).astype(np.float32), matrix, (size, size)) > 0.5
    ring = (soft > 0.02) & ~mask
    if not ring.any() or not mask.any():
        return mask & False
    picture *= patch[ring].mean(0) / np.maximum(picture[ring].mean(0), 0.02)
    patch += soft[:, :, None] * (np.clip(picture, 0, 1) - patch)
    return mask
