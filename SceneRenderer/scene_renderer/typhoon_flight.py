"""The second bundled flight: twelve nadir photos from 45 m over the typhoon street, and the truth beside them."""

import os
from datetime import datetime, timedelta, timezone

import numpy as np

from . import VERSION, typhoon_truth
from .camera import Camera, Orientation, Pose
from .flight import PRIVATE, SHARED, capture_of, recorded_pose
from .photo_file import GEOID, MAKE, MODELS, photo
from .render import Optics, render
from .truth_file import compact, pose_record, rounded

CAMERA = Camera(1600, 1200, 1285.7, 1285.7, 803.4, 596.8, -0.030, 0.008, 1.5e-4, -1.0e-4, 0.0)
HEIGHT = 45.0
START = datetime(2026, 9, 24, 8, 41, 17, 500000, tzinfo=timezone(timedelta(hours=8)))
STEP = 16.8  # metres between photos: 60 % overlap along
STRIP = 9.0  # metres from the axis: 68 % overlap across
OPTICS = Optics(blur=0.55, haze=0.018, photons=14000.0, read_noise=0.001, sharpening=0.30)


def stations():
    """x, y, yaw (relative to the street, clockwise) and dialect of each photo."""
    out = [(STEP * k, -STRIP, 0.0, "parrot") for k in range(6)]
    return out + [(STEP * (5 - k), STRIP, 180.0, "pix4d") for k in range(6)]


def true_and_recorded(street, seed):
    """A list of (true pose, recorded pose, dialect)."""
    rng = np.random.default_rng(seed)
    shared = [rng.normal(0, SHARED["horizontal"], 2), rng.normal(0, SHARED["vertical"]), rng.normal(0, SHARED["yaw"])]
    result = []
    for x, y, yaw, dialect in stations():
        x, y = x + rng.normal(0, 0.35), y + rng.normal(0, 0.35)
        e, n, _ = street.to_enu(np.array([[x, y, 0.0]]))[0]
        attitude = Orientation(
            (street.azimuth + yaw + rng.normal(0, 1.4) + 180) % 360 - 180,
            -90.0 + abs(rng.normal(0, 0.35)),
            rng.normal(0, 0.45),
        )
        true = Pose(float(e), float(n), HEIGHT + rng.normal(0, 0.25), attitude)
        result.append((true, recorded_pose(true, shared, rng), dialect))
    return result


def make_typhoon_flight(street, folder, seed, quality=62, only=None, supersampling=2, report=print):
    """Renders the flight into `folder`: photos/ and truth.json."""
    os.makedirs(os.path.join(folder, "photos"), exist_ok=True)
    fallen = [typhoon_truth.fallen_record(street, tree) for tree in street.fallen]
    standing, canopy = typhoon_truth.crowns(street)
    photos = []
    for k, (true, recorded, dialect) in enumerate(true_and_recorded(street, seed)):
        if only is not None and k not in only:
            continue
        name = f"TYPHOON_{k + 1:04d}.JPG"
        sighting = typhoon_truth.Sighting(street, CAMERA, true)
        pixels, gain, hidden = render(street, CAMERA, true, seed * 1000 + k, OPTICS, supersampling, look=sighting)
        time = START + timedelta(seconds=3.5 * k + (14.0 if k > 5 else 0))
        data = photo(pixels, capture_of(street, recorded, time, gain, CAMERA), dialect, quality)
        with open(os.path.join(folder, "photos", name), "wb") as file:
            file.write(data)
        for record in fallen:
            seen = sighting.records.get(record["id"])
            if seen is not None:
                record["photos"].append({"file": name, **seen})
        corners = true.ground(
            CAMERA, np.array([0, CAMERA.width, CAMERA.width, 0]), np.array([0, 0, CAMERA.height, CAMERA.height])
        )
        foot = street.plane.geodetic(np.stack([*corners, np.zeros(4)], axis=1))
        photos.append(
            {
                "file": name,
                "dialect": dialect,
                "time": time.isoformat(timespec="milliseconds"),
                "true_pose": pose_record(street, true),
                "recorded_pose": pose_record(street, recorded),
                "footprint_longitude_latitude": rounded(np.stack([foot[1], foot[0]], axis=1), 9),
                "hidden_by_raised_things": round(float(hidden.mean()), 4),
            }
        )
        report(f"{name}  {len(data) / 1e6:.2f} MB  gain {gain:.2f}")
    c = CAMERA
    truth = {
        "about": "Synthetic street after a typhoon: exact truth of the photos in this folder. Lengths in metres.",
        "renderer": VERSION,
        "seed": seed,
        "scene_seed": street.seed,
        "frames": {
            "scene": "x along the street, y to its left, z up; the ground is the plane z = 0",
            "origin": {
                "latitude": street.plane.latitude,
                "longitude": street.plane.longitude,
                "ellipsoidal_height": street.plane.height,
            },
            "x_axis_azimuth": street.azimuth,
            "geoid_undulation_egm96": GEOID,
            "pixel": "continuous, (0, 0) is the outer upper-left corner; yaw clockwise from true north, pitch -90 looks down",
            "longitude_latitude": "EPSG:4326, degrees",
            "twd97": "EPSG:3826, east and north",
        },
        "camera": {"make": MAKE, "models": MODELS}
        | {k: getattr(c, k) for k in ("width", "height", "fx", "fy", "cx", "cy", "k1", "k2", "p1", "p2", "k3")},
        "recorded_pose_deviations": {"shared_by_the_flight": SHARED, "of_each_photo": PRIVATE},
        "sun": {"direction_scene": rounded(street.light.to_sun, 6)},
        "carriageway": typhoon_truth.carriageway(street) | {"canopy_over_carriageway_m2": canopy},
        "fallen_trees": fallen,
        "crowns": standing,
        "objects": [o for o in street.objects if o["kind"] != "tree"],
        "photos": photos,
    }
    with open(os.path.join(folder, "truth.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(compact(truth) + "\n")
    return truth
