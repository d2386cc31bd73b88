"""Noise and the surfaces of the ground as seen from about 50 m up: grass, soil, gravel, asphalt, concrete, pavers, water.

Surfaces are float32 RGB 0..1 as a camera would record them in plain light; `gsd` is metres a pixel, lengths are metres unless named pixels.
"""

import cv2
import numpy as np


def smooth_noise(rng, size, cell):
    """Noise of mean 0 and deviation about 1 whose lumps are `cell` pixels; `size` is one number or (rows, columns)."""
    rows, columns = (size, size) if np.isscalar(size) else size
    coarse = rng.standard_normal((max(2, int(rows / cell) + 3), max(2, int(columns / cell) + 3)), dtype=np.float32)
    height, width = int(coarse.shape[0] * cell) + 1, int(coarse.shape[1] * cell) + 1
    grown = cv2.resize(coarse, (max(width, columns), max(height, rows)), interpolation=cv2.INTER_CUBIC)
    return grown[:rows, :columns] * 1.25


def grain(rng, size, blur=0.6):
    """Fine noise of deviation about 1 of single pixels, softened by `blur` pixels."""
    rows, columns = (size, size) if np.isscalar(size) else size
    noise = rng.standard_normal((rows, columns), dtype=np.float32)
    return cv2.GaussianBlur(noise, (0, 0), blur) * (1 + 2.2 * blur) if blur > 0.2 else noise


def fractal(rng, size, cell, octaves=4, fall=0.6):
    """Noise with lumps from `cell` pixels down, each octave `fall` as strong as the one before."""
    total, weight, squares = 0, 1.0, 0.0
    for _ in range(octaves):
        if cell < 1.5:
            break
        total = total + weight * smooth_noise(rng, size, cell)
        squares += weight * weight
        weight, cell = weight * fall, cell / 2
    return (total / np.sqrt(max(squares, 1e-6))).astype(np.float32)


def colour(rng, low, high, jitter=0.0):
    """A tone between two RGB tones given in bytes, as floats 0..1."""
    low, high = np.float32(low), np.float32(high)
    tone = low + (high - low) * np.float32(rng.random())
    return np.clip(tone * (1 + jitter * rng.normal(size=3)), 4, 250).astype(np.float32) / 255


def mix(first, second, share):
    """Lays `second` over `first` where `share` is 1."""
    share = np.clip(share, 0, 1).astype(np.float32)
    if share.ndim < 2 or first.ndim < 3:
        return first + (second - first) * (share[..., None] if share.ndim == 2 else share)
    where = np.flatnonzero(share)
    if len(where) > 0.4 * share.size:
        return first + (second - first) * share[..., None]
    out = np.array(first, np.float32)
    flat = out.reshape(-1, 3)
    over = second.reshape(-1, 3)[where] if np.ndim(second) == 3 else second
    flat[where] += (over - flat[where]) * share.reshape(-1)[where][:, None]
    return out


def grass(rng, size, gsd):
    """Lawn or rough grass, lush to dry, patchy, with bare spots and weeds."""
    lush = colour(rng, (72, 104, 44), (126, 158, 76), 0.06)
    dry = colour(rng, (150, 140, 88), (182, 164, 120), 0.05)
    dryness = rng.choice([0.1, 0.35, 0.6, 1.1], p=[0.45, 0.3, 0.15, 0.1]) * rng.uniform(0.5, 1.2)
    share = dryness + rng.uniform(0.05, 0.28) * fractal(rng, size, 5 / gsd, 7, 0.85)
    out = mix(lush, dry, share) * (1 + 0.03 * smooth_noise(rng, size, 1.2 / gsd))[..., None]
    rough = rng.uniform(0.02, 0.09)
    tufts = fractal(rng, size, rng.uniform(0.25, 0.9) / gsd, 4, 0.8) * rough + grain(rng, size) * rng.uniform(0.03, 0.08)
    out = out * (1 + tufts)[..., None]
    if rng.random() < 0.25:  # mower stripes
        y, x = np.mgrid[:size, :size].astype(np.float32)
        turn = rng.uniform(0, np.pi)
        out = (
            out
            * (1 + rng.uniform(0.01, 0.05) * np.sign(np.sin((x * np.cos(turn) + y * np.sin(turn)) * np.pi * gsd / rng.uniform(0.5, 1.6))))[
                ..., None
            ]
        )
    if rng.random() < 0.5:
        bare = fractal(rng, size, rng.uniform(1, 5) / gsd, 4, 0.7)
        out = mix(out, soil_tone(rng) * (1 + 0.06 * grain(rng, size))[..., None], (bare - rng.uniform(1.1, 2.4)) * 2)
    if rng.random() < 0.4:
        weeds = fractal(rng, size, rng.uniform(0.3, 1) / gsd, 3)
        out = mix(out, colour(rng, (60, 92, 40), (112, 140, 62)), (weeds - rng.uniform(1, 2)) * rng.uniform(0.3, 1))
    return out.astype(np.float32)


def soil_tone(rng):
    return colour(rng, (108, 90, 68), (172, 150, 122), 0.02)


def soil(rng, size, gsd):
    tone = soil_tone(rng)
    out = tone * (1 + 0.1 * fractal(rng, size, 3 / gsd, 6, 0.75) + rng.uniform(0.02, 0.07) * grain(rng, size))[..., None]
    if rng.random() < 0.5:
        growth = fractal(rng, size, rng.uniform(1, 4) / gsd, 5, 0.8)
        out = mix(out, grass(rng, size, gsd), (growth - rng.uniform(0, 1.2)) * 2)
    return out.astype(np.float32)


def gravel(rng, size, gsd):
    tone = colour(rng, (120, 116, 108), (190, 184, 172), 0.01)
    return (tone * (1 + 0.05 * fractal(rng, size, 3 / gsd, 3) + rng.uniform(0.03, 0.09) * grain(rng, size, 0.5))[..., None]).astype(
        np.float32
    )


def litter(rng, size, gsd):
    """The floor of a wood: leaves, moss, low plants, twigs."""
    brown = colour(rng, (96, 80, 58), (156, 128, 96), 0.03)
    moss = colour(rng, (76, 96, 46), (122, 136, 76), 0.04)
    out = mix(brown, moss, 0.3 + 0.6 * fractal(rng, size, rng.uniform(1.5, 5) / gsd, 7, 0.85))
    lumps = fractal(rng, size, rng.uniform(0.4, 1) / gsd, 4, 0.9)
    out = out * (1 + rng.uniform(0.08, 0.18) * lumps + rng.uniform(0.05, 0.12) * grain(rng, size, 0.5))[..., None]
    if rng.random() < 0.7:  # low plants with a lit and a dark side
        growth = fractal(rng, size, rng.uniform(1, 3) / gsd, 6, 0.85)
        relief = fractal(rng, size, 0.3 / gsd, 3, 0.8)
        side = relief - np.roll(relief, (2, 1), (0, 1))
        plants = colour(rng, (66, 98, 40), (124, 150, 74), 0.04) * (0.95 + 0.22 * side)[..., None]
        out = mix(out, plants, (growth - rng.uniform(-0.6, 1.2)) * 2.5)
    twigs = np.zeros((size, size), np.uint8)
    for _ in range(int(rng.integers(0, 240))):  # sticks under a metre are part of the floor
        x, y, turn, long = *rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.9) / gsd
        cv2.line(
            twigs,
            (int(x), int(y)),
            (int(x + long * np.cos(turn)), int(y + long * np.sin(turn))),
            int(rng.integers(60, 200)),
            1,
            cv2.LINE_AA,
        )
    return mix(out, colour(rng, (80, 70, 60), (180, 170, 155)), twigs / 255 * rng.uniform(0.3, 0.9)).astype(np.float32)


def mosaic(rng, tiles, size):
    """A field of small tiles, softly joined; tiles are relative brightness around 1."""
    out, weight = np.zeros((size, size, 3), np.float32), np.full((size, size, 1), 1e-4, np.float32)
    y = -int(rng.integers(0, 40))
    while y < size:
        x, tallest = -int(rng.integers(0, 40)), 60
        while x < size:
            tile = tiles[int(rng.integers(len(tiles)))]
            tile = tile[:: rng.choice([-1, 1]), :: rng.choice([-1, 1])]
            tile = tile.transpose(1, 0, 2) if rng.random() < 0.5 else tile
            h, w = tile.shape[:2]
            window = (
                np.minimum(np.arange(h) + 1, np.arange(h)[::-1] + 1)[:, None] * np.minimum(np.arange(w) + 1, np.arange(w)[::-1] + 1)[None]
            ).astype(np.float32)[..., None]
            y0, x0, y1, x1 = max(y, 0), max(x, 0), min(y + h, size), min(x + w, size)
            if y1 > y0 and x1 > x0:
                part = np.s_[y0 - y : y1 - y, x0 - x : x1 - x]
                out[y0:y1, x0:x1] += tile[part] * window[part]
                weight[y0:y1, x0:x1] += window[part]
            x, tallest = x + int(w * 0.7), h
        y += int(tallest * 0.7)
    return out / weight


def asphalt(rng, size, gsd, tiles=None):
    """Tarred road of any age; with `tiles`, half the time with the small structure of real roads."""
    level = rng.choice([rng.uniform(70, 110), rng.uniform(100, 150), rng.uniform(140, 185)], p=[0.3, 0.4, 0.3])
    tint = np.float32([1 + rng.normal() * 0.025, 1, 1 + rng.normal() * 0.035])
    tone = np.float32(level / 255) * tint
    structure = 1 + (rng.uniform(0.015, 0.05) * fractal(rng, size, 6 / gsd, 6, 0.7) + rng.uniform(0.01, 0.04) * grain(rng, size))[..., None]
    out = tone * structure
    if tiles and rng.random() < 0.55:
        out = out * mosaic(rng, tiles, size)
    return out.astype(np.float32)


def concrete(rng, size, gsd):
    tone = colour(rng, (140, 136, 128), (208, 202, 190), 0.015)
    stains = fractal(rng, size, rng.uniform(1, 6) / gsd, 6, 0.75)
    return (tone * (1 + rng.uniform(0.02, 0.06) * stains + rng.uniform(0.01, 0.03) * grain(rng, size))[..., None]).astype(np.float32)


def pavers(rng, size, gsd, along, across):
    """Paving stones laid along a road; `along` and `across` are metres at every pixel."""
    tone = colour(
        rng,
        *[((150, 140, 130), (205, 196, 184)), ((150, 92, 76), (196, 134, 112)), ((120, 120, 118), (165, 165, 160))][rng.integers(3)],
        0.03
    )
    other = tone * rng.uniform(0.8, 1.15)
    a, b = rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.6)
    row = np.floor(across / b)
    column = np.floor(along / a + 0.5 * (row % 2))
    number = np.sin(row * 12.9898 + column * 78.233 + rng.uniform(0, 9)) * 43758.5453
    random = (number - np.floor(number)).astype(np.float32)
    out = mix(np.broadcast_to(tone, (size, size, 3)), other, random if rng.random() < 0.5 else (row + column) % 2 * rng.uniform(0, 1))
    joint = (np.abs(across / b - np.round(across / b)) * b < max(0.012, gsd * 0.3)) | (
        np.abs(along / a + 0.5 * (row % 2) - np.round(along / a + 0.5 * (row % 2))) * a < max(0.012, gsd * 0.3)
    )
    out = out * (1 - rng.uniform(0.03, 0.2) * cv2.GaussianBlur(joint.astype(np.float32), (0, 0), 0.6))[..., None]
    return (out * (1 + 0.04 * fractal(rng, size, 2 / gsd, 4) + 0.02 * grain(rng, size))[..., None]).astype(np.float32)


def water(rng, size, gsd):
    tone = colour(rng, (44, 60, 62), (110, 124, 118), 0.06)
    ripples = fractal(rng, size, rng.uniform(0.3, 1.5) / gsd, 3)
    return (tone * (1 + 0.04 * fractal(rng, size, 8 / gsd, 3) + rng.uniform(0.005, 0.05) * ripples)[..., None]).astype(np.float32)
