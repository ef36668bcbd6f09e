"""The straight tracks of open water: turning points on the rim of free water, joined wherever a great circle between them is free and taut."""

import cv2
import numpy as np
from numba import njit, prange
import math

from water import track_is_free, unit_vectors

# How far, in pixels, the rim may be from its simplification: in open water, and along a corridor.
OPEN_TOLERANCE, NARROW_TOLERANCE = 2.0, 0.75
# A track may bend this many degrees the wrong way and still count as taut, for the rim is only known to a pixel.
TAUT_SLACK = math.radians(4.0)


def turning_points(water):
    """Corners round which a taut track may bend: (points (N, 2), towards (N, 2, 2) the Mercator directions to both neighbours on the rim)."""
    closed = 1 - water.wide
    contours, hierarchy = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    # A rim that another encloses is that of a water, as the Mediterranean's behind its narrow straits: land is outside of it.
    is_land_outside = hierarchy[0, :, 3] >= 0
    points, towards = [], []
    # The mouths of corridors are looked at closely too: a corner there leads from the one water to the other.
    close_up = cv2.dilate(water.corridor, np.ones((15, 15), np.uint8))
    for tolerance, narrow in ((OPEN_TOLERANCE, 0), (NARROW_TOLERANCE, 1)):
        for contour, outside in zip(contours, is_land_outside):
            line = cv2.approxPolyDP(contour, tolerance, True)[:, 0, :].astype(np.float64)
            corners, arms = _corners_of(line, outside) if len(line) >= 2 else _corners_of_dot(line)
            at = np.clip(np.floor(corners).astype(int), 0, [water.width - 1, water.height - 1])
            margin = 3
            keep = (close_up[at[:, 1], at[:, 0]] == narrow) & (water.free[at[:, 1], at[:, 0]] == 1)
            keep &= (at[:, 0] >= margin) & (at[:, 1] >= margin) & (at[:, 0] < water.width - margin) & (at[:, 1] < water.height - margin)
            points.append(corners[keep])
            towards.append(arms[keep])
    pixels, arms = np.concatenate(points), np.concatenate(towards)
    _unique, first = np.unique(np.round(pixels), axis=0, return_index=True)
    return water.to_degrees(pixels[first]), arms[first]


def _corners_of(line, is_land_outside):
    """The corners of a closed rim where land is convex, pushed one pixel into free water. Arms have y to the north."""
    before, after = np.roll(line, 1, axis=0) - line, np.roll(line, -1, axis=0) - line
    u = before / np.maximum(np.linalg.norm(before, axis=1, keepdims=True), 1e-9)
    v = after / np.maximum(np.linalg.norm(after, axis=1, keepdims=True), 1e-9)
    area = np.sum(line[:, 0] * np.roll(line[:, 1], -1) - np.roll(line[:, 0], -1) * line[:, 1])
    turn = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    inward = -1.0 if is_land_outside else 1.0
    convex = (turn * area * inward < 0) | (len(line) == 2) | (np.abs(turn) < 1e-9)
    outward = -(u + v)
    size = np.linalg.norm(outward, axis=1, keepdims=True)
    sideways = np.stack([-v[:, 1], v[:, 0]], axis=1)
    outward = np.where(size > 0.05, outward / np.maximum(size, 1e-9), sideways)
    corners = (line + 0.5 + 1.2 * outward)[convex]
    arms = np.stack([u, v], axis=1)[convex] * np.array([1.0, -1.0])
    return corners, arms


def _corners_of_dot(line):
    """Four corners round a single pixel."""
    steps = np.array([[1.2, 0], [0, 1.2], [-1.2, 0], [0, -1.2]])
    arms = np.array([[[-1, -1], [-1, 1]], [[-1, 1], [1, 1]], [[1, 1], [1, -1]], [[1, -1], [-1, -1]]], dtype=float)
    return line[0] + 0.5 + steps, arms / math.sqrt(2)


@njit(cache=True)
def _is_taut(v, arms, i, j):
    """Whether a track from i to j may have bent round i: both arms of the rim lie on one side of it, ahead being free."""
    ax, ay, az = v[i, 0], v[i, 1], v[i, 2]
    level = math.sqrt(ax * ax + ay * ay)
    east = (-ay * v[j, 0] + ax * v[j, 1]) / level
    north = (-ax * az * v[j, 0] - ay * az * v[j, 1]) / level + level * v[j, 2]
    size = math.sqrt(east * east + north * north)
    if size < 1e-12:
        return False
    first = (east * arms[i, 0, 1] - north * arms[i, 0, 0]) / size
    second = (east * arms[i, 1, 1] - north * arms[i, 1, 0]) / size
    slack = math.sin(TAUT_SLACK)
    return (first > -slack and second > -slack) or (first < slack and second < slack)


@njit(parallel=True, cache=True)
def _tracks_from(i, v, arms, bends, near, near_frame, far, far_frame, out):
    for j in prange(v.shape[0]):
        out[j] = False
        if j <= i:
            continue
        if bends[i] and not _is_taut(v, arms, i, j):
            continue
        if bends[j] and not _is_taut(v, arms, j, i):
            continue
        out[j] = track_is_free(v[i], v[j], near, near_frame, far, far_frame)


def tracks(points, arms, bends, near, far):
    """Pairs (M, 2) of points joined by a free great circle, taut at each end that `bends` marks as a corner."""
    v = unit_vectors(points)
    found, out = [], np.zeros(len(points), np.bool_)
    for i in range(len(points)):
        _tracks_from(i, v, arms, bends, near.room, near.frame(), far.room, far.frame(), out)
        hits = np.nonzero(out)[0]
        found.append(np.stack([np.full(len(hits), i), hits], axis=1))
    return np.concatenate(found)
