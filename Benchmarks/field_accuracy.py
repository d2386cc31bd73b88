#!/usr/bin/env python3
"""Draws Documentation/images/accuracy.svg from the sightings that `benchmark field FOLDER CSV` wrote.

    .build/release/benchmark field THUNDERSTORM_FOLDER sightings.csv
    ./field_accuracy.py sightings.csv ../Documentation/images/accuracy.svg        # needs numpy and matplotlib
"""
import sys

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402

OURS, THEIRS, INK, PALE = "#0b6e4f", "#c0562f", "#22303c", "#d5dde3"


def distribution(axes, errors, colour, label):
    errors = np.sort(errors)
    share = np.arange(1, errors.size + 1) / errors.size * 100
    axes.step(errors, share, where="post", color=colour, lw=2.2, label=label)
    return np.quantile(errors, [0.5, 0.9])


def main(source, target):
    ours, theirs, stated = np.loadtxt(source, delimiter=",", skiprows=1, unpack=True)
    plt.rcParams.update({"font.family": "DejaVu Sans", "font.size": 10.5, "text.color": INK, "axes.labelcolor": INK,
                         "xtick.color": INK, "ytick.color": INK, "axes.edgecolor": PALE, "svg.hashsalt": "inspect",
                         "svg.fonttype": "path"})
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 4.5), width_ratios=[1.55, 1], layout="constrained")

    # Whiskers of text sit where the curves leave room: ours is always above and to the left.
    curves = ((ours, OURS, "full rotation (inspect)", 1), (theirs, THEIRS, "published tool", -1))
    for errors, colour, label, gap in curves:
        quantiles = distribution(left, errors, colour, label)
        for share, value in zip((50, 90), quantiles):
            left.plot([value, value], [0, share], color=colour, lw=0.9, ls=(0, (3, 3)))
            left.plot(value, share, "o", color=colour, ms=5.5)
            left.annotate(f"{value:.2f} m", (value, share), xytext=(-9 * gap, 5 if gap > 0 else -14),
                          textcoords="offset points", ha="right" if gap > 0 else "left", color=colour, weight="bold",
                          bbox={"facecolor": "white", "lw": 0, "pad": 1})
    for share, word in ((50, "CEP"), (90, "CE90")):
        left.axhline(share, color=PALE, lw=1, zorder=0)
        left.text(29.6, share + 1.2, word, ha="right", color="#6b7a86", size=9.5)
    left.set(xlim=(0, 30), ylim=(0, 101), xlabel="horizontal error, m", ylabel="sightings within, %")
    left.set_title("Error of 441 field sightings", loc="left", weight="bold", size=12)
    left.legend(loc="lower right", frameon=False)

    inside = ours <= stated
    limit = np.ceil(stated.max()) + 1
    right.fill_between([0, limit], [0, limit], color=OURS, alpha=0.08, lw=0)
    right.plot([0, limit], [0, limit], color=OURS, lw=1.2)
    right.scatter(stated[inside], ours[inside], s=11, color=OURS, alpha=0.55, lw=0)
    right.scatter(stated[~inside], ours[~inside], s=13, color=THEIRS, alpha=0.85, lw=0)
    right.set(xlim=(0, limit), ylim=(0, ours.max() * 1.25), xlabel="stated CE90, m", ylabel="horizontal error, m")
    right.set_title("Is the stated doubt honest?", loc="left", weight="bold", size=12)
    right.text(0.03, 0.97, f"{inside.mean() * 100:.1f} % lie within the stated CE90\n(nine of ten should)",
               transform=right.transAxes, ha="left", va="top", color=INK, size=9.5,
               bbox={"facecolor": "white", "edgecolor": PALE, "boxstyle": "round,pad=0.5"})
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(length=0)
    figure.savefig(target, metadata={"Date": None} if target.endswith("svg") else None, dpi=160)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
