"""What joins narrow waters and ports to each other: the mouths of canals, tracks given by hand, and the joints of ports that save a way round."""

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

import inshore
import marnet
import passages
import sources
from network_file import CANAL, INSHORE

# A joint is made where the network's own way is longer by this factor, and by this many nautical miles.
WORTH_FACTOR, WORTH_MILES = 1.08, 0.5
# How far the network's own way is looked for, in nautical miles.
SEARCH_MILES = 200.0
STEP = 0.002


def open_canal_mouths(graph, coast):
    """Gives each canal a node where it leaves the land, for marnet's canal edges begin miles off. Returns the nodes."""
    canal = [(number, edge) for number, edge in enumerate(graph.edges) if graph.kinds[number] == CANAL]
    ends = np.bincount(np.array([edge for _number, edge in canal]).ravel())
    mouths = []
    for number, edge in canal:
        for outer in (node for node in edge if ends[node] == 1):
            inner = sum(graph.edges[number]) - outer
            mouth = _mouth(graph.points[outer], graph.points[inner], coast)
            if mouth is None:
                continue
            node = graph.add(mouth)
            graph.edges[number] = (node, inner)
            graph.join([outer, node], INSHORE)
            mouths.append(node)
    return mouths


def _mouth(outer, inner, coast):
    """The last point over water on the way in from the sea, or None where the outer end lies on land or no land follows."""
    low, high = np.minimum(outer, inner) - 0.1, np.maximum(outer, inner) + 0.1
    water = inshore.Inshore(low[0], low[1], high[0], high[1], coast)
    count = int(np.ceil(np.abs(np.subtract(inner, outer)).max() / STEP))
    line = np.linspace(outer, inner, count + 1)
    on_land = [bool(water.land[water.pixel_of(point)]) for point in line]
    first = on_land.index(True) if True in on_land else 0
    return line[first - 1] if first > 1 else None


def add_tracks_by_hand(graph, coast):
    """The tracks of tracks.csv, which marnet lacks. Every leg must lie over water. Returns their nodes."""
    nodes = []
    for row in sources.read_table(sources.HERE / "tracks.csv"):
        points = passages.read_outline(row["way_points"])
        for a, b in zip(points, points[1:]):
            low, high = np.minimum(a, b) - 0.1, np.maximum(a, b) + 0.1
            if not inshore.Inshore(low[0], low[1], high[0], high[1], coast).is_water(a, b):
                raise SystemExit(f"track {row['id']} cuts land between {a.tolist()} and {b.tolist()}")
        own = [graph.add(point) for point in points]
        graph.join(own, INSHORE)
        nodes += own
    return nodes


def add_useful_joints(graph, tracks, candidates):
    """Adds those ways from ports to narrow waters and other ports that the network has no way of about the same length for.
    `candidates` are (port node, target node, way as an (N, 2) array)."""
    graph_edges = np.unique(np.sort(np.r_[np.array(graph.edges), tracks], axis=1), axis=0)
    points = np.array(graph.points)
    weight = np.maximum(marnet.lengths(points, graph_edges), 1e-9)
    network = coo_matrix((weight, graph_edges.T), shape=(len(points),) * 2).tocsr()
    by_port = {}
    for port, target, way in candidates:
        steps = np.stack([np.arange(len(way) - 1), np.arange(1, len(way))], axis=1)
        by_port.setdefault(port, []).append((float(marnet.lengths(way, steps).sum()), target, way))
    added = 0
    for port, ways in by_port.items():
        known = dijkstra(network, directed=False, indices=port, limit=SEARCH_MILES)
        for miles, target, way in sorted(ways, key=lambda found: found[0]):
            if known[target] <= WORTH_FACTOR * miles + WORTH_MILES:
                continue
            graph.join([port, *(graph.add(p) for p in way[1:-1]), target], INSHORE)
            known = np.minimum(known, miles + dijkstra(network, directed=False, indices=target, limit=SEARCH_MILES))
            added += 1
    return added
