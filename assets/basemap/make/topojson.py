"""Decodes a TopoJSON topology's countries into shapely geometries."""

import json

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon, box


def _unwrapped(ring):
    """A ring whose longitudes run on past 180 degrees. One that circles the South Pole is closed along 90S."""
    lon = np.rad2deg(np.unwrap(np.deg2rad(ring[:, 0])))
    out = np.stack([lon, ring[:, 1]], axis=1)
    if abs(lon[-1] - lon[0]) > 180:
        out = np.vstack([out, [[lon[-1], -90.0], [lon[0], -90.0], out[0]]])
    return out


def _cut_at_antimeridian(polygon):
    """The packages join what crosses 180 degrees; our tiles are cut there."""
    polygon = shapely.make_valid(polygon)
    pieces = []
    for turn in (-360, 0, 360):
        part = shapely.intersection(translate(polygon, turn), box(-180, -90, 180, 90))
        pieces += [p for p in shapely.get_parts(part) if p.geom_type.endswith("Polygon")]
    return shapely.union_all(pieces)


def countries(path):
    """A list of (ISO numeric id or None, name, valid geometry in degrees)."""
    topology = json.loads(open(path, encoding="utf-8").read())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.asarray(a), axis=0) * scale + shift for a in topology["arcs"]]

    def ring(indices):
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([pieces[0]] + [p[1:] for p in pieces[1:]])

    def polygon(indices):
        rings = [ring(r) for r in indices]
        if len(rings[0]) < 4:  # an islet that the source's quantising flattened to a line
            return None
        return _cut_at_antimeridian(Polygon(_unwrapped(rings[0]), [_unwrapped(r) for r in rings[1:] if len(r) >= 4]))

    out = []
    for g in topology["objects"]["countries"]["geometries"]:
        if g.get("type") == "Polygon":
            shape = polygon(g["arcs"])
        elif g.get("type") == "MultiPolygon":
            shape = shapely.union_all([p for p in map(polygon, g["arcs"]) if p is not None])
        else:
            continue
        shape = shapely.make_valid(shape)
        shape = shapely.union_all([p for p in shapely.get_parts(shape) if p.geom_type.endswith("Polygon")])
        if not shape.is_empty:
            out.append((g.get("id"), g["properties"]["name"], shape))
    return out
