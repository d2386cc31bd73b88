"""WGS 84: geodetic coordinates and the local tangent plane (east, north, up)."""

import numpy as np

SEMI_MAJOR = 6378137.0
FLATTENING = 1 / 298.257223563
ECCENTRICITY2 = FLATTENING * (2 - FLATTENING)


def earth_centred(latitude, longitude, height):
    """Degrees and ellipsoidal metres to earth-centred earth-fixed metres."""
    f, l = np.radians(latitude), np.radians(longitude)
    n = SEMI_MAJOR / np.sqrt(1 - ECCENTRICITY2 * np.sin(f) ** 2)
    return np.stack(
        [
            (n + height) * np.cos(f) * np.cos(l),
            (n + height) * np.cos(f) * np.sin(l),
            (n * (1 - ECCENTRICITY2) + height) * np.sin(f),
        ],
        axis=-1,
    )


def geodetic(p):
    """Earth-centred metres to latitude, longitude (degrees) and ellipsoidal height."""
    x, y, z = p[..., 0], p[..., 1], p[..., 2]
    rho = np.hypot(x, y)
    f = np.arctan2(z, rho * (1 - ECCENTRICITY2))
    for _ in range(8):
        s = np.sin(f)
        n = SEMI_MAJOR / np.sqrt(1 - ECCENTRICITY2 * s * s)
        f = np.arctan2(z + ECCENTRICITY2 * n * s, rho)
    s = np.sin(f)
    n = SEMI_MAJOR / np.sqrt(1 - ECCENTRICITY2 * s * s)
    return np.degrees(f), np.degrees(np.arctan2(y, x)), rho * np.cos(f) + z * s - SEMI_MAJOR**2 / n


class TangentPlane:
    """East, north, up in metres about an origin on WGS 84."""

    def __init__(self, latitude, longitude, height):
        self.latitude, self.longitude, self.height = latitude, longitude, height
        f, l = np.radians([latitude, longitude])
        self.origin = earth_centred(latitude, longitude, height)
        east = [-np.sin(l), np.cos(l), 0]
        north = [-np.sin(f) * np.cos(l), -np.sin(f) * np.sin(l), np.cos(f)]
        up = [np.cos(f) * np.cos(l), np.cos(f) * np.sin(l), np.sin(f)]
        self.axes = np.array([east, north, up])

    def geodetic(self, enu):
        """N x 3 or 3 metres to latitude, longitude, ellipsoidal height."""
        return geodetic(self.origin + np.asarray(enu, float) @ self.axes)

    def local(self, latitude, longitude, height):
        return (earth_centred(latitude, longitude, height) - self.origin) @ self.axes.T


def twd97(latitude, longitude):
    """Degrees to TWD97 / TM2 zone 121 (EPSG:3826): east and north in metres, by Krueger's series on GRS 80."""
    flattening = 1 / 298.257222101
    scale, false_east, meridian = 0.9999, 250000.0, 121.0
    n = flattening / (2 - flattening)
    radius = SEMI_MAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    f, l = np.radians(latitude), np.radians(np.asarray(longitude) - meridian)
    e = 2 * np.sqrt(n) / (1 + n)
    t = np.sinh(np.arctanh(np.sin(f)) - e * np.arctanh(e * np.sin(f)))
    xi, eta = np.arctan2(t, np.cos(l)), np.arctanh(np.sin(l) / np.sqrt(1 + t * t))
    east = eta + sum(a * np.cos(2 * j * xi) * np.sinh(2 * j * eta) for j, a in enumerate(series, 1))
    north = xi + sum(a * np.sin(2 * j * xi) * np.cosh(2 * j * eta) for j, a in enumerate(series, 1))
    return false_east + scale * radius * east, scale * radius * north
