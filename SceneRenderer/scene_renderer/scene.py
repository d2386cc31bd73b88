"""A scene: a ground surface, raised things, damage and light, in scene axes.

Scene axes: x along the street, y to its left, z up, in metres; the origin lies on the ground at a place on the earth.
"""

import numpy as np

from .geodesy import TangentPlane
from .raised import ShadowMap


class Scene:
    """What a photo can see. A street (see street.py) gives the surface; this class keeps frames, light and shadow."""

    shadow_texel = ShadowMap.TEXEL

    def __init__(self, light, latitude, longitude, ground_height, azimuth_degrees):
        """`azimuth_degrees`: where the x axis points, clockwise from true north."""
        self.light, self.azimuth = light, azimuth_degrees
        self.plane = TangentPlane(latitude, longitude, ground_height)
        self.cracks, self.potholes, self.objects = [], [], []
        self.leaves, self.limbs, self.solids, self.shadows = [], [], [], []
        self.ground = None

    def scene_from_enu(self):
        a = np.radians(self.azimuth)
        return np.array([[np.sin(a), np.cos(a), 0], [-np.cos(a), np.sin(a), 0], [0, 0, 1.0]])

    def from_enu(self, enu):
        return np.asarray(enu, float) @ self.scene_from_enu().T

    def to_enu(self, points):
        """Scene points (N x 2 or N x 3) to east, north, up."""
        p = np.asarray(points, float)
        if p.shape[-1] == 2:
            p = np.concatenate([p, np.zeros(p.shape[:-1] + (1,))], axis=-1)
        return p @ self.scene_from_enu()

    def to_longitude_latitude(self, points):
        """Scene points to an N x 2 array of longitude and latitude in degrees."""
        latitude, longitude, _ = self.plane.geodetic(self.to_enu(points))
        return np.stack([longitude, latitude], axis=-1)

    def add_tree(self, name, leaves, limbs, **about):
        self.leaves.append(leaves)
        self.limbs += limbs
        self.shadows.append(ShadowMap(self.light, leaves=leaves, limbs=limbs, texel=self.shadow_texel))
        self.objects.append({"id": name, "kind": "tree", **about})

    def add_post(self, name, limbs, **about):
        self.limbs += limbs
        self.shadows.append(ShadowMap(self.light, limbs=limbs, texel=self.shadow_texel))
        self.objects.append({"id": name, "kind": "lamp_post", **about})

    def add_solid(self, name, solid, **about):
        self.solids.append(solid)
        self.shadows.append(ShadowMap(self.light, solid=solid, texel=self.shadow_texel))
        self.objects.append({"id": name, "kind": "car", **about})

    def sun_visibility(self, grid):
        """How much of the sun each texel of a grid sees past raised things."""
        visible = np.ones((grid.rows, grid.columns), np.float32)
        for shadow in self.shadows:
            through = shadow.at(grid)
            if through is not None:
                visible *= through
        return visible

    def limb_light(self, point):
        """How much sun a limb gets: bark inside a crown is mostly shaded, a post is not."""
        for leaves in self.leaves:
            middle = leaves.centres.mean(0)
            if np.hypot(*(point[:2] - middle[:2])) < 1.6:
                return 0.25
        return 1.0

    def surface(self, grid):
        """Albedo (rows x columns x 3), relief in metres, and gloss (or None) of the ground on a grid."""
        raise NotImplementedError
