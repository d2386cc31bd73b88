"""Dead crowns copied from one place of a wood to others: few are labelled, and they are seen again from photo to photo."""
import cv2
import numpy as np

from objects import IS_DEAD

MARGIN = 1.15  # of the labelled half sides: limbs reach out of boxes
SEVERAL = (3, 9)


def cut_outs(pictures):
    """(RGB, half width, half height) about each dead crown that is not at its picture's border."""
    found = []
    for picture in pictures:
        height, width = picture.rgb.shape[:2]
        for u, v, a, b, state in picture.crowns:
            reach = int(np.ceil(1.6 * max(a, b))) + 2
            if state == IS_DEAD and reach < u < width - reach and reach < v < height - reach:
                found.append((picture.rgb[int(v) - reach:int(v) + reach, int(u) - reach:int(u) + reach], float(a), float(b)))
    return found


def turned(rng, cut_out):
    """A cut-out turned, mirrored, scaled and relit, with how much each of its pixels covers, and the half sides of its upright box."""
    rgb, a, b = cut_out
    scale, turn = np.exp(rng.uniform(np.log(0.6), np.log(1.8))), rng.uniform(0, 2 * np.pi)
    if rng.random() < 0.5:
        rgb = rgb[:, ::-1]
    reach = rgb.shape[0] / 2
    size = int(np.ceil(2 * reach * scale)) | 1
    matrix = cv2.getRotationMatrix2D((reach - 0.5, reach - 0.5), np.degrees(turn), scale)
    matrix[:, 2] += size / 2 - reach
    rgb = cv2.warpAffine(np.ascontiguousarray(rgb), matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    v, u = np.mgrid[:size, :size] - (size - 1) / 2
    c, s = np.cos(turn), np.sin(turn)
    depth = np.hypot((c * u - s * v) / (MARGIN * scale * a), (s * u + c * v) / (MARGIN * scale * b))
    cover = np.clip((1.12 - depth) / 0.24, 0, 1)
    light = np.exp(rng.uniform(-0.25, 0.2)) * (1 + rng.uniform(-0.06, 0.06, 3))
    half = scale * np.sqrt((a * c) ** 2 + (b * s) ** 2), scale * np.sqrt((a * s) ** 2 + (b * c) ** 2)
    return np.clip(rgb * light, 0, 255), cover[:, :, None], half


def pasted(rng, picture, bank):
    """The picture with several crowns of the bank where none of its own dead or sick ones is."""
    rgb, crowns = picture.rgb.astype(np.float32), [tuple(one) for one in picture.crowns]
    height, width = rgb.shape[:2]
    for _ in range(rng.integers(*SEVERAL)):
        own, cover, (a, b) = turned(rng, bank[rng.integers(len(bank))])
        size = own.shape[0]
        x, y = (int(rng.integers(1, side - size - 1)) for side in (width, height))
        u, v = x + size / 2, y + size / 2
        if any(abs(u - c[0]) < 1.5 * (a + c[2]) and abs(v - c[1]) < 1.5 * (b + c[3]) for c in crowns):
            continue
        if picture.deaths_known[int(v), int(u)] == 0:
            continue
        place = rgb[y:y + size, x:x + size]
        place += cover * (own - place)
        crowns.append((u, v, a, b, IS_DEAD))
    crowns_known = picture.crowns_known.copy()
    for u, v, a, b, _ in crowns:
        cv2.ellipse(crowns_known, ((float(u), float(v)), (2.6 * float(a), 2.6 * float(b)), 0), 1, -1)
    return picture._replace(name=picture.name + " pasted", rgb=rgb.astype(np.uint8), crowns=np.array(crowns, np.float32).reshape(-1, 5),
                            crowns_known=crowns_known, weight=1.6)
