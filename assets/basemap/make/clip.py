"""Rings in whole units: quantising, clipping to boxes (Sutherland-Hodgman, vectorised) and cutting into tiles."""

import numpy as np
import shapely

from container import UNITS


def quantise(points):
    """Degrees to integer units, neighbours that fall together merged. A closing repeat is dropped."""
    q = np.rint(np.asarray(points, dtype=float)[:, :2] * UNITS).astype(np.int64)
    keep = np.ones(len(q), dtype=bool)
    keep[1:] = (q[1:] != q[:-1]).any(axis=1)
    q = q[keep]
    if len(q) > 1 and (q[0] == q[-1]).all():
        q = q[:-1]
    return q


def quantise_line(points):
    """As `quantise`, for an open line: the last point stays."""
    q = np.rint(np.asarray(points, dtype=float)[:, :2] * UNITS).astype(np.int64)
    keep = np.ones(len(q), dtype=bool)
    keep[1:] = (q[1:] != q[:-1]).any(axis=1)
    return q[keep]


def half_plane(ring, axis, value, keep_above):
    """Clips a ring against `axis` >= or <= `value`. Cut points lie exactly on the value."""
    if len(ring) < 3:
        return ring[:0]
    d = (ring[:, axis] - value) * (1 if keep_above else -1)
    inside = d >= 0
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    following = np.roll(ring, -1, axis=0)
    d_next = np.roll(d, -1)
    cross = ((d > 0) & (d_next < 0)) | ((d < 0) & (d_next > 0))
    slots = np.zeros((len(ring), 2, 2), dtype=np.int64)
    slots[:, 0] = ring
    t = np.where(cross, d / np.where(cross, d - d_next, 1), 0.0)
    other = 1 - axis
    slots[:, 1, axis] = value
    slots[:, 1, other] = np.rint(ring[:, other] + t * (following[:, other] - ring[:, other])).astype(np.int64)
    used = np.stack([inside, cross], axis=1)
    out = slots[used]
    keep = (out != np.roll(out, 1, axis=0)).any(axis=1)
    out = out[keep]
    return out if len(out) >= 3 else out[:0]


def box(ring, bounds):
    """Clips a ring to west, south, east, north (units). Runs along the box edge stand for what was cut off."""
    west, south, east, north = bounds
    for axis, value, above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        ring = half_plane(ring, axis, value, above)
        if len(ring) == 0:
            return ring
    return ring if twice_area(ring) else ring[:0]


def twice_area(ring):
    """Twice the unsigned area, in square units."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()))


def into_tiles(rings, grid):
    """Yields (column, row, ring) of every ring clipped to every tile (with overlap) that it meets."""
    for ring in rings:
        if len(ring) < 3:
            continue
        west, south, width, height, overlap = grid.units()
        lo, hi = ring.min(axis=0), ring.max(axis=0)
        first = max(0, int((lo[0] - overlap - west) // width))
        last = min(grid.columns - 1, int((hi[0] + overlap - west) // width))
        for column in range(first, last + 1):
            x0, _, x1, _ = grid.box(column, 0)
            strip = half_plane(half_plane(ring, 0, x0, True), 0, x1, False)
            if len(strip) == 0:
                continue
            lo_y, hi_y = strip[:, 1].min(), strip[:, 1].max()
            bottom = max(0, int((lo_y - overlap - south) // height))
            top = min(grid.rows - 1, int((hi_y + overlap - south) // height))
            for row in range(bottom, top + 1):
                piece = box(strip, grid.box(column, row))
                if len(piece):
                    yield column, row, piece


def oriented(ring, counter_clockwise):
    """Land runs counter-clockwise and water clockwise, so that one non-zero fill of all rings shows dry ground."""
    x, y = ring[:, 0], ring[:, 1]
    positive = (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() > 0
    return ring if positive == counter_clockwise else ring[::-1]


def polygon_rings(geometry):
    """All rings of a (multi)polygon as float arrays; fill with the even-odd rule."""
    rings = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            rings.append(np.asarray(part.exterior.coords))
            rings.extend(np.asarray(r.coords) for r in part.interiors)
    return rings
