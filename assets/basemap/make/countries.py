"""Country polygons for tints: grown seaward, coloured so that neighbours differ; neutral ground drawn above them."""

import csv

import numpy as np
import shapely
from shapely.geometry import Point, Polygon, box

import clip
import region
from container import Feature, write

SEAWARD_STEPS = (0.01, 0.02, 0.04, 0.08, 0.15)  # degrees, 0.3 in all: in steps, so that neighbours meet half-way
NEIGHBOUR = 1.5  # degrees: countries nearer than this take different colours
ASIAN = {"iso:356", "iso:586", "iso:156", "iso:104", "iso:064", "ne:siachen-glacier"}  # about disputed land borders
SAME_TINT = {"iso:344": "iso:156", "iso:446": "iso:156", "ne:baikonur": "iso:398"}  # Hong Kong, Macao; a lease
LEVELS = [("coarse", 0.05, 25.0, 0.1), ("detail", 0.004, 6.25, 0.03)]


def identity(iso, name):
    """A stable id: `iso:704`, or `ne:spratly-is` where Natural Earth has no ISO number."""
    ascii_name = "".join(c if c.isalnum() else "-" for c in name.lower().replace(".", ""))
    # Two polygons share 036 in the source.
    return f"iso:{iso}" if iso and name != "Ashmore and Cartier Is." else f"ne:{ascii_name}"


def with_ids(topology):
    """(id, name, shape) in a fixed order."""
    return sorted(((identity(i, n), n, s) for i, n, s in topology), key=lambda c: c[0])


def grown(shapes):
    """Each polygon grown over the sea; where two meet, half-way; never over another's real polygon."""
    real = list(shapes)
    tree = shapely.STRtree(real)
    reach = sum(SEAWARD_STEPS)
    near = [[j for j in tree.query(box(*_widened(s, 2 * reach))) if j != i] for i, s in enumerate(real)]
    now = list(real)
    for step in SEAWARD_STEPS:
        bigger = [shapely.buffer(s, step, quad_segs=3) for s in now]
        new = []
        for i, shape in enumerate(bigger):
            # Others as they stand now, and the growth of those with a smaller index in this step.
            taken = [now[j] for j in near[i]] + [bigger[j] for j in near[i] if j < i]
            gained = shapely.difference(shape, shapely.union_all(taken)) if taken else shape
            new.append(_areas(shapely.union(now[i], gained)))
        now = new
    return now


def _areas(shape):
    """The polygons of a shape: differences may leave stray points and lines."""
    return shapely.union_all([p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"])


def _widened(shape, by):
    w, s, e, n = shape.bounds
    return w - by, s - by, e + by, n + by


def colours(countries):
    """Colour index by id: greedy by saturation (DSATUR), neighbours by land or across narrow water differ."""
    ids = [c[0] for c in countries]
    shapes = [shapely.simplify(c[2], 0.05) for c in countries]
    tree = shapely.STRtree(shapes)
    lead = [ids.index(SAME_TINT[i]) if i in SAME_TINT else k for k, i in enumerate(ids)]
    neighbours = [set() for _ in ids]
    for a, shape in enumerate(shapes):
        for b in tree.query(shape, predicate="dwithin", distance=NEIGHBOUR):
            i, j = lead[a], lead[int(b)]
            if i != j:
                neighbours[i].add(j)
                neighbours[j].add(i)
    colour = {}
    order = {k for k in set(lead)}
    used_by = [0] * 8
    while order:
        pick = max(order, key=lambda k: (len({colour[n] for n in neighbours[k] if n in colour}), len(neighbours[k]), -k))
        taken = {colour[n] for n in neighbours[pick] if n in colour}
        free = [c for c in range(5) if c not in taken] or [c for c in range(5, 8) if c not in taken]
        best = min(free, key=lambda c: (used_by[c], c))
        colour[pick] = best
        used_by[best] += 1
        order.remove(pick)
    return {i: colour[lead[k]] for k, i in enumerate(ids)}


def _with_islands(countries, owners, rings):
    """Gives whole GSHHG islands to the country that has them, where the source's 1:10m shapes do not fit."""
    shapes = {i: s for i, _, s in countries}
    for row in csv.DictReader(open(owners, encoding="utf-8")):
        point = Point(float(row["lon"]), float(row["lat"]))
        island = min(
            (p for p in (Polygon(r) for level, r in rings if level == 1) if p.contains(point)), key=lambda p: p.area
        )
        island = shapely.make_valid(shapely.buffer(island, 0.004))
        for ident, shape in shapes.items():
            if shape.intersects(island):
                shapes[ident] = _areas(shapely.difference(shape, island))
        shapes[row["country"]] = _areas(shapely.union(shapes[row["country"]], island))
    return [(i, n, shapes[i]) for i, n, _ in countries]


def make(countries_10m, countries_50m, owners, rings, out):
    """Writes naturalearth/tints_*.bin; returns the colour of each id."""
    near = [(level, r) for level, r in rings if len(r) < 20_000]
    detail, world = _with_islands(with_ids(countries_10m), owners, near), with_ids(countries_50m)
    colour = colours(detail)
    around = box(region.WEST - 2, region.SOUTH - 2, region.EAST + 2, region.NORTH + 2)
    local = [(i, n, shapely.intersection(s, around)) for i, n, s in detail]
    local = [c for c in local if not c[2].is_empty]
    shapes = grown([c[2] for c in local])
    for name, tolerance, size, overlap in LEVELS:
        grid = region.regional(size, overlap)
        _write_tints(out / "naturalearth" / f"tints_{name}.bin", grid, local, shapes, tolerance, colour, lambda *_: True)
    shapes = grown([c[2] for c in world])
    path = out / "naturalearth" / "tints_world.bin"
    _write_tints(path, region.WORLD, world, shapes, 0.05, colour, region.outside)
    return colour


def _write_tints(path, grid, countries, shapes, tolerance, colour, wanted):
    shapes = shapely.coverage_simplify(shapes, tolerance)
    tiles = {}
    for (ident, name, _), shape in zip(countries, shapes):
        rings = [clip.quantise(r) for r in clip.polygon_rings(shape)]
        for column, row, piece in clip.into_tiles(rings, grid):
            if wanted(column, row):
                tiles.setdefault((column, row), {}).setdefault((ident, name), []).append(piece)
    write(
        path,
        grid,
        {
            key: [Feature(p, True, rank=colour.get(k[0], 0), strings=k) for k, p in sorted(found.items())]
            for key, found in tiles.items()
        },
    )


def neutral_ground(listed, countries_10m, lines, out):
    """Writes naturalearth/neutral_ground.bin from neutral_ground.csv.

    `circle`: lon lat radius (degrees of latitude). `polygon`: lon lat pairs. `enclosed`: points, each of which
    picks the face that holds it among the source's borders and province lines. `country`: an id of the source.
    """
    # The source's lines leave gaps that its polygons close; both on a grid of 0.01 degree, so that they meet.
    outlines = [s.boundary for i, _, s in with_ids(countries_10m) if i in ASIAN]
    net = shapely.set_precision(shapely.union_all([*lines, *outlines]), 0.01)
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(net)))))
    tree = shapely.STRtree(faces)
    by_id = {i: s for i, _, s in with_ids(countries_10m)}
    grouped = {}
    for row in csv.DictReader(open(listed, encoding="utf-8")):
        numbers = [float(v) for v in row["geometry"].split()] if row["kind"] != "country" else []
        pairs = list(zip(numbers[0::2], numbers[1::2]))
        if row["kind"] == "circle":
            lon, lat, radius = numbers
            angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
            stretch = 1 / np.cos(np.radians(lat))
            shape = Polygon(np.stack([lon + radius * stretch * np.cos(angle), lat + radius * np.sin(angle)], axis=1))
        elif row["kind"] == "polygon":
            shape = Polygon(pairs)
        elif row["kind"] == "country":
            shape = shapely.buffer(by_id[row["geometry"]], 0.03)
        else:
            found = []
            for p in pairs:
                hits = tree.query(Point(p), predicate="within")
                if len(hits) == 0:
                    raise ValueError(f"{row['id']}: no face holds {p}")
                found.append(faces[hits[0]])
            shape = shapely.buffer(shapely.union_all(found), 0.015, quad_segs=2)
            print(f"  {row['id']}: {shape.bounds}, {shape.area:.2f} square degrees")
        entry = grouped.setdefault(row["id"], [row["name"], []])
        entry[1].append(shape)
    features = []
    for ident, (name, shapes) in sorted(grouped.items()):
        whole = shapely.simplify(shapely.union_all(shapes), 0.002)
        features.append(Feature([clip.quantise(r) for r in clip.polygon_rings(whole)], True, strings=(ident, name)))
    write(out / "naturalearth" / "neutral_ground.bin", region.Grid(-180, -90, 360, 180, 1, 1), {(0, 0): features})
