"""Every source that a table or a place cites is in sources.json, once; called by `run`, needs Python alone.

Usage: citations.py PACKAGE
"""

import csv
import json
import pathlib
import sys

# The columns, and properties of places, that list sources: those that say so, and those that say otherwise.
CITING = ("sources", "differs")


def main(folder):
    """Prints what is cited and unknown, or known twice, and returns 1 where there is any."""
    package = pathlib.Path(folder)
    ids = [item["id"] for item in json.loads((package / "sources.json").read_text(encoding="utf-8"))]
    faults = [f"sources.json has the id {known} twice" for known in sorted({i for i in ids if ids.count(i) > 1})]
    faults += [f"{where} cites {cited}, which sources.json lacks" for where, cited in citations(package) if cited not in ids]
    print("\n".join(faults))
    return 1 if faults else 0


def citations(package):
    """Pairs of a place in the package (`events.csv, line 7`) and the id of a source that is cited there."""
    for path in sorted(package.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            for row in rows:
                for column in CITING:
                    for cited in filter(None, map(str.strip, (row.get(column) or "").split(";"))):
                        yield f"{path.name}, line {rows.line_num}", cited
    features = json.loads((package / "places.geojson").read_text(encoding="utf-8"))["features"]
    for feature in features:
        properties = feature["properties"]
        for listed in CITING:
            for cited in properties.get(listed, []):
                yield f"places.geojson, {properties['id']}", cited


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
