"""Makes one photo: every pixel's rays to the ground plane, raised things over it, then lens, sensor and development."""

from dataclasses import dataclass

import numpy as np

from .noise import blur, smoothstep
from .raised import splat

_ROWS = 256  # output rows handled at once


@dataclass(frozen=True)
class Optics:
    """What lens and sensor do to the light."""

    blur: float = 0.48  # deviation of the point spread, pixels
    vignetting: float = 0.20  # loss in the corner
    haze: float = 0.006  # veil of scattered light
    photons: float = 6500.0  # electrons of a white pixel; shot noise follows
    read_noise: float = 0.0016  # of full scale
    sharpening: float = 0.35  # in-camera unsharp mask
    target: float = 0.235  # mean luminance that auto exposure aims at


class Frame:
    """The supersampled picture while it is drawn."""

    def __init__(self, scene, camera, pose, supersampling):
        self.scene, self.camera, self.pose, self.ss = scene, camera, pose, supersampling
        self.columns, self.rows = camera.width * supersampling, camera.height * supersampling
        self.rgb = np.zeros((self.rows, self.columns, 3), np.float32)
        self.depth = np.full((self.rows, self.columns), np.inf, np.float32)
        # Camera axes in scene axes, and the eye in scene axes.
        self.rotation = scene.scene_from_enu() @ pose.enu_from_camera()
        self.eye = scene.from_enu(pose.position())

    def ray_slopes(self, r0, r1):
        """Normalised image coordinates of the sample centres of some rows, from a coarse exact grid."""
        step = 8
        u = np.arange(0, self.columns + step, step) / self.ss
        v = np.arange(r0, r1 + step, step) / self.ss
        x, y = self.camera.normalised(*np.meshgrid(u, v))
        c = (np.arange(self.columns) + 0.5) / step
        r = (np.arange(r1 - r0) + 0.5) / step
        i, j = c.astype(int), r.astype(int)
        fc, fr = (c - i)[None, :].astype(np.float32), (r - j)[:, None].astype(np.float32)
        out = []
        for g in (x.astype(np.float32), y.astype(np.float32)):
            lines = g[j] * (1 - fr) + g[j + 1] * fr
            out.append(lines[:, i] * (1 - fc) + lines[:, i + 1] * fc)
        return out

    def ground_points(self, r0, r1):
        """Scene coordinates where the rays of some rows meet the ground."""
        x, y = self.ray_slopes(r0, r1)
        m = self.rotation.astype(np.float32)
        dz = m[2, 0] * x + m[2, 1] * y + m[2, 2]
        t = np.float32(-self.eye[2]) / np.minimum(dz, np.float32(-0.02))
        gx = np.float32(self.eye[0]) + t * (m[0, 0] * x + m[0, 1] * y + m[0, 2])
        gy = np.float32(self.eye[1]) + t * (m[1, 0] * x + m[1, 1] * y + m[1, 2])
        return gx, gy

    def project(self, points):
        """Scene points to sample coordinates and depth along the axis."""
        p = (points - self.eye) @ self.rotation
        z = p[:, 2]
        safe = np.maximum(z, 0.3)
        u, v = self.camera.pixels(np.clip(p[:, 0] / safe, -2, 2), np.clip(p[:, 1] / safe, -2, 2))
        return np.stack([u, v], axis=1) * self.ss, z

    def draw_ground(self):
        band = _ROWS * self.ss
        for r0 in range(0, self.rows, band):
            r1 = min(r0 + band, self.rows)
            gx, gy = self.ground_points(r0, r1)
            self.rgb[r0:r1] = self.scene.ground.sample(gx, gy)

    def draw_solids(self):
        for solid in self.scene.solids:
            r = np.hypot(*solid.height.shape) * solid.texel / 2
            box = np.array(
                [
                    [solid.centre[0] + a * r, solid.centre[1] + b * r, c * solid.top()]
                    for a in (-1, 1)
                    for b in (-1, 1)
                    for c in (0, 1)
                ]
            )
            p, z = self.project(box)
            if (z < 0.5).any():
                continue
            (c0, r0), (c1, r1) = np.floor(p.min(0)).astype(int), np.ceil(p.max(0)).astype(int)
            c0, r0, c1, r1 = max(0, c0), max(0, r0), min(self.columns, c1), min(self.rows, r1)
            if c1 <= c0 or r1 <= r0:
                continue
            gx, gy = self.ground_points(r0, r1)
            gx, gy = gx[:, c0:c1], gy[:, c0:c1]
            height, colour, found = solid.hit(gx, gy, self.eye)
            self.rgb[r0:r1, c0:c1][found] = colour[found]
            self.depth[r0:r1, c0:c1][found] = self.eye[2] - height[found]

    def draw_limbs(self):
        """Limbs, farthest first. Depth is kept as metres below the eye, which orders things well enough from above."""
        light = self.scene.light
        sun, sky = np.array(light.sun, np.float32), np.array(light.sky, np.float32)
        limbs = sorted(self.scene.limbs, key=lambda l: (l.a[2] + l.b[2]))
        for l in limbs:
            length = np.linalg.norm(l.b - l.a)
            pieces = max(1, int(length / 0.5))
            t = np.linspace(0, 1, pieces + 1)
            points = l.a + (l.b - l.a) * t[:, None]
            p, z = self.project(points)
            radius = (l.ra + (l.rb - l.ra) * t) * self.camera.fx * self.ss / np.maximum(z, 0.3)
            axis = (l.b - l.a) / max(length, 1e-9)
            for k in range(pieces):
                if z[k] < 0.6 or z[k + 1] < 0.6:
                    continue
                self._bar(
                    p[k],
                    p[k + 1],
                    radius[k],
                    radius[k + 1],
                    self.eye[2] - points[k][2],
                    self.eye[2] - points[k + 1][2],
                    axis,
                    points[k],
                    l,
                    sun,
                    sky,
                )

    def _bar(self, a, b, ra, rb, da, db, axis, point, limb, sun, sky):
        r = max(ra, rb) + 1
        c0, r0 = np.floor(np.minimum(a, b) - r).astype(int)
        c1, r1 = np.ceil(np.maximum(a, b) + r).astype(int) + 1
        c0, r0, c1, r1 = max(0, c0), max(0, r0), min(self.columns, c1), min(self.rows, r1)
        if c1 <= c0 or r1 <= r0:
            return
        x = (np.arange(c0, c1) + 0.5 - a[0])[None, :]
        y = (np.arange(r0, r1) + 0.5 - a[1])[:, None]
        d = b - a
        length2 = max(d @ d, 1e-6)
        t = np.clip((x * d[0] + y * d[1]) / length2, 0, 1)
        across = (x * -d[1] + y * d[0]) / np.sqrt(length2)
        radius = ra + t * (rb - ra)
        hit = np.hypot(x - t * d[0], y - t * d[1]) <= np.maximum(radius, 0.55)
        depth = da + t * (db - da)
        window = self.depth[r0:r1, c0:c1]
        hit &= depth < window + 0.02
        if not hit.any():
            return
        s = np.clip(across / np.maximum(radius, 0.55), -1, 1)[hit]
        # The bar's normal across it: camera-right turned to lie square to the axis, and the direction to the eye.
        to_eye = self.eye - point
        to_eye = to_eye - axis * (to_eye @ axis)
        to_eye /= max(np.linalg.norm(to_eye), 1e-6)
        side = np.cross(axis, to_eye)
        image_side = side @ self.rotation
        if image_side[:2] @ np.array([-d[1], d[0]]) < 0:
            side = -side
        normal = side[None, :] * s[:, None] + to_eye[None, :] * np.sqrt(1 - s * s)[:, None]
        facing = np.clip(normal @ np.array(self.scene.light.to_sun), 0, None)[:, None]
        open_sky = 0.6 + 0.4 * normal[:, 2:3]
        shaded = self.scene.limb_light(point) if limb.sun_share is None else limb.sun_share
        colour = np.array(limb.albedo) * (facing * shaded * sun * 1.35 + open_sky * (0.35 + 0.65 * shaded) * sky)
        self.rgb[r0:r1, c0:c1][hit] = colour
        window[hit] = depth[hit]

    def draw_leaves(self):
        for leaves in self.scene.leaves:
            centre, z = self.project(leaves.centres)
            seen = z > 0.8
            if not seen.any():
                continue
            along = self.project(leaves.centres + leaves.along)[0] - centre
            across = self.project(leaves.centres + leaves.across)[0] - centre
            below = (self.eye[2] - leaves.centres[:, 2]).astype(np.float32)
            order = np.flatnonzero(seen)
            order = order[np.argsort(-z[order], kind="stable")]
            rgb, depth = self.rgb.reshape(-1, 3), self.depth.reshape(-1)
            colours, below = leaves.colours[order], below[order]
            for (k, q), index in splat(centre[order], along[order], across[order], self.columns, self.rows):
                front = below[k] < depth[index]
                k, q, index = k[front], q[front], index[front]
                rgb[index] = (
                    colours[k] * (1 - np.float32(0.16) * np.sign(q) + np.float32(0.18) * (np.abs(q) < 0.10))[:, None]
                )
                depth[index] = below[k]

    def coverage(self):
        """The share of each pixel that raised things hide, 0...1."""
        hidden = np.isfinite(self.depth)
        s = self.ss
        return hidden.reshape(self.camera.height, s, self.camera.width, s).mean(axis=(1, 3), dtype=np.float32)


def render(scene, camera, pose, seed, optics=Optics(), supersampling=2, look=None):
    """A photo as rows x columns x 3 of 8 bits, the share of each pixel that is hidden from the ground, and the gain.

    `look` is called with the drawn frame, whose depth tells what hides what, before lens and sensor.
    """
    frame = Frame(scene, camera, pose, supersampling)
    frame.draw_ground()
    frame.draw_solids()
    frame.draw_limbs()
    frame.draw_leaves()
    hidden = frame.coverage()
    if look is not None:
        look(frame)
    s = supersampling
    small = np.empty((camera.height, camera.width, 3), np.float32)
    margin = 4
    for r0 in range(0, camera.height, _ROWS):
        r1 = min(r0 + _ROWS, camera.height)
        a, b = max(0, r0 - margin), min(camera.height, r1 + margin)
        soft = blur(frame.rgb[a * s : b * s], optics.blur * s)
        soft = soft.reshape(b - a, s, camera.width, s, 3).mean(axis=(1, 3))
        small[r0:r1] = soft[r0 - a : r0 - a + r1 - r0]
    del frame
    return develop(small, camera, seed, optics) + (hidden,)


def develop(radiance, camera, seed, optics):
    """Linear radiance to an 8-bit picture as a small camera makes it; returns the picture and the exposure gain."""
    rng = np.random.default_rng(seed)
    v, u = np.ogrid[0 : camera.height, 0 : camera.width]
    r2 = ((u + 0.5 - camera.cx) ** 2 + (v + 0.5 - camera.cy) ** 2) / (camera.cx**2 + camera.cy**2)
    falloff = (1 - optics.vignetting * (0.75 * r2 + 0.25 * r2 * r2)).astype(np.float32)
    veil = np.array([0.90, 1.0, 1.16], np.float32) * np.float32(optics.haze)
    image = (radiance * (1 - optics.haze) + veil) * falloff[..., None]
    luminance = image @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    # Centre-weighted, and held back by highlights.
    weight = np.exp(-1.2 * r2).astype(np.float32)
    mean = float(np.average(luminance, weights=weight))
    bright = float(np.quantile(luminance[::4, ::4], 0.985))
    gain = min(optics.target / mean, 0.93 / bright * 1.25)
    image *= np.float32(gain)
    # Sensor noise: shot and read noise, spread a little over neighbours by the colour mosaic.
    deviation = np.sqrt(np.clip(image, 0, 1.5) / optics.photons + optics.read_noise**2)
    grain = rng.standard_normal(image.shape, dtype=np.float32)
    grain = blur(grain, 0.55) * np.float32(1.6)
    image += grain * deviation
    # Tone: shadows down a little, highlights roll off, then the sRGB curve.
    image = np.clip(image, 0, None)
    image = image * (1 + 0.10 * image) / (1 + 0.20 * image * image)
    luminance = image @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    image = np.clip(luminance[..., None] + (image - luminance[..., None]) * np.float32(1.12), 0, 1)
    image = np.where(image <= 0.0031308, 12.92 * image, 1.055 * np.maximum(image, 1e-6) ** (1 / 2.4) - 0.055)
    contrast = smoothstep(0.0, 1.0, image)
    image = image * np.float32(0.72) + contrast * np.float32(0.28)
    image += np.float32(optics.sharpening) * (image - blur(image, 1.1))
    return np.clip(image * 255 + 0.5, 0, 255).astype(np.uint8), gain
