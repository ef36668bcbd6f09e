"""GSHHG land, lakes, islands in lakes and ponds, in five levels of tiles; Natural Earth land beyond the region."""

import numpy as np
import shapely

import clip
import region
from container import Feature, write

# name, tolerance in degrees (0 is GSHHG as it is), tile size, overlap of fills
LEVELS = [
    ("overview", 0.1, 25.0, 0.3),
    ("coarse", 0.025, 12.5, 0.1),
    ("middle", 0.006, 6.25, 0.03),
    ("fine", 0.002, 2.5, 0.01),
    ("full", 0.0, 1.25, 0.005),
]
MARGIN = 1.0  # degrees beyond the region that rings must reach, so that tiles at the edge have their overlap


def read_rings(folder):
    """The rings of GSHHG full that meet the region: (level, float array of lon, lat)."""
    data = (folder / "gshhs_f.dat").read_bytes()
    rings = []
    for line in (folder / "gshhsmeta_f.dat").read_text().splitlines():
        f = line.split()
        if float(f[4]) < region.SOUTH - MARGIN or float(f[3]) > region.NORTH + MARGIN:
            continue
        points = np.frombuffer(data, dtype="<f4", count=int(f[6]) // 4, offset=int(f[5])).reshape(-1, 2)
        if points[:, 0].max() < region.WEST - MARGIN or points[:, 0].min() > region.EAST + MARGIN:
            continue
        rings.append((int(f[0]), points.astype(float)))
    return rings


def _kept(points):
    x, y = points[:, 0].mean(), points[:, 1].mean()
    return any(w <= x <= e and s <= y <= n for w, s, e, n in region.KEEP_ISLETS)


def simplified(points, tolerance):
    """A ring in units at a tolerance. None for specks outside the kept zones."""
    if tolerance == 0.0:
        ring = clip.quantise(points)
        return ring if len(ring) >= 3 else None
    extent = np.ptp(points, axis=0).max()
    if extent < 1.25 * tolerance and not _kept(points):
        return None
    source = shapely.LinearRing(points)
    for divisor in (1, 4, 16, 64):
        ring = clip.quantise(shapely.get_coordinates(shapely.simplify(source, tolerance / divisor, preserve_topology=False)))
        if len(ring) >= 4:
            return ring
    ring = clip.quantise(points)
    return ring if len(ring) >= 3 else None


def make(source, out):
    """Writes gshhg/land_*.bin."""
    rings = read_rings(source)
    for name, tolerance, size, overlap in LEVELS:
        grid = region.regional(size, overlap)
        tiles = {}
        for level, points in rings:
            ring = simplified(points, tolerance)
            if ring is None:
                continue
            ring = clip.oriented(ring, counter_clockwise=level % 2 == 1)
            for column, row, piece in clip.into_tiles([ring], grid):
                tiles.setdefault((column, row), {}).setdefault(level, []).append(piece)
        features = {
            key: [Feature(parts, True, kind=level) for level, parts in sorted(levels.items())]
            for key, levels in tiles.items()
        }
        write(out / "gshhg" / f"land_{name}.bin", grid, features)
        busiest = max(sum(len(p) for f in fs for p in f.parts) for fs in features.values())
        print(f"  {len(features)} tiles, busiest {busiest:,} vertices")


def make_world(countries, out):
    """Writes naturalearth/land_world*.bin from the 1:50m countries, nothing inside the region."""
    land = shapely.union_all([shape for _, _, shape in countries])
    # Holes are waters that no country has (the Caspian is one): all lie inside the region or are lost at this scale.
    land = shapely.union_all([shapely.Polygon(p.exterior) for p in shapely.get_parts(land)])
    for name, tolerance in (("overview", 0.1), ("detail", 0.0)):
        rings = []
        for points in clip.polygon_rings(land):
            if tolerance and np.ptp(points, axis=0).max() < tolerance:
                continue
            shape = shapely.LinearRing(points)
            ring = clip.quantise(shapely.get_coordinates(shapely.simplify(shape, tolerance, preserve_topology=False)))
            if len(ring) >= 3:
                rings.append(clip.oriented(ring, counter_clockwise=True))
        tiles = {}
        for column, row, piece in clip.into_tiles(rings, region.WORLD):
            if region.outside(column, row):
                tiles.setdefault((column, row), []).append(piece)
        write(
            out / "naturalearth" / f"land_world_{name}.bin",
            region.WORLD,
            {key: [Feature(parts, True, kind=1)] for key, parts in tiles.items()},
        )
