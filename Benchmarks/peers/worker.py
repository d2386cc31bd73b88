"""What every Python worker of network_peers.py shares: the protocol, the tiles and the stitched map.

The protocol, one line each way, over standard input and output:

  worker, once it has loaded    ready DESCRIPTION          or    unavailable REASON
  asked                         PHOTO                      or    PHOTO<tab>MAP.npy
  worker, after the photo       CPU_SECONDS CELLS PEAK_KB  or    error REASON

CPU_SECONDS is the process CPU clock for the whole job: read the file, decode it, run the network over the full photo, hold
the map of probabilities in memory. CELLS counts the output cells with a probability above 0.5, PEAK_KB is VmHWM. With
MAP.npy the worker also writes its map there after the clock was read: rows x columns, float 0..1 or bytes 0..255. Only the
first class counts. A worker ends when its standard input ends.

Nothing here needs more than numpy and cv2, so that an older OpenCV's own Python runs it too.
"""
import os
import sys
import time

import numpy as np

TILE = 512
OVERLAP = 64


def peak_kilobytes():
    """Reads the highest resident size this process has had."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def serve(load):
    """Answers requests until standard input ends. `load()` returns a description and a function from path to map."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints is not an answer
    try:
        description, inspect = load()
    except ImportError as error:
        print(f"unavailable {error}", file=answers)
        return
    print(f"ready {description}", file=answers)
    for line in sys.stdin:
        photo, _, target = line.rstrip("\n").partition("\t")
        try:
            start = time.process_time()
            found = inspect(photo)
            seconds = time.process_time() - start
            if target:
                np.save(target, found)
            print(f"{seconds:.6f} {np.count_nonzero(found > 0.5)} {peak_kilobytes()}", file=answers)
        except Exception as error:  # the orchestrator leaves this engine out and says why
            print(f"error {type(error).__name__}: {' '.join(str(error).split())[:300]}", file=answers)
            raise


def sigmoid(logits):
    """Turns logits into probabilities in place."""
    np.negative(logits, out=logits)
    np.exp(logits, out=logits)
    logits += 1
    return np.reciprocal(logits, out=logits)


class Planes:
    """One network input, filled again for every tile: float planes R, G, B in 0..1 of a picture of bytes B, G, R."""

    def __init__(self):
        self.memory = np.empty((1, 3, TILE, TILE), np.float32)

    def fill(self, tile):
        for channel in range(3):
            np.multiply(tile[:, :, 2 - channel], np.float32(1 / 255), out=self.memory[0, channel])
        return self.memory


def starts(length):
    """Where the tiles begin along one side: every 448 pixels, the last one flush with the edge."""
    return [*range(0, length - TILE, TILE - OVERLAP), length - TILE]


def tiled(picture, network):
    """Runs the network over tiles of the picture and stitches the probabilities.

    `network` takes a tile of 512 x 512 bytes B, G, R and returns its logits, rows x columns. Tiles overlap by 64 pixels; each
    seam lies in the middle of the overlap, except before the last tile of a row or column, which covers more of its neighbour.
    """
    import cv2

    rows, columns = picture.shape[:2]
    below = max(rows + rows % 2, TILE) - rows
    beside = max(columns + columns % 2, TILE) - columns
    if below or beside:
        picture = cv2.copyMakeBorder(picture, 0, below, 0, beside, cv2.BORDER_REPLICATE)
    found = None
    for y in starts(rows + below):
        for x in starts(columns + beside):
            logits = network(picture[y : y + TILE, x : x + TILE])
            stride = TILE // logits.shape[0]
            if found is None:
                found = np.empty(((rows + below) // stride, (columns + beside) // stride), np.float32)
            up, left = (OVERLAP // 2 // stride if start else 0 for start in (y, x))
            part = found[y // stride : (y + TILE) // stride, x // stride : (x + TILE) // stride]
            part[up:, left:] = sigmoid(logits[up:, left:].copy())
    return found[: -(-rows // stride), : -(-columns // stride)]


def read(path):
    """Reads and decodes a photo as bytes B, G, R."""
    import cv2

    picture = cv2.imread(path, cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError(f"cannot read {path}")
    return picture
