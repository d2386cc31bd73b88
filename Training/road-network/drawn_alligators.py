"""Draws alligator areas onto tiles of the first set, with the boxes that its labels would have: it has 190 real ones to learn from.

Lengths are pixels. (Line cracks drawn likewise made boxes of real lines worse: where one ends and the next begins is the labellers' choice.)
"""
import cv2
import numpy as np

import networks_folder  # noqa: F401
from drawn import looks_paved, thing_of
from drawn_cracks import cover_of, visible_depth, widths_along
from objects import ALLIGATOR, DOUBTFUL, WITHIN, Picture

MOST, TRIES = 3, 6  # drawn onto a tile, places tried for each
FEWEST = 60  # pixels of crack that must lie in the tile
CRACKED = 0.25  # part of a pixel that must be crack
DRAWN_WEIGHT = 0.6  # of what is drawn upon, beside the tile itself
LABEL_RIM = 4.0  # most pixels between the cracks' ends and the label's sides
UPWARDS = np.pi / 2


def sides_of_cells(rng, along, across, cell):
    """Sides of many-cornered cells about the middle of an oblong, each once: 2 x 2 arrays (end, along and across)."""
    plane, middle = cv2.Subdiv2D((0, 0, 1000, 1000)), 500
    for a, b in rng.uniform(-1.3, 1.3, (int(np.clip(4 * along * across / cell ** 2, 8, 500)), 2)) * (along, across) + middle:
        if 1 < a < 999 and 1 < b < 999:
            plane.insert((float(a), float(b)))
    sides = {}
    for facet in plane.getVoronoiFacetList([])[0]:
        for first, second in zip(facet, np.roll(facet, -1, 0)):
            key = tuple(sorted((tuple(np.round(first, 1)), tuple(np.round(second, 1)))))
            sides.setdefault(key, np.array([first, second], float) - middle)
    return sides.values()


def alligator(rng, size, axis, width):
    """[(corners, width of each piece)]: crooked sides of cells about a wheel's path, missing more often towards the rim."""
    along = float(np.exp(rng.uniform(np.log(40), np.log(230))))
    across = along * rng.uniform(0.25, 1.0)
    cell = float(np.exp(rng.uniform(np.log(10), np.log(36))))
    sides = sides_of_cells(rng, along, across, cell)
    middle, turn = rng.uniform(0, size, 2), axis + rng.normal(0, 0.1)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    pieces = []
    for ends in sides:
        rim = np.hypot(*(ends.mean(0) / (along, across)))
        if rng.random() > np.clip(2.2 - 2 * rim, 0, 0.9):
            continue
        corners = ends[0] + np.linspace(0, 1, 5)[:, None] * (ends[1] - ends[0])
        corners[1:-1] += rng.normal(0, 0.05 * cell, (3, 2))
        pieces.append((corners @ rotation + middle, widths_along(rng, 4, width * rng.uniform(0.5, 1.1), False)))
    return pieces


def on_pavement(rgb, pieces):
    """Whether most of what would be drawn lies on something like pavement, and enough of it in the picture."""
    height, width = rgb.shape[:2]
    corners = np.concatenate([piece[0] for piece in pieces]) if pieces else np.zeros((0, 2))
    inside = corners[((corners > 8) & (corners < (width - 8, height - 8))).all(1)]
    if len(inside) * 3 < FEWEST:
        return False
    looks = [looks_paved(rgb[int(v) - 8:int(v) + 8, int(u) - 8:int(u) + 8]) for u, v in inside[::max(1, len(inside) // 24)]]
    return np.mean(looks) > 0.85


def lies_apart(thing, others):
    return all(abs(thing.u - other.u) >= thing.across + other.across or abs(thing.v - other.v) >= thing.along + other.along for other in others)


def mark(inside, mask):
    """Notes a drawn area in a picture's raster: what its outermost cracks enclose, with a doubtful rim."""
    rows, columns = np.nonzero(mask)
    hull = np.zeros(mask.shape, np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(np.stack([columns, rows], 1).astype(np.int32)), 1)
    own, rim = cv2.resize(hull, inside.shape[::-1], interpolation=cv2.INTER_NEAREST), np.ones((5, 5), np.uint8)
    inside[cv2.dilate(own, rim) > 0] = DOUBTFUL
    inside[cv2.erode(own, rim) > 0] = WITHIN


def with_alligators(rng, picture):
    """A copy of a tile whose road runs upwards with one to three areas more where there is room."""
    rgb = picture.rgb.astype(np.float32) / 255
    width = rgb.shape[1]
    copy = Picture(picture.name + "#", None, list(picture.things), picture.unknown, picture.inside.copy(), picture.axis, picture.turn,
                   DRAWN_WEIGHT * picture.weight)
    for _ in range(TRIES * int(rng.integers(1, MOST + 1))):
        if len(copy.things) >= len(picture.things) + MOST:
            break
        thick = float(np.exp(rng.uniform(0, np.log(3))))
        pieces = alligator(rng, width, UPWARDS, thick)
        if not on_pavement(rgb, pieces):
            continue
        cover = cover_of(pieces, width)
        mask = cover > CRACKED
        if mask.sum() < FEWEST:
            continue
        rim = rng.uniform(-1, LABEL_RIM, 2)
        thing = thing_of(ALLIGATOR, mask, 0, 0, UPWARDS)
        thing = thing._replace(along=thing.along + rim[0], across=thing.across + rim[1])
        if min(thing.along, thing.across) < 3 or not lies_apart(thing, copy.things):
            continue
        seen = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.4, 1.1))[:, :, None]
        depth = visible_depth(rng, rgb, cover, thick)
        ground = cv2.GaussianBlur(rgb, (0, 0), 3)
        rgb += seen * ((0.4 * rgb + 0.6 * ground) * np.float32(1 - depth) - rgb)
        copy.things.append(thing)
        mark(copy.inside, mask)
    return copy._replace(rgb=(255 * np.clip(rgb, 0, 1)).astype(np.uint8))
