"""What the truth of a flight is written with: rounded numbers, poses, and JSON that keeps long lists on one line."""

import json

import numpy as np


def rounded(values, digits):
    """Numbers as lists, to so many decimals."""
    return np.round(np.asarray(values, float), digits).tolist()


def pose_record(street, pose):
    """A pose on the earth and in the tangent plane, as the truth says it."""
    latitude, longitude, height = street.plane.geodetic([pose.east, pose.north, pose.up])
    o = pose.orientation
    return {
        "latitude": round(float(latitude), 9),
        "longitude": round(float(longitude), 9),
        "ellipsoidal_height": round(float(height), 4),
        "height_above_ground": round(float(pose.up), 4),
        "east": round(float(pose.east), 4),
        "north": round(float(pose.north), 4),
        "yaw": round(float(o.yaw), 5),
        "pitch": round(float(o.pitch), 5),
        "roll": round(float(o.roll), 5),
    }


def compact(truth):
    """JSON with long number lists on one line."""
    holes = []

    def hollow(value):
        if isinstance(value, dict):
            return {k: hollow(v) for k, v in value.items()}
        if isinstance(value, list) and not any(isinstance(v, dict) for v in value):
            holes.append(json.dumps(value, separators=(",", ":")))
            return f"@@{len(holes) - 1}@@"
        if isinstance(value, list):
            return [hollow(v) for v in value]
        return value

    text = json.dumps(hollow(truth), indent=1, ensure_ascii=False)
    for k in range(len(holes) - 1, -1, -1):
        text = text.replace(f'"@@{k}@@"', holes[k])
    return text
