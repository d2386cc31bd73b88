"""Crops of the pictures, turned, scaled and recoloured, with what is true of each cell of the maps."""
import cv2
import numpy as np

from objects import DECLINES, HEALTHY, IS_DEAD, RASTERS, UNSAID

SIZE, STRIDE = 320, 2
CELLS = SIZE // STRIDE
REACH = 0.3  # a bell's spread as a part of a half side
MIDDLE = 20.0  # half a side of a crown of middle size, in pixels


def view(rng, picture):
    """The 2 x 3 matrix from crop pixels to picture pixels."""
    height, width = picture.rgb.shape[:2]
    scale = 1 / np.exp(rng.uniform(*np.log(picture.scale)))
    turn = rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.integers(4) * np.pi / 2
    flip = 1 if rng.random() < 0.5 else -1
    c, s = np.cos(turn) * scale, np.sin(turn) * scale
    matrix = np.array([[c * flip, -s], [s * flip, c]])
    chance = rng.random()
    if len(picture.lying) and chance < 0.5:
        centre = picture.lying[rng.integers(len(picture.lying))] + rng.uniform(-0.35, 0.35, 2) * SIZE * scale
    elif len(picture.lures) and chance > 0.65:
        centre = picture.lures[rng.integers(len(picture.lures))] + rng.uniform(-0.35, 0.35, 2) * SIZE * scale
    elif len(picture.crowns) and rng.random() < 0.5:
        sick = picture.crowns[picture.crowns[:, 4] != HEALTHY]
        among = sick if len(sick) else picture.crowns
        centre = among[rng.integers(len(among)), :2] + rng.uniform(-0.3, 0.3, 2) * SIZE * scale
    else:
        centre = rng.uniform(0, 1, 2) * (width, height)
    slack = np.maximum(np.array([width, height]) / 2 - 0.5 * SIZE * scale, 0)
    middle = np.array([width, height]) / 2
    centre = np.clip(centre, middle - slack, middle + slack)
    return np.concatenate([matrix, (centre - matrix.sum(1) * SIZE / 2)[:, None]], 1)


def warped(array, matrix, size, flags, border=cv2.BORDER_CONSTANT):
    """`matrix` maps continuous coordinates, whose pixel centres are at .5; OpenCV's are at whole numbers."""
    own = matrix.copy()
    own[:, 2] += own[:, :2] @ [0.5, 0.5] - 0.5
    return cv2.warpAffine(array, own, (size, size), flags=flags | cv2.WARP_INVERSE_MAP, borderMode=border)


def recoloured(rng, rgb):
    """Light, season, haze, shadow, blur and noise; float32, 0..1 in and out."""
    gamma = np.float32(np.exp(rng.uniform(-0.3, 0.3)))
    table = (np.linspace(0, 1, 256, dtype=np.float32) ** gamma)[:, None] * (np.exp(rng.uniform(-0.4, 0.3)) * (1 + rng.uniform(-0.12, 0.12, 3)))
    rgb = np.stack([cv2.LUT(rgb[:, :, k], table[:, k].astype(np.float32)) for k in range(3)], 2)
    colour = np.float32(rng.uniform(0.3, 1.4))
    rgb = rgb @ (colour * np.eye(3, dtype=np.float32) + (1 - colour) / 3)
    if rng.random() < 0.2:
        haze = np.float32(rng.uniform(0, 0.25))
        rgb = (1 - haze) * rgb + haze * np.float32(rng.uniform(0.6, 0.9))
    if rng.random() < 0.3:
        field = cv2.resize(rng.standard_normal((5, 5), np.float32), (SIZE, SIZE), interpolation=cv2.INTER_CUBIC) * np.float32(rng.uniform(2, 40))
        rgb = rgb * (1 - np.float32(rng.uniform(0.2, 0.65)) / (1 + np.exp(np.clip(field, -30, 30))))[:, :, None]
    if rng.random() < 0.4:
        rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.4, 1.3))
    elif rng.random() < 0.3:
        rgb = rgb + np.float32(rng.uniform(0.2, 0.8)) * (rgb - cv2.GaussianBlur(rgb, (0, 0), 1.2))
    if rng.random() < 0.5:
        rgb = rgb + rng.standard_normal(rgb.shape, np.float32) * np.float32(rng.uniform(0, 0.03))
    return np.clip(rgb, 0, 1)


def crop(rng, picture):
    """RGB (3 x SIZE x SIZE) and, at the cells of the maps, what is true and what is known."""
    matrix = view(rng, picture)
    rgb = warped(picture.rgb, matrix, SIZE, cv2.INTER_LINEAR if np.linalg.norm(matrix[:, 0]) < 1.6 else cv2.INTER_AREA, cv2.BORDER_REFLECT_101)
    rgb = recoloured(rng, rgb)
    cells = matrix.copy()
    cells[:, :2] *= STRIDE
    truth = warped(picture.truth, cells, CELLS, cv2.INTER_NEAREST)
    known = warped(picture.known, cells, CELLS, cv2.INTER_NEAREST)
    crowns_known = warped(picture.crowns_known, cells, CELLS, cv2.INTER_NEAREST).astype(np.float32)
    deaths_known = warped(picture.deaths_known, cells, CELLS, cv2.INTER_NEAREST).astype(np.float32)
    inside = warped(np.ones(picture.truth.shape, np.uint8), cells, CELLS, cv2.INTER_NEAREST).astype(np.float32)

    inverse = np.linalg.inv(matrix[:, :2])
    heat, box = np.zeros((CELLS, CELLS), np.float32), np.zeros((4, CELLS, CELLS), np.float32)
    dead = np.zeros((CELLS, CELLS), np.float32)
    counts = np.ones((CELLS, CELLS), np.float32)
    state = np.zeros((CELLS, CELLS), np.int8)
    middles = (picture.crowns[:, :2] - matrix[:, 2]) @ inverse.T
    sides = np.sqrt((picture.crowns[:, 2:4] ** 2) @ (inverse.T ** 2))  # of the upright box about a turned ellipse
    for (u, v), (a, b), kind in zip(middles, sides, picture.crowns[:, 4]):
        if not (-0.3 * a < u < SIZE + 0.3 * a and -0.3 * b < v < SIZE + 0.3 * b):
            continue
        # A box ends where the crop does, as those of tiles do.
        low, high = np.clip([u - a, v - b], 0, SIZE), np.clip([u + a, v + b], 0, SIZE)
        (u, v), (a, b) = (low + high) / 2, np.maximum((high - low) / 2, 1)
        if min(a, b) < 4:
            for area in (crowns_known, deaths_known):
                area[max(0, int((v - b) / 2)):int((v + b) / 2) + 2, max(0, int((u - a) / 2)):int((u + a) / 2) + 2] = 0
            continue
        x0, x1 = max(0, int((u - a) / STRIDE)), min(CELLS, int((u + a) / STRIDE) + 1)
        y0, y1 = max(0, int((v - b) / STRIDE)), min(CELLS, int((v + b) / STRIDE) + 1)
        du, dv = u - (np.arange(x0, x1) + 0.5) * STRIDE, v - (np.arange(y0, y1) + 0.5) * STRIDE
        bell = np.exp(-0.5 * (du[None, :] / max(REACH * a, 2.5)) ** 2) * np.exp(-0.5 * (dv[:, None] / max(REACH * b, 2.5)) ** 2)
        better = bell > heat[y0:y1, x0:x1]
        heat[y0:y1, x0:x1][better] = bell[better]
        state[y0:y1, x0:x1][better] = int(kind)
        # A dead crown's own bell: its neighbours do not cut it.
        if kind == IS_DEAD:
            dead[y0:y1, x0:x1] = np.maximum(dead[y0:y1, x0:x1], bell)
        # A small crown of a rare kind counts as one of middle size.
        counts[y0:y1, x0:x1][better] = np.clip(MIDDLE ** 2 / (a * b), 1, 12) if picture.is_rare and kind != HEALTHY else 1
        for k, value in enumerate((np.broadcast_to(du[None, :], bell.shape), np.broadcast_to(dv[:, None], bell.shape),
                                   np.full_like(bell, a), np.full_like(bell, b))):
            box[k, y0:y1, x0:x1][better] = value[better]
    known_heat = np.maximum(crowns_known, heat > 0.1) * counts * inside
    # Whether a crown declines is asked where a crown is; elsewhere none does.
    is_crown = heat > 0.1
    sure = np.where(is_crown, (state != UNSAID) * counts, np.float32(picture.elsewhere)) * inside
    declines = (is_crown & (state == DECLINES)).astype(np.float32)
    # Dead crowns have a bell of their own: a living crown needs no box to show that it is none. One that declines may be dead.
    dead_known = np.maximum(deaths_known * (state != DECLINES), dead > 0.1) * np.where(dead > 0.1, counts, 1) * inside
    bits = np.arange(len(RASTERS))[:, None, None]
    return {"rgb": rgb.transpose(2, 0, 1).astype(np.float32), "heat": heat, "known": known_heat, "weight": heat * (heat > 0.2) * counts * inside,
            "box": box, "declines": declines, "declines_known": sure, "dead": dead, "dead_known": dead_known,
            "truth": ((truth[None] >> bits) & 1).astype(np.float32), "truth_known": ((known[None] >> bits) & 1).astype(np.float32) * inside}


def batch(rng, pictures, chances, count):
    crops = [crop(rng, pictures[k]) for k in rng.choice(len(pictures), count, p=chances)]
    return {key: np.stack([one[key] for one in crops]) for key in crops[0]}
