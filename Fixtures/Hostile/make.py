#!/usr/bin/env python3
"""Writes the hostile JPEGs beside this script, and what each must lead to in expectations.json.

Standard library only; the same bytes every time. Run it after a change and commit what it wrote.
"""

import json
import pathlib
import struct

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
SOF0, SOF1, SOF2, SOF3, SOF9, SOF10 = 0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA


def segment(marker, payload, length=None):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2 if length is None else length) + payload


def quantization(slot=0):
    return segment(0xDB, bytes([slot]) + bytes([8] * 64))


def huffman(kind=0, slot=0, counts=(1,), symbols=(0,)):
    """The smallest table: one code of one bit for symbol 0 (DC: no difference; AC: end of block)."""
    counts = list(counts) + [0] * (16 - len(counts))
    return segment(0xC4, bytes([kind << 4 | slot]) + bytes(counts) + bytes(symbols))


TABLES = quantization() + huffman(0) + huffman(1)


def frame(width, height, components=1, marker=SOF0, precision=8, sampling=0x11, table=0, claimed=None):
    payload = struct.pack(">BHHB", precision, height, width, components if claimed is None else claimed)
    for index in range(components):
        payload += bytes([index + 1, sampling, table])
    return segment(marker, payload)


def scan(data, components=1, first=0, last=63, approximation=0, table=0, ids=None):
    ids = ids if ids is not None else range(1, components + 1)
    header = bytes([components]) + b"".join(bytes([i, table << 4 | table]) for i in ids)
    return segment(0xDA, header + bytes([first, last, approximation])) + data


def flat(blocks, bits_a_block=2):
    """The entropy-coded data of uniform blocks: zero bits, padded with ones."""
    bits = blocks * bits_a_block
    data = bytearray(bits // 8)
    if bits % 8:
        data.append(0xFF >> bits % 8)
    return bytes(data)


def padded(jpeg, size):
    """Makes the file longer with comments after its start."""
    missing = size - len(jpeg)
    comment = b""
    while missing > 0:
        piece = min(missing, 60000)
        if 0 < missing - piece < 4:
            piece -= 4
        comment += segment(0xFE, bytes(piece - 4))
        missing -= piece
    return jpeg[:2] + comment + jpeg[2:]


def progressive(width, height, components=3, scans=1):
    data = scan(flat(8), components, last=0)
    for component in range(components):
        data += scan(flat(8), 1, first=1, last=63, ids=[component + 1])
    return SOI + TABLES + frame(width, height, components, SOF2) + data * scans + EOI


def good(width=16, height=16, components=1):
    blocks = (width // 8) * (height // 8) * components
    return SOI + TABLES + frame(width, height, components) + scan(flat(blocks), components) + EOI


FILES = {
    # Legal, so that the others fail for their own reason.
    "good-grey.jpg": ("ok", good()),
    "good-colour.jpg": ("ok", good(components=3)),
    "good-progressive.jpg": ("ok", SOI + TABLES + frame(16, 16, 1, SOF2) + scan(flat(4, 1), last=0)
                             + scan(flat(4, 1), first=1) + EOI),
    "good-one-pixel.jpg": ("ok", SOI + TABLES + frame(1, 1) + scan(flat(1)) + EOI),
    # Sizes.
    "bomb-progressive-65500.jpg": ("too_large", padded(progressive(65500, 65500), 541)),
    "bomb-baseline-65500.jpg": ("too_large", SOI + TABLES + frame(65500, 65500, 3) + scan(flat(99), 3) + EOI),
    "bomb-above-libjpeg-65535.jpg": ("too_large", SOI + TABLES + frame(65535, 1) + scan(flat(9999)) + EOI),
    "bomb-progressive-16000.jpg": ("malformed", progressive(16000, 16000)),
    "bomb-baseline-16000.jpg": ("malformed", SOI + TABLES + frame(16000, 16000, 3) + scan(flat(99), 3) + EOI),
    "bomb-second-frame.jpg": ("malformed", SOI + TABLES + frame(8, 8) + frame(60000, 60000) + scan(flat(9)) + EOI),
    "zero-width.jpg": ("malformed", SOI + TABLES + frame(0, 16) + scan(flat(4)) + EOI),
    "zero-height.jpg": ("malformed", SOI + TABLES + frame(16, 0) + scan(flat(4)) + EOI),
    # Lengths.
    "length-beyond-file.jpg": ("malformed", SOI + segment(0xE1, b"Exif\0\0", length=65000) + good()[2:]),
    "length-one.jpg": ("malformed", SOI + segment(0xE1, b"", length=1) + good()[2:]),
    "length-of-frame.jpg": ("malformed", SOI + TABLES + frame(16, 16, 1, claimed=3) + scan(flat(4)) + EOI),
    "length-of-scan.jpg": ("malformed", SOI + TABLES + frame(16, 16)
                           + segment(0xDA, bytes([1, 1, 0, 0, 63, 0]), length=30) + flat(4) + EOI),
    "huffman-too-many-codes.jpg": ("malformed", SOI + quantization()
                                   + huffman(0, counts=[255] * 16, symbols=[0] * 16) + frame(16, 16)
                                   + scan(flat(4)) + EOI),
    "huffman-overfull.jpg": ("malformed", SOI + quantization() + huffman(0, counts=[3], symbols=[0, 1, 2])
                             + huffman(1) + frame(16, 16) + scan(flat(4)) + EOI),
    "huffman-64k.jpg": ("malformed", SOI + quantization() + segment(0xC4, bytes(100), length=65535) + frame(16, 16)
                        + scan(flat(4)) + EOI),
    # Order and absence.
    "empty.jpg": ("not_a_jpeg", b""),
    "start-only.jpg": ("not_a_jpeg", SOI),
    "start-and-end.jpg": ("malformed", SOI + EOI),
    "text.jpg": ("not_a_jpeg", b"This is not a picture.\n"),
    "fill-bytes.jpg": ("malformed", SOI + b"\xff" * 4000),
    "frame-after-scan.jpg": ("malformed", SOI + TABLES + scan(flat(4)) + frame(16, 16) + EOI),
    "missing-frame.jpg": ("malformed", SOI + TABLES + EOI),
    "missing-scan.jpg": ("malformed", SOI + TABLES + frame(16, 16) + EOI),
    "missing-tables.jpg": ("malformed", SOI + frame(16, 16) + scan(flat(4)) + EOI),
    "missing-end.jpg": ("malformed", good()[:-2]),
    "missing-data.jpg": ("malformed", SOI + TABLES + frame(800, 800) + padded(SOI, 6000)[2:] + scan(b"") + EOI),
    "second-start.jpg": ("malformed", SOI + good()),
    # Values out of range.
    "sampling-zero.jpg": ("malformed", SOI + TABLES + frame(16, 16, sampling=0x00) + scan(flat(4)) + EOI),
    "sampling-fifteen.jpg": ("malformed", SOI + TABLES + frame(16, 16, sampling=0xFF) + scan(flat(4)) + EOI),
    "table-nine.jpg": ("malformed", SOI + TABLES + frame(16, 16, table=9) + scan(flat(4)) + EOI),
    "scan-of-nobody.jpg": ("malformed", SOI + TABLES + frame(16, 16) + scan(flat(4), ids=[7]) + EOI),
    "scan-of-five.jpg": ("malformed", SOI + TABLES + frame(16, 16) + scan(flat(4), 5) + EOI),
    "scan-backwards.jpg": ("malformed", SOI + TABLES + frame(16, 16, marker=SOF2)
                           + scan(flat(4), first=63, last=1) + EOI),
    "bad-code.jpg": ("malformed", SOI + TABLES + frame(16, 16) + scan(b"\xfe" * 40) + EOI),
    "many-scans.jpg": ("too_large", progressive(16, 16, 1, scans=200)),
    # Legal codings that are not read here.
    "cmyk.jpg": ("unsupported", good(components=4)),
    "two-components.jpg": ("unsupported", good(components=2)),
    "twelve-bit.jpg": ("unsupported", SOI + TABLES + frame(16, 16, marker=SOF1, precision=12) + scan(flat(4)) + EOI),
    "arithmetic.jpg": ("unsupported", SOI + TABLES + frame(16, 16, marker=SOF9) + scan(flat(4)) + EOI),
    "arithmetic-progressive.jpg": ("unsupported", SOI + TABLES + frame(16, 16, marker=SOF10)
                                   + scan(flat(4), last=0) + EOI),
    "lossless.jpg": ("unsupported", SOI + TABLES + frame(16, 16, marker=SOF3) + scan(flat(4)) + EOI),
}


def main():
    here = pathlib.Path(__file__).parent
    for old in here.glob("*.jpg"):
        old.unlink()
    for name, (_, content) in FILES.items():
        (here / name).write_bytes(content)
    expectations = {name: outcome for name, (outcome, _) in sorted(FILES.items())}
    (here / "expectations.json").write_text(json.dumps(expectations, indent=2) + "\n")
    assert len(FILES["bomb-progressive-65500.jpg"][1]) == 541


if __name__ == "__main__":
    main()
