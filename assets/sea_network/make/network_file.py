"""Writes sea_network.bin. The layout is told in SOURCES.md and read by src/geography/sea_network/file.rs."""

import zlib

import numpy as np
from geographiclib.geodesic import Geodesic

MAGIC = b"PERIPLUS-SEA\x01"
UNITS = 10_000  # positions are in 1e-4 degree
OPEN, INSHORE, CANAL, LOCAL = 0, 1, 2, 3


class Writer:
    """Unsigned and zig-zag varints."""

    def __init__(self):
        self.bytes = bytearray()

    def unsigned(self, value):
        value = int(value)
        while value >= 0x80:
            self.bytes.append(value & 0x7F | 0x80)
            value >>= 7
        self.bytes.append(value)

    def signed(self, value):
        value = int(value)
        self.unsigned(2 * value if value >= 0 else -2 * value - 1)


def rounded(points):
    """Positions as the file holds them."""
    return np.round(np.asarray(points) * UNITS) / UNITS


def hilbert_order(points):
    """An order in which neighbours in space are neighbours in the file."""
    x = ((points[:, 0] + 180) / 360 * 65535).astype(np.int64)
    y = ((points[:, 1] + 90) / 180 * 65535).astype(np.int64)
    index = np.zeros(len(points), np.int64)
    s = 1 << 15
    while s:
        rx, ry = (x & s) > 0, (y & s) > 0
        index += s * s * ((3 * rx) ^ ry)
        flip = ~ry & rx
        x, y = np.where(flip, 65535 - x, x), np.where(flip, 65535 - y, y)
        x, y = np.where(~ry, y, x), np.where(~ry, x, y)
        s >>= 1
    return np.argsort(index, kind="stable")


def write(path, points, edges, kinds, passages, ports, waters, errors):
    """points (N, 2); edges (M, 2); kinds (M,); passages: lists of numbers from the first node of the edge on; ports: node numbers in
    the order of ports.csv; waters: (Water, mask) from fine to coarse; errors: stated errors in degrees, in the region and elsewhere."""
    order = hilbert_order(points)
    place = np.empty(len(points), np.int64)
    place[order] = np.arange(len(points))
    points = rounded(points)[order]
    out = Writer()
    for error in errors:
        out.unsigned(round(error * UNITS))
    _write_nodes(out, points)
    _write_edges(out, points, place[edges], kinds, passages)
    out.unsigned(len(ports))
    for port in ports:
        out.unsigned(place[port])
    out.unsigned(len(waters))
    for water, mask in waters:
        _write_mask(out, water, mask)
    path.write_bytes(MAGIC + zlib.compress(bytes(out.bytes), 9))
    return points, place


def _write_nodes(out, points):
    out.unsigned(len(points))
    previous = np.zeros(2, np.int64)
    for point in np.round(points * UNITS).astype(np.int64):
        out.signed(point[0] - previous[0])
        out.signed(point[1] - previous[1])
        previous = point


def _write_edges(out, points, edges, kinds, passages):
    turned = edges[:, 0] > edges[:, 1]
    passages = [p[::-1] if t else p for p, t in zip(passages, turned)]
    edges = np.sort(edges, axis=1)
    order = np.lexsort((edges[:, 1], edges[:, 0]))
    starts = np.searchsorted(edges[order, 0], np.arange(len(points) + 1))
    for node in range(len(points)):
        own = order[starts[node]:starts[node + 1]]
        out.unsigned(len(own))
        previous = node
        for e in own:
            target = int(edges[e, 1])
            out.unsigned(target - previous)
            previous = target
            a, b = points[node], points[target]
            metres = round(Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE)["s12"])
            special = kinds[e] != OPEN or bool(passages[e])
            out.unsigned(2 * metres + special)
            if special:
                out.unsigned(kinds[e])
                out.unsigned(len(passages[e]))
                for number in passages[e]:
                    out.unsigned(number)


def _write_mask(out, water, mask):
    """Rows of runs, closed water first."""
    pixel = water.pixel * (water.width / mask.shape[1])
    out.signed(round(water.west * UNITS))
    out.signed(round(water.top * UNITS))
    out.unsigned(round(pixel * UNITS))
    out.unsigned(mask.shape[1])
    out.unsigned(mask.shape[0])
    for row in mask:
        changes = np.nonzero(np.diff(np.r_[0, row, 0]))[0]
        runs = np.diff(np.r_[0, changes])
        out.unsigned(len(runs))
        for run in runs:
            out.unsigned(run)
