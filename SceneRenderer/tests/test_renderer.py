"""Run in SceneRenderer/: python3 -m unittest discover tests"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import numpy as np
from PIL import Image

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from scene_renderer import damage, flight, later_flight, lines, photo_file, street  # noqa: E402
from scene_renderer.camera import Camera, Orientation, Pose  # noqa: E402
from scene_renderer.geodesy import TangentPlane  # noqa: E402
from scene_renderer.ground import GroundMap  # noqa: E402
from scene_renderer.light import Light  # noqa: E402
from scene_renderer.noise import Grid, fractal, grain  # noqa: E402
from scene_renderer.render import Optics, render  # noqa: E402
from scene_renderer.scene import Scene  # noqa: E402

M3E = Camera(5280, 3956, 3725.151611, 3725.151611, 2640, 1978)
M3E_DEWARP = Camera(
    5280, 3956, 3713.29, 3713.29, 2647.02, 1969.28, -0.11257524, 0.01487443, -8.572e-05, 1e-07, -0.02706411
)
# Georeferencing vectors: camera, pose (latitude, longitude, height; yaw, pitch, roll), pixel, ground height,
# undistorted normalised coordinates, expected latitude and longitude on the tangent plane.
VECTORS = {
    "FLAT-01": (M3E, (22.6273, 120.3014, 125.3, 0, -90, 0), (2640, 1978), 25.3, (0, 0), (22.6273, 120.3014)),
    "FLAT-02": (
        M3E,
        (22.6273, 120.3014, 125.3, 0, -90, 0),
        (0.5, 0.5),
        25.3,
        (-0.708561764897, -0.530850877092),
        (22.6277793685, 120.3007107503),
    ),
    "FLAT-05": (
        M3E,
        (22.6273, 120.3014, 85.3, 37, -45, 0),
        (2640, 1978),
        25.3,
        (0, 0),
        (22.6277327109, 120.3017512473),
    ),
    "FLAT-06": (
        M3E,
        (22.6273, 120.3014, 85.3, 37, -45, 0),
        (300.5, 3600.5),
        25.3,
        (-0.62802812994, 0.435552742393),
        (22.6276718763, 120.301249722),
    ),
    "FLAT-09": (
        M3E_DEWARP,
        (22.6273, 120.3014, 125.3, 0, -90, 0),
        (5200.5, 3900.5),
        25.3,
        (0.779289332931, 0.58947639558),
        (22.626767688, 120.3021580497),
    ),
}


class PlainScene(Scene):
    """A flat grey ground with the given cracks drawn black, for measuring."""

    def __init__(self, cracks, texel):
        super().__init__(Light.at(-74, 46.5), 22.6273, 120.3014, 25.3, 63.0)
        self.cracks = cracks
        self.ground = GroundMap(self, (-3, -3, 3, 3), texel)

    def surface(self, grid):
        albedo = np.full((grid.rows, grid.columns, 3), 0.2, np.float32)
        strokes = [k for c in self.cracks for k in c.polylines]
        edge, _ = lines.nearest(strokes, grid.i0, grid.j0, grid.columns, grid.rows, grid.texel, 0.02)
        dark = np.clip(0.5 - edge / grid.texel, 0, 1)[..., None]
        return albedo * (1 - dark), np.zeros((grid.rows, grid.columns), np.float32), None


def overhead(scene, camera, height, yaw=20.0, pitch=-90.0):
    return Pose(0.0, 0.0, height, Orientation(yaw, pitch, 0.0))


class CameraTests(unittest.TestCase):
    def test_pixels_land_where_the_georeferencing_vectors_say(self):
        for name, (
            camera,
            (lat, lon, height, *angles),
            (u, v),
            ground,
            normalised,
            (want_lat, want_lon),
        ) in VECTORS.items():
            with self.subTest(name):
                x, y = camera.normalised(np.array([u]), np.array([v]))
                np.testing.assert_allclose([x[0], y[0]], normalised, atol=1e-9)
                plane = TangentPlane(lat, lon, ground)
                pose = Pose(0, 0, height - ground, Orientation(*angles))
                e, n = pose.ground(camera, np.array([u]), np.array([v]))
                got_lat, got_lon, _ = plane.geodetic(np.array([e[0], n[0], 0.0]))
                self.assertLess(abs(got_lat - want_lat) * 111e3, 0.002)
                self.assertLess(abs(got_lon - want_lon) * 103e3, 0.002)

    def test_projection_inverts_the_ray(self):
        pose = Pose(3, -2, 14, Orientation(-124.4, -60, 3.5))
        rng = np.random.default_rng(1)
        u, v = rng.uniform(0, 2000, 50), rng.uniform(0, 1500, 50)
        e, n = pose.ground(flight.CAMERA, u, v)
        pu, pv, z = pose.project(flight.CAMERA, np.stack([e, n, np.zeros(50)], axis=1))
        self.assertTrue((z > 0).all())
        np.testing.assert_allclose(pu, u, atol=1e-6)
        np.testing.assert_allclose(pv, v, atol=1e-6)

    def test_nadir_frame_describes_the_same_attitude(self):
        """The Pix4D convention: world = R(yaw, pitch, roll) (-y, x, 1) of the camera."""
        for angles in ((37, -45, 0), (-124.4, -60, 3.5), (170, -89.5, -1.2), (10, -90, 0.3)):
            gimbal = Orientation(*angles)
            nadir = gimbal.in_nadir_frame()
            for x, y in ((0, 0), (0.3, -0.2), (-0.4, 0.25)):
                np.testing.assert_allclose(
                    nadir.ned_from_body() @ [-y, x, 1], gimbal.ned_from_body() @ [1, x, y], atol=1e-12
                )


class GeometryTests(unittest.TestCase):
    def test_a_crack_covers_its_width_in_pixels(self):
        for width_mm in (4, 20):
            for pitch in (-90, -60):
                crack = damage.Crack(
                    "C", "crack", "x", [(np.array([[-2.5, -1.1], [2.5, 1.3]]), np.full(2, width_mm / 1000))]
                )
                scene = PlainScene([crack], 0.00125)
                camera = Camera(400, 300, 2400, 2400, 200, 150, -0.05)
                height = 12.0
                back = height / np.tan(np.radians(-pitch)) if pitch != -90 else 0
                yaw = 20.0
                pose = Pose(
                    -back * np.sin(np.radians(yaw)), -back * np.cos(np.radians(yaw)), height, Orientation(yaw, pitch, 0)
                )
                frame = _radiance(scene, camera, pose)
                dark = 1 - frame / np.median(frame)
                # The dark area in square pixels, and the line's own area of projected outline.
                points, widths = crack.polylines[0]
                p = lines.resample(points, 0.01)
                normal = np.array([p[-1] - p[0]])[:, ::-1] * [-1, 1]
                normal = normal / np.hypot(*normal[0]) * width_mm / 2000
                a = np.stack(pose.project(camera, scene.to_enu(p + normal))[:2], axis=1)
                b = np.stack(pose.project(camera, scene.to_enu(p - normal))[:2], axis=1)
                inside = ((a > 0) & (a < [400, 300])).all(axis=1)
                a, b = a[inside], b[inside]
                ring = np.concatenate([a, b[::-1]])
                nxt = np.roll(ring, -1, axis=0)
                area = abs(0.5 * np.sum(ring[:, 0] * nxt[:, 1] - nxt[:, 0] * ring[:, 1]))
                with self.subTest(width=width_mm, pitch=pitch):
                    self.assertLess(abs(dark.sum() / area - 1), 0.03)

    def test_a_crack_lies_where_the_truth_projects_it(self):
        crack = damage.Crack("C", "crack", "x", [(np.array([[-2.5, -1.1], [2.5, 1.3]]), np.full(2, 0.012))])
        scene = PlainScene([crack], 0.0025)
        camera = Camera(400, 300, 2400, 2400, 203, 148, -0.05, 0.01, 2e-4, -1e-4)
        for yaw, x, y in ((20, 0.3, 0.4), (200, -0.4, 0.3)):
            pose = Pose(x, y, 12.0, Orientation(yaw, -86.0, 1.0))
            frame = _radiance(scene, camera, pose)
            dark = (1 - frame / np.median(frame)).clip(0)
            points = lines.resample(crack.polylines[0][0], 0.005)
            u, v, _ = pose.project(camera, scene.to_enu(points))
            j, i = np.nonzero(dark > 0.02)
            near = np.argmin(np.hypot(u[:, None] - (i + 0.5), v[:, None] - (j + 0.5)), axis=0)
            near = np.clip(near, 1, len(u) - 2)
            tangent = np.stack([u[near + 1] - u[near - 1], v[near + 1] - v[near - 1]])
            tangent /= np.hypot(*tangent)
            side = tangent[0] * (j + 0.5 - v[near]) - tangent[1] * (i + 0.5 - u[near])
            with self.subTest(yaw):
                self.assertGreater(len(i), 300)
                self.assertLess(abs(np.average(side, weights=dark[j, i])), 0.04)

    def test_a_pothole_outline_is_where_it_is_drawn(self):
        hole = damage.pothole("P", (1.0, 2.0), (0.4, 0.3), 25, 0.05, 9)
        rng = np.random.default_rng(2)
        x, y = rng.uniform(0.3, 1.7, 4000), rng.uniform(1.3, 2.7, 4000)
        np.testing.assert_array_equal(hole.inset(x, y) > 0, lines.inside_polygon(hole.polygon(), x, y))

    def test_an_alligator_patch_is_a_net(self):
        net = damage.alligator("A", (0, 0), (1.0, 0.6), 0, 0.15, 6, 3)
        self.assertGreater(len(net.polylines), 60)
        ends = np.concatenate([[p[0], p[-1]] for p, _ in net.polylines])
        shared = (np.hypot(*(ends[:, None] - ends[None]).transpose(2, 0, 1)) < 0.002).sum(axis=1)
        self.assertGreater(np.mean(shared >= 2), 0.8)

    def test_the_mask_follows_the_crack(self):
        crack = damage.crack("C", "crack", "x", [(-0.8, -0.3), (0.0, 0.1), (0.8, 0.2)], 20, 4)
        scene = PlainScene([crack], 0.00125)
        camera = Camera(400, 300, 2400, 2400, 200, 150)
        pose = overhead(scene, camera, 12.0)
        frame = _radiance(scene, camera, pose)
        dark = 1 - frame / np.median(frame)
        mask = flight.crack_mask([crack], scene, camera, pose, np.zeros((300, 400)))
        self.assertGreater(dark[mask].sum() / dark.clip(0).sum(), 0.90)
        self.assertLess(mask.mean(), 0.05)


class NoiseTests(unittest.TestCase):
    def test_tiles_join_without_a_seam(self):
        whole, left, right = Grid(-40, 10, 120, 30, 0.0025), Grid(-40, 10, 60, 30, 0.0025), Grid(20, 10, 60, 30, 0.0025)
        for make in (lambda g: fractal(g, 0.05, 4), lambda g: grain(g, 0.004, 4)):
            np.testing.assert_allclose(make(whole), np.concatenate([make(left), make(right)], axis=1), atol=1e-5)


class FileTests(unittest.TestCase):
    def capture(self, orientation=Orientation(63.25, -60.0, 0.5)):
        return photo_file.Capture(
            datetime(2026, 11, 10, 10, 12, 4, 250000, tzinfo=timezone(timedelta(hours=8))),
            22.62731234,
            120.30145678,
            37.3,
            12.0,
            orientation,
            flight.CAMERA,
            Fraction(1, 800),
            100,
            0.25,
            0.15,
            0.6,
            0.12,
        )

    def photo(self, dialect, **change):
        return photo_file.photo(np.full((1500, 2000, 3), 90, np.uint8), self.capture(**change), dialect)

    def test_the_file_is_a_jpeg_with_exif_first(self):
        data = self.photo("pix4d")
        self.assertEqual(data[:4], b"\xff\xd8\xff\xe1")
        self.assertEqual(data[6:12], b"Exif\0\0")
        self.assertEqual(Image.open(io.BytesIO(data)).size, (2000, 1500))
        self.assertEqual(Image.open(io.BytesIO(data)).getexif()[0x010F], "Synthetic")

    @unittest.skipUnless(shutil.which("exiftool"), "exiftool is not installed")
    def test_exiftool_reads_back_what_was_written(self):
        with tempfile.TemporaryDirectory() as folder:
            for dialect in ("parrot", "pix4d"):
                path = os.path.join(folder, dialect + ".jpg")
                with open(path, "wb") as file:
                    file.write(self.photo(dialect))
                out = subprocess.run(
                    ["exiftool", "-json", "-n", "-G1", "-all", "-validate", path], capture_output=True, check=True
                ).stdout
                tags = json.loads(out)[0]
                with self.subTest(dialect):
                    self.assertEqual(tags["ExifTool:Validate"], "0 0 0")
                    self.assertAlmostEqual(tags["GPS:GPSLatitude"], 22.62731234, places=8)
                    self.assertAlmostEqual(tags["GPS:GPSLongitude"], 120.30145678, places=8)
                    self.assertAlmostEqual(tags["GPS:GPSAltitude"], 37.3 - photo_file.GEOID, places=3)
                    self.assertEqual(tags["ExifIFD:DateTimeOriginal"], "2026:11:10 10:12:04")
                    self.assertEqual(tags["ExifIFD:OffsetTimeOriginal"], "+08:00")
                    self.assertEqual(str(tags["ExifIFD:SubSecTimeOriginal"]), "250")
                    self.assertAlmostEqual(
                        tags["ExifIFD:FocalLength"] * tags["ExifIFD:FocalPlaneXResolution"], 2412.5, places=2
                    )
                    self.assertIn("synthetic", tags["IFD0:Software"])
                    if dialect == "parrot":
                        # exiftool does not know this namespace's numbers; it passes them through.
                        values = {k.split(":")[-1]: v for k, v in tags.items()}
                        self.assertAlmostEqual(float(values["CameraPitchDegree"]), -60.0)
                        self.assertAlmostEqual(float(values["CameraYawDegree"]), 63.25)
                    else:
                        self.assertAlmostEqual(tags["XMP-Camera:Pitch"], 30.0, delta=0.01)
                        self.assertAlmostEqual(tags["XMP-Camera:PerspectiveFocalLength"], 7.72)
                        self.assertAlmostEqual(tags["XMP-Camera:AboveGroundAltitude"], 12.0)


class RenderTests(unittest.TestCase):
    def test_the_same_seed_gives_the_same_bytes(self):
        pictures = []
        for seed in (7, 7, 8):
            scene = street.Street(seed, bounds=(0, -3.4, 2.2, -1.6))
            e, n, _ = scene.to_enu(np.array([[1.1, -2.5, 0]]))[0]
            camera = Camera(240, 180, 2400 / 8, 2400 / 8, 120, 90)
            pixels, gain, hidden = render(scene, camera, Pose(e, n, 2.0, Orientation(70, -90, 0)), seed, Optics())
            pictures.append(photo_file.jpeg(pixels, 90))
            del scene
        self.assertEqual(pictures[0], pictures[1])
        self.assertNotEqual(pictures[0], pictures[2])

    def test_recorded_poses_err_as_the_truth_says(self):
        scene = street.Street.__new__(street.Street)
        Scene.__init__(scene, Light.at(-74, 46.5), 22.6273, 120.3014, 25.3, 63.0)
        pairs = flight.true_and_recorded(scene, 7)
        self.assertEqual(len(pairs), 10)
        self.assertEqual(sum(t.orientation.pitch > -70 for t, _, _ in pairs), 2)
        off = np.array([[r.east - t.east, r.north - t.north, r.up - t.up] for t, r, _ in pairs])
        self.assertLess(np.abs(off).max(), 4 * 0.27)
        self.assertLess(off.std(axis=0).max(), 0.12)
        self.assertGreater(np.abs(off).max(), 0.02)

    def test_the_later_street_differs_by_what_the_truth_says(self):
        first, later = (cls.__new__(cls) for cls in (street.Street, later_flight.LaterStreet))
        for scene in (first, later):
            Scene.__init__(scene, Light.at(-74, 46.5), 22.6273, 120.3014, 25.3, 63.0)
            scene.seed = 7
            scene._damage()
        lengths = [{c.name: c.width_statistics()[2] for c in scene.cracks} for scene in (first, later)]
        changed = {name for name in lengths[1] if lengths[0].get(name) != lengths[1][name]}
        self.assertEqual(changed, {"C03", "C04", "C09"})
        self.assertGreater(lengths[1]["C03"], lengths[0]["C03"] + 2)
        self.assertTrue(next(c for c in later.cracks if c.name == "C04").sealed)
        holes = [{p.name: p.radii.max() for p in scene.potholes} for scene in (first, later)]
        self.assertEqual(set(holes[1]) - set(holes[0]), {"P05"})
        self.assertEqual(set(holes[0]) - set(holes[1]), {"P02"})
        self.assertAlmostEqual(holes[1]["P04"], 1.45 * holes[0]["P04"])
        pairs = flight.true_and_recorded(first, 8, later_flight.plan())
        off = np.array([[r.east - t.east, r.north - t.north] for t, r, _ in pairs])
        self.assertLess(np.abs(off.mean(axis=0) - [1.35, -1.15]).max(), 0.08)


def _radiance(scene, camera, pose):
    """The linear green channel of the ground, four by four samples a pixel, no lens and no noise."""
    from scene_renderer.render import Frame

    frame = Frame(scene, camera, pose, 4)
    frame.draw_ground()
    return frame.rgb[..., 1].reshape(camera.height, 4, camera.width, 4).mean(axis=(1, 3))


if __name__ == "__main__":
    unittest.main()
