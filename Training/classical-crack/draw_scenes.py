"""Draws pavement scenes with exact truth: cracks of known width among stones, shadows, paint and grass.

Everything is drawn at four times the size in linear light, averaged down, blurred like a lens, given noise and stored as
JPEG quality 88. The same seed gives the same scene.

    python draw_scenes.py OUT --count 60 --seed 1          # training scenes: image + mask
    python draw_scenes.py ../../Fixtures/Scenes --fixtures  # the committed test pictures (PPM), with their truth
"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np

SCALE = 4


def noise(rng, h, w, cell):
    small = rng.standard_normal((h // cell + 3, w // cell + 3)).astype(np.float32)
    return cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC)


def asphalt(rng, h, w):
    """Reflectance of a road: stains, aggregate, a slight tint."""
    level = rng.uniform(0.25, 0.6)
    r = level * (1 + 0.05 * noise(rng, h, w, 160) + 0.03 * noise(rng, h, w, 40))
    r = r * (1 + rng.uniform(0.02, 0.12) * noise(rng, h, w, rng.integers(4, 9)))
    tint = np.array([1.0, 1.0, 1.0]) + rng.normal(0, 0.02, 3)
    return r[:, :, None] * tint[None, None].astype(np.float32)


def walk(rng, h, w, steps, wander):
    """A crack's path: a direction that wanders, with kinks."""
    p = np.array([rng.uniform(0.1, 0.9) * w, rng.uniform(0.1, 0.9) * h])
    a = rng.uniform(0, 2 * np.pi)
    points = [p]
    for _ in range(steps):
        a += rng.normal(0, wander)
        p = p + 4 * SCALE * np.array([np.cos(a), np.sin(a)])
        points.append(p)
    return np.array(points)


def stroke(shape, points, width):
    m = np.zeros(shape, np.uint8)
    cv2.polylines(m, [np.int32(np.round(points * 16))], False, 255, max(1, int(round(width))), cv2.LINE_8, 4)
    return m > 0


def add_crack(rng, r, truth, width=None, depth=None, steps=None):
    h, w = truth.shape
    width = width or rng.uniform(1.0, 6.0)
    depth = depth or rng.uniform(0.25, 0.85)
    points = walk(rng, h, w, steps or rng.integers(15, 90), rng.uniform(0.08, 0.35))
    m = stroke(truth.shape, points, width * SCALE)
    r[m] *= 1 - depth
    truth |= m


def add_stones(rng, r, light, count, part=1.0):
    """Stones with their shadows, in the upper left part of the picture."""
    h, w = light.shape
    sun = rng.uniform(0, 2 * np.pi)
    for _ in range(count):
        c = rng.uniform(0, part, 2) * (w, h)
        axes = rng.uniform(6, 30, 2) * SCALE
        turn = rng.uniform(0, 180)
        shadow = np.zeros((h, w), np.uint8)
        shift = axes.mean() * rng.uniform(0.3, 0.9)
        s = c + shift * np.array([np.cos(sun), np.sin(sun)])
        cv2.ellipse(shadow, tuple(np.int32(s)), tuple(np.int32(axes)), turn, 0, 360, 255, -1)
        light[shadow > 0] = 0.2
        body = np.zeros((h, w), np.uint8)
        cv2.ellipse(body, tuple(np.int32(c)), tuple(np.int32(axes)), turn, 0, 360, 255, -1)
        light[body > 0] = rng.uniform(0.7, 1.1)
        r[body > 0] = rng.uniform(0.3, 0.8) * (1 + rng.normal(0, 0.02, 3))


def add_twig_shadows(rng, light, count):
    """Branches cast soft shadows that taper and fork."""
    h, w = light.shape
    m = np.zeros((h, w), np.uint8)
    heading = rng.uniform(0, 2 * np.pi)
    for _ in range(count):
        p = rng.uniform(0, 1, 2) * (w, h)
        a = heading + rng.normal(0, 0.5)
        thick = rng.uniform(3, 14) * SCALE
        while thick > 1.0 * SCALE:
            q = p + 12 * SCALE * np.array([np.cos(a), np.sin(a)])
            cv2.line(m, tuple(np.int32(p)), tuple(np.int32(q)), 255, max(1, int(thick)))
            for _ in range(rng.integers(0, 3)):
                leaf = q + rng.normal(0, thick + 3 * SCALE, 2)
                cv2.ellipse(m, tuple(np.int32(leaf)), tuple(np.int32(rng.uniform(2, 7, 2) * SCALE)), rng.uniform(0, 180),
                            0, 360, 255, -1)
            p, a, thick = q, a + rng.normal(0, 0.3), thick * rng.uniform(0.75, 0.95)
    soft = cv2.GaussianBlur(m.astype(np.float32) / 255, (0, 0), rng.uniform(0.6, 2.5) * SCALE)
    light *= 1 - rng.uniform(0.5, 0.75) * soft


def add_paint(rng, r):
    h, w = r.shape[:2]
    p = rng.uniform(0, 1, 2) * (w, h)
    a = rng.uniform(0, np.pi)
    d = np.array([np.cos(a), np.sin(a)]) * w
    m = stroke((h, w), np.array([p - d, p + d]), rng.uniform(6, 18) * SCALE)
    r[m] = rng.uniform(0.7, 0.9)


def add_straight_lines(rng, r):
    """What people make: a few joints, or the parallel rows of a roof, a rail or a field."""
    h, w = r.shape[:2]
    a = rng.uniform(0, np.pi)
    d, n = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
    rows = rng.random() < 0.5
    count = rng.integers(5, 15) if rows else rng.integers(1, 4)
    width, depth, gap = rng.uniform(1.0, 4.0), rng.uniform(0.15, 0.6), rng.uniform(9, 30)
    start = rng.uniform(0.2, 0.8, 2) * (w, h)
    for i in range(count):
        c = start + i * gap * SCALE * n if rows else rng.uniform(0.1, 0.9, 2) * (w, h)
        reach = rng.uniform(0.15, 0.6) * w
        m = stroke((h, w), np.array([c - reach * d, c + reach * d]), width * SCALE)
        r[m] *= 1 - depth


def add_border(rng, r, green):
    """Another surface begins along a wavy line: gravel, or grass with blades."""
    h, w = r.shape[:2]
    x = np.arange(w)
    edge = h * rng.uniform(0.5, 0.8) + 10 * SCALE * noise(rng, 1 + 4, w, 64)[0]
    below = np.arange(h)[:, None] > edge[None]
    if green:
        blades = 1 + 0.25 * noise(rng, h, w, 6) + 0.2 * noise(rng, h, w, 14)
        colour = np.array([0.18, 0.30, 0.08], np.float32)
    else:
        blades = 1 + 0.2 * noise(rng, h, w, 10)
        colour = np.array([0.5, 0.46, 0.42], np.float32) * rng.uniform(0.6, 1.2)
    r[below] = (np.clip(blades, 0.1, 2)[:, :, None] * colour)[below]
    return below, x


def render(rng, r, light):
    """Reflectance and light to 8 bits: shade is blue, the lens blurs, the sensor makes noise."""
    shade = np.clip(1 - light, 0, 1)[:, :, None] * np.array([0.0, 0.02, 0.10], np.float32)
    linear = np.clip(r * (light[:, :, None] + shade), 0, None)
    h, w = light.shape[0] // SCALE, light.shape[1] // SCALE
    linear = cv2.resize(linear.astype(np.float32), (w, h), interpolation=cv2.INTER_AREA)
    linear = cv2.GaussianBlur(linear, (0, 0), rng.uniform(0.4, 0.8))
    linear = linear * rng.uniform(0.8, 1.3)
    linear += rng.normal(0, 0.004, linear.shape) + np.sqrt(np.maximum(linear, 0)) * rng.normal(0, 0.006, linear.shape)
    srgb = 255 * np.clip(linear, 0, 1) ** (1 / 2.2)
    bgr = np.uint8(np.round(srgb))[:, :, ::-1]
    return cv2.imdecode(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 88])[1], 1)


def scene(seed, size=512, cracks=None, hazards=True):
    """Returns the picture (BGR), the mask of its cracks and what was drawn."""
    rng = np.random.default_rng(seed)
    h = w = size * SCALE
    r = asphalt(rng, h, w)
    light = np.ones((h, w), np.float32)
    truth = np.zeros((h, w), bool)
    drawn = []
    if hazards and rng.random() < 0.4:
        add_paint(rng, r)
        drawn.append("paint")
    for _ in range(rng.integers(1, 5) if cracks is None else cracks):
        add_crack(rng, r, truth)
        drawn.append("crack")
    if hazards:
        if rng.random() < 0.5:
            green = rng.random() < 0.5
            below, _ = add_border(rng, r, green)
            truth &= ~below
            drawn.append("grass" if green else "gravel")
        if rng.random() < 0.5:
            before = light.copy()
            add_stones(rng, r, light, max(2, int(rng.integers(2, 25) * (size / 512) ** 2)))
            truth &= light == before
            drawn.append("stones")
        if rng.random() < 0.5:
            add_twig_shadows(rng, light, max(2, int(rng.integers(2, 14) * (size / 512) ** 2)))
            drawn.append("twig shadows")
        straight = np.random.default_rng(seed + 2 * 10**6)
        if size >= 512 and straight.random() < 0.6:
            add_straight_lines(straight, r)
            drawn.append("straight lines")
        rubble = np.random.default_rng(seed + 10**6)
        if size >= 512 and rubble.random() < 0.35:
            before = light.copy()
            add_stones(rubble, r, light, int(rubble.integers(60, 160)), part=0.45)
            truth &= light == before
            drawn.append("rubble")
    small = cv2.resize(truth.astype(np.float32), (size, size), interpolation=cv2.INTER_AREA) > 0.3
    return render(rng, r, light), small, drawn


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fixtures", action="store_true")
    options = parser.parse_args()
    if options.fixtures:
        for kind, cracks in (("crack", 2), ("nothing", 0)):
            folder = options.out / kind
            folder.mkdir(parents=True, exist_ok=True)
            truth = {}
            for i in range(5):
                seed = 7000 + 100 * (cracks == 0) + i
                picture, mask, drawn = scene(seed, 160, cracks, hazards=i > 1)
                while cracks and mask.sum() < 250:  # what was drawn later may have covered the cracks
                    seed += 10
                    picture, mask, drawn = scene(seed, 160, cracks, hazards=i > 1)
                cv2.imwrite(str(folder / f"scene-{i}.ppm"), picture)
                runs = [[int(v) for v in p] for p in np.argwhere(mask)]
                truth[f"scene-{i}"] = {"drawn": drawn, "crackPixels": len(runs)}
                if cracks:
                    cv2.imwrite(str(folder / f"scene-{i}.truth.pgm"), mask.astype(np.uint8) * 255)
            (folder / "scenes.json").write_text(json.dumps(truth, indent=1, sort_keys=True) + "\n")
        return
    for sub in ("images", "masks"):
        (options.out / sub).mkdir(parents=True, exist_ok=True)
    for i in range(options.count):
        picture, mask, _ = scene(options.seed * 1000 + i, cracks=0 if i % 3 == 0 else None)
        cv2.imwrite(str(options.out / "images" / f"drawn_{i:03d}.png"), picture)
        cv2.imwrite(str(options.out / "masks" / f"drawn_{i:03d}.png"), mask.astype(np.uint8) * 255)


if __name__ == "__main__":
    main()
