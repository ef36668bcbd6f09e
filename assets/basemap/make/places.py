"""Towns of Natural Earth, lake names, and country names of CLDR with an anchor for each."""

import csv
import json
import math
import re
import unicodedata

import shapely

import countries
import region
import shapefiles
from container import UNITS, Feature, Grid, write

LANGUAGES = ["en", "vi", "ja", "zh"]
LOCAL = {"TH": "th", "KH": "km", "LA": "lo", "MM": "my", "VN": "vi", "JP": "ja", "CN": "zh", "TW": "zh-Hant"}
CAPITAL = {"Admin-0 capital": 3, "Admin-0 capital alt": 3, "Admin-0 region capital": 2, "Admin-1 capital": 1, "Admin-1 region capital": 1}


def slug(text):
    """Lower-case ASCII with hyphens."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _number(text):
    return float(text) if text else 0.0


def make_towns(folder, vietnamese, out):
    """Writes naturalearth/places.bin: every town of the region, outside it the capitals and the largest."""
    spelled = {r["ascii"]: r["vi"] for r in csv.DictReader(open(vietnamese, encoding="utf-8"))}
    base = folder / "10m" / "ne_10m_populated_places_simple"
    rows = shapefiles.table(f"{base}.dbf", "cp1252")
    chosen, seen = [], {}
    for row, shape in zip(rows, shapefiles.shapes(base)):
        (lon, lat), rank = shape[0][0], int(row["scalerank"])
        capital = CAPITAL.get(row["featurecla"], 0)
        inside = region.WEST <= lon <= region.EAST and region.SOUTH <= lat <= region.NORTH
        if row["featurecla"] == "Scientific station" or not (inside or capital == 3 or rank <= 1):
            continue
        number = int(_number(row["geonameid"]))
        ident = f"geonames:{number}" if number > 0 else f"ne:{slug(row['name'])}-{row['adm0_a3'].lower()}"
        seen[ident] = seen.get(ident, 0) + 1
        if seen[ident] > 1:
            ident = f"{ident}-{seen[ident]}"
        vi = spelled.get(row["name"], "") if row["adm0_a3"] == "VNM" else ""
        strings = (ident, row["name"], row["adm0_a3"], vi)
        point = [(round(lon * UNITS), round(lat * UNITS))]
        chosen.append(Feature([point], False, kind=capital, rank=rank, value=max(0, int(_number(row["pop_max"]))), strings=strings))
    missing = set(spelled) - {f.strings[1] for f in chosen}
    if missing:
        raise ValueError(f"no such town in the source: {sorted(missing)}")
    chosen.sort(key=lambda f: (f.rank, -f.kind, -f.value, f.strings))
    write(out / "naturalearth" / "places.bin", Grid(-180, -90, 360, 180, 1, 1), {(0, 0): chosen})
    print(f"  {len(chosen)} towns")


def make_lakes(base, out):
    """Writes names/lakes.csv: named lakes of the region with an anchor inside the water."""
    with open(out / "names" / "lakes.csv", "w", encoding="utf-8", newline="") as f:
        table = csv.writer(f, lineterminator="\n")
        table.writerow(["id", "kind", "rank", "lon", "lat", "en", "vi", "ja", "zh"])
        rows = []
        for row, rings in zip(shapefiles.table(f"{base}.dbf"), shapefiles.shapes(base)):
            if not row["name"] or int(row["scalerank"]) > 7:
                continue
            shape = shapely.make_valid(shapely.Polygon(max(rings, key=len)))
            x, y = shapely.maximum_inscribed_circle(shape, 0.01).coords[0]
            if region.WEST <= x <= region.EAST and region.SOUTH <= y <= region.NORTH:
                kind = "reservoir" if row["featurecla"] == "Reservoir" else "lake"
                names = [row["name_en"] or row["name"], row["name_vi"], row["name_ja"], row["name_zh"]]
                rows.append([f"ne:{row['ne_id']}", kind, row["scalerank"], f"{x:.3f}", f"{y:.3f}", *names])
        table.writerows(sorted(rows, key=lambda r: (int(r[2]), r[0])))
        print(f"names/lakes.csv: {len(rows)} lakes")


def make_country_names(shapes, colours, core, names, out):
    """Writes names/countries.csv: id, colour, anchor and names in en, vi, ja, zh and the country's own language."""
    codes = json.load(open(core / "supplemental" / "codeMappings.json"))["supplemental"]["codeMappings"]
    alpha = {v["_numeric"]: k for k, v in codes.items() if "_numeric" in v and len(k) == 2}
    cldr = {}
    for language in {*LANGUAGES, *LOCAL.values()}:
        tree = json.load(open(names / "main" / language / "territories.json", encoding="utf-8"))
        cldr[language] = tree["main"][language]["localeDisplayNames"]["territories"]

    def called(language, code):
        t = cldr[language]
        return t.get(f"{code}-alt-short", t.get(code, "")) if code else ""

    rows = []
    for ident, name, shape in countries.with_ids(shapes):
        code = alpha.get(ident.removeprefix("iso:")) if ident.startswith("iso:") else {"ne:kosovo": "XK"}.get(ident)
        main = max(shapely.get_parts(shape), key=lambda p: p.area)
        x, y = shapely.maximum_inscribed_circle(main, 0.05).coords[0]
        own = LOCAL.get(code, "")
        size = min(9, max(0, round(6 - 1.6 * math.log10(max(main.area, 1e-3)))))
        english = called("en", code) or name
        rows.append([ident, code or "", colours.get(ident, 0), size, f"{x:.3f}", f"{y:.3f}", english, called("vi", code), called("ja", code), called("zh", code), own, called(own, code) if own else ""])
    with open(out / "names" / "countries.csv", "w", encoding="utf-8", newline="") as f:
        table = csv.writer(f, lineterminator="\n")
        table.writerow(["id", "alpha2", "colour", "rank", "lon", "lat", "en", "vi", "ja", "zh", "own_language", "own"])
        table.writerows(rows)
    print(f"names/countries.csv: {len(rows)} countries")
