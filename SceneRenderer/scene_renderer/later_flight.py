"""The demo street months later: other light, other places by the receiver, and damage that changed in known ways."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np

from . import damage
from .flight import Plan, make_flight
from .pavement import Pavement
from .street import Street

# What became of the damage since the first flight, for the truth.
CHANGES = {
    "C02": "unchanged",
    "C01": "unchanged",
    "C03": "grown: 2.4 m more at its end",
    "C04": "repaired: filled",
    "C07": "unchanged",
    "P01": "unchanged",
    "P02": "repaired: a patch",
    "P04": "grown: 1.45 times as wide",
    "C09": "new",
    "P05": "new",
}


class LaterStreet(Street):
    """The same street: what did not change is drawn with the same seeds."""

    SUN = (-118, 58.0)
    CARS = [("V03", (-6.9, 1.45), 181.0, (0.16, 0.03, 0.03))]
    PATCHES = Pavement.PATCHES + [(8.62, 9.75, -0.72, 0.46, 0.070, True)]

    def _damage(self):
        super()._damage()
        s = self.seed * 100
        cracks = {crack.name: crack for crack in self.cracks}
        # C03 goes on where it ended, as wide as it is in its middle.
        first, widths = cracks["C03"].polylines[0]
        onward = damage.crack(
            "", "", "", [tuple(first[-1]), (6.4, -3.05), (7.7, -3.2)], 16, s + 60
        ).polylines[0]
        opened = np.maximum(widths, 0.009)
        cracks["C03"].polylines[0] = (first, np.where(np.arange(len(first)) > len(first) // 2, opened, widths))
        cracks["C03"].polylines.append(onward)
        # C04 was poured over with bitumen.
        cracks["C04"].polylines = [(points, np.full(len(points), 0.055)) for points, _ in cracks["C04"].polylines[:1]]
        cracks["C04"].damage_class, cracks["C04"].code, cracks["C04"].sealed = "sealed_crack", "sealed", True
        self.cracks.append(
            damage.crack(
                "C09",
                "transverse_crack",
                "D10",
                [(0.35, 0.95), (0.6, 0.0), (0.3, -1.4), (0.75, -2.75)],
                9,
                s + 61,
                2,
                0.4,
            )
        )
        self.potholes = [
            replace(p, radii=p.radii * 1.45) if p.name == "P04" else p for p in self.potholes if p.name != "P02"
        ]
        self.potholes.append(damage.pothole("P05", (4.5, -2.3), (0.30, 0.24), 50, 0.050, s + 62))
        self._collect()


def plan():
    """Four photos up the right lane and three down the left one: the far end of the first flight is not covered."""
    right = [(-1.6 + 2.5 * k, -2.3, 5.0, -90.0, "parrot") for k in range(4)]
    left = [(8.2 - 2.5 * k, 1.7, 184.0, -90.0, "pix4d") for k in range(3)]
    return Plan(
        tuple(right + left),
        datetime(2027, 3, 18, 11, 5, 40, 500000, tzinfo=timezone(timedelta(hours=8))),
        "LATER",
        (1.35, -1.15),
        1.5,
        False,
    )


def make_later_flight(folder, seed, quality, only=None, report=print):
    """Renders the later flight into `folder`: photos/ and truth.json; the street has the seed, the flight the next one."""
    return make_flight(LaterStreet(seed), folder, seed + 1, quality, only, report=report, plan=plan(), changes=CHANGES)
