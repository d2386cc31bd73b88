#!/usr/bin/env python3
"""Draws the crack lines of all photos of a flight on one map, as tagged and registered.

usage: registration_map.py TAGGED.geojson REGISTERED.geojson PICTURE

The inputs are the layer defect_lines of two inventories, one of them made with --no-registration:
ogr2ogr tagged.geojson OUTPUT/inventory.gpkg defect_lines. Needs numpy and matplotlib.
"""
import argparse
import json
import math

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def lines(path):
    """Returns the lines of a GeoJSON file as arrays of longitude and latitude."""
    with open(path, encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            geometry = feature["geometry"]
            if geometry is None:
                continue
            parts = geometry["coordinates"]
            for part in parts if geometry["type"] == "MultiLineString" else [parts]:
                yield np.array(part)[:, :2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tagged")
    parser.add_argument("registered")
    parser.add_argument("picture")
    options = parser.parse_args()
    drawn = [list(lines(options.tagged)), list(lines(options.registered))]
    centre = np.median(np.concatenate(drawn[1]), axis=0)
    scale = np.array([111_320 * math.cos(math.radians(centre[1])), 111_195])
    figure, axes = plt.subplots(1, 2, figsize=(12, 5.6), sharex=True, sharey=True)
    titles = ["Each photo where its tags say", "Registered: turned photos turned back, poses corrected"]
    for axis, parts, title in zip(axes, drawn, titles):
        for part in parts:
            metres = (part - centre) * scale
            axis.plot(metres[:, 0], metres[:, 1], linewidth=0.9, alpha=0.8)
        axis.set_aspect("equal")
        axis.set_title(title, fontsize=11)
        axis.set_xlabel("m east")
        axis.set_xlim(-60, 60)
        axis.set_ylim(-55, 55)
        axis.grid(color="#dddddd", linewidth=0.5)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("m north")
    figure.tight_layout()
    figure.savefig(options.picture, dpi=80)


if __name__ == "__main__":
    main()
