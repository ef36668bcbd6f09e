"""Reads ESRI shapefiles through their .shx (some packages pad the .shp) and their .dbf tables."""

import struct


def table(path, encoding="utf-8"):
    """The rows of a .dbf as dicts with lower-case keys."""
    raw = open(path, "rb").read()
    count, head, size = struct.unpack("<IHH", raw[4:12])
    columns, at = [], 32
    while raw[at] != 13:
        columns.append((raw[at : at + 11].split(b"\0")[0].decode("ascii").lower(), raw[at + 16]))
        at += 32
    rows = []
    for i in range(count):
        record, p, row = raw[head + i * size : head + (i + 1) * size], 1, {}
        for key, length in columns:
            row[key] = record[p : p + length].decode(encoding, "replace").strip()
            p += length
        rows.append(row)
    return rows


def shapes(base):
    """The parts of each record: lists of (x, y) lists. Points, lines and polygons alike."""
    raw, index = open(f"{base}.shp", "rb").read(), open(f"{base}.shx", "rb").read()
    out = []
    for i in range((len(index) - 100) // 8):
        offset, length = struct.unpack(">II", index[100 + 8 * i : 108 + 8 * i])
        c = raw[offset * 2 + 8 : offset * 2 + 8 + length * 2]
        kind = struct.unpack("<i", c[:4])[0]
        if kind == 0:
            out.append([])
        elif kind == 1:
            out.append([[struct.unpack("<2d", c[4:20])]])
        else:
            parts, points = struct.unpack("<ii", c[36:44])
            starts = struct.unpack(f"<{parts}i", c[44 : 44 + 4 * parts]) + (points,)
            base_at = 44 + 4 * parts
            xy = [struct.unpack("<2d", c[base_at + 16 * k : base_at + 16 * k + 16]) for k in range(points)]
            out.append([xy[a:b] for a, b in zip(starts, starts[1:])])
    return out
