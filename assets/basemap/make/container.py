"""Writes the tiled vector files (`PBM1`, described byte by byte in ../SOURCES.md) and reads them back for pictures."""

import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

MAGIC = b"PBM1"
UNITS = 10_000  # units per degree: 1e-4 degree is about 11 m


@dataclass
class Feature:
    """One thing in a tile. `parts` are integer arrays (n, 2) in units; closed parts do not repeat their first point."""

    parts: list
    closed: bool
    kind: int = 0
    rank: int = 0
    value: int = 0
    strings: tuple = ()


@dataclass(frozen=True)
class Grid:
    """Uniform tiles in degrees from a south-west corner; fills reach `overlap` beyond their tile."""

    west: float
    south: float
    width: float
    height: float
    columns: int
    rows: int
    overlap: float = 0.0

    def units(self):
        return [round(v * UNITS) for v in (self.west, self.south, self.width, self.height, self.overlap)]

    def box(self, column, row, overlap=True):
        """Tile bounds in units: west, south, east, north."""
        west, south, width, height, margin = self.units()
        margin = margin if overlap else 0
        x, y = west + column * width, south + row * height
        return x - margin, y - margin, x + width + margin, y + height + margin


def _varint(out, value):
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _zigzag_varints(values):
    """Zig-zag varints of an int64 array, at most 28 bits each after zig-zag (a full turn needs 23)."""
    v = (values << 1) ^ (values >> 63)
    if len(v) == 0:
        return b""
    if v.max() >= 1 << 28:
        raise ValueError("a delta does not fit in four varint bytes")
    groups = np.stack([v & 0x7F, v >> 7 & 0x7F, v >> 14 & 0x7F, v >> 21 & 0x7F], axis=1)
    count = 1 + (v >= 1 << 7).astype(int) + (v >= 1 << 14) + (v >= 1 << 21)
    index = np.arange(4)
    more = index[None, :] < (count - 1)[:, None]
    used = index[None, :] < count[:, None]
    return (groups | np.where(more, 0x80, 0)).astype(np.uint8)[used].tobytes()


def encode_tile(features):
    """The raw (not yet compressed) bytes of one tile; empty for no features."""
    features = [f for f in features if f.parts]
    if not features:
        return b""
    table = sorted({s for f in features for s in f.strings})
    place = {s: i for i, s in enumerate(table)}
    out = bytearray()
    _varint(out, len(table))
    for s in table:
        raw = s.encode()
        _varint(out, len(raw))
        out += raw
    _varint(out, len(features))
    cursor = np.zeros(2, dtype=np.int64)
    for f in features:
        out.append(f.kind)
        out.append(f.rank)
        _varint(out, f.value)
        _varint(out, len(f.strings))
        for s in f.strings:
            _varint(out, place[s])
        _varint(out, len(f.parts))
        for part in f.parts:
            part = np.asarray(part, dtype=np.int64)
            _varint(out, len(part) << 1 | int(f.closed))
            deltas = np.diff(np.vstack([cursor[None, :], part]), axis=0)
            out += _zigzag_varints(deltas.reshape(-1))
            cursor = part[-1]
    return bytes(out)


def write(path, grid, tiles):
    """Writes `tiles`, a dict (column, row) -> list of Feature. Returns the number of vertices written."""
    blobs, offsets, vertices = [], [0], 0
    for row in range(grid.rows):
        for column in range(grid.columns):
            features = tiles.get((column, row), [])
            raw = encode_tile(features)
            vertices += sum(len(p) for f in features for p in f.parts)
            blobs.append(zlib.compress(raw, 9) if raw else b"")
            offsets.append(offsets[-1] + len(blobs[-1]))
    west, south, width, height, overlap = grid.units()
    head = MAGIC + struct.pack("<IiiIIHHI", UNITS, west, south, width, height, grid.columns, grid.rows, overlap)
    data = head + struct.pack(f"<{len(offsets)}I", *offsets) + b"".join(blobs)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path.parent.name}/{path.name}: {len(data):,} bytes, {vertices:,} vertices")
    return vertices


class Reader:
    """Reads a file back: the check that pictures are drawn from what was written."""

    def __init__(self, path):
        self.raw = Path(path).read_bytes()
        assert self.raw[:4] == MAGIC
        units, west, south, width, height, columns, rows, overlap = struct.unpack("<IiiIIHHI", self.raw[4:32])
        self.grid = Grid(west / units, south / units, width / units, height / units, columns, rows, overlap / units)
        count = columns * rows + 1
        self.offsets = struct.unpack(f"<{count}I", self.raw[32 : 32 + 4 * count])
        self.start = 32 + 4 * count

    def tile(self, column, row):
        i = row * self.grid.columns + column
        blob = self.raw[self.start + self.offsets[i] : self.start + self.offsets[i + 1]]
        if not blob:
            return []
        data, at = zlib.decompress(blob), 0

        def varint():
            nonlocal at
            value = shift = 0
            while True:
                byte = data[at]
                at += 1
                value |= (byte & 0x7F) << shift
                if byte < 0x80:
                    return value
                shift += 7

        strings = []
        for _ in range(varint()):
            n = varint()
            strings.append(data[at : at + n].decode())
            at += n
        features, x, y = [], 0, 0
        for _ in range(varint()):
            kind, rank = data[at], data[at + 1]
            at += 2
            value = varint()
            names = tuple(strings[varint()] for _ in range(varint()))
            parts, closed = [], False
            for _ in range(varint()):
                n = varint()
                closed = bool(n & 1)
                points = []
                for _ in range(n >> 1):
                    dx, dy = varint(), varint()
                    x += (dx >> 1) ^ -(dx & 1)
                    y += (dy >> 1) ^ -(dy & 1)
                    points.append((x / UNITS, y / UNITS))
                parts.append(points)
            features.append(Feature(parts, closed, kind, rank, value, names))
        return features

    def tiles(self, west, south, east, north):
        """All features of the tiles that meet the bounds, with their tile box in degrees."""
        g = self.grid
        for row in range(g.rows):
            for column in range(g.columns):
                box = [v / UNITS for v in g.box(column, row)]
                if box[0] < east and box[2] > west and box[1] < north and box[3] > south:
                    for f in self.tile(column, row):
                        yield box, f
