"""Open water as rasters: how far each point of the sea lies from land and from hazards, and whether a great circle keeps clear.

A raster is in Mercator, which is conformal: a distance in pixels becomes nautical miles by the latitude's scale alone.
"""

import math

import cv2
import numpy as np
from numba import njit

# A turning point lies where the clearance is what its water requires; a track between two may come as near as this share of it.
TRACK_SHARE = 0.75
# Hazard outlines are rounded outward already: this much more is kept from them, in nautical miles.
HAZARD_CLEARANCE = 2.0


def mercator_y(lat):
    """Mercator ordinate in degrees of the equator."""
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)))


class Rings:
    """Closed rings with their boxes, so that those that meet a box are found at once."""

    def __init__(self, rings):
        self.rings = rings
        self.least = np.array([ring.min(axis=0) for ring in rings])
        self.most = np.array([ring.max(axis=0) for ring in rings])

    def meeting(self, west, south, east, north):
        """The rings whose boxes meet the given one."""
        hit = (self.least <= [east, north]).all(axis=1) & (self.most >= [west, south]).all(axis=1)
        return [self.rings[i] for i in np.nonzero(hit)[0]]


class Water:
    """A box of the sea. `clear` is the distance to land in nautical miles, `free` where ships may be, `room` the distance to where they may not."""

    def __init__(self, west, south, east, north, pixel, open_clearance, narrow_clearance, corridor_width):
        self.west, self.south, self.east, self.north, self.pixel = west, south, east, north, pixel
        self.open_clearance, self.narrow_clearance, self.corridor_width = open_clearance, narrow_clearance, corridor_width
        self.top = float(mercator_y(north))
        self.width = round((east - west) / pixel)
        self.height = round((self.top - float(mercator_y(south))) / pixel)
        rows = self.top - (np.arange(self.height) + 0.5) * pixel
        self.row_lat = np.degrees(2 * np.arctan(np.exp(np.radians(rows))) - np.pi / 2)
        self.row_miles = (pixel * 60 * np.cos(np.radians(self.row_lat))).astype(np.float32)

    def to_pixels(self, points):
        """(N, 2) degrees to (N, 2) pixel coordinates, x to the right and y down."""
        points = np.asarray(points, dtype=np.float64)
        x = (points[:, 0] - self.west) / self.pixel
        y = (self.top - mercator_y(np.clip(points[:, 1], -85, 85))) / self.pixel
        return np.stack([x, y], axis=1)

    def to_degrees(self, pixels):
        """The inverse of `to_pixels`."""
        lon = self.west + pixels[:, 0] * self.pixel
        y = np.radians(self.top - pixels[:, 1] * self.pixel)
        return np.stack([lon, np.degrees(2 * np.arctan(np.exp(y)) - np.pi / 2)], axis=1)

    def contains(self, points):
        """Which points lie in the box."""
        p = np.asarray(points)
        return (p[:, 0] > self.west) & (p[:, 0] < self.east) & (p[:, 1] > self.south) & (p[:, 1] < self.north)

    def burn(self, rings):
        """A byte raster with 1 on every pixel that one of the rings covers or touches."""
        land = np.zeros((self.height, self.width), np.uint8)
        for shift in (-360.0, 0.0, 360.0):
            for ring in rings.meeting(self.west - shift, self.south, self.east - shift, self.north):
                lon = ring[:, 0] + shift
                pixels = self.to_pixels(np.stack([lon, ring[:, 1]], axis=1))
                corners = [np.floor(pixels).astype(np.int32)]
                cv2.fillPoly(land, corners, 1)
                cv2.polylines(land, corners, True, 1)
        return land

    def distance_to(self, marked):
        """Nautical miles from each pixel to the nearest marked one."""
        if not marked.any():
            return np.full(marked.shape, 1e4, np.float32)
        return cv2.distanceTransform(1 - marked, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) * self.row_miles[:, None]

    def survey(self, coast, hazards):
        """Measures the distances to land and to hazards."""
        self.clear = self.distance_to(self.burn(coast))
        self.hazard_share = self.distance_to(self.burn(hazards)) / HAZARD_CLEARANCE
        self.set_corridors([], [])

    def set_corridors(self, lines, discs):
        """Lets ships nearer to land along the given lines (arrays of points) and round the given points."""
        corridor = np.zeros((self.height, self.width), np.uint8)
        for line in lines:
            if self.contains(line).any():
                miles = self.pixel * 60 * math.cos(math.radians(float(np.mean(line[:, 1]))))
                thickness = max(1, round(2 * self.corridor_width / miles))
                cv2.polylines(corridor, [np.floor(self.to_pixels(line)).astype(np.int32)], False, 1, thickness)
        for point in discs:
            if self.contains([point])[0]:
                miles = self.pixel * 60 * math.cos(math.radians(point[1]))
                centre = np.floor(self.to_pixels([point])[0]).astype(int)
                cv2.circle(corridor, tuple(int(c) for c in centre), round(1.5 * self.corridor_width / miles), 1, -1)
        self.corridor = corridor
        required = np.where(corridor, np.float32(self.narrow_clearance), np.float32(self.open_clearance))
        self.share = np.minimum(self.clear / required, self.hazard_share)
        self.free = (self.share >= TRACK_SHARE).astype(np.uint8)
        self.wide = (self.share >= 1.0).astype(np.uint8)

    def keep_waters_of(self, points):
        """Closes every water that holds none of the points: lagoons, lakes, inlets. `wide` is where turning points may be."""
        pixels = np.floor(self.to_pixels(points[self.contains(points)])).astype(int)
        for water in (self.wide, self.free):
            _count, label = cv2.connectedComponents(water, connectivity=4)
            kept = np.zeros(label.max() + 1, np.uint8)
            kept[label[pixels[:, 1], pixels[:, 0]]] = 1
            kept[0] = 0
            water &= kept[label]
        # A track may not leap over what lies beyond the raster's edge: the room ends there.
        rows, columns = np.arange(self.height), np.arange(self.width)
        to_edge = np.minimum(np.minimum(rows, rows[::-1])[:, None], np.minimum(columns, columns[::-1])[None, :]) + 1
        self.room = np.minimum(self.distance_to(1 - self.free), to_edge.astype(np.float32) * self.row_miles[:, None])

    def at(self, raster, points):
        """The raster's values at points of the box."""
        pixels = np.floor(self.to_pixels(points)).astype(int)
        return raster[np.clip(pixels[:, 1], 0, self.height - 1), np.clip(pixels[:, 0], 0, self.width - 1)]

    def frame(self):
        """What the compiled functions below need to find a pixel."""
        return np.array([self.west, self.top, self.pixel, self.east, self.south, self.north])


@njit(cache=True)
def _look(raster, frame, lon, lat):
    """The value at a point, or -1 outside of the box."""
    if lon <= frame[0] or lon >= frame[3] or lat <= frame[4] or lat >= frame[5]:
        return -1.0
    y = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    row, column = int((frame[1] - y) / frame[2]), int((lon - frame[0]) / frame[2])
    if row < 0 or column < 0 or row >= raster.shape[0] or column >= raster.shape[1]:
        return -1.0
    return raster[row, column]


@njit(cache=True)
def track_is_free(a, b, near, near_frame, far, far_frame):
    """Whether the great circle from unit vector `a` to `b` stays in free water: steps as long as the room allows."""
    dot = min(1.0, max(-1.0, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))
    angle = math.acos(dot)
    if angle < 1e-9:
        return True
    if angle > 3.0:
        return False
    sine = math.sin(angle)
    t = 0.0
    while True:
        p, q = math.sin(angle - t) / sine, math.sin(t) / sine
        x, y, z = p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]
        lat = math.degrees(math.asin(max(-1.0, min(1.0, z))))
        lon = math.degrees(math.atan2(y, x))
        room = _look(near, near_frame, lon, lat)
        smallest = 0.5 * near_frame[2]
        if room < 0.0:
            room = _look(far, far_frame, lon, lat)
            smallest = 0.5 * far_frame[2]
        if room <= 0.0:
            return False
        if t >= angle:
            return True
        step = max(0.9 * math.radians(room / 60.0), math.radians(smallest) * math.cos(math.radians(lat)))
        t = min(angle, t + step)


@njit(cache=True)
def least_on_track(a, b, near, near_frame, far, far_frame, spacing):
    """The least value of a raster along the great circle, looked up every `spacing` radians."""
    dot = min(1.0, max(-1.0, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))
    angle = math.acos(dot)
    count = int(angle / spacing) + 1
    sine = math.sin(angle)
    least = 1e9
    for i in range(count + 1):
        t = angle * i / count
        p = math.sin(angle - t) / sine if sine > 1e-12 else 1.0
        q = math.sin(t) / sine if sine > 1e-12 else 0.0
        x, y, z = p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]
        lat = math.degrees(math.asin(max(-1.0, min(1.0, z))))
        lon = math.degrees(math.atan2(y, x))
        value = _look(near, near_frame, lon, lat)
        if value < 0.0:
            value = _look(far, far_frame, lon, lat)
        least = min(least, value)
    return least


def unit_vectors(points):
    """(N, 2) degrees to (N, 3) unit vectors."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
