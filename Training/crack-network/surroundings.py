"""What lies beside pavement and walls, drawn from above: stones, roofs, water, gravel, things that stand about. No cracks in it.

Free pictures of shores, roofs and parked cars are not among the sets that may train, and these are what a network of pavement
photos takes for cracks: clefts between stones, seams, outlines with a shadow. Pictures are float RGB, 0..1, square.
"""
import cv2
import numpy as np

from confusers import lawn, lines, parallel, smooth_noise


def ground(rng, size, colour, grain=0.08, patches=0.10):
    """An even surface: soil, sand, concrete, asphalt."""
    fine = smooth_noise(rng, size, 2) * grain + smooth_noise(rng, size, int(rng.integers(20, 90))) * patches
    return np.clip(np.float32(colour) * (1 + fine[:, :, None]), 0, 1).astype(np.float32)


def earth(rng):
    """A colour of soil, sand, stone or concrete."""
    grey = rng.uniform(0.25, 0.75)
    return grey * np.float32([1 + rng.uniform(0, 0.25), 1 + rng.uniform(0, 0.08), 1 - rng.uniform(0, 0.25)])


def cells(rng, size, spacing, jitter=0.45):
    """Jittered seeds and, for each pixel, its nearest seed, the distance to it and to the border of its cell (pixels)."""
    count = int(size / spacing) + 4
    grid = np.stack(np.meshgrid(np.arange(count), np.arange(count)), -1).reshape(-1, 2).astype(np.float32)
    seeds = (grid - 1.5 + rng.uniform(-jitter, jitter, grid.shape)) * spacing
    seeds = seeds.astype(np.float32)
    half = max(64, size // 2)  # distances at half the size are enough, and four times as fast
    ratio = half / size
    marks = np.ones((half, half), np.uint8)
    inside = [(int(x * ratio), int(y * ratio)) for x, y in seeds]
    keep = [i for i, (x, y) in enumerate(inside) if 0 <= x < half and 0 <= y < half]
    for i in keep:
        marks[inside[i][1], inside[i][0]] = 0
    distance, labels = cv2.distanceTransformWithLabels(marks, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    border = (cv2.morphologyEx(labels.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((3, 3))) == 0).astype(np.uint8)
    depth = cv2.distanceTransform(border, cv2.DIST_L2, 5)
    full = (size, size)
    return (cv2.resize(labels, full, interpolation=cv2.INTER_NEAREST), cv2.resize(distance, full) / ratio,
            cv2.resize(depth, full) / ratio)


def lit(height, rng, strength):
    """Shading of a relief by a low or high sun."""
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * cv2.Sobel(height, cv2.CV_32F, 1, 0) + np.sin(angle) * cv2.Sobel(height, cv2.CV_32F, 0, 1)
    return np.clip(1 + strength * slope, 0.1, 1.7)


def stones(rng, size):
    """A shore, rip-rap or rubble: rounded stones with dark clefts between them."""
    spacing = np.exp(rng.uniform(np.log(12), np.log(120)))
    labels, _, depth = cells(rng, size, spacing)
    tones = rng.uniform(0.6, 1.25, labels.max() + 1).astype(np.float32)[labels]
    bulge = np.sqrt(np.clip(depth / (spacing * rng.uniform(0.25, 0.5)), 0, 1)).astype(np.float32)
    facets = bulge + rng.uniform(0.05, 0.25) * smooth_noise(rng, size, max(3, int(spacing / 4)))
    shade = lit(cv2.GaussianBlur(facets, (0, 0), 1), rng, rng.uniform(0.3, 1.0))
    cleft = np.clip(depth / rng.uniform(1.5, max(2.0, 0.12 * spacing)), 0, 1)
    picture = ground(rng, size, earth(rng), rng.uniform(0.03, 0.12), 0.1) * (tones * shade)[:, :, None]
    dark = rng.uniform(0.05, 0.5)
    return np.clip(picture * (dark + (1 - dark) * cleft)[:, :, None], 0, 1).astype(np.float32)


def blocks(rng, size):
    """Broken rock: angular stones of all sizes, each with lit and shaded faces, in rubble, sand or water."""
    bed = (water if rng.random() < 0.4 else gravel if rng.random() < 0.5 else pebbles)(rng, size)
    tone, sun = earth(rng) * rng.uniform(0.8, 1.5), rng.uniform(0, 2 * np.pi)
    for _ in range(int(rng.integers(15, 160))):
        radius, centre = np.exp(rng.uniform(np.log(4), np.log(0.16 * size))), rng.uniform(0, size, 2)
        angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(4, 8)))
        corners = centre + radius * rng.uniform(0.7, 1.1, (len(angles), 1)) * np.stack([np.cos(angles), np.sin(angles)], 1)
        shadow = np.float32([np.cos(sun), np.sin(sun)]) * radius * rng.uniform(0.1, 0.5)
        cv2.fillPoly(bed, [np.int32(corners + shadow)], tuple(float(v) for v in 0.15 * tone), cv2.LINE_AA)
        peak = centre + rng.normal(0, 0.25 * radius, 2)
        for a, b in zip(corners, np.roll(corners, -1, 0)):
            normal = (a + b) / 2 - peak
            light = -(normal @ np.array([np.cos(sun), np.sin(sun)])) / (np.linalg.norm(normal) + 1e-6)
            colour = np.clip(tone * (0.75 + 0.35 * light) * rng.uniform(0.9, 1.1), 0, 1)
            cv2.fillPoly(bed, [np.int32([peak, a, b])], tuple(float(v) for v in colour), cv2.LINE_AA)
    bed *= (1 + 0.05 * smooth_noise(rng, size, 2) + 0.05 * smooth_noise(rng, size, 9))[:, :, None]
    return np.clip(cv2.GaussianBlur(bed, (0, 0), rng.uniform(0.4, 0.9)), 0, 1)


def pebbles(rng, size):
    """A beach: fine, even, with lines that waves have left."""
    picture = ground(rng, size, earth(rng), rng.uniform(0.06, 0.2), 0.06)
    waves = np.clip(smooth_noise(rng, size, int(rng.integers(30, 90))) * 4, -1, 1)
    return np.clip(picture * (1 + rng.uniform(0, 0.12) * waves)[:, :, None], 0, 1).astype(np.float32)


def still_water(rng, size):
    """Shallow or calm: hardly any waves, stones and weed seen through it."""
    colour = np.clip(np.float32([0.24, 0.32, 0.28]) * np.float32(rng.uniform(0.5, 2)) + np.float32(rng.normal(0, 0.04, 3)), 0.02, 0.9)
    picture = ground(rng, size, colour, rng.uniform(0.005, 0.04), rng.uniform(0.02, 0.1))
    for _ in range(int(rng.integers(0, 25))):
        boulder(rng, picture)
    depth = np.clip(rng.uniform(0.3, 0.95) + 0.15 * smooth_noise(rng, size, 60), 0, 1)[:, :, None]
    return np.clip(picture + depth * (colour - picture), 0, 1).astype(np.float32)


def umbrella(rng, size):
    """A roof of wedges round a middle: pavilion, dome, tent."""
    picture = SCENES[rng.integers(len(SCENES))](rng, size)
    centre, radius, count = rng.uniform(0.2, 0.8, 2) * size, rng.uniform(0.2, 0.6) * size, int(rng.integers(6, 18))
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(0, 1)
    rim = centre + radius * np.stack([np.cos(angles), np.sin(angles)], 1)
    tone, sun = earth(rng), rng.uniform(0, 2 * np.pi)
    cv2.fillPoly(picture, [np.int32(rim + 0.15 * radius * np.array([np.cos(sun), np.sin(sun)]))], (0.08, 0.08, 0.1), cv2.LINE_AA)
    for a, b, angle in zip(rim, np.roll(rim, -1, 0), angles):
        colour = np.clip(tone * (0.85 - 0.25 * np.cos(angle - sun)), 0, 1)
        cv2.fillPoly(picture, [np.int32([centre, a, b])], tuple(float(v) for v in colour), cv2.LINE_AA)
    ends = [(*centre, *corner) for corner in rim]
    picture *= (1 - rng.uniform(0.2, 0.7) * lines(size, ends, np.exp(rng.uniform(0, np.log(5)))))[:, :, None]
    return np.clip(picture * (1 + 0.04 * smooth_noise(rng, size, 3))[:, :, None], 0, 1).astype(np.float32)


def gravel(rng, size):
    picture = ground(rng, size, earth(rng), rng.uniform(0.08, 0.25), 0.15)
    labels, _, depth = cells(rng, size, rng.uniform(5, 12))
    tones = rng.uniform(0.7, 1.3, labels.max() + 1).astype(np.float32)[labels]
    return np.clip(picture * (tones * (0.6 + 0.4 * np.clip(depth / 2, 0, 1)))[:, :, None], 0, 1).astype(np.float32)


def roof(rng, size):
    """Shingles, tiles, sheet metal or felt, with ridges, and things that stand on it."""
    tint = np.float32([0.55, 0.25, 0.18]) if rng.random() < 0.3 else earth(rng) * np.float32(rng.uniform(0.5, 1.2))
    picture = ground(rng, size, np.clip(tint + rng.normal(0, 0.04, 3), 0.05, 0.95), rng.uniform(0.02, 0.1), 0.1)
    angle, gap = rng.uniform(0, np.pi), np.exp(rng.uniform(np.log(7), np.log(60)))
    rows = np.arange(-size, size, gap)
    shadow = lines(size, parallel(size, angle, rows), max(1.0, rng.uniform(0.06, 0.25) * gap))
    picture *= (1 - rng.uniform(0.15, 0.65) * cv2.GaussianBlur(shadow, (0, 0), rng.uniform(0.5, 1.2)))[:, :, None]
    if rng.random() < 0.5:  # each shingle has its tone, and a slit beside the next
        d, n = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        wide, ends = gap * rng.uniform(1.2, 4), []
        for row in rows:
            for along in np.arange(-size, size, wide) + rng.uniform(0, wide):
                foot = size / 2 + along * d + row * n
                if -gap < foot[0] < size + gap and -gap < foot[1] < size + gap:
                    ends.append((*foot, *(foot + gap * n)))
        picture *= (1 - rng.uniform(0.2, 0.7) * lines(size, ends, max(1.0, 0.05 * gap)))[:, :, None]
    for _ in range(rng.integers(0, 3)):
        edge(rng, picture)
    for _ in range(rng.integers(0, 3)):
        box(rng, picture)
    return np.clip(picture, 0, 1).astype(np.float32)


def water(rng, size):
    colour = np.float32([0.16, 0.26, 0.28]) * np.float32(rng.uniform(0.5, 2.2)) + np.float32(rng.normal(0, 0.03, 3))
    squeeze = rng.uniform(1.5, 5)
    waves = smooth_noise(rng, size, int(rng.integers(4, 20))) + 0.5 * smooth_noise(rng, size, 3)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), rng.uniform(0, 360), 1.0) * np.float32([[1], [1 / squeeze]])
    waves = cv2.warpAffine(waves, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    picture = np.clip(colour, 0.02, 0.9) * (1 + rng.uniform(0.03, 0.3) * waves)[:, :, None]
    picture += (rng.uniform(0, 0.6) * np.clip(waves - rng.uniform(1, 2.2), 0, 1))[:, :, None]  # glints and foam
    return np.clip(picture, 0, 1).astype(np.float32)


def meadow(rng, size):
    """Lawn with paths of bare earth, stones, bare branches, furniture."""
    picture = lawn(rng, size)
    if rng.random() < 0.5:
        bare = np.clip((smooth_noise(rng, size, int(rng.integers(12, 60))) - rng.uniform(0.3, 1.2)) * 3, 0, 1)
        picture += bare[:, :, None].astype(np.float32) * (ground(rng, size, earth(rng)) - picture)
    return picture


def edge(rng, picture):
    """A straight break: ridge, eave, kerb or wall foot; one side another tone, a dark or bright line between them."""
    size, angle, offset = picture.shape[0], rng.uniform(0, 2 * np.pi), rng.uniform(-0.35, 0.35) * picture.shape[0]
    y, x = np.mgrid[:size, :size].astype(np.float32)
    side = (x - size / 2) * -np.sin(angle) + (y - size / 2) * np.cos(angle) - offset
    picture *= 1 - (rng.uniform(0, 0.4) * np.clip(side / 2 + 0.5, 0, 1))[:, :, None]
    line = lines(size, parallel(size, angle, [offset]), np.exp(rng.uniform(0, np.log(10))))
    picture *= (1 + (rng.uniform(-0.85, -0.2) if rng.random() < 0.75 else 0.4) * line)[:, :, None]


def cast(rng, picture, shape, reach):
    """The shadow of what covers `shape` (0..1), pushed aside by `reach` pixels."""
    angle = rng.uniform(0, 2 * np.pi)
    shift = np.float32([[1, 0, reach * np.cos(angle)], [0, 1, reach * np.sin(angle)]])
    shadow = cv2.warpAffine(shape, shift, shape.shape[::-1])
    shadow = cv2.GaussianBlur(np.maximum(shadow, shape), (0, 0), rng.uniform(0.6, 2))
    picture *= 1 - (rng.uniform(0.4, 0.8) * shadow)[:, :, None]


def rectangle(size, centre, sides, angle):
    fine = np.zeros((size * 2, size * 2), np.uint8)
    corners = cv2.boxPoints(((2 * centre[0], 2 * centre[1]), (2 * sides[0], 2 * sides[1]), float(np.degrees(angle))))
    cv2.fillConvexPoly(fine, np.int32(np.round(corners)), 255)
    return cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def box(rng, picture):
    """Furniture, crates, vents: one to four slats with gaps between them; returns what it covers."""
    size, angle = picture.shape[0], rng.uniform(0, np.pi)
    centre, colour = rng.uniform(0.1, 0.9, 2) * size, np.clip(rng.uniform(0.1, 0.9) + rng.normal(0, 0.15, 3), 0.03, 1)
    long, wide = np.exp(rng.uniform(np.log(12), np.log(110))), rng.uniform(0.2, 0.9)
    covered = np.zeros((size, size), np.float32)
    slats = rng.integers(1, 5)
    n = np.array([-np.sin(angle), np.cos(angle)]) * long * wide / slats
    for i in range(slats):
        covered = np.maximum(covered, rectangle(size, centre + (i - (slats - 1) / 2) * n,
                                                (long, long * wide / slats * rng.uniform(0.7, 0.95)), angle))
    cast(rng, picture, covered, rng.uniform(1, 0.25 * long))
    picture += covered[:, :, None] * (np.float32(colour) * rng.uniform(0.8, 1.1) - picture)
    return covered


def car(rng, picture):
    """From above: a rounded body with dark panes, seams of bonnet and boot, and a shadow; returns what it covers."""
    size, angle = picture.shape[0], rng.uniform(0, np.pi)
    long = np.exp(rng.uniform(np.log(60), np.log(260)))
    wide, centre = long * rng.uniform(0.38, 0.46), rng.uniform(0, 1, 2) * size
    body = rectangle(size, centre, (long, wide), angle)
    body = np.clip((cv2.GaussianBlur(body, (0, 0), wide * 0.07) - 0.4) * 5, 0, 1)
    cast(rng, picture, body, rng.uniform(0.02, 0.2) * long)
    colour = np.float32(np.clip(rng.choice([0.08, 0.35, 0.6, 0.9]) + (rng.normal(0, 0.2, 3) if rng.random() < 0.4 else 0), 0.03, 1))
    sheen = 1 + 0.15 * smooth_noise(rng, size, max(8, int(wide / 2)))
    picture += body[:, :, None] * (colour * sheen[:, :, None] - picture)
    d = np.array([np.cos(angle), np.sin(angle)])
    for at, depth, part in ((-0.22, 0.09, 0.80), (0.20, 0.12, 0.85)):
        pane = rectangle(size, centre + at * long * d, (depth * long, part * wide), angle)
        picture += pane[:, :, None] * (np.float32([0.06, 0.07, 0.09]) * rng.uniform(0.5, 3) - picture)
    n = np.array([-d[1], d[0]])
    ends = [(*(centre + s * 0.46 * wide * n - 0.2 * long * d), *(centre + s * 0.46 * wide * n + 0.18 * long * d)) for s in (-1, 1)]
    ends += [(*(centre + a * long * d - 0.42 * wide * n), *(centre + a * long * d + 0.42 * wide * n)) for a in (-0.28, 0.28, 0.4)]
    picture *= (1 - rng.uniform(0.3, 0.8) * lines(size, ends, max(1.0, long / 90)))[:, :, None]
    return body


def boulder(rng, picture):
    """A single stone or a lump with its shadow side; returns what it covers."""
    size, radius = picture.shape[0], np.exp(rng.uniform(np.log(5), np.log(50)))
    centre, count = rng.uniform(0.05, 0.95, 2) * size, 24
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    wobble = 1 + np.convolve(np.tile(rng.normal(0, 0.35, count), 3), np.ones(4) / 4, "same")[count:2 * count]
    stretch = rng.uniform(0.5, 1, 2)
    corners = centre + radius * (stretch * np.stack([np.cos(angles), np.sin(angles)], 1)) * wobble[:, None]
    fine = np.zeros((2 * size, 2 * size), np.uint8)
    cv2.fillPoly(fine, [np.int32(np.round(2 * corners))], 255)
    covered = cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    cast(rng, picture, covered, rng.uniform(0.05, 0.5) * radius)
    relief = cv2.GaussianBlur(covered, (0, 0), 0.25 * radius + 0.5) + 0.1 * smooth_noise(rng, size, max(3, int(radius / 3)))
    stone = ground(rng, size, earth(rng), 0.08, 0.1) * lit(relief, rng, rng.uniform(0.1, 0.45) * radius ** 0.5)[:, :, None]
    picture += covered[:, :, None] * (np.clip(stone, 0, 1) - picture)
    return covered


def branches(rng, picture):
    """A bare crown or a fallen limb: bark lighter or darker than the ground, with its shadow; returns what it covers."""
    size = picture.shape[0]
    fine = np.zeros((2 * size, 2 * size), np.uint8)
    todo = [(rng.uniform(0, 2 * size, 2), rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(np.log(4), np.log(24))))]
    drawn = 0
    while todo and drawn < 500:
        p, a, thick = todo.pop()
        while thick > 1.2 and drawn < 500:
            q = p + 12 * np.array([np.cos(a), np.sin(a)])
            cv2.line(fine, tuple(np.int32(p).tolist()), tuple(np.int32(q).tolist()), 255, max(1, int(thick)))
            drawn += 1
            if rng.random() < 0.3 and len(todo) < 20:
                todo.append((q, a + rng.choice([-1, 1]) * rng.uniform(0.3, 0.9), thick * rng.uniform(0.4, 0.8)))
            p, a, thick = q, a + rng.normal(0, 0.15), thick * rng.uniform(0.92, 0.99)
    covered = cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    cast(rng, picture, covered, rng.uniform(2, 25))
    bark = np.float32([0.5, 0.46, 0.42]) * rng.uniform(0.35, 1.5)
    picture += covered[:, :, None] * (np.clip(bark, 0, 1) - picture)
    return covered


def wire(rng, picture):
    """A cable, rope, pipe or railing: one tone along its whole length, sometimes with a shadow beside it."""
    size, angle = picture.shape[0], rng.uniform(0, np.pi)
    for _ in range(rng.integers(1, 4)):
        offset, width = rng.uniform(-0.45, 0.45) * size, np.exp(rng.uniform(np.log(0.8), np.log(7)))
        covered = lines(size, parallel(size, angle, [offset]), width)
        if rng.random() < 0.5:
            aside = lines(size, parallel(size, angle, [offset + rng.uniform(2, 30)]), width)
            picture *= (1 - rng.uniform(0.2, 0.6) * cv2.GaussianBlur(aside, (0, 0), 0.8))[:, :, None]
        tone = np.float32(rng.uniform(0.02, 0.9))
        picture += cv2.GaussianBlur(covered, (0, 0), 0.6)[:, :, None] * (tone - picture)


SCENES = (stones, stones, blocks, blocks, blocks, roof, roof, water, still_water, gravel, meadow, meadow)
THINGS = (boulder, boulder, boulder, box, car, branches)


def scene(rng, size=384, things=THINGS):
    """One picture without cracks: one or two kinds of ground with `things` on them, float RGB."""
    picture = umbrella(rng, size) if rng.random() < 0.06 else SCENES[rng.integers(len(SCENES))](rng, size)
    if rng.random() < 0.4:
        other = SCENES[rng.integers(len(SCENES))](rng, size)
        meet(rng, picture, other)
    for _ in range(rng.integers(0, 5)):
        things[rng.integers(len(things))](rng, picture)
    if rng.random() < 0.1:
        wire(rng, picture)
    return np.clip(picture, 0, 1)


def meet(rng, picture, other):
    """Lays `other` over one side of the picture along a straight or wavy border, often with a dark seam; returns that side."""
    size, angle = picture.shape[0], rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[:size, :size].astype(np.float32)
    side = (x - size / 2) * np.cos(angle) + (y - size / 2) * np.sin(angle) - rng.uniform(-0.1, 0.42) * size
    if rng.random() < 0.6:
        side += rng.uniform(1, 12) * smooth_noise(rng, size, 48) + rng.uniform(0, 4) * smooth_noise(rng, size, 8)
    soft = np.clip(side / rng.uniform(0.8, 6) + 0.5, 0, 1)[:, :, None].astype(np.float32)
    picture += soft * (other - picture)
    if rng.random() < 0.6:
        width = np.exp(rng.uniform(0, np.log(14)))
        seam = np.exp(-(side / width) ** 2).astype(np.float32)
        picture *= (1 + (rng.uniform(-0.85, -0.2) if rng.random() < 0.7 else rng.uniform(0.1, 0.5)) * seam)[:, :, None]
        np.clip(picture, 0, 1, out=picture)
    return side > 0
