"""Sound walls and pavements, drawn: brick, stone, boards, tiles, asphalt. Cracks are drawn on them later (crops.py).

The sets that may train hold no masonry, no formwork boards and few sealed cracks. Pictures are float RGB, 0..1, square, with label
bytes (labels.py).
"""
import cv2
import numpy as np

from confusers import darken, lines, parallel, smooth_noise
from drawn_cracks import cover_of, path
from labels import CRACK, SEALED
from surroundings import cells, earth, ground, lit


def turned(rng, size, steep=0.06):
    """Coordinates along and across a slightly turned wall, in pixels."""
    angle = rng.normal(0, steep)
    y, x = np.mgrid[:size, :size].astype(np.float32)
    return x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)


def stain(rng, picture):
    """Weather: soft patches, and streaks that run down."""
    size = picture.shape[0]
    picture *= (1 + rng.uniform(0, 0.13) * smooth_noise(rng, size, int(rng.integers(20, 90))))[:, :, None]
    if rng.random() < 0.4:
        streaks = np.repeat(smooth_noise(rng, size, int(rng.integers(5, 24)))[:1], size, 0)
        fade = np.clip(smooth_noise(rng, size, 90), 0, 1)
        picture *= np.clip(1 - rng.uniform(0.1, 0.5) * np.clip(streaks - 0.4, 0, 1) * fade, 0.3, 1)[:, :, None]


def masonry(rng, size):
    """Bricks or blocks in a bond: each has its tone and chipped edges, the joints are lighter or darker, flush or hollow; and
    now and then a crack that follows the joints in steps."""
    high = np.exp(rng.uniform(np.log(9), np.log(120)))
    wide, joint = high * rng.uniform(1.5, 3.5), max(1.0, high * rng.uniform(0.06, 0.22))
    along, across = turned(rng, size)
    along, across = along + 0.3 * joint * smooth_noise(rng, size, 16), across + 0.3 * joint * smooth_noise(rng, size, 16)
    row = np.floor(across / high)
    along = along + np.where(row % 2 == 0, 0, 0.5) * wide
    column = np.floor(along / wide)
    inside_row, inside_column = across - row * high, along - column * wide
    depth = np.minimum(np.minimum(inside_row, high - inside_row), np.minimum(inside_column, wide - inside_column))
    depth += rng.uniform(0, 0.35) * joint * smooth_noise(rng, size, max(2, int(joint)))
    brick = np.clip((depth - joint / 2) / 1.2 + 0.5, 0, 1).astype(np.float32)
    key = (row * 7919 + column * 104729).astype(np.int64)
    tones = rng.uniform(0.75, 1.2, 4096).astype(np.float32)[key % 4096]
    red = np.float32([0.62, 0.28, 0.18]) if rng.random() < 0.6 else earth(rng)
    faces = ground(rng, size, np.clip(red * rng.uniform(0.6, 1.4), 0.05, 0.9), rng.uniform(0.02, 0.12), 0.08) * tones[:, :, None]
    mortar = ground(rng, size, np.clip(earth(rng) * rng.uniform(0.5, 1.5), 0.05, 0.95), rng.uniform(0.02, 0.12), 0.1)
    picture = mortar + brick[:, :, None] * (faces - mortar)
    if rng.random() < 0.5:
        picture *= lit(cv2.GaussianBlur(brick, (0, 0), 0.8), rng, rng.uniform(0.05, 0.5))[:, :, None]
    if rng.random() < 0.25:  # painted over
        tone = np.float32(rng.uniform(0.4, 0.95))
        picture += np.float32(rng.uniform(0.5, 0.9)) * (tone * (0.75 + 0.25 * brick[:, :, None]) - picture)
    stain(rng, picture)
    label = np.zeros((size, size), np.uint8)
    for _ in range(rng.integers(1, 3) if rng.random() < 0.5 else 0):
        stepped(rng, picture, label, high, wide, joint)
    return np.clip(picture, 0, 1), label


def stepped(rng, picture, label, high, wide, joint):
    """A crack down the wall that takes the joints where it can and goes through a brick where it cannot."""
    size = picture.shape[0]
    row = 0
    x = rng.uniform(0.1, 0.9) * size
    lean, corners = rng.choice([-1, 1]), []
    while row * high < size:
        offset = 0 if row % 2 == 0 else 0.5 * wide
        near = np.round((x + offset) / wide) * wide - offset
        if rng.random() < 0.75:
            x = near
        corners += [(x, row * high), (x, (row + 1) * high)]
        x += lean * (wide / 2 if rng.random() < 0.7 else rng.uniform(0, 0.3) * wide)
        row += 1
    points = []
    for a, b in zip(corners, corners[1:]):
        count = max(2, int(np.hypot(b[0] - a[0], b[1] - a[1]) / 4))
        t = np.linspace(0, 1, count, endpoint=False)[:, None]
        points.append(np.array(a) + t * (np.array(b) - np.array(a)))
    points = np.concatenate(points) + rng.normal(0, 0.25 + 0.06 * joint, (sum(map(len, points)), 2))
    width = max(1.2, joint * rng.uniform(0.25, 0.9))
    rough = np.convolve(rng.normal(0, 1, len(points) + 7), np.ones(9) / 3, "valid")
    widths = width * np.clip(np.exp(0.3 * rough), 0.4, 2)
    if rng.random() < 0.5:  # it ends somewhere
        end = int(len(points) * rng.uniform(0.4, 1))
        points, widths = points[:end], widths[:max(1, end - 1)]
    cover = cover_of([(points, widths[:len(points) - 1])], size)
    picture *= (1 - rng.uniform(0.55, 0.95) * cv2.GaussianBlur(cover, (0, 0), 0.6))[:, :, None]
    label[cover >= 0.3] = CRACK


def boards(rng, size):
    """Concrete cast against boards: their joints, their grain, nails, tie holes."""
    gap = np.exp(rng.uniform(np.log(14), np.log(120)))
    angle = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.05)
    picture = ground(rng, size, earth(rng), rng.uniform(0.02, 0.1), 0.12)
    offsets = np.arange(-size, size, gap) + rng.uniform(0, gap) + rng.normal(0, 0.04 * gap, len(np.arange(-size, size, gap)))
    y, x = np.mgrid[:size, :size].astype(np.float32)
    across = -(x - size / 2) * np.sin(angle) + (y - size / 2) * np.cos(angle)
    board = np.searchsorted(np.sort(offsets), across.ravel()).reshape(size, size)
    picture *= rng.uniform(0.85, 1.12, len(offsets) + 2).astype(np.float32)[board][:, :, None]
    grain = cv2.resize(rng.standard_normal((size, max(2, size // int(rng.integers(20, 60))))).astype(np.float32), (size, size))
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), -float(np.degrees(angle)), 1.0)
    grain = cv2.warpAffine(grain, turn, (size, size), borderMode=cv2.BORDER_REFLECT_101)
    picture *= (1 + rng.uniform(0, 0.12) * grain)[:, :, None]
    darken(rng, picture, lines(size, parallel(size, angle, offsets), rng.uniform(0.8, 3)), 0.05, 0.55, uneven=0.8)
    for _ in range(rng.integers(0, 6)):
        centre = rng.uniform(0, size, 2)
        hole = np.exp(-(np.hypot(x - centre[0], y - centre[1]) / rng.uniform(1.5, 6)) ** 4).astype(np.float32)
        picture *= (1 - rng.uniform(0.3, 0.9) * hole)[:, :, None]
    stain(rng, picture)
    return np.clip(picture, 0, 1), np.zeros((size, size), np.uint8)


def plaster(rng, size):
    """Render, concrete or asphalt without any structure but its grain, pores and blotches."""
    picture = ground(rng, size, earth(rng) * np.float32(rng.uniform(0.5, 1.2)), rng.uniform(0.03, 0.25), 0.15)
    if rng.random() < 0.5:
        pores = rng.random((size, size)) > 1 - np.exp(rng.uniform(np.log(2e-4), np.log(6e-3)))
        spots = np.clip(cv2.GaussianBlur(pores.astype(np.float32), (0, 0), rng.uniform(0.6, 1.6)) * 4, 0, 1)
        picture *= (1 - rng.uniform(0.2, 0.7) * spots)[:, :, None]
    picture *= (1 + 0.12 * smooth_noise(rng, size, int(rng.integers(3, 9))))[:, :, None]
    stain(rng, picture)
    return np.clip(picture, 0, 1), np.zeros((size, size), np.uint8)


def paving(rng, size):
    """Flagstones and cobbles: flat cells with dark or filled joints, regular or crazy. None of the joints is a crack."""
    spacing = np.exp(rng.uniform(np.log(18), np.log(120)))
    labels, _, depth = cells(rng, size, spacing, rng.uniform(0.05, 0.3))
    tones = rng.uniform(0.85, 1.15, labels.max() + 1).astype(np.float32)[labels]
    joint = max(1.5, rng.uniform(0.04, 0.12) * spacing)
    stone = np.clip(depth / joint, 0, 1) ** 2
    filling = np.clip(earth(rng) * rng.uniform(0.3, 1.2), 0.02, 0.9).astype(np.float32)
    picture = ground(rng, size, earth(rng), rng.uniform(0.03, 0.1), 0.08) * tones[:, :, None]
    picture = filling + stone[:, :, None].astype(np.float32) * (picture - filling)
    return np.clip(picture, 0, 1), np.zeros((size, size), np.uint8)


def seal(rng, picture, label):
    """A crack filled with bitumen: a smooth, even, dark band along a wandering path, wider than any crack it covers."""
    size = picture.shape[0]
    heading, width = rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(np.log(3.5), np.log(22)))
    length = size * rng.uniform(0.5, 1.6)
    start = rng.uniform(0.2, 0.8, 2) * size - 0.5 * length * np.array([np.cos(heading), np.sin(heading)])
    corners = path(rng, start, heading, length, rng.uniform(0.02, 0.14))
    corners = np.stack([np.convolve(c, np.ones(5) / 5, "valid") for c in corners.T], 1)
    slow = cv2.resize(rng.normal(0, 0.12, (max(3, len(corners) // 12), 1)), (1, len(corners) - 1)).ravel()
    cover = cover_of([(corners, width * np.clip(1 + slow, 0.6, 1.5))], size)
    tone = picture.mean() * rng.uniform(0.2, 0.75) * np.float32([1, 1, 1 + rng.uniform(0, 0.1)])
    smooth = np.clip(tone * (1 + 0.05 * smooth_noise(rng, size, 5))[:, :, None], 0, 1).astype(np.float32)
    picture += cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.4, 0.9))[:, :, None] * np.float32(0.92) * (smooth - picture)
    label[cover >= 0.5] = SEALED


WALLS = (masonry, masonry, masonry, boards, boards, plaster, paving)


def wall(rng, size=384):
    """One picture of sound ground (or of masonry with a stepped crack) and its labels."""
    return WALLS[rng.integers(len(WALLS))](rng, size)
