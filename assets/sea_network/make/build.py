"""Builds assets/sea_network from the source packages. Run it with the packages of requirements.txt: `python build.py`."""

import csv
import sys
import time

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

import inshore
import joints
import landcut
import marnet
import network_file
import passages
import sources
import thinning
import visibility
from network_file import CANAL, INSHORE, LOCAL, OPEN
from water import Rings, Water, unit_vectors

STRETCH = 1.0002
LIKELY_CLOSURES = (["malacca", "sunda"], ["malacca", "sunda", "lombok"], ["suez", "panama"], ["luzon", "taiwan"], ["singapore", "durian"])
CANALS = {"suez": (32.2, 29.6, 32.75, 31.4), "panama": (-80.2, 8.7, -79.3, 9.8),
          "kiel": (9.0, 53.8, 10.3, 54.5), "corinth": (22.88, 37.86, 23.08, 38.0)}
STARTED = time.time()


def say(*words):
    print(f"{time.time() - STARTED:6.1f} s", *words, file=sys.stderr, flush=True)


def survey():
    """The coast and both rasters of the sea: the region at 0.01 degree, the world at 0.04."""
    rings = sources.read_coast()
    coast = Rings(rings)
    hazards = Rings([passages.read_outline(row["outline"]) for row in sources.read_table(sources.OUTPUT / "hazards.csv")])
    near = Water(30, -20, 155, 55, 0.01, open_clearance=6.0, narrow_clearance=1.2, corridor_width=8.0)
    near.survey(coast, hazards)
    far = Water(-185, -62, 185, 76, 0.04, open_clearance=12.0, narrow_clearance=4.0, corridor_width=14.0)
    far.survey(Rings([ring for ring in rings if len(ring) > 12]), hazards)
    return coast, near, far


def in_canal(a, b):
    """The canal that an edge belongs to, or None."""
    for name, (west, south, east, north) in CANALS.items():
        if all(west <= p[0] <= east and south <= p[1] <= north for p in (a, b)):
            return name
    return None


def open_corridors(net, near, far, ports):
    """Marnet's narrow edges that ships need, less those that open water replaces, become corridors."""
    needed, open_nodes = marnet.narrow_edges_ships_need(net, near, far, ports)
    open_nodes = net.points[open_nodes]
    for sea in (near, far):
        sea.keep_waters_of(open_nodes)
    kept = [chain for chain in chains(net, needed, near, far) if not is_replaced(net, chain, near, far)]
    needed = [list(edge) for chain in kept for edge in chain]
    lines = [net.points[e] for e in needed if abs(net.points[e[0]][0] - net.points[e[1]][0]) < 180]
    used_nodes = np.r_[open_nodes, net.points[np.unique(needed).astype(int)]]
    for sea in (near, far):
        sea.set_corridors(lines, ports)
        sea.keep_waters_of(used_nodes)
    say(f"{len(needed)} narrow edges of marnet lead where open water does not")
    return np.array(needed)


def gather_corners(near, far):
    near_points, near_arms = visibility.turning_points(near)
    far_points, far_arms = visibility.turning_points(far)
    outside = ~near.contains(far_points) & (np.abs(far_points[:, 0]) <= 180)
    return np.r_[near_points, far_points[outside]], np.concatenate([near_arms, far_arms[outside]])


def is_wide(point, near, far):
    """Whether a place lies on wide water: there corridors end."""
    sea = near if near.contains([point])[0] else far
    return bool(sea.contains([point])[0] and sea.at(sea.wide, [point])[0])


def chains(net, needed, near, far):
    """The narrow edges grouped: edges that meet at a node which is not on wide water belong together."""
    nodes = np.unique(needed)
    wide = {int(n) for n in nodes if is_wide(net.points[n], near, far)}
    count = len(needed)
    meeting = {}
    for number, edge in enumerate(needed.tolist()):
        for n in edge:
            if n not in wide:
                meeting.setdefault(n, []).append(number)
    pairs = [(group[0], other) for group in meeting.values() for other in group[1:]]
    a, b = (np.array(pairs).T if pairs else (np.zeros(0, int), np.zeros(0, int)))
    _groups, label = connected_components(coo_matrix((np.ones(len(a)), (a, b)), shape=(count, count)), directed=False)
    groups = {}
    for number, group in enumerate(label.tolist()):
        groups.setdefault(group, []).append(tuple(needed[number].tolist()))
    return list(groups.values())


def is_replaced(net, chain, near, far):
    """Whether wide water joins the ends of a chain by ways at most a quarter and eight miles longer. Canals never are."""
    if any(in_canal(net.points[a], net.points[b]) for a, b in chain):
        return False
    nodes = sorted({n for edge in chain for n in edge})
    index = {n: i for i, n in enumerate(nodes)}
    ends = [n for n in nodes if is_wide(net.points[n], near, far)]
    edges = np.array([(index[a], index[b]) for a, b in chain])
    weight = marnet.lengths(net.points[nodes], edges)
    graph = coo_matrix((np.r_[weight, weight], (np.r_[edges[:, 0], edges[:, 1]], np.r_[edges[:, 1], edges[:, 0]])), shape=(len(nodes),) * 2)
    through = dijkstra(graph.tocsr())
    pairs = [(a, b) for i, a in enumerate(ends) for b in ends[i + 1:]]
    return all(
        wide_way(net.points[a], net.points[b], near, far) <= 1.25 * through[index[a], index[b]] + 8.0 for a, b in pairs
    )


def wide_way(a, b, near, far):
    """The length in nautical miles of the way through wide water, counted on a thinned raster whose steps in eight directions make it up
    to a twelfth longer than it is; infinite where a generous box holds none."""
    if abs(a[0] - b[0]) > 180:
        return np.inf
    sea = near if near.contains([a, b]).all() else far
    corners = sea.to_pixels([a, b])
    margin = 0.6 * np.abs(corners[0] - corners[1]).max() + 0.6 / sea.pixel
    low = np.maximum(np.floor(corners.min(axis=0) - margin).astype(int), 0)
    high = np.ceil(corners.max(axis=0) + margin).astype(int)
    stride = max(1, int((high - low).max() // 400))
    window = sea.wide[low[1]:high[1]:stride, low[0]:high[0]:stride]
    rows, columns = np.indices(window.shape)
    ends = []
    for x, y in (corners - low) / stride:
        away = np.where(window == 1, (rows + 0.5 - y) ** 2 + (columns + 0.5 - x) ** 2, np.inf)
        if not np.isfinite(away).any() or away.min() > 9:
            return np.inf
        ends.append(divmod(int(away.argmin()), window.shape[1]))
    total, _parent, _length = inshore.spread_over(np.where(window == 1, 1.0, np.inf), ends[0])
    return total[ends[1]] * stride * 60 * sea.pixel * np.cos(np.radians((a[1] + b[1]) / 2))


class Graph:
    """Nodes and edges as they are gathered."""

    def __init__(self, points, arms):
        self.points, self.arms, self.bends = list(points), list(arms), [True] * len(points)
        self.edges, self.kinds = [], []
        self.node_at, self.joined = {}, set()

    def add(self, point, alone=False):
        """The node at a point: nodes of inshore ways at one place, as the file rounds it, are one, unless it is to stand alone."""
        key = tuple(np.round(np.asarray(point) * network_file.UNITS).astype(int).tolist())
        if not alone:
            if key in self.node_at:
                return self.node_at[key]
            self.node_at[key] = len(self.points)
        self.points.append(np.asarray(point, dtype=float))
        self.arms.append(np.zeros((2, 2)))
        self.bends.append(False)
        return len(self.points) - 1

    def join(self, nodes, kind):
        for a, b in zip(nodes, nodes[1:]):
            if a != b and (min(a, b), max(a, b)) not in self.joined:
                self.joined.add((min(a, b), max(a, b)))
                self.edges.append((a, b))
                self.kinds.append(kind)


    def put_last(self, nodes, edges):
        """Numbers the nodes, a run of them, after all others. Returns their new numbers and the edges with the new ones."""
        first, after = nodes[0], nodes[-1] + 1
        order = np.r_[0:first, after:len(self.points), first:after]
        place = np.empty(len(order), int)
        place[order] = np.arange(len(order))
        self.points = [self.points[i] for i in order]
        self.edges = [tuple(edge) for edge in place[np.array(self.edges)].tolist()]
        return place[nodes].tolist(), place[edges]


def add_narrow_edges(graph, net, needed, near, far, coast):
    """What even the corridors cannot hold: canals as marnet has them, the rest mended over water or left out."""
    room = marnet.least_along(net.points, needed, near, near.room, far, far.room)
    number, dropped = {}, 0

    def node(index):
        if index not in number:
            number[index] = graph.add(net.points[index])
        return number[index]

    for (a, b), least in zip(needed.tolist(), room):
        ends = net.points[a], net.points[b]
        if least > 0:
            node(a), node(b)  # a corridor holds it; tracks to and from its ends are found with all others
            continue
        if in_canal(*ends):
            graph.join([node(a), node(b)], CANAL)
            continue
        way = inshore.mended_edge(*ends, coast)
        if way is None:
            dropped += 1
            say("left out", np.round(ends, 2).tolist())
            continue
        graph.join([node(a), *(graph.add(p) for p in way[1:-1]), node(b)], INSHORE)
    for index, own in number.items():
        lead_out(graph, own, net.points[index], near, far, coast)
    say(f"{len(number)} marnet nodes in narrow waters, {dropped} edges left out")
    return list(number.values())


def lead_out(graph, node, point, near, far, coast):
    """Joins the end of a narrow water to the wide water off it."""
    sea = near if near.contains([point])[0] else far
    inner = sum(node in edge for edge in graph.edges) > 1
    if (inner and in_canal(point, point)) or abs(point[0]) > 177 or abs(point[1]) > 70 or sea.at(sea.wide, [point])[0]:
        return
    try:
        water, ways = inshore.port_stubs(point, 0.6, sea, coast, exits=2)
    except ValueError:
        return  # amid a longer narrow water, whose ends are led out
    if marnet.lengths(np.array([point, water]), np.array([[0, 1]]))[0] > 1.0:
        return  # its own water does not lead out, another beyond the land does
    for way in ways:
        graph.join([node, *(graph.add(p) for p in way[1:])], INSHORE)


def add_ports(graph, ports, narrow, near, far, coast):
    """Port nodes and their stubs. Returns the port nodes, the miles from the published position to the water, and the ways over inshore
    water to the narrow waters' nodes and to the ports before, as (port node, node, way)."""
    nodes, moved, ways_on = [], [], []
    for port in ports:
        sea = near if near.contains([port["entry"]])[0] else far
        targets = list(dict.fromkeys(narrow + nodes))
        point, ways, on = inshore.port_ways(port["entry"], sea, coast, np.array(graph.points)[targets])
        node = graph.add(point)
        for way in ways:
            graph.join([node, *(graph.add(p) for p in way[1:])], INSHORE)
        ways_on += [(node, targets[number], way) for number, way in on if targets[number] != node and len(way) > 1]
        nodes.append(node)
        moved.append(marnet.lengths(np.array([port["at"], point]), np.array([[0, 1]]))[0])
    return nodes, moved, ways_on


def sea_samples(near, far):
    """Points of open water, for which ways must stay shortest: every 2 degrees in the region, every 8 elsewhere."""
    lon, lat = np.meshgrid(np.arange(31, 155, 2.0), np.arange(-19, 55, 2.0))
    fine = np.stack([lon.ravel(), lat.ravel()], axis=1)
    lon, lat = np.meshgrid(np.arange(-176, 180, 8.0), np.arange(-52, 72, 8.0))
    wide = np.stack([lon.ravel(), lat.ravel()], axis=1)
    wide = wide[~near.contains(wide)]
    return np.r_[fine[near.at(near.wide, fine) == 1], wide[far.at(far.wide, wide) == 1]]


def keep_used(points, edges, masks, first_sample, ids, scenarios):
    """Edges on a shortest path from sources to targets in each scenario (closed passages, sources, targets). A sample is two nodes to the search, one that ways
    only leave and one that they only reach."""
    weight = marnet.lengths(points, edges)
    used = np.zeros(len(edges), bool)
    count = 2 * len(points) - first_sample
    arrive = np.arange(len(points))
    arrive[first_sample:] += len(points) - first_sample
    lookup = {}
    for e, (a, b) in enumerate(edges.tolist()):
        lookup[a * count + int(arrive[b])] = lookup[b * count + int(arrive[a])] = e
    for closed, chosen, targets in scenarios:
        bits = sum(1 << ids.index(name) for name in closed)
        passable = (masks & bits) == 0
        a, b = edges[passable].T
        w = weight[passable]
        graph = coo_matrix((np.r_[w, w], (np.r_[a, b], np.r_[arrive[b], arrive[a]])), shape=(count, count)).tocsr()
        for first in range(0, len(chosen), 64):
            _d, parents = dijkstra(graph, indices=chosen[first:first + 64], return_predecessors=True)
            for parent in parents:
                on_way = np.zeros(count, bool)
                current = arrive[targets]
                while len(current):
                    current = current[~on_way[current]]
                    on_way[current] = True
                    current = np.unique(parent[current])
                    current = current[current >= 0]
                nodes = np.nonzero(on_way & (parent >= 0))[0]
                for key in (parent[nodes].astype(np.int64) * count + nodes).tolist():
                    used[lookup[key]] = True
        say(f"closed {closed}: {used.sum()} edges used")
    return used


def main():
    sources.fetch()
    coast, near, far = survey()
    say("surveyed")
    net = marnet.load(sources.read_marnet())
    index = sources.read_world_port_index()
    ports = sources.read_table(sources.HERE / "ports_wanted.csv")
    for port in ports:
        row = index[int(port["number"])]
        port["at"] = np.array([float(row["Longitude"]), float(row["Latitude"])])
        # Where the port's own water meets the sea, for one whose canal or river the coast does not hold.
        port["entry"] = passages.read_outline(port["entry"])[0] if port["entry"] else port["at"]
    needed = open_corridors(net, near, far, [port["at"] for port in ports])
    graph = Graph(*gather_corners(near, far))
    say(f"{len(graph.points)} turning points")
    narrow = add_narrow_edges(graph, net, needed, near, far, coast)
    by_hand = joints.add_tracks_by_hand(graph, coast)
    for node in by_hand:
        lead_out(graph, node, graph.points[node], near, far, coast)
    narrow += joints.open_canal_mouths(graph, coast) + by_hand
    port_nodes, moved, ways_on = add_ports(graph, ports, narrow, near, far, coast)
    say("ports joined")
    samples = [graph.add(p, alone=True) for p in sea_samples(near, far)]

    points = network_file.rounded(np.array(graph.points))
    found = visibility.tracks(points, np.array(graph.arms), np.array(graph.bends), near, far)
    say(f"{len(found)} tracks")
    added = joints.add_useful_joints(graph, found[(found < samples[0]).all(axis=1)], ways_on)
    say(f"{added} joints of ports with narrow waters and each other")
    samples, found = graph.put_last(samples, found)
    points = network_file.rounded(np.array(graph.points))
    edges = np.r_[np.array(graph.edges), found]
    kinds = np.r_[np.array(graph.kinds), np.full(len(found), OPEN)]
    ids, gates = passages.read_gates()
    order = np.argsort(marnet.lengths(points, edges), kind="stable")
    edges, kinds = edges[order], kinds[order]
    through = passages.passages_of(points, edges, gates)
    masks = np.array([sum({1 << n for n in numbers}) for numbers in through], dtype=np.int64)
    # Samples are where ways begin and end, never where they lead on: they take no part in the thinning.
    spoke = (edges >= samples[0]).any(axis=1)
    kept = spoke.copy()
    kept[~spoke] = thinning.thin(unit_vectors(points), edges[~spoke].astype(np.int64), masks[~spoke], kinds[~spoke] != OPEN, STRETCH)
    edges, kinds, masks, through = edges[kept], kinds[kept], masks[kept], [t for t, k in zip(through, kept) if k]
    say(f"{len(edges)} after thinning, {spoke.sum()} of them to samples")

    terminals = np.array(port_nodes + samples)
    some = np.array(port_nodes[::4] + samples[::16])
    default = [row["id"] for row in sources.read_table(sources.OUTPUT / "passages.csv") if row["default"] == "closed"]
    single = [name for name in ids if name not in default]
    scenarios = [(default, terminals, terminals), ([], some, terminals)]
    scenarios += [(default + [name], some, terminals) for name in single]
    scenarios += [(default + extra, some, terminals) for extra in LIKELY_CLOSURES]
    used = keep_used(points, edges, masks, samples[0], ids, scenarios) | (kinds != OPEN)
    # A place on any coast of the region must find its first corners: these tracks serve near such places alone.
    corners = np.nonzero(near.contains(points))[0]
    local = keep_used(points, edges, masks, samples[0], ids, [(default, some, corners)]) & ~used
    kinds[local] = LOCAL
    used |= local
    edges, kinds, through = chosen(used, edges, kinds, through)
    finish(points, edges, kinds, through, samples, port_nodes, moved, ports, near, far)


def chosen(good, edges, kinds, through):
    """The edges with `good` set, with their kinds and passages."""
    return edges[good], kinds[good], [t for t, k in zip(through, good) if k]


def finish(points, edges, kinds, through, samples, port_nodes, moved, ports, near, far):
    """Leaves out the samples and what cuts land, keeps the one connected component, writes the files."""
    sampled = np.zeros(len(points), bool)
    sampled[samples] = True
    good = ~sampled[edges].any(axis=1)
    edges, kinds, through = chosen(good, edges, kinds, through)
    over = landcut.over_land(points, edges, kinds, landcut.cuts(*landcut.pieces_of(points, edges)))
    for number in over:
        say("left out over land", points[edges[number]].round(3).tolist())
    good = np.ones(len(edges), bool)
    good[over] = False
    edges, kinds, through = chosen(good, edges, kinds, through)
    n = len(points)
    _count, label = connected_components(coo_matrix((np.ones(len(edges)), edges.T), shape=(n, n)), directed=False)
    main_label = np.bincount(label[edges[:, 0]]).argmax()
    good = label[edges[:, 0]] == main_label
    edges, kinds, through = chosen(good, edges, kinds, through)
    alive = np.zeros(n, bool)
    alive[edges] = True
    lost = [p["id"] for p, node in zip(ports, port_nodes) if not alive[node]]
    if lost:
        raise SystemExit(f"ports not joined: {lost}")
    number = np.cumsum(alive) - 1
    masks = [(near, near.free[1::3, 1::3]), (far, far.free[1::3, 1::3])]
    final, place = network_file.write(
        sources.OUTPUT / "sea_network.bin", points[alive], number[edges], kinds, through,
        number[np.array(port_nodes)], masks, (landcut.REGION_ERROR, landcut.WORLD_ERROR))
    with open(sources.OUTPUT / "ports.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["id", "name", "lon", "lat", "world_port_index", "moved_km", "aliases"])
        for port, node, miles in zip(ports, port_nodes, moved):
            lon, lat = final[place[number[node]]]
            table.writerow([port["id"], port["name"], f"{lon:.4f}", f"{lat:.4f}", port["number"], f"{miles * 1.852:.1f}", port["aliases"]])
    inside = near.contains(final).sum()
    say(f"{len(final)} nodes ({inside} in the region), {len(edges)} edges, {(sources.OUTPUT / 'sea_network.bin').stat().st_size} bytes")
    np.savez_compressed(sources.DOWNLOADS / "sea_network_check.npz", points=points[alive], edges=number[edges], kinds=kinds)


if __name__ == "__main__":
    main()
