"""Sun and sky. Radiance is linear and relative: a white diffuse plane in full sun and sky is about 1."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Light:
    """The sun's direction in scene axes (x, y, z, pointing to the sun) and the colours of sun and sky light."""

    to_sun: tuple
    sun: tuple = (0.86, 0.80, 0.71)
    sky: tuple = (0.125, 0.160, 0.225)

    @staticmethod
    def at(azimuth_from_x_degrees, elevation_degrees, **colours):
        """Azimuth counter-clockwise from the scene's x axis."""
        a, e = np.radians([azimuth_from_x_degrees, elevation_degrees])
        return Light((float(np.cos(e) * np.cos(a)), float(np.cos(e) * np.sin(a)), float(np.sin(e))), **colours)

    def shadow_offset(self):
        """Where the shadow of a point one metre up falls, relative to its foot."""
        x, y, z = self.to_sun
        return np.array([-x / z, -y / z])
