"""Ways through waters too narrow for the open sea's rules, found on a fine raster of the full coast: port stubs and mended marnet edges."""

import math

import cv2
import numpy as np
from numba import njit

from thinning import _pop, _push
from water import Water

STEPS = np.array([(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)])
# Water nearer to land than this many nautical miles costs more, so that a way keeps to mid-channel.
SHY = 0.4


@njit(cache=True)
def _spread(cost, start_row, start_column, steps):
    """Cheapest way from a pixel to every other: (total, parent as row * width + column, -1 where none)."""
    height, width = cost.shape
    total = np.full((height, width), np.inf)
    parent = np.full((height, width), -1, np.int64)
    keys, items = np.empty(8 * height * width), np.empty(8 * height * width, np.int64)
    total[start_row, start_column] = 0.0
    _push(keys, items, 0, 0.0, start_row * width + start_column)
    size = 1
    while size > 0:
        key, item = keys[0], items[0]
        _pop(keys, items, size)
        size -= 1
        row, column = item // width, item % width
        if key > total[row, column]:
            continue
        for s in range(8):
            r, c = row + steps[s, 0], column + steps[s, 1]
            if r < 0 or c < 0 or r >= height or c >= width or not math.isfinite(cost[r, c]):
                continue
            reach = key + cost[r, c] * math.sqrt(steps[s, 0] ** 2 + steps[s, 1] ** 2)
            if reach < total[r, c]:
                total[r, c] = reach
                parent[r, c] = item
                _push(keys, items, size, reach, r * width + c)
                size += 1
    return total, parent


def spread_over(cost, start):
    """Cheapest ways over a raster of costs from (row, column)."""
    return _spread(cost, start[0], start[1], STEPS)


class Inshore:
    """The waters of a small box, at about 200 metres a pixel where the box is small."""

    def __init__(self, west, south, east, north, coast, most_pixels=1600):
        pixel = max(0.002, (east - west) / most_pixels, (north - south) / most_pixels)
        self.water = Water(west, south, east, north, pixel, 1.0, 1.0, 0.0)
        self.land = self.water.burn(coast)
        self.clear = self.water.distance_to(self.land)
        shyness = 1.0 + 4.0 * np.exp(-self.clear / SHY)
        self.cost = np.where(self.land == 1, np.inf, shyness)
        _count, self.label = cv2.connectedComponents(1 - self.land, connectivity=4)
        self.rows, self.columns = np.indices(self.land.shape)

    def pixel_of(self, point):
        """(row, column) of a point."""
        x, y = np.floor(self.water.to_pixels([point])[0]).astype(int)
        return min(max(y, 0), self.water.height - 1), min(max(x, 0), self.water.width - 1)

    def nearest_water(self, point, allowed):
        """The nearest pixel with `allowed` set, or None."""
        row, column = self.pixel_of(point)
        away = np.where(allowed, (self.rows - row) ** 2 + (self.columns - column) ** 2, 1 << 40)
        best = int(np.argmin(away))
        r, c = divmod(best, self.water.width)
        return (r, c) if allowed[r, c] else None

    def spread(self, pixel):
        """Cheapest ways from a pixel."""
        return _spread(self.cost, pixel[0], pixel[1], STEPS)

    def way(self, parent, pixel):
        """Points (N, 2) in degrees from the start of `parent` to a pixel, straightened."""
        chain, item = [], pixel[0] * self.water.width + pixel[1]
        while item >= 0:
            chain.append(divmod(int(item), self.water.width))
            item = parent[chain[-1]]
        chain.reverse()
        kept, at = [0], 0
        while at < len(chain) - 1:
            reach = at + 1
            for step in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
                while reach + step < len(chain) and self._sees(chain[at], chain[reach + step]):
                    reach += step
            kept.append(reach)
            at = reach
        pixels = np.array([(chain[k][1] + 0.5, chain[k][0] + 0.5) for k in kept])
        return self.water.to_degrees(pixels)

    def is_water(self, a, b):
        """Whether the straight line between two points touches no land."""
        (row, column), (r, c) = self.pixel_of(a), self.pixel_of(b)
        count = 2 * max(abs(row - r), abs(column - c)) + 2
        rows, columns = np.linspace(row, r, count).round().astype(int), np.linspace(column, c, count).round().astype(int)
        return not self.land[rows, columns].any()

    def _sees(self, a, b):
        """Whether the straight line keeps as clear of land as its nearer end does, within reason."""
        count = 2 * max(abs(a[0] - b[0]), abs(a[1] - b[1])) + 1
        rows = np.linspace(a[0], b[0], count).round().astype(int)
        columns = np.linspace(a[1], b[1], count).round().astype(int)
        needed = min(0.5, 0.6 * float(self.clear[a]), 0.6 * float(self.clear[b]))
        return bool((self.clear[rows, columns] >= needed).all() and (self.land[rows, columns] == 0).all())


def port_stubs(port, box_size, sea, coast, exits=4):
    """Joins a port to free water. Returns (point on the water, [ways as (N, 2) arrays from port to free water])."""
    lon, lat = port
    half = box_size / math.cos(math.radians(lat))
    inshore = Inshore(lon - half, lat - box_size, lon + half, lat + box_size, coast)
    centres = inshore.water.to_degrees(np.stack([inshore.columns.ravel() + 0.5, inshore.rows.ravel() + 0.5], axis=1))
    free = (sea.at(sea.wide, centres) == 1).reshape(inshore.land.shape) & (inshore.land == 0)
    joined = np.isin(inshore.label, np.unique(inshore.label[free])) & (inshore.land == 0)
    start = inshore.nearest_water(port, joined)
    if start is None:
        raise ValueError(f"no water near {port} leads to the sea")
    total, parent = inshore.spread(start)
    water_point = inshore.way(parent, start)[0]
    if free[start]:
        return water_point, []
    before = parent.clip(0)
    entry = free & np.isfinite(total) & ~free[before // inshore.water.width, before % inshore.water.width]
    order = np.argsort(np.where(entry, total, np.inf), axis=None)[: int(entry.sum())]
    ways, chosen = [], []
    cheapest = None
    apart = 3.0 / (inshore.water.pixel * 60)
    for item in order.tolist():
        pixel = divmod(item, inshore.water.width)
        cheapest = total[pixel] if cheapest is None else cheapest
        if total[pixel] > 2 * cheapest + 4 * apart or len(ways) == exits:
            break
        if all(math.hypot(pixel[0] - p[0], pixel[1] - p[1]) > apart for p in chosen):
            chosen.append(pixel)
            ways.append(inshore.way(parent, pixel))
    return water_point, ways


def mended_edge(a, b, coast):
    """A way over water between two points at most 1.6 times as long as the straight line and half a mile off either end, or None."""
    if abs(a[0] - b[0]) > 180:
        return None
    margin = 0.15 + 0.3 * max(abs(a[0] - b[0]), abs(a[1] - b[1]))
    inshore = Inshore(min(a[0], b[0]) - margin, max(-80, min(a[1], b[1]) - margin),
                      max(a[0], b[0]) + margin, min(82, max(a[1], b[1]) + margin), coast, 800)
    if inshore.is_water(a, b):
        return np.array([a, b])
    start = inshore.nearest_water(a, inshore.land == 0)
    end = inshore.nearest_water(b, inshore.land == 0)
    if start is None or end is None or start == end:
        return None
    _total, parent = inshore.spread(start)
    if parent[end] < 0:
        return None
    way = inshore.way(parent, end)
    flat = inshore.water.to_pixels(way)
    straight = np.linalg.norm(inshore.water.to_pixels([a])[0] - inshore.water.to_pixels([b])[0])
    if np.linalg.norm(np.diff(flat, axis=0), axis=1).sum() > 1.6 * straight + 20:
        return None
    return way
