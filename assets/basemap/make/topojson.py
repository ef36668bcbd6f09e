"""Decodes a TopoJSON topology's countries into shapely geometries."""

import json

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon


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
        return Polygon(rings[0], [r for r in rings[1:] if len(r) >= 4])

    out = []
    for g in topology["objects"]["countries"]["geometries"]:
        if g.get("type") == "Polygon":
            shape = polygon(g["arcs"])
        elif g.get("type") == "MultiPolygon":
            shape = MultiPolygon([p for p in map(polygon, g["arcs"]) if p is not None])
        else:
            continue
        shape = shapely.make_valid(shape)
        shape = shapely.union_all([p for p in shapely.get_parts(shape) if p.geom_type.endswith("Polygon")])
        if not shape.is_empty:
            out.append((g.get("id"), g["properties"]["name"], shape))
    return out
