"""Passages as gates: lines from shore to shore. A track that crosses a gate goes through its passage."""

import numpy as np
import shapely

from sources import OUTPUT, read_table
from water import unit_vectors

# Gate crossings are found on tracks cut into pieces no longer than this, in degrees.
PIECE = 1.0


def read_outline(text):
    """"lon lat; lon lat" to an (N, 2) array."""
    return np.array([[float(value) for value in point.split()] for point in text.split(";")])


def read_gates():
    """Ids and gate lines in the order of passages.csv, which is the order of the bits."""
    rows = read_table(OUTPUT / "passages.csv")
    return [row["id"] for row in rows], [read_outline(row["gate"]) for row in rows]


def great_circle(a, b, piece=PIECE):
    """Points (N, 2) along the great circle from a to b (degrees), longitudes running on past 180 where it crosses."""
    u, v = unit_vectors(np.array([a, b]))
    angle = float(np.arccos(np.clip(u @ v, -1, 1)))
    count = max(1, int(np.ceil(np.degrees(angle) / piece)))
    t = np.linspace(0, 1, count + 1)[:, None]
    if angle < 1e-9:
        return np.array([a, b], dtype=float)
    p = (np.sin((1 - t) * angle) * u + np.sin(t * angle) * v) / np.sin(angle)
    lon = np.unwrap(np.degrees(np.arctan2(p[:, 1], p[:, 0])), period=360)
    line = np.stack([lon, np.degrees(np.arcsin(np.clip(p[:, 2], -1, 1)))], axis=1)
    line[0], line[-1, 1] = a, b[1]
    return line


def passages_of(points, edges, gates):
    """For each edge the numbers of the passages that it goes through, in order from its first node."""
    lines = [great_circle(points[a], points[b]) for a, b in edges]
    tree = shapely.STRtree([shapely.LineString(line) for line in lines])
    through = [[] for _ in edges]
    for number, gate in enumerate(gates):
        line = shapely.LineString(gate)
        for edge in tree.query(line, predicate="intersects"):
            track = tree.geometries[edge]
            through[edge].append((float(track.project(track.intersection(line).centroid)), number))
    return [[number for _at, number in sorted(found)] for found in through]
