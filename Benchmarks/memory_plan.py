#!/usr/bin/env python3
"""Draws what a network keeps of each map while a photo goes through it.

usage: memory_plan.py PLAN.csv PICTURE.svg

PLAN.csv is what `benchmark network-plan MODEL WIDTH HEIGHT` prints. Needs matplotlib. Each box is a map: as long as its rows,
on a scale of roots; the dark band is what is kept of it at once.
"""
import csv
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch, Rectangle

INK, BAND, MAP, SKIP = "#22313f", "#c0392b", "#dfe6e9", "#2980b9"


def main(table, picture):
    plt.rcParams["svg.hashsalt"] = "plan"
    with open(table) as lines:
        maps = list(csv.DictReader(lines))
    levels = sorted({int(m["step"]) for m in maps})
    figure, axes = plt.subplots(figsize=(13, 6.2))
    places = []
    for index, entry in enumerate(maps):
        level = levels.index(int(entry["step"]))
        height = 0.86 * (int(entry["rows"]) / int(maps[0]["rows"])) ** 0.35
        x, top = index, -level * 1.15
        axes.add_patch(Rectangle((x, top - height), 0.62, height, facecolor=MAP, edgecolor=INK, linewidth=0.8))
        band = max(0.035, height * int(entry["kept_rows"]) / int(entry["rows"]))
        axes.add_patch(Rectangle((x, top - height / 2 - band / 2), 0.62, band, facecolor=BAND, linewidth=0))
        places.append((x, top - height / 2))
        name = "picture" if index == 0 else f"{entry['kernel']}×{entry['kernel']}" + ("/2" if entry["stride"] == "2" else "")
        axes.text(x + 0.31, top + 0.04, name, ha="center", va="bottom", fontsize=7.5, color=INK)
        kept = f"{entry['kept_rows']} row" + ("s" if entry["kept_rows"] != "1" else "")
        axes.text(
            x + 0.31, top - height - 0.03, f"{entry['channels']} ch\n{kept}\n{int(entry['kept_bytes']) / 1000:.0f} kB",
            ha="center", va="top", fontsize=6.5, color=INK)
    for index, entry in enumerate(maps):
        sources = [s for s in entry["reads"].split("+") if s] + ([entry["adds"] + "+"] if entry["adds"] else [])
        for source in sources:
            start = int(source.rstrip("+").removesuffix("x2"))
            far = index - start > 1
            axes.add_patch(FancyArrowPatch(
                (places[start][0] + 0.62, places[start][1]), places[index], arrowstyle="-|>", mutation_scale=8,
                connectionstyle=f"arc3,rad={-0.12 if far else 0}", color=SKIP if far else INK, linewidth=0.9,
                linestyle=(0, (2, 2)) if source.endswith("+") else "-"))
    for level, step in enumerate(levels):
        axes.text(-0.25, -level * 1.15 - 0.35, f"1/{step}", ha="right", va="center", fontsize=9, color=INK)
    total = sum(int(m["kept_bytes"]) for m in maps)
    whole = sum(int(m["columns"]) * int(m["rows"]) * int(m["channels"]) for m in maps)
    axes.set_title(
        f"{maps[0]['columns']} × {maps[0]['rows']} photo: {total / 1e6:.1f} MB of rows are kept, "
        f"whole maps would take {whole / 1e6:.0f} MB", fontsize=11, color=INK, loc="left")
    axes.set_xlim(-1, len(maps))
    axes.set_ylim(-len(levels) * 1.15 - 0.1, 0.35)
    axes.axis("off")
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main(*sys.argv[1:])
