"""Checks the built network against the full coast and the hazards, exactly. Run after build.py; exits with 1 on a fault."""

import sys

import numpy as np
import shapely

import passages
import sources
from build import REGION_ERROR, WORLD_ERROR
from network_file import CANAL, rounded

CHUNK = 40


def coast_index(rings):
    """A tree of short stretches of the coast, with the ring that each belongs to."""
    lines, owner = [], []
    for number, ring in enumerate(rings):
        for first in range(0, len(ring) - 1, CHUNK):
            stretch = ring[first:first + CHUNK + 1]
            if len(stretch) >= 2:
                lines.append(stretch)
                owner.append(number)
    counts = np.array([len(line) for line in lines])
    geometries = shapely.linestrings(np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), counts))
    return shapely.STRtree(geometries), np.array(owner)


def pieces_of(points, edges):
    """Every track as straight pieces of half a degree, and the track of each piece."""
    pieces, track = [], []
    for number, (a, b) in enumerate(edges):
        line = passages.great_circle(points[a], points[b], 0.5)
        line[:, 0] -= 360 * np.round(line[:, 0].mean() / 360)
        for pair in zip(line, line[1:]):
            pieces.append(pair)
            track.append(number)
    return shapely.linestrings(np.array(pieces)), np.array(track)


def main():
    built = np.load(sources.DOWNLOADS / "sea_network_check.npz")
    points, edges, kinds = rounded(built["points"]), built["edges"], built["kinds"]
    rings = sources.read_coast()
    tree, owner = coast_index(rings)
    pieces, track = pieces_of(points, edges)
    touching, stretch = tree.query(pieces, predicate="intersects")
    worst, faults = {}, 0
    for piece in np.unique(touching):
        land = shapely.union_all([
            shapely.make_valid(shapely.clip_by_rect(shapely.Polygon(rings[ring]), *(np.array(pieces[piece].bounds) + [-0.1, -0.1, 0.1, 0.1])))
            for ring in np.unique(owner[stretch[touching == piece]])
        ])
        cut = shapely.get_parts(shapely.intersection(pieces[piece], land))
        longest = max((part.length for part in cut), default=0.0)
        worst[track[piece]] = max(worst.get(track[piece], 0.0), longest)
    for number, cut in sorted(worst.items(), key=lambda item: -item[1]):
        ends = points[edges[number]]
        inside = ((ends > [30, -20]) & (ends < [155, 55])).all()
        limit = REGION_ERROR if inside else WORLD_ERROR
        if kinds[number] != CANAL and cut > limit:
            faults += 1
            print(f"cuts {cut:.3f} degree of land: {ends.round(3).tolist()}")
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
