"""Standing trees: leafy, brown, dead and bare crowns of our own drawing, and crowns cut out of photographs.

Each function paints one crown and its shadow and writes its truth; x, y are pixels of the foot, heights and radii metres.
"""

import cv2
import numpy as np

from textures import fractal, smooth_noise
from trees import BARK, BROWN, DEAD_WOOD, LEAVES, draw_wood, foliage, grow, silhouette, tone_of

PAD = 8


def canopy_texture(rng, sources, shape):
    """Relative colour of a real broad-leaved canopy, enlarged to the scale of the picture; None without sources."""
    if not sources or not sources.canopies:
        return None
    tile = sources.canopies[int(rng.integers(len(sources.canopies)))].rgb
    scale = rng.uniform(1.6, 2.8)
    h, w = int(shape[0] / scale) + 2, int(shape[1] / scale) + 2
    if h > 380 or w > 380:
        scale *= max(h, w) / 380
        h, w = int(shape[0] / scale) + 2, int(shape[1] / scale) + 2
    y, x = rng.integers(60, max(61, 452 - h)), rng.integers(60, max(61, 452 - w))
    part = tile[y : y + h, x : x + w]
    part = cv2.resize(part, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return np.clip(part / np.maximum(part.reshape(-1, 3).mean(0), 8), 0.25, 2.2)


def clumps(rng, radius, dome, gsd):
    """Places (pixels from the middle), heights and radii (pixels) of the leaf clumps of a crown that is `dome` metres high."""
    lobes = 1 + 0.16 * sum(rng.normal() * np.cos(k * np.linspace(0, 2 * np.pi, 64) + rng.uniform(0, 6.3)) / np.sqrt(k) for k in range(1, 7))
    count = int(np.clip(26 * radius**1.4, 30, 420))
    angle = rng.uniform(0, 2 * np.pi, count)
    reach = lobes[(angle / (2 * np.pi) * 64).astype(int) % 64]
    share = np.sqrt(rng.random(count))
    place = np.stack([np.cos(angle), np.sin(angle)], 1) * (share * reach * radius * 0.9)[:, None] / gsd
    size = rng.uniform(0.22, 0.62, count) * np.clip(radius / 3, 0.45, 1.25) / gsd
    height = (dome * np.sqrt(np.maximum(0, 1 - share**2)) * rng.uniform(0.75, 1.05, count) + 0.3) / gsd
    return place, height, size


def leafy(rng, picture, x, y, radius, height, state="healthy", sources=None, shadow_only=False):
    gsd = picture.gsd
    half = int(radius * 1.5 / gsd) + PAD
    shape = (2 * half, 2 * half)
    palette = BROWN if state == "dead" else LEAVES
    tone = tone_of(rng, palette)
    if state == "declining":
        tone = tone + (tone_of(rng, BROWN) - tone) * rng.uniform(0.35, 0.75)
    place, heights, size = clumps(rng, radius, radius * rng.uniform(0.5, 1.0), gsd)
    tones = (
        tone
        * (1 + 0.07 * rng.normal(size=(len(place), 1)).astype(np.float32))
        * (1 + 0.03 * rng.normal(size=(len(place), 3)).astype(np.float32))
    )
    if state == "declining":
        tones = np.where(rng.random((len(place), 1)) < 0.4, tone_of(rng, BROWN) * 1.05, tones).astype(np.float32)
        keep = rng.random(len(place)) < rng.uniform(0.45, 0.9)
        place, heights, size, tones = place[keep], heights[keep], size[keep], tones[keep]
    texture = canopy_texture(rng, sources, shape) if rng.random() < 0.5 else None
    rgb, alpha = foliage(
        rng, shape, place + half, heights, size, tones, picture.sun, gsd, rng.uniform(0.1, 1.0 if state != "declining" else 1.5), texture
    )
    x0, y0 = int(x - half), int(y - half)
    trunk_shadow(picture, x, y, height, 0.12 + 0.03 * radius)
    throw_crown(rng, picture, x0, y0, alpha, height, radius)
    if shadow_only:
        return
    if state != "healthy" or rng.random() < 0.3:
        draw_bare(rng, picture, x, y, radius * 0.95, height, tone_of(rng, BARK), 0.5, False)
    yield_crown(picture, x0, y0, rgb, alpha, state)


def throw_crown(rng, picture, x0, y0, alpha, height, radius):
    """The shadow of a crown: its slices at several heights, dappled at the rim."""
    holes = np.clip(0.9 + 0.5 * fractal(rng, alpha.shape, 0.5 / picture.gsd, 3), 0, 1)
    for level, share in ((0.62, 0.75), (0.8, 1.0), (0.97, 0.6)):
        matrix = cv2.getRotationMatrix2D((alpha.shape[1] / 2, alpha.shape[0] / 2), 0, share)
        picture.throw(x0, y0, cv2.warpAffine(alpha, matrix, (alpha.shape[1], alpha.shape[0])) * holes, height * level)


def trunk_shadow(picture, x, y, height, width):
    dx, dy = picture.sun.shift(height * 0.7, picture.gsd)
    line = np.zeros(picture.shade.shape, np.uint8)
    cv2.line(line, (int(x), int(y)), (int(x + dx), int(y + dy)), 255, max(1, int(width / picture.gsd)), cv2.LINE_AA)
    picture.shade = np.maximum(picture.shade, line.astype(np.float32) / 255)


def yield_crown(picture, x0, y0, rgb, alpha, state, outline=None):
    """Paints a crown and writes down its box, its canopy, and what it hides."""
    mask = (alpha > 0.5) if outline is None else outline
    if picture.window(x0, y0, mask.shape[1], mask.shape[0]) is None:
        return
    picture.paint(x0, y0, rgb, alpha)
    picture.mark("canopy", x0, y0, mask)
    picture.clear("stem", x0, y0, alpha > 0.5)
    picture.clear("fallen", x0, y0, alpha > 0.5)
    rows, columns = np.nonzero(mask)
    if not len(rows):
        return
    box = [x0 + int(columns.min()), y0 + int(rows.min()), x0 + int(columns.max()) + 1, y0 + int(rows.max()) + 1]
    shown = [max(box[0], 0), max(box[1], 0), min(box[2], picture.size), min(box[3], picture.size)]
    if min(shown[2] - shown[0], shown[3] - shown[1]) >= 8:
        picture.crowns.append((*shown, state))
    else:
        state = None
    here, part = picture.window(x0, y0, mask.shape[1], mask.shape[0])
    picture.owner[here][mask[part]] = len(picture.crowns) if state else 0
    if state:
        picture.areas[len(picture.crowns) - 1] = int(mask[part].sum())


def draw_bare(rng, picture, x, y, radius, height, tone, detail=1.0, is_crown=True, state="bare", shadow_only=False):
    """A crown without leaves: branches with their shadow, the ground seen through them."""
    gsd, sun = picture.gsd, picture.sun
    tree = grow(rng, height, 0.05 * height, rng.random() < 0.2, np.clip(radius / height, 0.15, 0.7), detail)
    far = np.percentile(np.hypot(tree.end[:, 0], tree.end[:, 1]), 97)
    squeeze = radius / max(far, 0.2)
    flat = lambda p: p[:, :2] * squeeze / gsd
    half = int(radius * 1.25 / gsd) + PAD
    shape = (2 * half, 2 * half)
    if is_crown:
        dx, dy = sun.shift(1.0, gsd)
        lean = np.float32([dx, dy])
        a, b = flat(tree.start) + tree.start[:, 2:] * lean, flat(tree.end) + tree.end[:, 2:] * lean
        low = np.floor(np.minimum(a.min(0), b.min(0))) - PAD
        high = np.ceil(np.maximum(a.max(0), b.max(0))) + PAD
        w, h = np.minimum(high - low, 1800).astype(int)
        mask = silhouette((int(h), int(w)), a - low, b - low, tree.radius, gsd, 0.25)
        where = picture.window(int(x + low[0]), int(y + low[1]), int(w), int(h))
        if where is not None:
            picture.shade[where[0]] = np.maximum(picture.shade[where[0]], mask[where[1]] * 0.9)
        if shadow_only:
            return
    rgb, alpha = draw_wood(
        rng, shape, flat(tree.start) + half, flat(tree.end) + half, tree.radius, tone, sun, gsd, np.argsort(tree.end[:, 2]), 1.1
    )
    x0, y0 = int(x - half), int(y - half)
    if not is_crown:
        picture.paint(x0, y0, rgb, alpha, hides=False)
        return
    reach = max(3, int(0.55 / gsd)) | 1
    outline = (
        cv2.morphologyEx((alpha > 0.2).astype(np.uint8), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    )
    yield_crown(picture, x0, y0, rgb, alpha, state, outline)


def bare(rng, picture, x, y, radius, height, sources=None, shadow_only=False):
    draw_bare(rng, picture, x, y, radius, height, tone_of(rng, BARK), rng.uniform(0.8, 1.2), True, "bare", shadow_only)


def dead(rng, picture, x, y, radius, height, sources=None):
    """A dead crown: grey wood with or without brown leaves on it."""
    if rng.random() < 0.5:
        return leafy(rng, picture, x, y, radius, height, "dead", sources)
    return draw_bare(rng, picture, x, y, radius, height, tone_of(rng, DEAD_WOOD), rng.uniform(0.6, 1.1), True, "dead")


def cut_out(rng, picture, x, y, radius, height, sources):
    """A crown out of a photograph, with a soft ragged rim."""
    real_dead = sources.sick and rng.random() < 0.15
    tiles, index = (sources.canopies, sources.sick) if real_dead else (sources.forests, sources.crowns)
    i, j = index[int(rng.integers(len(index)))]
    bx, by, bw, bh, state = tiles[i].boxes[j]
    grow_by = 1.12
    cx, cy, half = bx + bw / 2, by + bh / 2, max(bw, bh) / 2 * grow_by
    out = int(2 * radius / picture.gsd * grow_by)
    angle = rng.uniform(0, 360)
    scale = out / (2 * half)
    matrix = cv2.getRotationMatrix2D((cx, cy), angle, scale)
    matrix[:, 2] += np.array([out / 2 - cx, out / 2 - cy])
    patch = cv2.warpAffine(tiles[i].rgb, matrix, (out, out), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT).astype(np.float32) / 255
    t = np.radians(angle)
    yy, xx = np.mgrid[:out, :out].astype(np.float32) + 0.5 - out / 2
    u, v = xx * np.cos(t) - yy * np.sin(t), xx * np.sin(t) + yy * np.cos(t)
    d = np.hypot(u / (bw / 2 * scale), v / (bh / 2 * scale))
    spikes = smooth_noise(rng, (1, 64), rng.uniform(1.5, 4))[0]
    bearing = ((np.arctan2(yy, xx) + np.pi) / (2 * np.pi) * 63).astype(int)
    rim = d + 0.09 * spikes[bearing] + 0.08 * smooth_noise(rng, out, max(2, 0.25 / picture.gsd))
    alpha = np.clip((0.98 - rim) * rng.uniform(3.5, 9) + 0.5, 0, 1)
    patch = (
        patch
        * rng.uniform(0.75, 1.05)
        * min(1.0, 0.45 / max(0.1, float(patch.mean())))
        * (1 + 0.03 * rng.normal(size=3)).astype(np.float32)
    )
    sun = picture.sun  # the photograph was taken under cloud: light it from the sun's side
    lit = np.clip(1 + sun.strength * 0.3 * (u * 0 + (xx * sun.toward[0] + yy * sun.toward[1]) / (out / 2)), 0.6, 1.4)
    x0, y0 = int(x - out / 2), int(y - out / 2)
    trunk_shadow(picture, x, y, height, 0.2)
    throw_crown(rng, picture, x0, y0, alpha, height, radius)
    yield_crown(picture, x0, y0, patch * lit[..., None], alpha, state)


def conifer(rng, picture, x, y, radius, height, sources=None, state="healthy"):
    """A star of needled branches."""
    gsd = picture.gsd
    half = int(radius * 1.3 / gsd) + PAD
    shape = (2 * half, 2 * half)
    tone = tone_of(rng, LEAVES[2:4]) if state == "healthy" else tone_of(rng, BROWN)
    spokes, places, heights, sizes = int(rng.integers(14, 30)), [], [], []
    for k in range(spokes):
        angle, length = rng.uniform(0, 2 * np.pi), radius * rng.uniform(0.55, 1.05)
        for t in np.linspace(0.05, 1, int(4 + length * 5)):
            wave = rng.normal() * 0.06 * length
            places.append([np.cos(angle) * t * length - np.sin(angle) * wave, np.sin(angle) * t * length + np.cos(angle) * wave])
            heights.append((1 - t) * height * 0.45 + 0.2)
            sizes.append(rng.uniform(0.10, 0.24) * np.clip(radius / 2, 0.6, 1.4) * (1.2 - 0.6 * t))
    places, heights, sizes = np.float32(places) / gsd, np.float32(heights) / gsd, np.maximum(np.float32(sizes) / gsd, 1.6)
    tones = tone * (1 + 0.08 * rng.normal(size=(len(places), 1)).astype(np.float32)) + np.zeros(3, np.float32)
    rgb, alpha = foliage(rng, shape, places + half, heights, sizes, tones, picture.sun, gsd, rng.uniform(0, 0.5))
    x0, y0 = int(x - half), int(y - half)
    throw_crown(rng, picture, x0, y0, alpha, height, radius)
    yield_crown(picture, x0, y0, rgb, alpha, state)


def any_crown(rng, picture, x, y, radius, height, sources=None):
    """One crown of a random kind; broad-leaved healthy ones are most common."""
    kind = rng.choice(["leafy", "declining", "dead", "bare", "cut", "conifer"], p=[0.46, 0.08, 0.08, 0.14, 0.16, 0.08])
    if kind == "cut" and sources and sources.crowns:
        cut_out(rng, picture, x, y, radius, height, sources)
    elif kind == "bare":
        bare(rng, picture, x, y, radius, height)
    elif kind == "dead":
        dead(rng, picture, x, y, radius, height, sources)
    elif kind == "conifer":
        conifer(rng, picture, x, y, min(radius, 3.2), height, state="healthy" if rng.random() < 0.8 else "dead")
    else:
        leafy(rng, picture, x, y, radius, height, "declining" if kind == "declining" else "healthy", sources)
