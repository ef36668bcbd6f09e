"""Rivers with names and land borders with status: 1:10m inside the region, 1:50m outside it."""

import csv

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, box

import clip
import region
import shapefiles
from container import Feature, Grid, write

GRID = Grid(-180, -90, 360, 180, 1, 1)
REGION = box(region.WEST, region.SOUTH, region.EAST, region.NORTH)
LEVELS = [("coarse", 0.025), ("detail", 0.0)]
STATUS = {"settled": 0, "disputed": 1, "line of control": 2, "indefinite": 3}


def load(folder, scale, layer, encoding="latin-1"):
    """(row, shapely lines) of every record of a line layer."""
    base = folder / scale / f"ne_{scale}_{layer}"
    rows = shapefiles.table(f"{base}.dbf", encoding)
    for row, parts in zip(rows, shapefiles.shapes(base)):
        parts = [p for p in parts if len(p) > 1]
        if parts:
            yield row, MultiLineString(parts)


def border_status(row):
    """The status that the source's class stands for; None for leases, overlays and their like."""
    name = row["featurecla"]
    if name.startswith("International boundary"):
        return "settled"
    if name.startswith("Disputed") or name == "ForgetMagics":  # the latter marks Western Sahara only
        return "disputed"
    if name.startswith("Line of control"):
        return "line of control"
    if name.startswith("Indefinite") or name.startswith("Indeterminant"):
        return "indefinite"
    return None


def _in_out(local, world):
    """Local features cut to the region, world ones to what lies outside it."""
    for key, line in local:
        yield key, shapely.intersection(line, REGION)
    for key, line in world:
        yield key, shapely.difference(line, REGION)


def _parts(line, tolerance):
    merged = shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
    for part in shapely.get_parts(merged):
        if part.geom_type != "LineString":
            continue
        if tolerance and part.length < tolerance:
            continue
        q = clip.quantise_line(shapely.get_coordinates(shapely.simplify(part, tolerance)))
        if len(q) >= 2:
            yield q


def make_borders(folder, out):
    """Writes naturalearth/borders_*.bin."""

    def read(scale):
        for row, line in load(folder, scale, "admin_0_boundary_lines_land"):
            status = border_status(row)
            # Lines in the water are dropped: no maritime boundary is drawn.
            if status is not None and row.get("type") != "Water Indicator":
                names = (row.get("adm0_left", ""), row.get("adm0_right", ""))
                yield (STATUS[status], *names), line

    grouped = {}
    for key, line in _in_out(read("10m"), read("50m")):
        grouped.setdefault(key, []).append(line)
    for name, tolerance in LEVELS:
        features = []
        for (status, left, right), found in sorted(grouped.items()):
            parts = list(_parts(_multi(found), tolerance))
            features.append(Feature(parts, False, kind=status, strings=(left, right)))
        write(out / "naturalearth" / f"borders_{name}.bin", GRID, {(0, 0): features})


def _multi(found):
    return MultiLineString([p for g in found for p in shapely.get_parts(g) if p.geom_type == "LineString" and not p.is_empty])


def _connected(parts):
    """Groups lines whose ends or bodies come within 0.15 degree of each other."""
    tree, group = shapely.STRtree(parts), list(range(len(parts)))

    def root(i):
        while group[i] != i:
            i = group[i]
        return i

    for i, part in enumerate(parts):
        for j in tree.query(part, predicate="dwithin", distance=0.15):
            a, b = root(i), root(int(j))
            group[max(a, b)] = min(a, b)
    out = {}
    for i, part in enumerate(parts):
        out.setdefault(root(i), []).append(part)
    return [out[k] for k in sorted(out)]


def make_rivers(folder, links, out):
    """Writes naturalearth/rivers_*.bin: one feature for each connected river of one name.

    `links`: short lines placed by hand from where the source's lines end to where GSHHG's channels begin.
    """

    def read(scale):
        for row, line in load(folder, scale, "rivers_lake_centerlines"):
            rank = int(float(row["scalerank"] or 9))
            lake = 1 if row["featurecla"].startswith("Lake") else 0
            yield (row.get("name", ""), rank, lake), line

    grouped = {}
    for (name, rank, lake), line in _in_out(read("10m"), read("50m")):
        parts = [p for p in shapely.get_parts(line) if p.geom_type == "LineString" and not p.is_empty]
        if parts:
            grouped.setdefault((name, lake), []).extend((rank, p) for p in parts)
    rivers = []
    for (name, lake), found in sorted(grouped.items()):
        if not name:
            by_rank = {}
            for rank, part in found:
                by_rank.setdefault(rank, []).append(part)
            rivers.extend((rank, lake, "", MultiLineString(parts)) for rank, parts in sorted(by_rank.items()))
            continue
        lines = [p for _, p in found]
        rank_of = {p.wkb: r for r, p in found}
        for component in _connected(lines):
            rank = min(rank_of[p.wkb] for p in component)
            rivers.append((rank, lake, name, MultiLineString(component)))
    rivers.sort(key=lambda r: (r[0], r[2], r[1]))
    for level, tolerance in LEVELS:
        features = [
            Feature(list(_parts(line, tolerance)), False, kind=lake, rank=rank, strings=(name,))
            for rank, lake, name, line in rivers
            if level == "detail" or rank <= 6
        ]
        for row in csv.DictReader(open(links, encoding="utf-8")):
            if row["levels"] in ("all", level):
                path = np.array(row["path"].split(), dtype=float).reshape(-1, 2)
                features.append(
                    Feature([clip.quantise_line(path)], False, rank=int(row["rank"]), strings=(row["name"],))
                )
        write(out / "naturalearth" / f"rivers_{level}.bin", GRID, {(0, 0): features})


def all_lines(folder):
    """Country and province lines of 1:10m, for finding the faces that disputed areas are made of."""
    lines = [line for _, line in load(folder, "10m", "admin_0_boundary_lines_land")]
    lines += [line for _, line in load(folder, "10m", "admin_1_states_provinces_lines")]
    near = box(60, 5, 150, 50)
    return [l for l in lines if l.intersects(near)]
