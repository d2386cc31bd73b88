#!/usr/bin/env python3
"""Measures the int8 network against the pipelines people use, with the same network on the same photos and cores.

usage: network_peers.py --model FOLDER --photos FOLDER --ours BENCHMARK [--engines a,b] [--rounds N] [--markdown FILE]

Each engine is two worker processes, one a core and one thread each, that stay alive: see peers/worker.py for what they are
asked and answer. A job is a whole photo: read the file, decode it, run the network over all of it at full resolution, hold
the map of probabilities. In each round the engines take turns in a random order from a fixed seed; both workers of one engine
run at the same time, and no other engine does. Medians over the rounds are printed.

The first run of each engine, on the first two photos, warms it up: it says how many photos a worker gets in a round (about
four seconds' worth), and its map is compared with that of onnxruntime in fp32 over the whole photo in one piece, without
seams. An engine that takes more than 25 s for it is not asked again, and that run is its result.

The machine must be quiet. Packages: requirements.txt; Debian's OpenCV: python3-opencv, left out where it is not installed.
"""
import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from peers.processes import Engine, Failed, Unavailable
from pipeline import pixels

PEERS = Path(__file__).resolve().parent / "peers"
VARIANTS = ("scalar", "avx2", "avxVNNI", "avx512VNNI", "amx", "detector")  # the last: the whole crack detector, best variant
BASE = "onnxruntime-fp32"
SECONDS_A_SHARE = 4
SLOW_SECONDS = 25
START_SECONDS = 120


def parsed():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder with network.onnx and weights.int8")
    parser.add_argument("--photos", type=Path, required=True, help="folder with JPEG photos, two at least")
    parser.add_argument("--ours", type=Path, help="the benchmark executable; without it only the peers are measured")
    parser.add_argument("--engines", help=f"names with commas between them, all by default; {BASE} is always measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "network-peers", help="for int8 networks")
    parser.add_argument("--minutes", type=float, default=12, help="no round begins that would likely end after this")
    parser.add_argument("--timeout", type=float, default=240, help="seconds a worker may take for one photo")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", type=Path, help="file that gets the table, too")
    return parser.parse_args()


def int8_network(engine, options, photos):
    """The path of a peer's int8 network, made on first use."""
    network = options.model / "network.onnx"
    prepare = [sys.executable, PEERS / "prepare.py", engine, network, options.cache, *(photo for photo, _ in photos[:4])]
    result = subprocess.run(prepare, capture_output=True, text=True)
    if result.returncode:
        raise Failed(f"making its int8 network: {(result.stderr.strip().splitlines() or ['no message'])[-1][:300]}")
    return result.stdout.strip()


def commands(options, photos):
    """What makes the command of every engine, by name."""
    network = options.model / "network.onnx"

    def peer(script, *rest, python=sys.executable):
        return lambda: [python, PEERS / script, *(part() if callable(part) else part for part in rest)]

    found = {
        BASE: peer("onnxruntime_tiles.py", network, "fp32"),
        "onnxruntime-int8": peer("onnxruntime_tiles.py", lambda: int8_network("onnxruntime", options, photos), "int8"),
        "openvino-int8": peer("openvino_tiles.py", lambda: int8_network("openvino", options, photos)),
        "sahi-onnxruntime-fp32": peer("sahi_slices.py", network),
        "opencv": peer("opencv_tiles.py", network),
        "opencv-debian": peer("opencv_tiles.py", network, python="/usr/bin/python3"),
    }
    if options.ours:
        for variant in VARIANTS:
            command = [options.ours.resolve(), "network-worker", options.model, variant]
            found[f"ours-{variant}"] = lambda command=command: command
    if options.engines:
        wanted = options.engines.split(",")
        if unknown := set(wanted) - set(found):
            raise SystemExit(f"unknown engines {', '.join(sorted(unknown))}; known: {', '.join(found)}")
        found = {name: make for name, make in found.items() if name == BASE or name in wanted}
    return found


def two_cores():
    """Two processors this process may use, threads of different cores if there are any."""
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise SystemExit("two processors are needed")

    def core(processor):
        siblings = Path(f"/sys/devices/system/cpu/cpu{processor}/topology/thread_siblings_list")
        return siblings.read_text().strip() if siblings.exists() else processor

    return allowed[0], next((other for other in allowed[1:] if core(other) != core(allowed[0])), allowed[1])


def mask(path):
    """Where a map a worker wrote is above 0.5; bytes stand for 0..1 in steps of 1/255."""
    found = np.load(path)
    return found > 0.5 if found.dtype.kind == "f" else found > 127


def agreement(ours, base):
    """Cells that both masks mark, over those that one of them marks at least."""
    rows, columns = (min(pair) for pair in zip(ours.shape, base.shape))
    ours, base = ours[:rows, :columns], base[:rows, :columns]
    union = np.count_nonzero(ours | base)
    return np.count_nonzero(ours & base) / union if union else 1.0


def shares(photos, turn, each):
    """The photos of both workers in a round: the same for every engine, other ones in the next round."""
    return [[photos[(2 * turn + 2 * number + worker) % len(photos)] for number in range(each)] for worker in (0, 1)]


class Race:
    """The engines that still run, and what is to be said about the others."""

    def __init__(self, options, photos):
        self.options = options
        self.photos = photos
        self.engines = []
        self.notes = []
        self.waits = []
        self.begun = time.monotonic()
        self.rounds = 0

    def attempt(self, engine, work):
        """Does something with an engine; leaves it out, by name, when it cannot."""
        try:
            work()
            return True
        except Unavailable as error:
            self.notes.append(f"`{engine.name}` is not available here: {error}")
        except (Failed, OSError) as error:
            self.notes.append(f"`{engine.name}` failed and is left out: {error}")
        print(self.notes[-1], file=sys.stderr, flush=True)
        engine.end()
        if engine in self.engines:
            self.engines.remove(engine)
        return False

    def start(self, found):
        """Starts every engine's workers."""
        cores = two_cores()
        for name, make in found.items():
            engine = Engine(name)
            if self.attempt(engine, lambda: engine.start(make(), cores, START_SECONDS)):
                self.engines.append(engine)

    def timed(self, engine, turn, target=None):
        """One run of one engine."""
        run = engine.run(shares(self.photos, turn, engine.photos_each), self.options.timeout, target)
        print(f"{engine.name}: {run.megapixels:.1f} MP in {run.wall:.2f} s, {run.cpu:.2f} s CPU", file=sys.stderr, flush=True)
        return run

    def reference(self, folder):
        """The mask of fp32 onnxruntime over the first photo in one piece; not timed."""
        engine = Engine("reference")
        command = [sys.executable, PEERS / "onnxruntime_tiles.py", self.options.model / "network.onnx", "fp32", "whole"]
        target = folder / "reference.npy"

        def work():
            engine.start(command, two_cores()[:1], START_SECONDS)
            engine.run([self.photos[:1]], self.options.timeout, target)

        done = self.attempt(engine, work)
        engine.end()
        return mask(target) if done else None

    def warm_up(self, folder):
        """Each engine's first run: its map, and how much it can do in a round."""
        base = self.reference(folder)
        if base is not None:
            cells = np.count_nonzero(base)
            self.notes.append(f"The mask of fp32 on the whole photo has {cells} cells, {cells / base.size:.1%} of the photo.")
        for engine in list(self.engines):

            def first():
                target = folder / f"{engine.name}.npy"
                run = self.timed(engine, 0, target)
                if base is not None:
                    engine.agreement = agreement(mask(target), base)
                engine.once = run.wall > SLOW_SECONDS
                engine.photos_each = max(1, min(4, round(SECONDS_A_SHARE / run.wall)))
                if engine.once:
                    engine.runs.append(run)

            self.attempt(engine, first)

    def run(self):
        """The rounds."""
        chance = random.Random(self.options.seed)
        longest = 0.0
        for turn in range(self.options.rounds):
            if turn and time.monotonic() - self.begun + longest > self.options.minutes * 60:
                break
            begun = time.monotonic()
            order = [engine for engine in self.engines if not engine.once]
            chance.shuffle(order)
            for engine in order:
                self.attempt(engine, lambda: engine.runs.append(self.timed(engine, turn)))
            longest = max(longest, time.monotonic() - begun)
            self.rounds += 1

    def remarks(self, engine):
        """What a reader must know about an engine's figures."""
        if engine.once:
            self.notes.append(f"`{engine.name}` is slow and ran once, cold.")
        cpu, kernel = (sum(getattr(run, field) for run in engine.runs) for field in ("cpu", "kernel_cpu"))
        if abs(cpu - kernel) > 0.03 * kernel + 0.02 * len(engine.runs):
            self.notes.append(f"`{engine.name}` counted {cpu:.2f} s of CPU, the kernel {kernel:.2f} s.")
        if (waited := statistics.median(run.waited for run in engine.runs)) > 0.05:
            self.waits.append(f"`{engine.name}` {waited:.0%}")

    def table(self):
        """The rows, fastest first."""
        speeds = {engine.name: statistics.median(run.megapixels / run.wall for run in engine.runs) for engine in self.engines}
        rows = [
            f"| engine | what it is | MP/s, two cores | × {BASE} | MP per core-second | peak MB a worker | mask IoU with fp32 |",
            "|---|---|---|---|---|---|---|",
        ]
        for engine in sorted(self.engines, key=lambda e: -speeds[e.name]):
            self.remarks(engine)
            walls = [run.megapixels / run.wall for run in engine.runs]
            ratio = f"{speeds[engine.name] / speeds[BASE]:.2f}" if BASE in speeds else "–"
            per_core = statistics.median(run.megapixels / run.cpu for run in engine.runs)
            same = "–" if engine.agreement is None else f"{engine.agreement:.3f}"
            rows.append(
                f"| {engine.name} | {engine.description} | {speeds[engine.name]:.1f} ({min(walls):.1f}–{max(walls):.1f}) "
                f"| {ratio} | {per_core:.1f} | {max(run.peak for run in engine.runs) * 1024 / 1e6:.0f} | {same} |"
            )
        return rows


def processor():
    """The processor's name and the instruction sets that matter here."""
    lines = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().split("\n") if ":" in line)
    facts = {name.strip(): value.strip() for name, value in lines.items()}
    flags = set(facts.get("flags", "").split()) & {"avx2", "avx_vnni", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16"}
    return f"{facts.get('model name', platform.machine())} ({', '.join(sorted(flags))})"


def main():
    """Runs the race and prints the table."""
    options = parsed()
    options.model = options.model.resolve()
    load = os.getloadavg()[0]
    paths = sorted(path for path in options.photos.iterdir() if path.suffix.lower() in (".jpg", ".jpeg"))
    photos = [(path.resolve(), pixels(path) / 1e6) for path in paths]  # which brings them into memory, too
    if len(photos) < 2:
        raise SystemExit(f"{options.photos} holds {len(photos)} photos: two are needed")
    race = Race(options, photos)
    try:
        race.start(commands(options, photos))
        with tempfile.TemporaryDirectory() as folder:
            race.warm_up(Path(folder))
        race.run()
    finally:
        for engine in race.engines:
            engine.end()
    sizes = sorted({round(size, 1) for _, size in photos})
    head = (
        f"{len(photos)} photos of {' to '.join(str(size) for size in sizes[:: max(1, len(sizes) - 1)])} MP, "
        f"{race.rounds} rounds, {processor()}, load {load:.1f} before the start, {time.monotonic() - race.begun:.0f} s in all"
    )
    race.engines = [engine for engine in race.engines if engine.runs]
    table = race.table()
    if race.waits:
        race.notes.append(f"Time spent waiting, for other work or a disk: {', '.join(race.waits)}.")
    if load > 0.5:
        race.notes.append("The machine was not quiet before the start.")
    text = "\n".join([head, "", *table, "", *(f"- {note}" for note in race.notes)]) + "\n"
    print(text)
    if options.markdown:
        options.markdown.write_text(text)
    if BASE not in (engine.name for engine in race.engines):
        raise SystemExit(f"{BASE} did not run: nothing to compare with")


if __name__ == "__main__":
    main()
