"""The crack map, driven from Python through the same C kernels that the Swift side uses.

Builds a shared library out of Sources/CDetectors once per process (clang or cc) and mirrors RidgeCrackMap.swift.
"""
import ctypes as C
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

SOURCES = Path(__file__).resolve().parents[2] / "Sources" / "CDetectors"


class View(C.Structure):
    _fields_ = [("pixels", C.c_void_p), ("width", C.c_int32), ("height", C.c_int32), ("stride", C.c_ssize_t)]


class Valley(C.Structure):
    _fields_ = [("low", C.c_int32), ("high", C.c_int32)]


def _build():
    out = Path(tempfile.mkdtemp()) / "libcdetectors.so"
    files = [str(f) for f in sorted(SOURCES.glob("*.c"))]
    compiler = os.environ.get("CC", "clang")
    subprocess.run([compiler, "-O3", "-std=gnu11", "-shared", "-fPIC", f"-I{SOURCES}/include", "-o", str(out), *files],
                   check=True)
    library = C.CDLL(str(out))
    library.dt_valley_scratch_size.restype = C.c_size_t
    return library


lib = _build()
DEFAULTS = dict(levels=3, low=4, high=12, noise_factor=1.5, noise_floor=2.0, noise_radius=4,
                level_weight=(1, 1, 1, 1))


def view(a):
    return View(a.ctypes.data, a.shape[1], a.shape[0], a.strides[0])


def roughness(gray):
    """Mean |dx| + |dy| of the smoothed brightness per 8 x 8 block, in grey levels, and the pixels behind each."""
    h, w = gray.shape
    rows, cols = -(-h // 8), -(-w // 8)
    sums = np.zeros((rows, cols), np.uint32)
    scratch = np.zeros(3 * (w + 1), np.uint16)
    for by in range(rows):
        n = min(8, h - by * 8)
        patch = np.zeros((n + 3, w + 3), np.uint8)
        lib.dt_gray_patch(view(gray), -1, by * 8 - 1, view(patch))
        lib.dt_roughness_row(view(patch), C.c_void_p(sums[by].ctypes.data), C.c_void_p(scratch.ctypes.data), 1)
    count = np.minimum(8, h - 8 * np.arange(rows))[:, None] * np.minimum(8, w - 8 * np.arange(cols))[None]
    return sums, count


def box(a, r):
    h, w = a.shape
    y0, y1 = np.maximum(np.arange(h) - r, 0), np.minimum(np.arange(h) + r + 1, h)
    x0, x1 = np.maximum(np.arange(w) - r, 0), np.minimum(np.arange(w) + r + 1, w)
    c = np.pad(a.astype(np.int64), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return c[y1][:, x1] - c[y0][:, x1] - c[y1][:, x0] + c[y0][:, x0]


def level_map(gray, p, weight=1.0, veto=None):
    h, w = gray.shape
    s, n = roughness(gray)
    r = p["noise_radius"]
    noise = box(s, r) / box(n, r) / 16
    noise = p["noise_factor"] * noise + p["noise_floor"]
    gain = 8192 / np.maximum(noise, 1) * weight
    if veto is not None:
        gain = gain * veto(gain.shape)
    gain = np.clip(gain, 0, 32767).astype(np.int16)
    out = np.zeros((h, w), np.uint8)
    par = Valley(p["low"], p["high"])
    tw, th = 384, 64
    scratch = np.zeros(lib.dt_valley_scratch_size(tw, th) + 64, np.uint8)
    base = (scratch.ctypes.data + 63) & ~63
    for y in range(0, h, th):
        for x in range(0, w, tw):
            o = out[y:y + th, x:x + tw]
            patch = np.zeros((o.shape[0] + 22, o.shape[1] + 22), np.uint8)
            lib.dt_gray_patch(view(gray), x - 11, y - 11, view(patch))
            lib.dt_valleys(view(patch), C.c_void_p(gain.ctypes.data), gain.shape[1], gain.shape[0], x, y, par, view(o),
                           C.c_void_p(base), 1)
    return out


def crack_map(rgb, **overrides):
    """Returns the u8 map of an RGB picture; 255 is a line with every vote at the cap."""
    p = {**DEFAULTS, **overrides}
    rgb = np.ascontiguousarray(rgb)
    gray = np.zeros(rgb.shape[:2], np.uint8)
    lib.dt_luminance(view(rgb), 0, 0, view(gray), 1)
    levels = [gray]
    while len(levels) < p["levels"] and min(levels[-1].shape) >= 2:
        g = levels[-1]
        half = np.zeros((-(-g.shape[0] // 2), -(-g.shape[1] // 2)), np.uint8)
        lib.dt_halve(view(g), view(half), 1)
        levels.append(half)
    coarse = None
    for k in reversed(range(len(levels))):
        m = level_map(levels[k], p, p["level_weight"][k])
        if coarse is not None:
            scratch = np.zeros(coarse.shape[1] + 2, np.uint16)
            lib.dt_raise_to_coarser(view(coarse), view(m), C.c_void_p(scratch.ctypes.data), 1)
        coarse = m
    return coarse
