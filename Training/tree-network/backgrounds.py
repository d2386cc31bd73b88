"""Streets, parks and woods before anything stands or lies on them.

A street is a straight or bent axis with a cross-section: carriageway, gutter, kerb, footway, verge, and what lies beyond.
"""

from dataclasses import dataclass

import cv2
import numpy as np

import things
from light import Picture
from textures import asphalt, colour, concrete, fractal, grain, grass, gravel, litter, mix, pavers, smooth_noise, soil, water
from things import soft


@dataclass
class Axis:
    """The axis of a road: a point (pixels), a direction (radians) and a curvature (1 / metres, positive turns right in the picture)."""

    x: float
    y: float
    direction: float
    curvature: float
    gsd: float

    def coordinates(self, size):
        """Metres along and across the axis at every pixel; across is positive to the right of travel."""
        yy, xx = np.mgrid[:size, :size].astype(np.float32) + 0.5
        c, s = np.cos(self.direction), np.sin(self.direction)
        u, v = ((xx - self.x) * c + (yy - self.y) * s) * self.gsd, (-(xx - self.x) * s + (yy - self.y) * c) * self.gsd
        if abs(self.curvature) < 1e-4:
            return u, v
        radius = 1 / self.curvature
        w = (radius - v) * np.sign(radius)
        distance = np.hypot(u, w)
        return np.arctan2(u, w) * abs(radius), radius - distance * np.sign(radius)

    def place(self, along, across):
        """The pixel at metres along and across, and the direction of travel there."""
        along, across = np.asarray(along, float), np.asarray(across, float)
        if abs(self.curvature) < 1e-4:
            u, v, turn = along, across, np.zeros_like(along)
        else:
            radius = 1 / self.curvature
            turn = along / radius
            u, v = (radius - across) * np.sin(turn), radius - (radius - across) * np.cos(turn)
        c, s = np.cos(self.direction), np.sin(self.direction)
        return self.x + (u * c - v * s) / self.gsd, self.y + (u * s + v * c) / self.gsd, self.direction + turn


@dataclass
class Street:
    """What later painters need to know: axis, half the width of the carriageway, where the footway ends (metres from the axis)."""

    axis: Axis
    half: float
    kerb: bool
    outer: float
    reach: float  # metres along the axis on either side that the picture may show


def ground(rng, size, gsd, sources, kind=None):
    kind = kind or rng.choice(["grass", "soil", "gravel", "litter", "concrete"], p=[0.58, 0.14, 0.06, 0.12, 0.10])
    return {"grass": grass, "soil": soil, "gravel": gravel, "litter": litter, "concrete": concrete}[kind](rng, size, gsd)


def street(rng, gsd, sun, sources, size=640):
    """A picture with a road and its surroundings; returns it and the street."""
    lanes = int(rng.choice([1, 2, 2, 2, 3, 4]))
    half = lanes * rng.uniform(2.7, 3.6) / 2 + rng.choice([0, 0, rng.uniform(0.5, 2.4)])
    if lanes == 1:
        half = rng.uniform(1.6, 2.6)
    view = size * gsd
    axis = Axis(
        size / 2 + rng.normal() * 0.17 * size,
        size / 2 + rng.normal() * 0.17 * size,
        rng.uniform(0, 2 * np.pi),
        float(rng.choice([0, 0, rng.choice([-1, 1]) / rng.uniform(14, 120)])),
        gsd,
    )
    along, across = axis.coordinates(size)
    edge = np.abs(across) - half
    wobble = 0
    has_kerb = rng.random() < 0.72
    if not has_kerb:
        wobble = rng.uniform(0.03, 0.25) * fractal(rng, size, 3 / gsd, 5, 0.8)
    junction = None
    if rng.random() < 0.25:
        side = Axis(
            *axis.place(rng.uniform(-0.3, 0.3) * view, 0)[:2],
            axis.direction + rng.choice([-1, 1]) * (np.pi / 2 + rng.normal() * 0.15),
            0,
            gsd
        )
        a2, c2 = side.coordinates(size)
        half2 = rng.uniform(2.2, 4.2)
        other = np.abs(c2) - half2
        if rng.random() < 0.5:
            other = np.maximum(other, -a2)
        corner = rng.uniform(1.5, 5)
        k = np.maximum(corner - np.abs(edge - other), 0) / corner
        edge = np.minimum(edge, other) - k * k * corner * 0.25
        junction = (a2, c2, half2)
    edge = edge + wobble
    beyond = ground(rng, size, gsd, sources)
    if rng.random() < 0.4:
        second = ground(rng, size, gsd, sources)
        share = soft((across if rng.random() < 0.6 else smooth_noise(rng, size, 5 / gsd) * 2), gsd, 3)
        beyond = mix(beyond, second, share)
    rgb = beyond
    paved_footway = rng.random() < (0.75 if has_kerb else 0.1)
    foot = rng.uniform(1.2, 3.4) if paved_footway else 0.0
    verge = rng.uniform(0.8, 2.5) if has_kerb and rng.random() < 0.3 else 0.0
    if paved_footway:
        surface = [pavers(rng, size, gsd, along, across), concrete(rng, size, gsd), asphalt(rng, size, gsd)][
            rng.choice(3, p=[0.5, 0.35, 0.15])
        ]
        band = soft(np.abs(edge - 0.2 - verge - foot / 2) - foot / 2, gsd)
        if rng.random() < 0.25:  # only on one side
            band = band * (across > 0)
        rgb = mix(rgb, surface, band)
        if rng.random() < 0.4:
            rgb = rgb * (1 - 0.35 * soft(np.abs(edge - 0.2 - verge - foot) - 0.06, gsd))[..., None]
        for _ in range(int(rng.integers(0, 9))) if verge == 0 else ():  # tree pits
            px, py, d = axis.place(rng.uniform(-0.6, 0.6) * view, rng.choice([-1, 1]) * (half + 0.8))
            x0, y0, a, b = things.turned_box(rng, _Flat(gsd), px, py, d, 1.2, 1.0)
            _blend(
                rgb, x0, y0, soft(np.maximum(np.abs(a) - 0.6, np.abs(b) - 0.5), gsd), np.float32([0.36, 0.29, 0.22]) * rng.uniform(0.7, 1.3)
            )
    if has_kerb:
        tone = colour(rng, (150, 148, 142), (215, 212, 204), 0.01)
        if rng.random() < 0.08:
            tone = np.float32([0.8, 0.16, 0.14]) if rng.random() < 0.5 else np.float32([0.85, 0.7, 0.2])
        stones = 1 + 0.06 * np.sign(np.sin(along * np.pi / rng.uniform(0.5, 1.0)))
        rgb = mix(rgb, tone * stones[..., None] * (1 + 0.05 * grain(rng, size))[..., None], soft(np.abs(edge - 0.09) - 0.09, gsd))
    is_concrete = rng.random() < 0.16
    lane = concrete(rng, size, gsd) if is_concrete else asphalt(rng, size, gsd, sources.asphalt if sources else None)
    if is_concrete:
        slab = rng.uniform(3, 6)
        joint = np.minimum(np.abs((along / slab) % 1 - 0.5) * slab, np.abs(across))
        lane = lane * (1 - rng.uniform(0.1, 0.4) * soft(joint - 0.012, gsd, 1.5))[..., None]
    tracks = np.zeros_like(across)
    for lane_middle in np.arange(-half + half / lanes, half, 2 * half / lanes):  # wheel tracks
        for wheel in (-0.75, 0.75):
            tracks += rng.normal() * 0.025 * np.maximum(0, 1 - ((across - lane_middle - wheel) / 0.6) ** 2)
    lane = lane * (1 + tracks)[..., None]
    for _ in range(int(rng.integers(0, 5))):  # patches and trenches
        ca, cb = rng.uniform(-0.5, 0.5) * view, rng.uniform(-1, 1) * half
        la, lb = rng.uniform(0.6, 3), rng.uniform(0.5, 2)
        if rng.random() < 0.3:
            la, lb = rng.uniform(6, 30), rng.uniform(0.4, 0.9)
        box = things.rounded(along - ca, across - cb, la, lb, 0.05) + 0.02 * smooth_noise(rng, size, 0.4 / gsd)
        change = 1 + rng.uniform(-0.28, 0.25) * soft(box, gsd) - 0.2 * soft(np.abs(box) - 0.02, gsd)
        lane = lane * change[..., None]
    for _ in range(int(rng.choice([0, 0, 1, 3, 8]))):  # cracks and sealed cracks: thin dark lines
        lane = lane * (1 - rng.uniform(0.15, 0.5) * _wander(rng, size, gsd))[..., None]
    lane = _markings(rng, lane, along, across, half, lanes, gsd, junction, view)
    if has_kerb and rng.random() < 0.5:
        gutter = soft(np.abs(edge + 0.22) - 0.2, gsd)
        lane = mix(lane, concrete(rng, size, gsd) * rng.uniform(0.75, 1.0), gutter)
    lane = lane * (1 - rng.uniform(0, 0.3) * np.exp(-((np.minimum(edge, 0) / rng.uniform(0.15, 0.8)) ** 2)))[..., None]  # dirt by the edge
    rgb = mix(rgb, lane, soft(edge, gsd))
    picture = Picture(rgb.astype(np.float32), gsd, sun)
    picture.pavement = edge < 0
    things.stains(rng, picture, picture.pavement.astype(np.float32))
    _covers(rng, picture, axis, half, view)
    if has_kerb:  # a kerb throws a narrow shadow on one side of the road
        facing = np.cos(axis.direction + np.pi / 2 - sun.azimuth)
        step = 0.12 * sun.slope * abs(facing)
        side = np.sign(facing) * across < 0
        picture.darken(soft(np.abs(edge + step / 2) - step / 2, gsd) * side * 0.8)
        picture.darken(soft(np.abs(edge - 0.2 - step / 4) - step / 4, gsd) * ~side * 0.3)
    return picture, Street(axis, half, has_kerb, half + 0.2 + verge + foot, 0.75 * view)


@dataclass
class _Flat:
    gsd: float


def _blend(rgb, x0, y0, alpha, tone):
    size = rgb.shape[0]
    ax, ay, bx, by = max(x0, 0), max(y0, 0), min(x0 + alpha.shape[1], size), min(y0 + alpha.shape[0], size)
    if bx > ax and by > ay:
        part = alpha[ay - y0 : by - y0, ax - x0 : bx - x0, None]
        rgb[ay:by, ax:bx] += (tone - rgb[ay:by, ax:bx]) * part


def _wander(rng, size, gsd):
    """A thin wandering line over the picture."""
    layer = np.zeros((size, size), np.uint8)
    p, d = rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi)
    points = [p]
    for _ in range(int(rng.integers(10, 60))):
        d += rng.normal() * 0.25
        p = p + 8 * np.array([np.cos(d), np.sin(d)])
        points.append(p)
    cv2.polylines(layer, [np.round(np.float32(points) * 16).astype(np.int32)], False, 255, int(rng.choice([1, 1, 1, 2, 3])), cv2.LINE_AA, 4)
    return layer.astype(np.float32) / 255


def _markings(rng, lane, along, across, half, lanes, gsd, junction, view):
    """Lane lines, edge lines, stop lines, zebra crossings and arrows, more or less worn."""
    if rng.random() < 0.14:
        return lane
    size = lane.shape[0]
    white = np.float32([0.86, 0.86, 0.84]) * rng.uniform(0.75, 1.1)
    yellow = np.float32([0.86, 0.66, 0.22]) * rng.uniform(0.8, 1.1)
    wear = np.clip(rng.uniform(0.55, 1.3) - rng.uniform(0, 0.6) * np.clip(fractal(rng, size, 1.5 / gsd, 5, 0.9), -0.5, 3), 0, 1)
    free = np.ones((size, size), np.float32)
    if junction is not None:
        free = soft(-(np.abs(junction[1]) - junction[2] - 0.5), gsd) if rng.random() < 0.9 else free
    width = rng.uniform(0.09, 0.17)
    dash, gap = rng.choice([[3, 6], [4, 6], [2, 4], [1.5, 1.5], [4, 8]])
    dashed = ((along + rng.uniform(0, 9)) % (dash + gap) < dash).astype(np.float32)

    def stroke(tone, mask):
        nonlocal lane
        lane = mix(lane, tone, mask * wear * free)

    for k in range(1, lanes):
        at = -half + 2 * half * k / lanes
        if lanes % 2 == 0 and k == lanes // 2:
            if rng.random() < 0.5:
                for off in (-0.12, 0.12):
                    stroke(yellow if rng.random() < 0.8 else white, soft(np.abs(across - at - off) - width / 2, gsd))
            else:
                stroke(yellow if rng.random() < 0.5 else white, soft(np.abs(across - at) - width / 2, gsd) * dashed)
        else:
            stroke(white, soft(np.abs(across - at) - width / 2, gsd) * (dashed if rng.random() < 0.85 else 1))
    if rng.random() < 0.6:
        inset = rng.uniform(0.15, 0.7)
        tone = white if rng.random() < 0.7 else (yellow if rng.random() < 0.6 else np.float32([0.8, 0.2, 0.18]))
        stroke(tone, soft(np.abs(np.abs(across) - half + inset) - width / 2, gsd))
    if rng.random() < 0.3:
        at, long = rng.uniform(-0.4, 0.4) * view, rng.uniform(2.5, 4)
        band = soft(np.abs(along - at) - long / 2, gsd) * soft(np.abs(across) - half + 0.3, gsd)
        stripes = soft(np.abs((across / 0.8) % 1 - 0.5) * 0.8 - 0.2, gsd)
        stroke(white, band * stripes)
        if rng.random() < 0.6:
            stroke(white, soft(np.abs(along - at - long / 2 - 1.5) - 0.2, gsd) * soft(np.maximum(-across, across - half + 0.2), gsd))
    if rng.random() < 0.25:
        at, middle = rng.uniform(-0.4, 0.4) * view, half * rng.uniform(0.3, 0.6) * rng.choice([-1, 1])
        shaft = np.maximum(np.abs(along - at) - 1.6, np.abs(across - middle) - 0.08)
        head = np.maximum(np.abs(across - middle) - 0.35 * np.clip((at + 2.6 - along), 0, 1), np.abs(along - at - 2.1) - 0.5)
        stroke(white, soft(np.minimum(shaft, head), gsd))
    if rng.random() < 0.2:  # parking bays
        bay = soft(np.abs((along / 5.5) % 1 - 0.5) * 5.5 - 0.05, gsd) * soft(np.maximum(half - 2.2 - across, across - half), gsd)
        stroke(white, np.maximum(bay, soft(np.abs(across - half + 2.2) - 0.05, gsd)))
    return lane


def _covers(rng, picture, axis, half, view):
    for _ in range(int(rng.integers(0, 4))):
        px, py, d = axis.place(rng.uniform(-0.5, 0.5) * view, rng.uniform(-0.9, 0.9) * half)
        x0, y0, a, b = things.turned_box(rng, picture, px, py, d, 1.2, 1.2)
        shape = np.hypot(a, b) - 0.35 if rng.random() < 0.7 else things.rounded(a, b, 0.7, 0.4, 0.02)
        tone = picture.rgb.reshape(-1, 3).mean(0) * rng.uniform(0.35, 1.0)
        picture.paint(x0, y0, np.broadcast_to(tone, (*a.shape, 3)), soft(shape, picture.gsd) * 0.85, hides=False)


def park(rng, gsd, sun, sources, size=640):
    """Lawn with paths, or open ground, water, courts: no carriageway."""
    rgb = ground(rng, size, gsd, sources, rng.choice(["grass", "soil", "gravel", "concrete"], p=[0.72, 0.12, 0.06, 0.10]))
    for _ in range(int(rng.integers(0, 3))):
        axis = Axis(*rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi), rng.normal() / 20, gsd)
        along, across = axis.coordinates(size)
        path = [gravel, soil, concrete, lambda r, s, g: pavers(r, s, g, along, across)][rng.integers(4)](rng, size, gsd)
        edge = np.abs(across) - rng.uniform(0.5, 1.6) + 0.08 * fractal(rng, size, 1 / gsd, 4, 0.8)
        rgb = mix(rgb, path, soft(edge, gsd, 2))
    if rng.random() < 0.2:
        level = fractal(rng, size, 16 / gsd, 6, 0.5) - rng.uniform(-0.2, 0.9)
        rgb = mix(rgb, colour(rng, (120, 104, 80), (168, 152, 126)), np.clip(level * 10 + 1, 0, 1))
        rgb = mix(rgb, water(rng, size, gsd), np.clip(level * 20, 0, 1))
    return Picture(np.ascontiguousarray(rgb, np.float32), gsd, sun)


def real_wood(rng, gsd, sun, tile, size=640, full=True):
    """A photograph of a wood, turned and mirrored, with the truth its boxes give. Returns the picture and its boxes in pixels."""
    rgb, doubtful = tile.rgb, tile.doubtful
    n = rgb.shape[0]
    side = int(n * rng.uniform(0.7, 1.0)) if full else int(n * rng.uniform(0.45, 0.8))
    x, y = (int(rng.integers(0, n - side + 1)) for _ in range(2))
    if not full:
        x, y = int(np.clip(x, 20, max(20, n - side - 20))), int(np.clip(y, 20, max(20, n - side - 20)))
        side = min(side, n - 20 - max(x, y))
    scale = size / side
    out = cv2.resize(rgb[y : y + side, x : x + side], (size, size), interpolation=cv2.INTER_CUBIC)
    doubt = cv2.resize(doubtful[y : y + side, x : x + side].astype(np.uint8), (size, size), interpolation=cv2.INTER_NEAREST)
    boxes = [[(b[0] - x) * scale, (b[1] - y) * scale, (b[0] + b[2] - x) * scale, (b[1] + b[3] - y) * scale, b[4]] for b in tile.boxes]
    for _ in range(int(rng.integers(4))):
        out, doubt = np.rot90(out), np.rot90(doubt)
        boxes = [[b[1], size - b[2], b[3], size - b[0], b[4]] for b in boxes]
    if rng.random() < 0.5:
        out, doubt = out[:, ::-1], doubt[:, ::-1]
        boxes = [[size - b[2], b[1], size - b[0], b[3], b[4]] for b in boxes]
    picture = Picture(np.ascontiguousarray(out).astype(np.float32) / 255, gsd, sun)
    doubt = np.ascontiguousarray(doubt) > 0
    yy, xx = np.mgrid[:size, :size].astype(np.float32) + 0.5
    inner, outer = np.zeros((size, size), bool), np.zeros((size, size), bool)
    kept = []
    for x0, y0, x1, y1, state in boxes:
        cut = [max(0, x0), max(0, y0), min(size, x1), min(size, y1)]
        if min(cut[2] - cut[0], cut[3] - cut[1]) < 8 or (cut[2] - cut[0]) * (cut[3] - cut[1]) < 0.3 * (x1 - x0) * (y1 - y0):
            continue
        kept.append([x0, y0, x1, y1, state])
        part = np.s_[int(cut[1]) : int(np.ceil(cut[3])), int(cut[0]) : int(np.ceil(cut[2]))]
        d = np.hypot((xx[part] - (x0 + x1) / 2) / ((x1 - x0) / 2), (yy[part] - (y0 + y1) / 2) / ((y1 - y0) / 2))
        inner[part] |= d < 0.85
        outer[part] |= d < 1.2
        picture.crowns.append((*[int(round(c)) for c in cut], state))
    if full:
        picture.canopy |= inner
        picture.ignore |= (outer | doubt) & ~inner
    else:  # closed canopy without boxes: all but its dark gaps
        grey = picture.rgb.mean(2)
        level = cv2.GaussianBlur(grey, (0, 0), 4)
        picture.canopy |= level > 0.24
        picture.ignore |= (level > 0.14) & (level <= 0.24)
        picture.crowns_known = False
    return picture, kept


def drawn_wood(rng, gsd, sun, size=640):
    return Picture(litter(rng, size, gsd), gsd, sun)
