"""Cracks of known width, drawn onto pictures of sound ground: what the sets with thick label strokes cannot teach.

A crack is a branching random walk whose width wanders. It is drawn at four times the size, so that widths have steps of a
quarter pixel, and averaged down: `cover` is the part of each pixel that is crack, the exact mask is where it reaches MASKED.
The camera's blur softens what is seen, never the mask.
"""
import cv2
import numpy as np

FINE = 4  # sub-pixels
MASKED = 0.3  # part of a pixel that must be crack; at 1 px width the crack may lie across two pixels
STEP = 3.0  # pixels between the corners of a path


def path(rng, start, heading, length, wander):
    """Corners of a walk whose direction wanders and springs back, with jitter that no saw cut has."""
    count = max(2, int(length / STEP))
    turns = rng.normal(0, wander, count)
    headings = np.empty(count)
    bend = 0.0
    for i in range(count):
        bend = 0.85 * bend + turns[i]
        headings[i] = heading + bend
    corners = start + STEP * np.cumsum(np.stack([np.cos(headings), np.sin(headings)], 1), 0)
    return np.vstack([start, corners + rng.normal(0, 0.35, corners.shape)])


def widths_along(rng, count, width, taper):
    """A width for every piece of a path: within 0.55 to 1.6 times the nominal one, thinner to the end if `taper`."""
    rough = np.convolve(rng.normal(0, 1, count + 8), np.ones(9) / 3, "valid")
    profile = width * np.clip(np.exp(0.22 * rough), 0.55, 1.6)
    return profile * np.linspace(1, 0.5, count) if taper else profile


def network(rng, size, width):
    """An alligator pattern: the crooked sides of jittered cells, some of them missing."""
    cells = rng.integers(3, 7)
    gap = rng.uniform(0.5, 0.9) * size / cells
    origin = rng.uniform(0, 0.4, 2) * size
    knots = origin + gap * (np.stack(np.meshgrid(*[np.arange(cells)] * 2), -1) + rng.uniform(-0.33, 0.33, (cells, cells, 2)))
    pieces = []
    for y in range(cells):
        for x in range(cells):
            for other in ((y, x + 1), (y + 1, x)):
                if max(other) < cells and rng.random() < 0.8:
                    a, b = knots[y, x], knots[other]
                    t = np.linspace(0, 1, 6)[:, None]
                    corners = a + t * (b - a) + np.vstack([[0, 0], rng.normal(0, 0.05 * gap, (4, 2)), [0, 0]])
                    pieces.append((corners, widths_along(rng, 5, width * rng.uniform(0.6, 1.2), False)))
    return pieces


def crack(rng, size, width):
    """[(corners, width of each piece)]: one main path through the square `size`, with branches."""
    middle = rng.uniform(0.2, 0.8, 2) * size
    heading, length = rng.uniform(0, 2 * np.pi), size * np.exp(rng.uniform(np.log(0.25), np.log(1.4)))
    length = max(length, 20 * width)  # short wide ones are potholes
    wander = rng.uniform(0.08, 0.30)
    start = middle - 0.5 * length * np.array([np.cos(heading), np.sin(heading)])
    main = path(rng, start, heading, length, wander)
    pieces = [(main, widths_along(rng, len(main) - 1, width, rng.random() < 0.5))]
    for _ in range(rng.integers(1, 5) if rng.random() < 0.45 else 0):
        at = rng.integers(len(main))
        aside = heading + rng.choice([-1, 1]) * rng.uniform(0.4, 1.3)
        branch = path(rng, main[at], aside, length * rng.uniform(0.1, 0.4), wander)
        pieces.append((branch, widths_along(rng, len(branch) - 1, width * rng.uniform(0.4, 0.8), True)))
    return pieces


def cover_of(pieces, size):
    """The part of each pixel that the pieces cover, float32 in 0..1."""
    fine = np.zeros((size * FINE, size * FINE), np.uint8)
    for corners, widths in pieces:
        points = np.int32(np.round(corners * FINE * 16))
        thick = np.maximum(1, np.round(widths * FINE)).astype(int)
        for a, b, t in zip(points, points[1:], thick):
            cv2.line(fine, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), 255, int(t), cv2.LINE_8, 4)
    return cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def visible_depth(rng, picture, cover, width):
    """How much darker the crack is than its ground, as a part: never less than the ground's own grain would hide."""
    grey = picture.mean(2)
    near = cv2.dilate((cover > 0).astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    if not near.any():
        return 0.5
    grain = (grey - cv2.GaussianBlur(grey, (0, 0), 4))[near].std() / max(float(grey[near].mean()), 0.05)
    return float(np.clip(max(rng.uniform(0.2, 0.9), 1.3 * grain / min(1.0, width / 2)), 0, 0.95))


def add_crack(rng, picture, width=None):
    """Draws a crack onto a float picture (square, 0..1) in place; returns its mask and its nominal width in pixels.

    Widths are drawn evenly on a logarithmic scale from 1 to 12, so that half of them are below 3.5."""
    size = picture.shape[0]
    width = width or float(np.exp(rng.uniform(0, np.log(12))))
    if width < 5 and rng.random() < 0.15:
        pieces = network(rng, size, width)
    else:
        pieces = crack(rng, size, width)
    cover = cover_of(pieces, size)
    depth = visible_depth(rng, picture, cover, width)
    seen = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.4, 1.1))[:, :, None]
    ground = cv2.GaussianBlur(picture, (0, 0), 3)  # nothing of the ground's grain is seen inside a wide crack
    tint = np.float32(1 + rng.normal(0, 0.03, 3))
    inside = (0.4 * picture + 0.6 * ground) * np.float32(1 - depth) * tint
    picture += seen * (inside - picture)
    return cover >= MASKED, width
