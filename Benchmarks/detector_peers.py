#!/usr/bin/env python3
"""Measures all detectors together against what people run today: YOLO on slices of the same photos, on the same cores.

usage: detector_peers.py INSPECT FOLDER YOLO.onnx [--detectors crack,road crack,road,tree] [--rounds N]

Ours is `inspect detect FOLDER --detectors … --no-overlays --jobs 2`: files read, decoded, all networks, boxes, traced lines, masks and
detections.json written. The peer is two processes, one a core: SAHI's slices of 640 pixels with an overlap of 0.2, one network on
onnxruntime, boxes suppressed, nothing written. Its network has to see three kinds of defects in one pass, ours are three. Rounds alternate; medians
are printed. The machine must be quiet.

YOLO.onnx: `yolo export model=yolo11n.yaml format=onnx imgsz=640 opset=12` with ultralytics (AGPL-3.0, not part of this project and not needed by it).
The weights do not matter for the time.
"""
import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from peers.processes import Engine
from pipeline import measured, pixels

YOLO = Path(__file__).resolve().parent / "peers" / "yolo_slices.py"
CORES = (0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inspect")
    parser.add_argument("folder", type=Path)
    parser.add_argument("yolo", type=Path)
    parser.add_argument("--detectors", nargs="+", default=["crack", "crack,road", "crack,road,tree"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    photos = sorted(p for p in options.folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg"))
    megapixels = sum(pixels(p) for p in photos) / 1e6
    peer = Engine("yolo")
    peer.start([sys.executable, YOLO, options.yolo], CORES, 120)
    # As many photos for each core, and as few as take some seconds: the peer is slow.
    shares = [[(str(p), pixels(p) / 1e6) for p in photos[core:core + 1]] for core in CORES]
    peer.run(shares, 600)
    ours = {names: [] for names in options.detectors}
    theirs = []
    output = Path(tempfile.mkdtemp())
    for _ in range(options.rounds):
        for names in options.detectors:
            shutil.rmtree(output, ignore_errors=True)
            wall, _, peak = measured([options.inspect, "detect", str(options.folder), "--detectors", names, "--no-overlays", "--jobs", "2",
                                      "--output", str(output), "--quiet"])
            ours[names].append((megapixels / wall, peak))
        run = peer.run(shares, 600)
        theirs.append((run.megapixels / run.wall, run.peak * 1024))
    shutil.rmtree(output, ignore_errors=True)
    peer.end()
    slow = statistics.median(rate for rate, _ in theirs)
    print(f"{len(photos)} photos, {megapixels:.0f} MP, two cores, decoding included; {peer.description}")
    print("| pipeline | MP/s | against YOLO slices | peak MB |\n|---|---|---|---|")
    for name, runs in (*((f"inspect detect --detectors {n}", r) for n, r in ours.items()), ("YOLO slices, two processes", theirs)):
        rate, peak = statistics.median(r for r, _ in runs), max(p for _, p in runs)
        print(f"| {name} | {rate:.1f} | {rate / slow:.1f} × | {peak / 1e6:.0f}{' each' if runs is theirs else ''} |")


if __name__ == "__main__":
    main()
