"""Writes small JPEGs with EXIF and XMP, by hand and with the standard library alone.

Nothing here comes from a real photo: the picture is grey, the tags are made up in the way each maker writes them.
"""

import struct

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SLONG, SRATIONAL, FLOAT = 1, 2, 3, 4, 5, 7, 9, 10, 11
SIZES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, SLONG: 4, SRATIONAL: 8, FLOAT: 4}


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def values(kind, value, endian):
    """The bytes and the count of a TIFF value."""
    if kind in (BYTE, UNDEFINED, ASCII):
        if isinstance(value, str):
            value = value.encode("latin-1") + b"\0"
        elif isinstance(value, int):
            value = bytes([value])
        return value, len(value)
    if kind in (RATIONAL, SRATIONAL):
        letter = "I" if kind == RATIONAL else "i"
        pairs = value if isinstance(value, list) else [value]
        return b"".join(struct.pack(endian + 2 * letter, *pair) for pair in pairs), len(pairs)
    numbers = value if isinstance(value, list) else [value]
    letter = {SHORT: "H", LONG: "I", SLONG: "i", FLOAT: "f"}[kind]
    return b"".join(struct.pack(endian + letter, number) for number in numbers), len(numbers)


def directory(entries, offset, endian, following=0):
    """One TIFF directory at an offset: its table, then the values that do not fit into it."""
    entries = sorted(entries, key=lambda entry: entry[0])
    table = struct.pack(endian + "H", len(entries))
    extra = b""
    extra_offset = offset + 2 + 12 * len(entries) + 4
    for tag, kind, value in entries:
        data, count = values(kind, value, endian)
        if len(data) <= 4:
            field = data.ljust(4, b"\0")
        else:
            field = struct.pack(endian + "I", extra_offset + len(extra))
            extra += data + (b"\0" if len(data) % 2 else b"")
        table += struct.pack(endian + "HHI", tag, kind, count) + field
    return table + struct.pack(endian + "I", following) + extra


def exif(image=(), photo=(), gps=(), endian="<", next_of_first=None):
    """An EXIF block, from its signature on."""
    image = list(image)

    def build(photo_offset, gps_offset):
        pointers = []
        if photo:
            pointers.append((0x8769, LONG, photo_offset))
        if gps:
            pointers.append((0x8825, LONG, gps_offset))
        first = directory(image + pointers, 8, endian, next_of_first or 0)
        second = directory(photo, 8 + len(first), endian) if photo else b""
        third = directory(gps, 8 + len(first) + len(second), endian) if gps else b""
        return first, second, third

    first, second, _ = build(0, 0)
    first, second, third = build(8 + len(first), 8 + len(first) + len(second))
    head = (b"II*\0" if endian == "<" else b"MM\0*") + struct.pack(endian + "I", 8)
    return b"Exif\0\0" + head + first + second + third


def xmp_segment(packet):
    if isinstance(packet, str):
        packet = packet.encode()
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def extended_segment(identifier, size, offset, piece):
    head = identifier.encode() + struct.pack(">II", size, offset)
    return segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + head + piece)


def picture(width, height):
    """A grey baseline picture: every block is two bits, no difference and no detail."""
    tables = segment(0xDB, b"\0" + bytes([1] * 64))
    frame = segment(
        0xC0, struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
    )
    one_code = bytes([1] + [0] * 15)
    tables += segment(0xC4, b"\x00" + one_code + b"\x00" + b"\x10" + one_code + b"\x00")
    scan = segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0]))
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    bits = 6 * blocks
    data = bytearray(bits // 8)
    if bits % 8:
        data.append((1 << (8 - bits % 8)) - 1)
    return frame, tables, scan + bytes(data) + b"\xff\xd9"


def jpeg(size=(16, 12), segments=()):
    frame, tables, rest = picture(*size)
    return b"\xff\xd8" + b"".join(segments) + tables + frame + rest
