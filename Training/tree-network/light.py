"""The sun of a scene, and the picture that things are painted on with their truth.

Image x is to the right, y down. Shadows of low things are painted with them; those of tall things are gathered in `shade` and laid over
everything low at once, before the tall things themselves are painted.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np


@dataclass
class Sun:
    azimuth: float  # radians, the way shadows fall, clockwise from image x
    slope: float  # metres of shadow for a metre of height
    strength: float  # 0 overcast .. 1 clear

    @property
    def toward(self):
        """Unit vector from the ground to the sun (image x, image y, up)."""
        flat = self.slope / np.hypot(1, self.slope)
        return np.float32([-np.cos(self.azimuth) * flat, -np.sin(self.azimuth) * flat, 1 / np.hypot(1, self.slope)])

    def shift(self, height, gsd):
        """How many pixels a point `height` metres up throws its shadow."""
        length = height * self.slope / gsd
        return length * np.cos(self.azimuth), length * np.sin(self.azimuth)


def random_sun(rng, overcast=0.22):
    elevation = np.radians(rng.uniform(22, 78))
    strength = rng.uniform(0.0, 0.3) if rng.random() < overcast else rng.uniform(0.6, 1.0)
    return Sun(rng.uniform(0, 2 * np.pi), 1 / np.tan(elevation), strength)


@dataclass
class Picture:
    """A picture in the making: RGB 0..1 and the truth of every pixel."""

    rgb: np.ndarray
    gsd: float
    sun: Sun
    pavement: np.ndarray = None
    covered: np.ndarray = None
    canopy: np.ndarray = None
    stem: np.ndarray = None
    fallen: np.ndarray = None
    ignore: np.ndarray = None
    shade: np.ndarray = None
    crowns: list = field(default_factory=list)
    crowns_known: bool = True
    owner: np.ndarray = None  # which drawn crown is on top, by its number in `crowns` plus one
    areas: dict = field(default_factory=dict)

    def __post_init__(self):
        shape = self.rgb.shape[:2]
        for name in ("pavement", "covered", "canopy", "stem", "fallen", "ignore"):
            if getattr(self, name) is None:
                setattr(self, name, np.zeros(shape, bool))
        if self.owner is None:
            self.owner = np.zeros(shape, np.int32)
        if self.shade is None:
            self.shade = np.zeros(shape, np.float32)

    @property
    def size(self):
        return self.rgb.shape[0]

    def window(self, x, y, width, height):
        """Where a patch at (x, y) meets the picture: slices of the picture and of the patch, or None."""
        x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + width, self.size), min(y + height, self.size)
        if x1 <= x0 or y1 <= y0:
            return None
        return np.s_[y0:y1, x0:x1], np.s_[y0 - y : y1 - y, x0 - x : x1 - x]

    def paint(self, x, y, patch, alpha, hides=True):
        """Lays a patch over the picture; what is more than half opaque hides the pavement and stems below."""
        where = self.window(x, y, alpha.shape[1], alpha.shape[0])
        if where is None:
            return
        here, part = where
        share = alpha[part][..., None]
        self.rgb[here] += (patch[part] - self.rgb[here]) * share
        if hides:
            self.covered[here] |= alpha[part] > 0.5

    def mark(self, name, x, y, mask):
        where = self.window(x, y, mask.shape[1], mask.shape[0])
        if where is not None:
            getattr(self, name)[where[0]] |= mask[where[1]]

    def clear(self, name, x, y, mask):
        where = self.window(x, y, mask.shape[1], mask.shape[0])
        if where is not None:
            getattr(self, name)[where[0]] &= ~mask[where[1]]

    def drop_hidden_crowns(self, share=0.35):
        """Forgets drawn crowns of which less than `share` is seen below others."""
        seen = np.bincount(self.owner.ravel(), minlength=len(self.crowns) + 1)
        self.crowns = [c for i, c in enumerate(self.crowns) if i not in self.areas or seen[i + 1] >= share * self.areas[i]]
        self.areas = {}

    def throw(self, x, y, mask, height, spread=0.0):
        """Adds the shadow of a tall thing, 0..1, its outline `height` metres up."""
        dx, dy = self.sun.shift(height, self.gsd)
        where = self.window(int(round(x + dx)), int(round(y + dy)), mask.shape[1], mask.shape[0])
        if where is not None:
            here, part = where
            self.shade[here] = np.maximum(self.shade[here], mask[part])

    def darken(self, shade):
        """Takes the sun away where `shade` is 1."""
        light = shadow_light(self.sun)
        self.rgb *= 1 + (light - 1) * np.clip(shade, 0, 1)[..., None]

    def darken_patch(self, x, y, shade):
        where = self.window(x, y, shade.shape[1], shade.shape[0])
        if where is not None:
            self.rgb[where[0]] *= 1 + (shadow_light(self.sun) - 1) * np.clip(shade[where[1]], 0, 1)[..., None]

    def settle_shade(self):
        """Lays the shadows of tall things over what has been painted."""
        blur = 0.7 + 3.0 * (1 - self.sun.strength)
        self.darken(cv2.GaussianBlur(self.shade, (0, 0), blur))
        self.shade[:] = 0


def shadow_light(sun):
    """What is left of the light in full shadow, by colour: blue sky remains."""
    clear = np.float32([0.30, 0.345, 0.43])
    return 1 + (clear - 1) * np.float32(sun.strength * 0.93 + 0.05)
