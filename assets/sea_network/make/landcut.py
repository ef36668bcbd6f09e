"""How much land each track cuts, measured exactly on the full coast: what the build leaves out, and what the check reports."""

import numpy as np
import shapely

import passages
import sources
from network_file import CANAL

# The network's stated error, in degrees: no track but a named canal cuts more land than this.
REGION_ERROR, WORLD_ERROR = 0.02, 0.1
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


def cuts(pieces, track):
    """The longest stretch over land of each track that has one, in degrees, by the track's number."""
    rings = sources.read_coast()
    tree, owner = coast_index(rings)
    touching, stretch = tree.query(pieces, predicate="intersects")
    worst = {}
    for piece in np.unique(touching):
        land = shapely.union_all([
            shapely.make_valid(shapely.clip_by_rect(shapely.Polygon(rings[ring]), *(np.array(pieces[piece].bounds) + [-0.1, -0.1, 0.1, 0.1])))
            for ring in np.unique(owner[stretch[touching == piece]])
        ])
        cut = shapely.get_parts(shapely.intersection(pieces[piece], land))
        longest = max((part.length for part in cut), default=0.0)
        worst[int(track[piece])] = max(worst.get(int(track[piece]), 0.0), longest)
    return worst


def over_land(points, edges, kinds, worst):
    """The numbers of the tracks that cut more land than the stated error, canals excepted, the worst first."""
    def limit(number):
        ends = points[edges[number]]
        return REGION_ERROR if ((ends > [30, -20]) & (ends < [155, 55])).all() else WORLD_ERROR

    ordered = sorted(worst.items(), key=lambda item: -item[1])
    return [number for number, cut in ordered if kinds[number] != CANAL and cut > limit(number)]
