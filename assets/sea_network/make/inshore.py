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
# A port is joined over inshore water to what lies within this many nautical miles.
REACH_MILES = 40.0
# A further way out of a port must save this many miles against those it has, which must be longer by this factor.
SAVED_MILES, SAVED_SHARE = 5.0, 1.25
# A port that is moved farther than this, in nautical miles, has its water sought in a wider box.
FAR_MOVED_MILES = 25.0


@njit(cache=True)
def _spread(cost, start_row, start_column, steps):
    """Cheapest way from a pixel to every other: (total, parent as row * width + column, -1 where none, length in pixels)."""
    height, width = cost.shape
    total = np.full((height, width), np.inf)
    length = np.full((height, width), np.inf)
    parent = np.full((height, width), -1, np.int64)
    keys, items = np.empty(8 * height * width), np.empty(8 * height * width, np.int64)
    total[start_row, start_column] = 0.0
    length[start_row, start_column] = 0.0
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
            step = math.sqrt(steps[s, 0] ** 2 + steps[s, 1] ** 2)
            reach = key + cost[r, c] * step
            if reach < total[r, c]:
                total[r, c] = reach
                length[r, c] = length[row, column] + step
                parent[r, c] = item
                _push(keys, items, size, reach, r * width + c)
                size += 1
    return total, parent, length


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


class PortWater:
    """A port's way to free water, looked for in a box of `size` degrees to each side."""

    def __init__(self, port, size, sea, coast):
        lon, lat = port
        half = size / math.cos(math.radians(lat))
        self.inshore = inshore = Inshore(lon - half, lat - size, lon + half, lat + size, coast)
        centres = inshore.water.to_degrees(np.stack([inshore.columns.ravel() + 0.5, inshore.rows.ravel() + 0.5], axis=1))
        self.free = (sea.at(sea.wide, centres) == 1).reshape(inshore.land.shape) & (inshore.land == 0)
        joined = np.isin(inshore.label, np.unique(inshore.label[self.free])) & (inshore.land == 0)
        self.start = inshore.nearest_water(port, joined)
        if self.start is None:
            raise ValueError(f"no water near {port} leads to the sea")
        self.pixel_miles = inshore.water.pixel * 60 * math.cos(math.radians(lat))
        row, column = inshore.pixel_of(port)
        self.moved_miles = math.hypot(self.start[0] - row, self.start[1] - column) * self.pixel_miles

    def spread(self):
        """Finds the ways from the port; `entry` marks where they come out on free water."""
        inshore = self.inshore
        self.total, self.parent, self.length = inshore.spread(self.start)
        before = self.parent.clip(0)
        self.entry = self.free & np.isfinite(self.total) & ~self.free[before // inshore.water.width, before % inshore.water.width]
        self.point = inshore.way(self.parent, self.start)[0]

    def nearest_exits(self, most):
        """Up to so many entries to free water (row, column), the cheapest first, three miles apart, none much dearer than the first."""
        if self.free[self.start]:
            return []
        order = np.argsort(np.where(self.entry, self.total, np.inf), axis=None)[: int(self.entry.sum())]
        chosen, cheapest = [], None
        apart = 3.0 / (self.inshore.water.pixel * 60)
        for item in order.tolist():
            pixel = divmod(item, self.inshore.water.width)
            cheapest = self.total[pixel] if cheapest is None else cheapest
            if self.total[pixel] > 2 * cheapest + 4 * apart or len(chosen) == most:
                break
            if all(math.hypot(pixel[0] - p[0], pixel[1] - p[1]) > apart for p in chosen):
                chosen.append(pixel)
        return chosen

    def saving_exits(self, chosen, most):
        """Up to so many further entries: those which a ship would otherwise reach only by a long way round through free water, as
        where a port has a channel on either side of an island."""
        stride = 4
        free = np.where(self.free[::stride, ::stride], 1.0, np.inf)
        miles = self.length * self.pixel_miles
        rows, columns = np.nonzero(self.entry & (miles <= REACH_MILES))
        if len(rows) == 0:
            return []
        around = np.full(free.shape, np.inf)
        for pixel in chosen or [self.start]:
            around = np.minimum(around, self._around(free, pixel, stride))
        added = []
        at = np.minimum(rows // stride, free.shape[0] - 1), np.minimum(columns // stride, free.shape[1] - 1)
        direct = miles[rows, columns]
        while len(added) < most:
            saving = np.where(np.isfinite(free[at]), np.minimum(around[at], 1e4) - direct, 0.0)
            best = int(saving.argmax())
            if saving[best] < SAVED_MILES or around[at][best] < SAVED_SHARE * direct[best]:
                break
            added.append((int(rows[best]), int(columns[best])))
            around = np.minimum(around, self._around(free, added[-1], stride))
        return added

    def _around(self, free, pixel, stride):
        """Miles from the port by an exit and on through free water, on a thinned raster."""
        row, column = pixel[0] // stride, pixel[1] // stride
        window = free[max(0, row - 2):row + 3, max(0, column - 2):column + 3]
        near_by = np.argwhere(np.isfinite(window))
        if len(near_by) == 0:
            return np.full(free.shape, np.inf)
        near_by += [max(0, row - 2), max(0, column - 2)]
        start = near_by[np.abs(near_by - [row, column]).sum(axis=1).argmin()]
        total, _parent, _length = spread_over(free, (int(start[0]), int(start[1])))
        return (total * stride + self.length[pixel]) * self.pixel_miles

    def _reached_beside(self, pixel, most=4):
        """The nearest pixel that a way from the port reaches, at most so many pixels off, or the pixel itself."""
        row, column = max(0, pixel[0] - most), max(0, pixel[1] - most)
        window = self.length[row:pixel[0] + most + 1, column:pixel[1] + most + 1]
        reached = np.argwhere(np.isfinite(window)) + [row, column]
        if len(reached) == 0:
            return pixel
        best = reached[((reached - pixel) ** 2).sum(axis=1).argmin()]
        return int(best[0]), int(best[1])

    def ways_to(self, targets, most=40):
        """The ways to those of the points that lie near by water: [(number of the point, way)], the nearest first."""
        near_by = []
        water = self.inshore.water
        for number in np.nonzero(water.contains(targets))[0].tolist():
            # Rasters differ by a pixel: what is water in one may be land in another, as at a canal's mouth.
            pixel = self._reached_beside(self.inshore.pixel_of(targets[number]))
            if self.length[pixel] * self.pixel_miles <= REACH_MILES:
                near_by.append((self.length[pixel], number, pixel))
        return [(number, self.inshore.way(self.parent, pixel)) for _length, number, pixel in sorted(near_by)[:most]]


def port_stubs(point, box_size, sea, coast, exits):
    """Joins the end of a narrow water to free water. Returns (point on the water, [ways as (N, 2) arrays to free water])."""
    water = PortWater(point, box_size, sea, coast)
    water.spread()
    return water.point, [water.inshore.way(water.parent, pixel) for pixel in water.nearest_exits(exits)]


def port_ways(port, sea, coast, targets):
    """Joins a port to free water and to the targets: (point on the water, [ways to free water], [(number of the target, way)]).
    Where only water far off leads to the sea, as in a long gulf, the box grows."""
    water = None
    for size in (1.6, 2.4, 3.4):
        try:
            wider = PortWater(port, size, sea, coast)
        except ValueError:
            continue
        if water is None or wider.moved_miles < 0.5 * water.moved_miles:
            water = wider
        if water.moved_miles <= FAR_MOVED_MILES:
            break
    if water is None:
        raise ValueError(f"no water near {port} leads to the sea")
    water.spread()
    chosen = water.nearest_exits(4)
    chosen += water.saving_exits(chosen, 3)
    return water.point, [water.inshore.way(water.parent, pixel) for pixel in chosen], water.ways_to(targets)


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
    _total, parent, _length = inshore.spread(start)
    if parent[end] < 0:
        return None
    way = inshore.way(parent, end)
    flat = inshore.water.to_pixels(way)
    straight = np.linalg.norm(inshore.water.to_pixels([a])[0] - inshore.water.to_pixels([b])[0])
    if np.linalg.norm(np.diff(flat, axis=0), axis=1).sum() > 1.6 * straight + 20:
        return None
    return way
