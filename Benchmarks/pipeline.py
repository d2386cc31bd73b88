#!/usr/bin/env python3
"""Times the whole run against libjpeg-turbo's decoding of the same photos on the same cores, and its peak memory.

usage: pipeline.py INSPECT FOLDER [--rounds N]

The peer is `djpeg` (package libjpeg-turbo-progs) writing to /dev/null, as many processes at once as the run has jobs.
Runs are interleaved; medians are printed. The memory limit is (photos at once) x 6 bytes x pixels + 150 MB.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def measured(command):
    """Runs a command; returns wall seconds, CPU seconds and peak resident bytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def decode(photos, jobs):
    """Decodes every photo with djpeg; returns wall seconds and CPU seconds."""
    start = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        cpu = sum(result[1] for result in pool.map(lambda p: measured(["djpeg", "-outfile", "/dev/null", str(p)]), photos))
    return time.monotonic() - start, cpu


def pixels(photo):
    """Reads the size of a photo from its frame header."""
    data = photo.read_bytes()
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return int.from_bytes(data[at + 5 : at + 7], "big") * int.from_bytes(data[at + 7 : at + 9], "big")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("inspect")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    photos = sorted(p for p in options.folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg"))
    size = pixels(photos[0])
    megapixels = size * len(photos) / 1e6
    output = Path(tempfile.mkdtemp())
    print(f"{len(photos)} photos of {size / 1e6:.1f} MP")
    print("| photos at once | decode s | run s | MP/s | run / decode, wall | run / decode, CPU | peak MB | limit MB |")
    print("|---|---|---|---|---|---|---|---|")
    try:
        for jobs in (1, 2):
            decodes, runs = [], []
            for number in range(options.rounds):
                decodes.append(decode(photos, jobs))
                target = output / f"{jobs}-{number}"
                runs.append(
                    measured([options.inspect, "run", str(options.folder), "--output", str(target), "--jobs", str(jobs), "--no-overlays"])
                )
            d_wall, d_cpu = (statistics.median(x[i] for x in decodes) for i in (0, 1))
            r_wall, r_cpu = (statistics.median(x[i] for x in runs) for i in (0, 1))
            peak = max(x[2] for x in runs) / 1e6
            limit = (jobs * 6 * size) / 1e6 + 150
            print(
                f"| {jobs} | {d_wall:.2f} | {r_wall:.2f} | {megapixels / r_wall:.1f} | {r_wall / d_wall:.2f} "
                f"| {r_cpu / d_cpu:.2f} | {peak:.0f} | {limit:.0f} |"
            )
        start = [measured([options.inspect, "--help"])[0] for _ in range(9)]
        print(f"\nstart-up of inspect --help: {statistics.median(start) * 1000:.0f} ms (limit 150 ms)")
    finally:
        shutil.rmtree(output)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
