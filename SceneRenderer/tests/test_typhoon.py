"""Run in SceneRenderer/: python3 -m unittest discover tests"""

import json
import os
import sys
import unittest

import numpy as np
from PIL import Image

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from scene_renderer import raised, typhoon_flight, typhoon_truth  # noqa: E402
from scene_renderer.branching import bare_tree, branching, leaf_mass, lying_stem  # noqa: E402
from scene_renderer.camera import Camera, Orientation, Pose  # noqa: E402
from scene_renderer.geodesy import TangentPlane, twd97  # noqa: E402
from scene_renderer.ground import GroundMap  # noqa: E402
from scene_renderer.lines import inside_polygon  # noqa: E402
from scene_renderer.light import Light  # noqa: E402
from scene_renderer.raised import Limb  # noqa: E402
from scene_renderer.render import Frame, Optics, render  # noqa: E402
from scene_renderer.scene import Scene  # noqa: E402
from scene_renderer.typhoon_ground import LEFT_KERB, RIGHT_KERB
from scene_renderer.typhoon_street import TyphoonStreet
from scene_renderer.typhoon_things import FallenTree  # noqa: E402

FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "Fixtures", "Flights", "kaohsiung-typhoon")


class Lawnless(Scene):
    """A flat grey ground, for measuring what lies on it."""

    def __init__(self):
        super().__init__(Light.at(-68, 60), 22.6391, 120.3108, 24.6, 118.0)
        self.ground = GroundMap(self, (-15, -15, 15, 15), 0.025)

    def surface(self, grid):
        grey = np.full((grid.rows, grid.columns, 3), 0.12, np.float32)
        return grey, np.zeros((grid.rows, grid.columns), np.float32), None


def pole(a, b, radius):
    """A lying tree that is nothing but a stem from one place to another."""
    stem = np.array([[*a, radius], [*b, radius]], float)
    return FallenTree(
        "F",
        "bare",
        stem,
        np.array([radius, radius]),
        [Limb(stem[0], stem[1], radius, radius, (0.5, 0.5, 0.5))],
        None,
        False,
    )


class GeodesyTests(unittest.TestCase):
    def test_twd97_agrees_with_published_points(self):
        for latitude, longitude, east, north in (
            (22.6277793715, 120.3007107460, 178117.9493, 2503235.7820),
            (22.6277327129, 120.3017512490, 178224.8853, 2503230.1134),
            (22.6273419061, 120.3005011402, 178096.1750, 2503187.4411),
        ):
            got = twd97(latitude, longitude)
            self.assertAlmostEqual(float(got[0]), east, delta=0.001)
            self.assertAlmostEqual(float(got[1]), north, delta=0.001)


class TruthTests(unittest.TestCase):
    def test_blocked_width_is_measured_square_to_the_street_between_the_kerbs(self):
        across = pole((0, RIGHT_KERB - 2), (3, 1.0), 0.1)
        width, free = typhoon_truth.blocked(across)
        self.assertAlmostEqual(width, 1.0 - RIGHT_KERB, delta=0.12)
        self.assertAlmostEqual(free, LEFT_KERB - 1.0, delta=0.12)
        self.assertEqual(typhoon_truth.blocked(pole((0, LEFT_KERB + 1), (9, LEFT_KERB + 1), 0.2))[0], 0.0)
        whole = typhoon_truth.blocked(pole((0, RIGHT_KERB - 1), (0, LEFT_KERB + 1), 0.2))
        self.assertAlmostEqual(whole[0], LEFT_KERB - RIGHT_KERB, delta=0.06)
        self.assertLess(whole[1], 0.06)

    def test_an_outline_holds_what_it_is_drawn_about(self):
        rng = np.random.default_rng(4)
        s = rng.uniform(0, 300, 4000)
        p = np.array([100.0, 80.0]) + np.stack([s * 0.8, s * 0.6], axis=1) + rng.normal(0, 12, (4000, 2))
        ring = typhoon_truth.outline(p[:, 0], p[:, 1], np.array([100.0, 80.0]), np.array([340.0, 260.0]))
        self.assertGreater(inside_polygon(ring, p[:, 0], p[:, 1]).mean(), 0.93)
        nxt = np.roll(ring, -1, axis=0)
        area = abs(0.5 * np.sum(ring[:, 0] * nxt[:, 1] - nxt[:, 0] * ring[:, 1]))
        self.assertLess(area, 1.25 * 300 * 6 * 12)

    def test_canopy_is_counted_in_squares_once(self):
        points = np.array([[0.1, 0.1, 5], [0.2, 0.2, 6], [0.3, 0.1, 5]])
        self.assertEqual(len(typhoon_truth.covered_cells(points)), 2)


class BranchingTests(unittest.TestCase):
    def test_what_lies_is_on_the_ground_and_as_long_as_asked(self):
        rng = np.random.default_rng(3)
        stem, radii = lying_stem(rng, (2.0, -1.0), 30.0, 10.0, 0.4)
        tree = branching(rng, stem, radii, (0.1, 0.1, 0.1), 2.5, 0.3, 12, lying=True)
        self.assertAlmostEqual(float(np.hypot(*(stem[-1, :2] - stem[0, :2]))), 10.0, delta=0.5)
        self.assertAlmostEqual(float(radii[0] * 2), 0.4)
        self.assertGreater(min(float(l.b[2]) for l in tree.limbs), 0.0)
        self.assertLess(max(float(l.b[2]) for l in tree.limbs), 4.0)
        far = max(
            abs(float(np.cross(np.append(l.b[:2] - stem[0, :2], 0), [np.cos(np.pi / 6), 0.5, 0])[2]))
            for l in tree.limbs
        )
        self.assertTrue(1.0 < far < 6.0, far)

    def test_a_bare_tree_stands(self):
        tree = bare_tree(np.random.default_rng(5), (0, 0), 7.0, 2.2)
        tops = np.array([l.b for l in tree.limbs])
        self.assertTrue(5.0 < tops[:, 2].max() < 9.5)
        self.assertGreater(np.hypot(tops[:, 0], tops[:, 1]).max(), 1.2)

    def test_the_shade_of_other_things_darkens_leaves(self):
        light = Light.at(-68, 40)
        rng = lambda: np.random.default_rng(6)  # noqa: E731
        stem, radii = lying_stem(rng(), (0, 0), 0.0, 8.0, 0.3)
        tree = branching(rng(), stem, radii, (0.1, 0.1, 0.1), 1.5, 0.3, 8, lying=True)
        lit, dim = (
            leaf_mass(
                rng(), light, tree, 4, 0.1, 0.14, (0.08, 0.11, 0.04), lambda p, s=s: np.full(len(p), s)
            ).colours.mean()
            for s in (1.0, 0.05)
        )
        self.assertLess(dim, 0.6 * lit)

    def test_shadow_at_points_is_that_of_the_ground_behind_them(self):
        light = Light.at(-90, 45)
        shadow = raised.ShadowMap(
            light, limbs=[Limb(np.array([-2.0, 0, 2.0]), np.array([2.0, 0, 2.0]), 0.15, 0.15, (0, 0, 0))], texel=0.025
        )
        there = shadow.offset[1] * 2.0
        got = shadow.at_points(np.array([[0, there, 0], [0, there - shadow.offset[1], 1.0], [0, 0, 0], [9, 9, 0]]))
        self.assertLess(got[0], 0.1)
        self.assertLess(got[1], 0.1)
        self.assertGreater(got[2], 0.9)
        self.assertEqual(got[3], 1.0)


class PhotoTests(unittest.TestCase):
    def test_a_stem_is_seen_where_the_truth_projects_it(self):
        scene = Lawnless()
        tree = pole((-4.0, -2.0), (3.0, 2.5), 0.2)
        scene.limbs += tree.wood
        scene.fallen = [tree]
        camera = Camera(400, 300, 640, 640, 203, 148, -0.03, 0.008)
        pose = Pose(0.4, -0.3, 20.0, Orientation(140, -89.4, 0.6))
        frame = Frame(scene, camera, pose, 2)
        frame.draw_ground()
        frame.draw_limbs()
        sighting = typhoon_truth.Sighting(scene, camera, pose)
        sighting(frame)
        record = sighting.records["F"]
        self.assertEqual((record["inside"], record["visible"]), (1.0, 1.0))
        drawn = np.isfinite(frame.depth).reshape(300, 2, 400, 2).any(axis=(1, 3))
        v, u = np.mgrid[0:300, 0:400] + 0.5
        outline = inside_polygon(np.array(record["outline"]), u, v)
        self.assertGreater((drawn & outline).sum() / (drawn | outline).sum(), 0.7)
        rows, columns = np.nonzero(drawn)
        middle = np.array(record["stem"]).mean(0)
        self.assertLess(np.hypot(columns.mean() + 0.5 - middle[0], rows.mean() + 0.5 - middle[1]), 2.0)

    def test_the_same_seed_gives_the_same_bytes(self):
        pictures = []
        for seed in (11, 11, 12):
            scene = TyphoonStreet(seed, bounds=(0, -8, 12, 8), furnish=False)
            e, n, _ = scene.to_enu(np.array([[6, -1.0, 0]]))[0]
            camera = Camera(200, 150, 1285.7 / 5, 1285.7 / 5, 100, 75)
            pixels, _, _ = render(scene, camera, Pose(e, n, 12.0, Orientation(118, -90, 0)), seed, Optics())
            pictures.append(pixels.tobytes())
        self.assertEqual(pictures[0], pictures[1])
        self.assertNotEqual(pictures[0], pictures[2])

    def test_the_flight_covers_the_street_in_two_strips_that_overlap(self):
        scene = Scene(Light.at(-68, 36), 22.6391, 120.3108, 24.6, 118.0)
        pairs = typhoon_flight.true_and_recorded(scene, 11)
        self.assertEqual(len(pairs), 12)
        places = np.array([scene.from_enu(t.position()) for t, _, _ in pairs])
        forward = typhoon_flight.HEIGHT * typhoon_flight.CAMERA.height / typhoon_flight.CAMERA.fy
        self.assertLess(np.abs(np.diff(places[:6, 0])).max(), 0.45 * forward)
        self.assertTrue((places[:6, 1] < 0).all() and (places[6:, 1] > 0).all())
        off = np.array([r.position() - t.position() for t, r, _ in pairs])
        self.assertTrue(0.02 < np.abs(off).max() < 4 * 0.27)


class BundledFlightTests(unittest.TestCase):
    """What lies in the folder of the fixtures."""

    @classmethod
    def setUpClass(cls):
        with open(os.path.join(FOLDER, "truth.json"), encoding="utf-8") as file:
            cls.truth = json.load(file)

    def test_it_has_its_photos_and_stays_small(self):
        names = sorted(os.listdir(os.path.join(FOLDER, "photos")))
        self.assertEqual(names, [p["file"] for p in self.truth["photos"]])
        self.assertEqual(len(names), 12)
        total = sum(os.path.getsize(os.path.join(FOLDER, "photos", n)) for n in names) + os.path.getsize(
            os.path.join(FOLDER, "truth.json")
        )
        self.assertLess(total, 3_145_728)
        for name in names:
            with Image.open(os.path.join(FOLDER, "photos", name)) as photo:
                self.assertEqual(photo.size, (1600, 1200))

    def test_three_of_five_trees_lie_on_the_carriageway_and_one_closes_it(self):
        trees = {t["id"]: t for t in self.truth["fallen_trees"]}
        self.assertEqual(sorted(trees), ["F01", "F02", "F03", "F04", "F05"])
        self.assertEqual([t for t in trees if trees[t]["on_carriageway"]], ["F01", "F02", "F03"])
        self.assertEqual([t for t in trees if trees[t]["blocks_carriageway"]], ["F01"])
        width = self.truth["carriageway"]["width"]
        for name, low, high in (
            ("F01", 0.99, 1.0),
            ("F02", 0.40, 0.58),
            ("F03", 0.28, 0.40),
            ("F04", 0, 0),
            ("F05", 0, 0),
        ):
            self.assertTrue(low <= trees[name]["blocked_width_m"] / width <= high, name)

    def test_every_tree_is_seen_from_both_strips_and_its_outline_lies_in_the_photo(self):
        for tree in self.truth["fallen_trees"]:
            seen = [p for p in tree["photos"] if p["visible"] > 0.5]
            self.assertGreaterEqual(len(seen), 3, tree["id"])
            numbers = [int(p["file"][8:12]) for p in seen]
            self.assertTrue(min(numbers) <= 6 < max(numbers), tree["id"])
            for p in seen:
                if p["inside"] == 1.0:
                    ring = np.array(p["outline"])
                    self.assertTrue((ring > -8).all() and (ring < [1608, 1208]).all())

    def test_places_agree_with_each_other(self):
        origin = self.truth["frames"]["origin"]
        plane = TangentPlane(origin["latitude"], origin["longitude"], origin["ellipsoidal_height"])
        a = np.radians(self.truth["frames"]["x_axis_azimuth"])
        for tree in self.truth["fallen_trees"]:
            line = tree["stem_line"]
            for (x, y), (longitude, latitude), (east, north) in zip(
                line["xy"], line["longitude_latitude"], line["twd97"]
            ):
                e, n = x * np.sin(a) - y * np.cos(a), x * np.cos(a) + y * np.sin(a)
                got = plane.geodetic(np.array([e, n, 0.0]))
                self.assertLess(abs(got[0] - latitude) * 111e3, 0.003)
                self.assertLess(abs(got[1] - longitude) * 103e3, 0.003)
                self.assertLess(np.hypot(*(np.array(twd97(latitude, longitude)) - [east, north])), 0.003)

    def test_crowns_say_their_state_and_the_canopy_over_the_carriageway(self):
        states = [c["state"] for c in self.truth["crowns"]]
        self.assertEqual(set(states), {"healthy", "dead", "bare"})
        parts = sum(c["canopy_over_carriageway_m2"] for c in self.truth["crowns"])
        whole = self.truth["carriageway"]["canopy_over_carriageway_m2"]
        self.assertTrue(50 < whole <= parts)


if __name__ == "__main__":
    unittest.main()
