"""Marnet as a graph, and the choice of those of its edges that lead through waters narrower than the open sea's clearance."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from water import least_on_track, unit_vectors

EARTH_MILES = 3440.065
# A narrow edge counts this much longer when we ask whether ships need it: a coastal shortcut is not needed, a strait is.
NARROW_PENALTY = 3.0
# A port is served by the node of marnet next to it, at most so many nautical miles off.
SERVED_MILES = 30.0


@dataclass
class Marnet:
    """Node positions (N, 2), edges (M, 2) of node numbers."""

    points: np.ndarray
    edges: np.ndarray


def load(lines):
    """Splits lines at every vertex; vertices nearer than 1e-4 degree are one node; longitudes go to -180..180."""
    number, points, edges = {}, [], set()

    def node(lon, lat):
        lon = (lon + 180.0) % 360.0 - 180.0
        key = (round(lon * 1e4) % 3_600_000, round(lat * 1e4))
        if key not in number:
            number[key] = len(points)
            points.append((lon, lat))
        return number[key]

    for _passage, line in lines:
        nodes = [node(*p) for p in line]
        edges.update((min(a, b), max(a, b)) for a, b in zip(nodes, nodes[1:]) if a != b)
    return Marnet(np.array(points), np.array(sorted(edges)))


def lengths(points, edges):
    """Great-circle lengths in nautical miles."""
    v = unit_vectors(points)
    chord = np.linalg.norm(v[edges[:, 0]] - v[edges[:, 1]], axis=1)
    return 2 * EARTH_MILES * np.arcsin(np.clip(chord / 2, 0, 1))


def least_along(points, edges, near, near_raster, far, far_raster):
    """The least raster value along each edge, from the fine raster where it reaches and the coarse one elsewhere."""
    v = unit_vectors(points)
    spacing = np.radians(near.pixel / 2)
    return np.array([
        least_on_track(v[a], v[b], near_raster, near.frame(), far_raster, far.frame(), spacing) for a, b in edges
    ])


def narrow_edges_ships_need(marnet, near, far, ports):
    """(edges, open-water nodes): edges that leave open water and yet lie on a shortest path, either between nodes on open water, though
    counted longer than they are, or between nodes next to two ports. Marnet's edges through hazards are removed before."""
    share = least_along(marnet.points, marnet.edges, near, near.share, far, far.share)
    hazard = least_along(marnet.points, marnet.edges, near, near.hazard_share, far, far.hazard_share)
    marnet = Marnet(marnet.points, marnet.edges[hazard >= 0.75])
    is_open = share[hazard >= 0.75] >= 1.0
    open_nodes = np.unique(marnet.edges[is_open])
    needed = _narrow_edges_between(marnet, is_open, open_nodes, NARROW_PENALTY)
    needed |= _narrow_edges_between(marnet, is_open, np.unique(_nodes_next_to(marnet.points, ports)), 1.0)
    return np.array(sorted(needed)), open_nodes


def _narrow_edges_between(marnet, is_open, nodes, penalty):
    """The narrow edges on shortest paths between some nodes, where a narrow edge counts so many times its length."""
    weight = lengths(marnet.points, marnet.edges) * np.where(is_open, 1.0, penalty)
    count = len(marnet.points)
    a, b = marnet.edges.T
    graph = coo_matrix((np.r_[weight, weight], (np.r_[a, b], np.r_[b, a])), shape=(count, count)).tocsr()
    narrow = {tuple(e) for e in marnet.edges[~is_open]}
    narrow_child = np.zeros(count, bool)
    narrow_child[np.unique(marnet.edges[~is_open])] = True
    needed = set()
    for first in range(0, len(nodes), 256):
        _distance, parent = dijkstra(graph, indices=nodes[first:first + 256], return_predecessors=True)
        for row in parent:
            needed |= _used_narrow_edges(row, nodes, narrow, narrow_child)
    return needed


def _nodes_next_to(points, places):
    """The node nearest to each place, where one is near."""
    v = unit_vectors(points)
    near = 2 * np.sin(SERVED_MILES / EARTH_MILES / 2)
    away = [np.linalg.norm(v - place, axis=1) for place in unit_vectors(np.array(places))]
    return np.array([int(off.argmin()) for off in away if off.min() <= near], int)


def _used_narrow_edges(parent, targets, narrow, touches_narrow):
    """The narrow edges of one shortest-path tree that lead on to a target."""
    on_way = np.zeros(len(parent), bool)
    current = targets
    while len(current):
        current = current[~on_way[current]]
        on_way[current] = True
        current = np.unique(parent[current])
        current = current[current >= 0]
    nodes = np.nonzero(on_way & (parent >= 0) & touches_narrow)[0]
    pairs = ((min(n, p), max(n, p)) for n, p in zip(nodes.tolist(), parent[nodes].tolist()))
    return {pair for pair in pairs if pair in narrow}
