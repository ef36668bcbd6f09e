"""Checks the built network against the full coast and the hazards, exactly. Run after build.py; exits with 1 on a fault."""

import sys

import numpy as np
import shapely

import landcut
import passages
import sources
from network_file import CANAL, rounded


def main():
    built = np.load(sources.DOWNLOADS / "sea_network_check.npz")
    points, edges, kinds = rounded(built["points"]), built["edges"], built["kinds"]
    pieces, track = landcut.pieces_of(points, edges)
    worst = landcut.cuts(pieces, track)
    over = landcut.over_land(points, edges, kinds, worst)
    for number in over:
        print(f"cuts {worst[number]:.3f} degree of land: {points[edges[number]].round(3).tolist()}")
    faults = len(over)
    hazards = [shapely.Polygon(passages.read_outline(row["outline"])) for row in sources.read_table(sources.OUTPUT / "hazards.csv")]
    hit, _hazard = shapely.STRtree(hazards).query(pieces, predicate="intersects")
    for number in np.unique(track[hit]):
        faults += 1
        print(f"enters a hazard: {points[edges[number]].round(3).tolist()}")
    canals = sum(1 for number in worst if kinds[number] == CANAL)
    print(f"{len(edges)} tracks: {len(worst)} touch land ({canals} in canals), {faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
