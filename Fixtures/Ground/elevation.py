#!/usr/bin/env python3
"""Writes elevation.json: pixels placed on small elevation rasters, independently of this project.

A plain march along the ray in steps of an eighth of a cell with full geodetic conversion and PROJ at every step, then
bisection to a nanometre. Geoid: EGM96's grid, read as numbers. Needs numpy and pyproj, and Debian's proj-data.

    python3 elevation.py > elevation.json
"""
import json
import math
import sys

import numpy as np
import pyproj

A, F = 6378137.0, 1 / 298.257223563
E2 = F * (2 - F)
WIDTH, HEIGHT, FOCAL = 5280, 3956, 3725.15


def ecef(lat, lon, h):
    f, l = math.radians(lat), math.radians(lon)
    n = A / math.sqrt(1 - E2 * math.sin(f) ** 2)
    return np.array([(n + h) * math.cos(f) * math.cos(l), (n + h) * math.cos(f) * math.sin(l),
                     (n * (1 - E2) + h) * math.sin(f)])


def geodetic(p):
    rho = math.hypot(p[0], p[1])
    f = math.atan2(p[2], rho * (1 - E2))
    for _ in range(12):
        n = A / math.sqrt(1 - E2 * math.sin(f) ** 2)
        f = math.atan2(p[2] + E2 * n * math.sin(f), rho)
    n = A / math.sqrt(1 - E2 * math.sin(f) ** 2)
    return math.degrees(f), math.degrees(math.atan2(p[1], p[0])), rho * math.cos(f) + p[2] * math.sin(f) - A * A / n


def direction(pose, u, v):
    y, p, r = (math.radians(pose[k]) for k in ("yaw", "pitch", "roll"))
    rz = np.array([[math.cos(y), -math.sin(y), 0], [math.sin(y), math.cos(y), 0], [0, 0, 1]])
    ry = np.array([[math.cos(p), 0, math.sin(p)], [0, 1, 0], [-math.sin(p), 0, math.cos(p)]])
    rx = np.array([[1, 0, 0], [0, math.cos(r), -math.sin(r)], [0, math.sin(r), math.cos(r)]])
    ned = rz @ ry @ rx @ np.array([1, (u - WIDTH / 2) / FOCAL, (v - HEIGHT / 2) / FOCAL])
    ned /= np.linalg.norm(ned)
    f, l = math.radians(pose["lat"]), math.radians(pose["lon"])
    north = np.array([-math.sin(f) * math.cos(l), -math.sin(f) * math.sin(l), math.cos(f)])
    east = np.array([-math.sin(l), math.cos(l), 0])
    down = -np.array([math.cos(f) * math.cos(l), math.cos(f) * math.sin(l), math.sin(f)])
    return ned[0] * north + ned[1] * east + ned[2] * down


class Geoid:
    def __init__(self, path="/usr/share/proj/egm96_15.gtx"):
        head = np.fromfile(path, ">f8", 4)
        rows, columns = np.fromfile(path, ">i4", 2, offset=32)
        self.south, self.west, self.dlat, self.dlon = head
        self.grid = np.fromfile(path, ">f4", offset=40).reshape(rows, columns).astype(float)

    def __call__(self, lat, lon):
        x, y = (lon - self.west) % 360 / self.dlon, (lat - self.south) / self.dlat
        i, j = int(y), int(x)
        a, b, g = y - i, x - j, self.grid
        k = (j + 1) % g.shape[1]
        return (1 - a) * ((1 - b) * g[i, j] + b * g[i, k]) + a * ((1 - b) * g[i + 1, j] + b * g[i + 1, k])


GEOID = Geoid()


class Raster:
    """Heights at nodes: node (row, column) lies at origin + column * east + row * south on the map."""

    def __init__(self, epsg, origin, east, south, heights, datum="ellipsoid"):
        self.epsg, self.origin, self.east, self.south, self.datum = epsg, origin, east, south, datum
        self.heights = np.array(heights, float).round(3)
        self.inverse = np.linalg.inv(np.array([east, south]).T)
        # TWD67's plane map is TWD97's moved by EPSG's constants; PROJ 9.5 would leave the datum out.
        map_code = 3826 if epsg == 3828 else epsg
        self.shift = np.array([-828.589, 206.915]) if epsg == 3828 else np.zeros(2)
        self.to_map = pyproj.Transformer.from_crs(4326, map_code, always_xy=True)

    def node(self, lat, lon):
        x, y = self.to_map.transform(lon, lat)
        if self.epsg == 4326 and lon < self.origin[0] - 180:
            x += 360
        return self.inverse @ (np.array([x, y]) + self.shift - np.array(self.origin))

    def height(self, lat, lon):
        """Metres above the ellipsoid; None outside, NaN in a gap."""
        c, r = self.node(lat, lon)
        rows, columns = self.heights.shape
        if not (0 <= c <= columns - 1 and 0 <= r <= rows - 1):
            return None
        j, i = min(int(c), columns - 2), min(int(r), rows - 2)
        x, y, h = c - j, r - i, self.heights
        z = (1 - y) * ((1 - x) * h[i, j] + x * h[i, j + 1]) + y * ((1 - x) * h[i + 1, j] + x * h[i + 1, j + 1])
        return z + (GEOID(lat, lon) if self.datum != "ellipsoid" else 0)

    def entry(self):
        heights = [[None if math.isnan(h) else h for h in row] for row in self.heights.tolist()]
        return {"epsg": self.epsg, "origin": self.origin, "east": self.east, "south": self.south,
                "datum": self.datum, "heights": heights}


def place(raster, pose, u, v, step):
    start, ray = ecef(pose["lat"], pose["lon"], pose["h"]), direction(pose, u, v)

    def clearance(t):
        lat, lon, h = geodetic(start + t * ray)
        ground = raster.height(lat, lon)
        return None if ground is None else h - ground

    first = clearance(0)
    if first is None:
        return {"status": "left_dem"}
    if first <= 0:
        return {"status": "camera_below_surface"}
    t = 0.0
    while True:
        t += step
        f = clearance(t)
        if f is None:
            return {"status": "left_dem"}
        # Over a gap the march goes on; what the scenes mean by it is stated with them.
        if f <= 0:
            break
    low, high = t - step, t
    for _ in range(60):
        middle = (low + high) / 2
        f = clearance(middle)
        low, high = (middle, high) if f > 0 else (low, middle)
    lat, lon, h = geodetic(start + high * ray)
    return {"status": "ok", "lat": round(lat, 11), "lon": round(lon, 11), "h": round(h, 6), "range": round(high, 6)}


def scenes():
    k, j = np.mgrid[0:31, 0:31]
    degree = dict(epsg=4326, origin=[120.2984, 22.6303], east=[0.0002, 0], south=[0, -0.0002])
    yield "slope", Raster(**degree, heights=30 + 1.1 * (30 - k) + 1.0 * j)
    yield "ridge", Raster(**degree, heights=np.where((k == 12) | (k == 13), 45.0, 25.0))
    yield "gap", Raster(**degree, heights=np.where((abs(k - 10) <= 2) & (abs(j - 15) <= 2), np.nan, 25.0))

    def rough(rows, columns, cell, base, seed):
        y, x = np.mgrid[0:rows, 0:columns] * (cell / 20)
        random = np.random.default_rng(seed)
        return (base + 0.35 * x + 0.2 * y + 4 * np.sin(x / 2.1) * np.cos(y / 1.7)
                + random.uniform(-0.6, 0.6, (rows, columns)))

    tm2 = dict(origin=[178000.0, 2503400.0], east=[20.0, 0], south=[0, -20.0])
    yield "tm2", Raster(3826, **tm2, heights=rough(24, 24, 20, 8, 1), datum="egm96")
    yield "tm2-fine", Raster(3826, [178080.0, 2503270.0], [5.0, 0], [0, -5.0], rough(40, 40, 5, 12, 2), "twvd2001")
    yield "tm2-turned", Raster(3826, [178050.0, 2503250.0], [9.0, 4.0], [4.0, -9.0], rough(30, 30, 10, 20, 3))
    yield "twd67", Raster(3828, [178000.0 - 828.589, 2503400.0 + 206.915], [20.0, 0], [0, -20.0],
                          rough(24, 24, 20, 8, 1), "egm96")
    yield "utm", Raster(32651, [222400.0, 2505000.0], [20.0, 0], [0, -20.0], rough(24, 24, 20, 10, 4), "egm96")
    yield "arctic", Raster(32633, [513200.0, 8683580.0], [20.0, 0], [0, -20.0], rough(24, 24, 20, 30, 5), "egm96")
    yield "antimeridian", Raster(4326, [179.9975, -16.7975], [0.0002, 0], [0, -0.0002], rough(26, 26, 20, 30, 6))


def main():
    rasters = dict(scenes())
    kaohsiung = dict(lat=22.6273, lon=120.3014)
    svalbard = dict(lat=78.2232, lon=15.5900)
    fiji = dict(lat=-16.8, lon=179.9999)

    def pose(where, h, yaw, pitch, roll=0, **other):
        return {**where, "h": h, "yaw": yaw, "pitch": pitch, "roll": roll, **other}

    cases = [
        ("sloping ground, corner of a nadir photo", "slope", pose(kaohsiung, 175, 37, -90), 5279.5, 0.5),
        ("sloping ground, uphill", "slope", pose(kaohsiung, 110, 45, -30), 2000, 1500),
        ("sloping ground, downhill", "slope", pose(kaohsiung, 110, 225, -40, 5), 3000, 2500),
        ("a ridge hides what lies behind", "ridge", pose(kaohsiung, 75, 0, -20, lat=22.6263), 2640, 1600.5),
        ("over the ridge", "ridge", pose(kaohsiung, 150, 0, -35, lat=22.6263), 2640, 1400),
        ("out of the raster", "ridge", pose(kaohsiung, 75, 180, -6), 2640, 1978),
        ("camera outside the raster", "ridge", pose(kaohsiung, 75, 0, -45, lat=22.6203), 2640, 1978),
        ("camera in the hill", "slope", pose(kaohsiung, 50, 0, -45), 2640, 1978),
        ("high over a gap to ground behind it", "gap", pose(kaohsiung, 325, 0, -51), 2640, 1978),
        ("Taiwan's 20 m model", "tm2", pose(kaohsiung, 105.3, 37, -50), 1800.5, 2400.5),
        ("Taiwan's 20 m model, oblique", "tm2", pose(kaohsiung, 65.3, 300, -15, 3), 1000, 2400),
        ("Taiwan's heights on a fine model", "tm2-fine", pose(kaohsiung, 95.3, 20, -70, -8), 700, 3300),
        ("a raster turned on its map", "tm2-turned", pose(kaohsiung, 100, 110, -35), 2100, 1900),
        ("a raster on the old map of Taiwan", "twd67", pose(kaohsiung, 105.3, 37, -50), 1800.5, 2400.5),
        ("a raster on UTM", "utm", pose(kaohsiung, 105.3, 80, -40, 2), 3900, 1000),
        ("far north", "arctic", pose(svalbard, 150, 290, -30), 2200, 2500),
        ("across the antimeridian", "antimeridian", pose(fiji, 120, 90, -40), 2640, 1600),
    ]
    results = []
    for title, name, where, u, v in cases:
        raster = rasters[name]
        step = 0.125 * math.hypot(*raster.east) * (111320 if raster.epsg == 4326 else 1)
        results.append({"title": title, "raster": name, "pose": where, "u": u, "v": v,
                        "expected": place(raster, where, u, v, step)})
    # What a gap means is this project's own: below the known ground around it, nothing is placed.
    results.append({"title": "into a gap", "raster": "gap", "pose": pose(kaohsiung, 75, 0, -60, lat=22.6279),
                    "u": 2640, "v": 1978, "expected": {"status": "nodata"}})
    rows = ",\n".join(f'    "{name}": {json.dumps(raster.entry())}' for name, raster in rasters.items())
    lines = ",\n".join(f"    {json.dumps(result)}" for result in results)
    versions = f"numpy {np.__version__}, pyproj {pyproj.__version__}, PROJ {pyproj.proj_version_str}"
    sys.stdout.write(
        f'{{\n  "made_by": "elevation.py, {versions}",\n  "camera": {json.dumps([WIDTH, HEIGHT, FOCAL])},\n'
        f'  "rasters": {{\n{rows}\n  }},\n  "cases": [\n{lines}\n  ]\n}}\n')


main()
