"""Camera and pose: the frame camera with Brown-Conrady distortion and its full 3-D rotation.

Pixels are continuous with (0, 0) at the outer upper-left corner; the first pixel centre is (0.5, 0.5). The camera frame
has x right, y down, z forward; the body frame is forward, right, down. Yaw is clockwise from true north, pitch -90 looks
straight down, roll is right side down. Angles in degrees, lengths in metres unless the name says otherwise.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Camera:
    """Interior orientation, in pixels of the stored image; distortion in OpenCV's order of terms."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float
    k1: float = 0.0
    k2: float = 0.0
    p1: float = 0.0
    p2: float = 0.0
    k3: float = 0.0

    def distort(self, x, y):
        """Normalised undistorted coordinates to normalised distorted ones."""
        r2 = x * x + y * y
        radial = 1 + r2 * (self.k1 + r2 * (self.k2 + r2 * self.k3))
        xd = x * radial + 2 * self.p1 * x * y + self.p2 * (r2 + 2 * x * x)
        yd = y * radial + self.p1 * (r2 + 2 * y * y) + 2 * self.p2 * x * y
        return xd, yd

    def undistort(self, xd, yd):
        """Inverts `distort` by Newton's method in two dimensions."""
        xd, yd = np.asarray(xd, float), np.asarray(yd, float)
        x, y = xd.copy(), yd.copy()
        for _ in range(50):
            r2 = x * x + y * y
            radial = 1 + r2 * (self.k1 + r2 * (self.k2 + r2 * self.k3))
            slope = self.k1 + r2 * (2 * self.k2 + 3 * r2 * self.k3)
            fx, fy = self.distort(x, y)
            ex, ey = fx - xd, fy - yd
            jxx = radial + 2 * x * x * slope + 2 * self.p1 * y + 6 * self.p2 * x
            jxy = 2 * x * y * slope + 2 * self.p1 * x + 2 * self.p2 * y
            jyy = radial + 2 * y * y * slope + 6 * self.p1 * y + 2 * self.p2 * x
            det = jxx * jyy - jxy * jxy
            dx, dy = (ex * jyy - ey * jxy) / det, (ey * jxx - ex * jxy) / det
            x, y = x - dx, y - dy
            if max(np.max(np.abs(dx)), np.max(np.abs(dy))) < 1e-13:
                break
        return x, y

    def normalised(self, u, v):
        """Pixels to undistorted normalised coordinates."""
        return self.undistort((np.asarray(u, float) - self.cx) / self.fx, (np.asarray(v, float) - self.cy) / self.fy)

    def pixels(self, x, y):
        """Undistorted normalised coordinates to pixels."""
        xd, yd = self.distort(x, y)
        return self.fx * xd + self.cx, self.fy * yd + self.cy


@dataclass(frozen=True)
class Orientation:
    """Yaw, pitch and roll in degrees."""

    yaw: float
    pitch: float
    roll: float

    def ned_from_body(self):
        """The 3 x 3 rotation from the body frame (forward, right, down) to north, east, down."""
        y, p, r = np.radians([self.yaw, self.pitch, self.roll])
        cy, sy, cp, sp, cr, sr = np.cos(y), np.sin(y), np.cos(p), np.sin(p), np.cos(r), np.sin(r)
        return np.array(
            [
                [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
                [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
                [-sp, cp * sr, cp * cr],
            ]
        )

    def ned_from_camera(self):
        """The 3 x 3 rotation from the camera frame (right, down, forward) to north, east, down."""
        forward, right, down = self.ned_from_body().T
        return np.stack([right, down, forward], axis=1)

    def in_nadir_frame(self):
        """The same attitude as yaw, pitch and roll of the Pix4D convention, where all zero looks straight down.

        There the camera is mounted so that its axis is the body's down and the top of the image is the body's nose:
        body = (-y, x, z) of the camera.
        """
        camera = self.ned_from_camera()
        body = np.stack([-camera[:, 1], camera[:, 0], camera[:, 2]], axis=1)
        yaw = np.degrees(np.arctan2(body[1, 0], body[0, 0]))
        pitch = np.degrees(np.arcsin(np.clip(-body[2, 0], -1, 1)))
        roll = np.degrees(np.arctan2(body[2, 1], body[2, 2]))
        return Orientation(float(yaw), float(pitch), float(roll))


@dataclass(frozen=True)
class Pose:
    """A camera in a local tangent plane: east, north, up in metres from the plane's origin, and its orientation."""

    east: float
    north: float
    up: float
    orientation: Orientation

    def enu_from_camera(self):
        """The 3 x 3 rotation from the camera frame to east, north, up."""
        n, e, d = self.orientation.ned_from_camera()
        return np.stack([e, n, -d])

    def position(self):
        return np.array([self.east, self.north, self.up])

    def project(self, camera, points):
        """East, north, up points (N x 3) to pixels and depth along the axis; depth <= 0 is behind the camera."""
        p = (np.asarray(points, float) - self.position()) @ self.enu_from_camera()
        z = p[:, 2]
        safe = np.where(z > 1e-6, z, 1.0)
        x, y = p[:, 0] / safe, p[:, 1] / safe
        # Far outside the image the distortion polynomial folds back; such points are not seen.
        reach = 1.3 * np.hypot(camera.width, camera.height) / 2 / camera.fx
        z = np.where(x * x + y * y < (2 * reach) ** 2, z, -1.0)
        u, v = camera.pixels(np.clip(x, -4, 4), np.clip(y, -4, 4))
        return u, v, z

    def ground(self, camera, u, v, ground_up=0.0):
        """Pixels to east, north on the horizontal plane `ground_up`; NaN where the ray does not descend."""
        x, y = camera.normalised(u, v)
        d = np.stack([x, y, np.ones_like(x)], axis=-1) @ self.enu_from_camera().T
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(d[..., 2] < 0, (ground_up - self.up) / d[..., 2], np.nan)
        return self.east + t * d[..., 0], self.north + t * d[..., 1]
