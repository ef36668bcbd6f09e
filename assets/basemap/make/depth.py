"""Nested depth areas contoured from ETOPO5 on a smoothed, upsampled grid."""

import contourpy
import numpy as np
import scipy.ndimage
import shapely
from scipy.io import netcdf_file
from shapely.geometry import Polygon

import clip
import region
from container import Feature, write

DEPTHS = (50, 200, 1000, 2000, 3000, 4000, 5000, 6000)  # metres
UPSAMPLING = 3
# name, tolerance, least area kept (square degrees), grid
LEVELS = [
    ("coarse", 0.05, 0.08, region.regional(25.0, 0.3)),
    ("detail", 0.008, 0.012, region.regional(12.5, 0.05)),
]


def read(path):
    """Heights in metres from 180W to 180E and from 90S to 90N, both ends included, with lon and lat in degrees."""
    with netcdf_file(path, "r", mmap=False) as f:
        rose = np.array(f.variables["ROSE"].data, dtype=float)
        names = f.variables["ROSE"].dimensions
        lat = np.array(f.variables[names[0]].data, dtype=float)
        lon = np.array(f.variables[names[1]].data, dtype=float)
    lon = (lon + 180) % 360 - 180
    order = np.argsort(lon, kind="stable")
    lon, rose = lon[order], rose[:, order]
    pad = 12
    lon = np.concatenate([lon[-pad:] - 360, lon, lon[:pad] + 360])
    rose = np.concatenate([rose[:, -pad:], rose, rose[:, :pad]], axis=1)
    return lon, lat, rose


def contours(lon, lat, height):
    """One (multi)polygon for each depth: where the sea is deeper."""
    step = 1 / UPSAMPLING
    x = np.interp(np.arange(0, len(lon) - 1 + 1e-9, step), np.arange(len(lon)), lon)
    y = np.interp(np.arange(0, len(lat) - 1 + 1e-9, step), np.arange(len(lat)), lat)
    smooth = scipy.ndimage.gaussian_filter(height, 0.7, mode="nearest")
    fine = scipy.ndimage.zoom(smooth, (len(y) / height.shape[0], len(x) / height.shape[1]), order=3, grid_mode=False)
    fine = scipy.ndimage.gaussian_filter(fine, 1.2, mode="nearest")
    generator = contourpy.contour_generator(x, y, fine, fill_type="OuterOffset", chunk_size=0)
    out = []
    for depth in DEPTHS:
        polygons = []
        for points, offsets in zip(*generator.filled(-1e6, -float(depth))):
            rings = [points[a:b] for a, b in zip(offsets, offsets[1:])]
            polygons.append(Polygon(rings[0], rings[1:]))
        out.append((depth, polygons))
    return out


def _rings(polygons, tolerance, least):
    for polygon in polygons:
        if polygon.envelope.area < least:
            continue
        for i, ring in enumerate([polygon.exterior, *polygon.interiors]):
            if Polygon(ring).area < least:
                continue
            q = clip.quantise(shapely.get_coordinates(shapely.simplify(shapely.LinearRing(ring.coords), tolerance, preserve_topology=False)))
            if len(q) >= 3:
                yield q


def make(etopo, out):
    """Writes etopo5/depth_*.bin."""
    bands = contours(*read(etopo))
    for name, tolerance, least, grid in LEVELS:
        _write(out / "etopo5" / f"depth_{name}.bin", bands, tolerance, least, grid, lambda *_: True)
    _write(out / "etopo5" / "depth_world.bin", bands, 0.07, 0.7, region.WORLD, region.outside)


def _write(path, bands, tolerance, least, grid, wanted):
    tiles = {}
    for depth, polygons in bands:
        for column, row, piece in clip.into_tiles(_rings(polygons, tolerance, least), grid):
            if wanted(column, row):
                tiles.setdefault((column, row), {}).setdefault(depth, []).append(piece)
    write(
        path,
        grid,
        {key: [Feature(p, True, value=d) for d, p in sorted(found.items())] for key, found in tiles.items()},
    )
