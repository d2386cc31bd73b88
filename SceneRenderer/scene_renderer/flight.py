"""The demo flight over the street: true and recorded poses, photos, and the truth beside them."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import numpy as np
from PIL import Image

from . import VERSION, lines
from .camera import Camera, Orientation, Pose
from .photo_file import GEOID, MAKE, MODELS, Capture, jpeg, photo
from .render import Optics, render
from .truth_file import compact, pose_record, rounded

CAMERA = Camera(2000, 1500, 2412.5, 2412.5, 1006.3, 744.2, -0.045, 0.012, 2.0e-4, -1.5e-4, 0.0)
HEIGHT = 12.0
START = datetime(2026, 11, 10, 10, 12, 4, 250000, tzinfo=timezone(timedelta(hours=8)))
# Deviations of the recorded pose: one draw for the flight plus one for each photo.
SHARED = {"horizontal": 0.25, "vertical": 0.15, "yaw": 0.6}
PRIVATE = {"horizontal": 0.05, "vertical": 0.04, "yaw": 0.20, "pitch": 0.12, "roll": 0.12}


@dataclass(frozen=True)
class Plan:
    """One flight: where photos are taken, when, how files are named, and how far off the receiver was and said it may be."""

    # x, y, yaw, pitch, dialect of each photo, in scene axes (yaw is relative to the x axis, clockwise).
    stations: tuple
    start: datetime = START
    prefix: str = "STREET"
    # East and north of the recorded positions from the true ones, in metres; None draws them.
    offset: tuple = None
    horizontal_sigma: float = SHARED["horizontal"]
    masks: bool = True


def stations():
    """Five photos up the right lane, four down the left one, and two that look ahead."""
    out = []
    for k in range(5):
        out.append((-2.2 + 2.65 * k, -2.45, 5.5, -90.0, "parrot"))
    out.append((6.4, -0.6, 3.0, -60.0, "parrot"))
    for k in range(4):
        out.append((8.9 - 2.65 * k, 2.05, 183.0, -90.0 if k < 3 else -60.0, "pix4d"))
    return out


def true_and_recorded(street, seed, plan=None):
    """A list of (true pose, recorded pose, dialect)."""
    plan = plan or Plan(tuple(stations()))
    rng = np.random.default_rng(seed)
    shared = [rng.normal(0, SHARED["horizontal"], 2), rng.normal(0, SHARED["vertical"]), rng.normal(0, SHARED["yaw"])]
    if plan.offset is not None:
        shared[0] = np.array(plan.offset)
    result = []
    for x, y, yaw, pitch, dialect in plan.stations:
        # The aircraft never hits a station exactly.
        x, y = x + rng.normal(0, 0.10), y + rng.normal(0, 0.10)
        e, n, _ = street.to_enu(np.array([[x, y, 0.0]]))[0]
        attitude = Orientation(
            (street.azimuth + yaw + rng.normal(0, 1.2) + 180) % 360 - 180,
            pitch + (abs(rng.normal(0, 0.25)) if pitch == -90 else rng.normal(0, 0.25)),
            rng.normal(0, 0.35),
        )
        true = Pose(float(e), float(n), HEIGHT + rng.normal(0, 0.12), attitude)
        result.append((true, recorded_pose(true, shared, rng), dialect))
    return result


def recorded_pose(true, shared, rng):
    """What the aircraft believes: the true pose plus the flight's deviation (horizontal, vertical, yaw) and one of its own."""
    d = rng.normal(0, 1, 6)
    o = true.orientation
    return Pose(
        true.east + shared[0][0] + PRIVATE["horizontal"] * d[0],
        true.north + shared[0][1] + PRIVATE["horizontal"] * d[1],
        true.up + shared[1] + PRIVATE["vertical"] * d[2],
        Orientation(
            o.yaw + shared[2] + PRIVATE["yaw"] * d[3],
            o.pitch + PRIVATE["pitch"] * d[4],
            o.roll + PRIVATE["roll"] * d[5],
        ),
    )


def defects(street):
    """Every defect with its exact geometry."""
    out = []
    for c in street.cracks:
        median, widest, length = c.width_statistics()
        out.append(
            {
                "id": c.name,
                "class": c.damage_class,
                "code": c.code,
                "length": round(length, 3),
                "width_median_mm": round(median * 1000, 2),
                "width_max_mm": round(widest * 1000, 2),
                "polylines": [
                    {
                        "xy": rounded(p, 4),
                        "width_mm": rounded(w * 1000, 2),
                        "longitude_latitude": rounded(street.to_longitude_latitude(p), 9),
                    }
                    for p, w in c.polylines
                ],
            }
        )
    for p in street.potholes:
        ring = p.polygon()
        nxt = np.roll(ring, -1, axis=0)
        area = 0.5 * float(np.sum(ring[:, 0] * nxt[:, 1] - nxt[:, 0] * ring[:, 1]))
        out.append(
            {
                "id": p.name,
                "class": "pothole",
                "code": "D40",
                "area": round(area, 4),
                "depth": p.depth,
                "wet": p.wet,
                "polygon": {
                    "xy": rounded(ring, 4),
                    "longitude_latitude": rounded(street.to_longitude_latitude(ring), 9),
                },
            }
        )
    return out


def _seen(hidden, camera, u, v):
    inside = (u >= 0) & (v >= 0) & (u < camera.width) & (v < camera.height)
    i = np.clip(u, 0, camera.width - 1).astype(int)
    j = np.clip(v, 0, camera.height - 1).astype(int)
    return inside, inside & (hidden[j, i] < 0.5)


def in_photo(street, camera, pose, hidden):
    """What of each defect this photo shows: pixel geometry and the visible share of its vertices."""
    out = []
    for c in street.cracks:
        parts, inside_count, seen_count, total = [], 0, 0, 0
        for points, widths in c.polylines:
            u, v, z = pose.project(camera, street.to_enu(points))
            inside, seen = _seen(hidden, camera, u, v)
            inside, seen = inside & (z > 0), seen & (z > 0)
            inside_count, seen_count, total = inside_count + inside.sum(), seen_count + seen.sum(), total + len(u)
            edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(int), [0]])))
            for a, b in zip(edges[::2], edges[1::2]):
                if b - a > 1:
                    parts.append(
                        {
                            "uv": rounded(np.stack([u[a:b], v[a:b]], axis=1), 1),
                            "visible": "".join("1" if k else "0" for k in seen[a:b]),
                        }
                    )
        if inside_count:
            out.append(
                {
                    "id": c.name,
                    "inside": round(float(inside_count / total), 4),
                    "visible": round(float(seen_count / total), 4),
                    "polylines": parts,
                }
            )
    for p in street.potholes:
        u, v, z = pose.project(camera, street.to_enu(p.polygon()))
        inside, seen = _seen(hidden, camera, u, v)
        if (inside & (z > 0)).any():
            out.append(
                {
                    "id": p.name,
                    "inside": round(float(inside.mean()), 4),
                    "visible": round(float(seen.mean()), 4),
                    "polygon": rounded(np.stack([u, v], axis=1), 1),
                }
            )
    return out


def crack_mask(cracks, scene, camera, pose, hidden):
    """Pixels that a crack covers (sealed ones left out): those whose centre is inside it, or within half a pixel."""
    projected = []
    for c in cracks:
        if c.sealed:
            continue
        for points, widths in c.polylines:
            tangent = np.gradient(points, axis=0)
            tangent /= np.maximum(np.hypot(*tangent.T), 1e-9)[:, None]
            normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1) * (widths / 2)[:, None]
            u0, v0, z0 = pose.project(camera, scene.to_enu(points + normal))
            u1, v1, z1 = pose.project(camera, scene.to_enu(points - normal))
            u, v, z = pose.project(camera, scene.to_enu(points))
            ok = (z > 0) & (u > -50) & (v > -50) & (u < camera.width + 50) & (v < camera.height + 50)
            if ok.sum() > 1:
                w = np.maximum(np.hypot(u1 - u0, v1 - v0), 1.0)
                edges = np.flatnonzero(np.diff(np.concatenate([[0], ok.astype(int), [0]])))
                for a, b in zip(edges[::2], edges[1::2]):
                    if b - a > 1:
                        projected.append((np.stack([u[a:b], v[a:b]], axis=1), w[a:b]))
    edge, _ = lines.nearest(projected, 0, 0, camera.width, camera.height, 1.0, 1.5)
    return (edge <= 0) & (hidden < 0.5)


def pothole_mask(potholes, scene, camera, pose, hidden):
    v, u = np.mgrid[0 : camera.height, 0 : camera.width] + 0.5
    mask = np.zeros((camera.height, camera.width), bool)
    for p in potholes:
        pu, pv, z = pose.project(camera, scene.to_enu(p.polygon()))
        if (z <= 0).any() or pu.max() < 0 or pv.max() < 0 or pu.min() > camera.width or pv.min() > camera.height:
            continue
        i0, i1 = max(0, int(pu.min()) - 1), min(camera.width, int(pu.max()) + 2)
        j0, j1 = max(0, int(pv.min()) - 1), min(camera.height, int(pv.max()) + 2)
        mask[j0:j1, i0:i1] |= lines.inside_polygon(np.stack([pu, pv], axis=1), u[j0:j1, i0:i1], v[j0:j1, i0:i1])
    return mask & (hidden < 0.5)


def write_mask(path, crack, pothole):
    """A palette PNG: 0 nothing, 1 crack, 2 pothole (shown black, white, orange)."""
    image = Image.new("P", crack.shape[::-1])
    image.frombytes(np.where(crack, 1, np.where(pothole, 2, 0)).astype(np.uint8).tobytes())
    image.putpalette([0, 0, 0, 255, 255, 255, 255, 140, 0] + [0] * 759)
    image.save(path, optimize=True, bits=2)


def make_large(street, path, seed, quality=90):
    """One 20-megapixel photo of the street without metadata, for benchmarks on real texture."""
    camera = Camera(5472, 3648, 3666.67, 3666.67, 2736.0, 1824.0, -0.02, 0.004, 0.0, 0.0, 0.0)
    e, n, _ = street.to_enu(np.array([[4.5, -0.2, 0.0]]))[0]
    pose = Pose(float(e), float(n), 17.5, Orientation(street.azimuth - 89.0, -90.0, 0.0))
    pixels, _, _ = render(street, camera, pose, seed)
    with open(path, "wb") as file:
        file.write(jpeg(pixels, quality))


def capture_of(street, recorded, time, gain, camera, horizontal=SHARED["horizontal"]):
    """What the photo's file says of its capture."""
    latitude, longitude, height = street.plane.geodetic([recorded.east, recorded.north, recorded.up])
    return Capture(
        time,
        float(latitude),
        float(longitude),
        float(height),
        float(recorded.up),
        recorded.orientation,
        camera,
        Fraction(1, int(round(1600 / gain / 20) * 20)),
        100,
        float(np.hypot(horizontal, PRIVATE["horizontal"])),
        float(np.hypot(SHARED["vertical"], PRIVATE["vertical"])),
        float(np.hypot(SHARED["yaw"], PRIVATE["yaw"])),
        PRIVATE["pitch"],
    )


def make_flight(street, folder, seed, quality=90, only=None, supersampling=2, report=print, plan=None, changes=None):
    """Renders the flight into `folder`: photos/, masks/ and truth.json."""
    plan = plan or Plan(tuple(stations()))
    os.makedirs(os.path.join(folder, "photos"), exist_ok=True)
    if plan.masks:
        os.makedirs(os.path.join(folder, "masks"), exist_ok=True)
    photos = []
    for k, (true, recorded, dialect) in enumerate(true_and_recorded(street, seed, plan)):
        if only is not None and k not in only:
            continue
        name = f"{plan.prefix}_{k + 1:04d}.JPG"
        pixels, gain, hidden = render(street, CAMERA, true, seed * 1000 + k, Optics(), supersampling)
        time = plan.start + timedelta(seconds=2.4 * k + (9.0 if k > 5 else 0))
        capture = capture_of(street, recorded, time, gain, CAMERA, plan.horizontal_sigma)
        data = photo(pixels, capture, dialect, quality)
        with open(os.path.join(folder, "photos", name), "wb") as file:
            file.write(data)
        if plan.masks:
            write_mask(
                os.path.join(folder, "masks", name[:-4] + ".png"),
                crack_mask(street.cracks, street, CAMERA, true, hidden),
                pothole_mask(street.potholes, street, CAMERA, true, hidden),
            )
        corners = true.ground(
            CAMERA, np.array([0, CAMERA.width, CAMERA.width, 0]), np.array([0, 0, CAMERA.height, CAMERA.height])
        )
        foot = street.plane.geodetic(np.stack([*corners, np.zeros(4)], axis=1))
        photos.append(
            {
                "file": name,
                **({"mask": name[:-4] + ".png"} if plan.masks else {}),
                "dialect": dialect,
                "time": time.isoformat(timespec="milliseconds"),
                "true_pose": pose_record(street, true),
                "recorded_pose": pose_record(street, recorded),
                "footprint_longitude_latitude": rounded(np.stack([foot[1], foot[0]], axis=1), 9),
                "hidden_by_raised_things": round(float(hidden.mean()), 4),
                "defects": in_photo(street, CAMERA, true, hidden),
            }
        )
        report(f"{name}  {len(data) / 1e6:.2f} MB  gain {gain:.2f}")
    c = CAMERA
    truth = {
        "about": "Synthetic street scene: exact truth of the photos in this folder. Lengths in metres unless the name says otherwise.",
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
        },
        "camera": {
            "make": MAKE,
            "models": MODELS,
            "width": c.width,
            "height": c.height,
            "fx": c.fx,
            "fy": c.fy,
            "cx": c.cx,
            "cy": c.cy,
            "k1": c.k1,
            "k2": c.k2,
            "p1": c.p1,
            "p2": c.p2,
            "k3": c.k3,
        },
        "recorded_pose_deviations": {
            "shared_by_the_flight": {**SHARED, "horizontal": plan.horizontal_sigma},
            "of_each_photo": PRIVATE,
        },
        "sun": {"direction_scene": rounded(street.light.to_sun, 6)},
        **({"changes": changes} if changes else {}),
        "defects": defects(street),
        "objects": street.objects,
        "photos": photos,
    }
    with open(os.path.join(folder, "truth.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(compact(truth) + "\n")
    return truth
