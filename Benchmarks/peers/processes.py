"""Worker processes as the orchestrator sees them: two for each engine, one a core, speaking the protocol of worker.py."""
import os
import select
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENCV_LOG_LEVEL": "ERROR",
}


class Unavailable(Exception):
    """The worker said that this machine or installation lacks what it needs."""


class Failed(Exception):
    """The worker died, answered nothing in time, or answered with something else."""


class Worker:
    """One process bound to one core."""

    def __init__(self, command, core):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            ["taskset", "-c", str(core), *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=os.environ | ENVIRONMENT,
        )
        self.rest = b""

    def line(self, seconds):
        """Reads one line of the worker's answers."""
        end = time.monotonic() + seconds
        while b"\n" not in self.rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise Failed(f"no answer in {seconds:.0f} s")
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                raise Failed(f"ended with status {self.process.wait()}: {self.last_words()}")
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\n")
        return line.decode(errors="replace").strip()

    def last_words(self):
        """What the worker said last on standard error: Swift's message before its backtrace, or the last line."""
        self.errors.seek(0)
        lines = [line.strip() for line in self.errors.read().decode(errors="replace").split("\n") if line.strip()]
        return next((line for line in lines if "Fatal error:" in line), lines[-1] if lines else "no message")[:300]

    def await_ready(self, seconds):
        """Returns the worker's description of itself once it has loaded."""
        word, _, text = self.line(seconds).partition(" ")
        if word == "unavailable":
            raise Unavailable(text or "this machine lacks it")
        if word != "ready":
            raise Failed(f"said {word!r} instead of ready")
        return text

    def ask(self, photo, target, seconds):
        """Has one photo inspected; returns CPU seconds, cells above 0.5 and peak kB."""
        try:
            self.process.stdin.write(f"{photo}\t{target}\n".encode() if target else f"{photo}\n".encode())
            self.process.stdin.flush()
        except OSError:
            raise Failed(f"ended with status {self.process.wait()}: {self.last_words()}") from None
        answer = self.line(seconds)
        try:
            cpu, cells, peak = answer.split()
            return float(cpu), int(cells), int(peak)
        except ValueError:
            raise Failed(f"answered {answer[:300]!r}") from None

    def clock(self):
        """CPU seconds of the process and its threads as the kernel counts them, in steps of 10 ms."""
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        """Lets the worker go, by force if it does not end by itself."""
        try:
            self.process.stdin.close()
            self.process.wait(3)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()


@dataclass
class Run:
    """One round of one engine: all its workers at once on their own photos."""

    wall: float
    cpu: float
    kernel_cpu: float
    waited: float  # wall seconds of the workers less their CPU seconds, over their wall seconds
    megapixels: float
    peak: int


class Engine:
    """A pipeline under test: its workers, and what it measured."""

    def __init__(self, name):
        self.name = name
        self.description = name
        self.workers = []
        self.runs = []
        self.once = False  # so slow that its first run is its only one
        self.photos_each = 1
        self.agreement = None

    def start(self, command, cores, seconds):
        """Starts a worker on each core and waits until all have loaded."""
        self.workers = [Worker(command, core) for core in cores]
        for worker in self.workers:
            self.description = worker.await_ready(seconds) or self.name

    def run(self, shares, seconds, target=None):
        """Gives each worker its photos, (path, megapixels), and measures them; the first worker may write one map."""

        def work(index):
            begun = time.monotonic()
            answers = [
                self.workers[index].ask(photo, target if (index, number) == (0, 0) else None, seconds)
                for number, (photo, _) in enumerate(shares[index])
            ]
            return time.monotonic() - begun, sum(a[0] for a in answers), max(a[2] for a in answers)

        before = sum(worker.clock() for worker in self.workers)
        begun = time.monotonic()
        with ThreadPoolExecutor(len(self.workers)) as pool:
            results = list(pool.map(work, range(len(self.workers))))
        wall = time.monotonic() - begun
        kernel = sum(worker.clock() for worker in self.workers) - before
        walls, cpu = sum(r[0] for r in results), sum(r[1] for r in results)
        return Run(wall, cpu, kernel, 1 - cpu / walls, sum(p[1] for share in shares for p in share), max(r[2] for r in results))

    def end(self):
        """Lets all workers go."""
        for worker in self.workers:
            worker.end()
        self.workers = []
