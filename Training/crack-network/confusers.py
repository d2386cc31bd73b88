"""What is mistaken for a crack, drawn over float pictures (square, RGB, 0..1) in place. Labels stay as they are.

Joints, tile grids, combed texture, paint, soft shadows of twigs and crowns; vegetation that covers a part of the ground.
Lines are drawn at four times the size, as in drawn_cracks.py, so that no seam in the drawing gives a class away.
"""
import cv2
import numpy as np

from labels import ELSEWHERE

FINE = 4


def lines(size, ends, width):
    """Cover of straight lines [(x0, y0, x1, y1)], all of one width."""
    fine = np.zeros((size * FINE, size * FINE), np.uint8)
    for end in ends:
        x0, y0, x1, y1 = (int(round(v * FINE * 16)) for v in end)
        cv2.line(fine, (x0, y0), (x1, y1), 255, max(1, int(round(width * FINE))), cv2.LINE_8, 4)
    return cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def parallel(size, angle, offsets, along=(-1.5, 1.5)):
    """Ends of lines at `angle`, `offsets` pixels beside the middle."""
    d, n = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    middle = np.array([size, size]) / 2
    return [(*(middle + o * n + along[0] * size * d), *(middle + o * n + along[1] * size * d)) for o in offsets]


def smooth_noise(rng, size, cell):
    small = rng.standard_normal((size // cell + 3, size // cell + 3)).astype(np.float32)
    return cv2.resize(small, (size, size), interpolation=cv2.INTER_CUBIC)


def mix(picture, cover, colour):
    picture += cover[:, :, None] * (colour - picture)


def darken(rng, picture, cover, low=0.2, high=0.8, uneven=0.3):
    """Darkens in proportion to the ground, unevenly along the way as dirt fills a joint; one in six is lighter instead."""
    depth = rng.uniform(low, high)
    sign = -1 if rng.random() > 1 / 6 else 0.6
    patchy = np.clip(1 + uneven * smooth_noise(rng, picture.shape[0], 24), 0.3, 1.4)
    soft = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.4, 1.1))
    picture *= np.clip(1 + sign * depth * patchy * soft, 0.03, 1.8)[:, :, None]


def joints(rng, picture):
    """One to three sawn joints or kerb lines, some with a bright edge beside the dark one."""
    size = picture.shape[0]
    angle = rng.uniform(0, np.pi)
    for _ in range(rng.integers(1, 4)):
        turn = angle + (np.pi / 2 if rng.random() < 0.3 else 0) + rng.normal(0, 0.01)
        offset, width = rng.uniform(-0.45, 0.45) * size, np.exp(rng.uniform(0, np.log(9)))
        darken(rng, picture, lines(size, parallel(size, turn, [offset]), width))
        if rng.random() < 0.3:
            edge = lines(size, parallel(size, turn, [offset + width]), max(1.0, 0.6 * width))
            picture *= (1 + rng.uniform(0.1, 0.4) * edge)[:, :, None]


def grid(rng, picture):
    """Tiles, bricks in a running bond, or slabs."""
    size, angle = picture.shape[0], rng.uniform(0, np.pi)
    gap, ratio, width = np.exp(rng.uniform(np.log(14), np.log(110))), rng.uniform(0.4, 1.0), np.exp(rng.uniform(0, np.log(5)))
    rows = np.arange(-1.5 * size, 1.5 * size, gap * ratio) + rng.uniform(0, gap)
    ends = parallel(size, angle, rows)
    if rng.random() < 0.5:
        ends += parallel(size, angle + np.pi / 2, np.arange(-1.5 * size, 1.5 * size, gap) + rng.uniform(0, gap))
    else:
        d, n, middle = (np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)]), size / 2)
        for i, row in enumerate(rows):
            for column in np.arange(-size, size, gap) + (gap / 2 if i % 2 else 0):
                foot = middle + column * d + row * n
                if -gap < foot[0] < size + gap and -gap < foot[1] < size + gap:
                    ends.append((*foot, *(foot + gap * ratio * n)))
    darken(rng, picture, lines(size, ends, min(width, gap * ratio / 4)), 0.15, 0.7)


def combed(rng, picture):
    """Tining of concrete pavement, corrugated sheet, rows of a field."""
    size, gap = picture.shape[0], rng.uniform(4, 16)
    cover = lines(size, parallel(size, rng.uniform(0, np.pi), np.arange(-size, size, gap)), rng.uniform(0.25, 0.5) * gap)
    darken(rng, picture, cover, 0.08, 0.4, uneven=0.8)


def paint(rng, picture):
    """A marking, worn in places; its edges are what fires."""
    size, width = picture.shape[0], rng.uniform(5, 40)
    cover = lines(size, parallel(size, rng.uniform(0, np.pi), [rng.uniform(-0.4, 0.4) * size]), width)
    worn = cover * (smooth_noise(rng, size, int(rng.integers(3, 9))) > rng.uniform(-3, -0.8))
    soft = cv2.GaussianBlur(worn.astype(np.float32), (0, 0), rng.uniform(0.4, 1.0)) * np.float32(rng.uniform(0.6, 1.0))
    colour = np.float32([1, 1, 1] if rng.random() < 0.7 else [1, 0.8, 0.25]) * np.float32(rng.uniform(0.65, 1.0))
    mix(picture, soft, colour)


def twigs(rng, picture):
    """Shadows of branches: they taper, fork and are soft, sharper the lower the branch."""
    size = picture.shape[0]
    mask = np.zeros((size * 2, size * 2), np.uint8)
    heading = rng.uniform(0, 2 * np.pi)
    for _ in range(rng.integers(2, 9)):
        todo = [(rng.uniform(0, 2 * size, 2), heading + rng.normal(0, 0.6), np.exp(rng.uniform(np.log(3), np.log(28))))]
        while todo:
            p, a, thick = todo.pop()
            while thick > 1.5:
                q = p + 14 * np.array([np.cos(a), np.sin(a)])
                cv2.line(mask, tuple(np.int32(p).tolist()), tuple(np.int32(q).tolist()), 255, max(1, int(thick)))
                if rng.random() < 0.18 and len(todo) < 6:
                    todo.append((q, a + rng.choice([-1, 1]) * rng.uniform(0.4, 1.0), thick * rng.uniform(0.4, 0.8)))
                p, a, thick = q, a + rng.normal(0, 0.12), thick * rng.uniform(0.90, 0.98)
    cover = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    shade(rng, picture, cv2.GaussianBlur(cover, (0, 0), np.exp(rng.uniform(np.log(0.8), np.log(3.5)))))


def crown(rng, picture):
    """The shadow of leaves: blobs with light between them. Never thin dark bands, which nobody could tell from cracks."""
    size = picture.shape[0]
    cell = int(rng.integers(5, 40))
    field = smooth_noise(rng, size, cell) + 0.4 * smooth_noise(rng, size, max(2, cell // 3))
    softness = rng.uniform(0.15, 0.8)
    shade(rng, picture, np.clip((field - rng.uniform(-0.5, 0.7)) / softness, 0, 1).astype(np.float32))


def shade(rng, picture, cover):
    """Sunlight taken away; what is left comes from the blue sky."""
    left = rng.uniform(0.35, 0.75) * np.float32([0.96, 1.0, 1.0 + rng.uniform(0, 0.15)])
    picture *= 1 - cover[:, :, None] * (1 - left.astype(np.float32))


def lawn(rng, size):
    """Grass or weeds: blades, patches, dry places."""
    green = np.float32([0.35, 0.48, 0.22]) + np.float32(rng.normal(0, 0.05, 3))
    dry = np.float32([0.62, 0.58, 0.40])
    patches = np.clip(0.3 + 0.35 * smooth_noise(rng, size, int(rng.integers(20, 80))), 0, 1)[:, :, None]
    blades = 1 + rng.uniform(0.1, 0.3) * smooth_noise(rng, size, 2) + 0.15 * smooth_noise(rng, size, int(rng.integers(3, 9)))
    return np.clip((green + patches * (dry - green)) * blades[:, :, None], 0, 1).astype(np.float32)


def overgrow(rng, picture, label, vegetation):
    """Covers one side of the ground with vegetation along a wavy border; nothing below it is a crack any more."""
    size, angle = picture.shape[0], rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[:size, :size].astype(np.float32)
    side = (x - size / 2) * np.cos(angle) + (y - size / 2) * np.sin(angle)
    wave = rng.uniform(2, 14) * smooth_noise(rng, size, 48) + rng.uniform(0, 5) * smooth_noise(rng, size, 8)
    depth = side + wave - rng.uniform(-0.15, 0.4) * size
    soft = np.clip(depth / rng.uniform(1, 3) + 0.5, 0, 1)
    picture *= 1 - (rng.uniform(0, 0.5) * np.exp(-np.clip(-depth, 0, None) / rng.uniform(2, 12)))[:, :, None]  # its shadow
    mix(picture, soft.astype(np.float32), vegetation)
    label[depth > 0] = ELSEWHERE


LINES = (joints, joints, grid, combed, paint)
def deep_shade(rng, picture):
    """The shade of a house or of woods over all of it, or over one side: what is left is dark and blue."""
    size, angle = picture.shape[0], rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[:size, :size].astype(np.float32)
    side = (x - size / 2) * np.cos(angle) + (y - size / 2) * np.sin(angle)
    side += rng.uniform(0, 30) * smooth_noise(rng, size, 40) + rng.uniform(0, 12) * smooth_noise(rng, size, 9)
    cover = np.clip((side - rng.uniform(-0.9, 0.3) * size) / rng.uniform(2, 12), 0, 1).astype(np.float32)
    left = rng.uniform(0.2, 0.5) * np.float32([0.9, 1.0, 1.05 + rng.uniform(0, 0.3)])
    picture *= 1 - cover[:, :, None] * (1 - left)


SHADOWS = (twigs, crown, deep_shade)


def add_lines(rng, picture):
    LINES[rng.integers(len(LINES))](rng, picture)


def add_shadow(rng, picture):
    SHADOWS[rng.integers(len(SHADOWS))](rng, picture)
