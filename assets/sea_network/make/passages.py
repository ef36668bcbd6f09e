"""Passages as gates: lines from shore to shore. A track that crosses a gate goes through its passage."""

import numpy as np

from sources import OUTPUT, read_table
from water import unit_vectors


def read_outline(text):
    """"lon lat; lon lat" to an (N, 2) array."""
    return np.array([[float(value) for value in point.split()] for point in text.split(";")])


def read_gates():
    """Ids and gate lines in the order of passages.csv, which is the order of the bits."""
    rows = read_table(OUTPUT / "passages.csv")
    return [row["id"] for row in rows], [read_outline(row["gate"]) for row in rows]


def great_circle(a, b, piece):
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
    v = unit_vectors(points)
    a, b = v[edges[:, 0]], v[edges[:, 1]]
    plane = np.cross(a, b)
    through = [[] for _ in edges]
    for number, gate in enumerate(gates):
        posts = unit_vectors(gate)
        for c, d in zip(posts, posts[1:]):
            for edge, at in zip(*_crossings(a, b, plane, c, d)):
                through[edge].append((at, number))
    return [[number for _at, number in sorted(found)] for found in through]


def _crossings(a, b, plane, c, d):
    """Which great circles a-b cross the great circle c-d, and how far from a, in radians."""
    wall = np.cross(c, d)
    side_a, side_b = a @ wall, b @ wall
    side_c, side_d = plane @ c, plane @ d
    apart = (side_a > 0) != (side_b > 0)
    apart &= (side_c > 0) != (side_d > 0)
    candidates = np.nonzero(apart)[0]
    # The planes meet in two opposite points; the crossing is the one between both pairs of ends.
    meet = np.cross(plane[candidates], wall)
    meet *= np.sign(meet @ (c + d))[:, None]
    near = np.sum(meet * (a[candidates] + b[candidates]), axis=1) > 0
    candidates, meet = candidates[near], meet[near]
    meet /= np.linalg.norm(meet, axis=1, keepdims=True)
    return candidates.tolist(), np.arccos(np.clip(np.sum(meet * a[candidates], axis=1), -1, 1)).tolist()
