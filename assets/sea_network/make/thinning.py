"""Thins the tracks: one is dropped where others, no longer by more than a stated share, lead the same way through the same passages."""

import math

import numpy as np
from numba import njit

from marnet import EARTH_MILES


@njit(cache=True)
def _sea_miles(v, i, j):
    x, y, z = v[i, 0] - v[j, 0], v[i, 1] - v[j, 1], v[i, 2] - v[j, 2]
    return 2.0 * EARTH_MILES * math.asin(min(1.0, 0.5 * math.sqrt(x * x + y * y + z * z)))


@njit(cache=True)
def _push(keys, items, size, key, item):
    i = size
    while i > 0 and keys[(i - 1) // 2] > key:
        keys[i], items[i] = keys[(i - 1) // 2], items[(i - 1) // 2]
        i = (i - 1) // 2
    keys[i], items[i] = key, item


@njit(cache=True)
def _pop(keys, items, size):
    """Removes the first of `size` entries; the caller read it before."""
    key, item = keys[size - 1], items[size - 1]
    size -= 1
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[i], items[i] = keys[child], items[child]
        i = child
    keys[i], items[i] = key, item


@njit(cache=True)
def thin(v, edges, masks, fixed, stretch):
    """Which edges to keep. `edges` go from short to long; `fixed` ones always stay; `masks` are the passages as bits."""
    n, m = v.shape[0], edges.shape[0]
    head = np.full(n, -1, np.int64)
    following = np.full(2 * m, -1, np.int64)
    target = np.empty(2 * m, np.int64)
    weight = np.empty(2 * m)
    through = np.zeros(2 * m, np.int64)
    used = 0
    best = np.full(n, np.inf)
    touched = np.empty(n, np.int64)
    keys, items = np.empty(200000), np.empty(200000, np.int64)
    keep = np.zeros(m, np.bool_)
    for e in range(m):
        a, b = edges[e, 0], edges[e, 1]
        length = _sea_miles(v, a, b)
        found = False
        if not fixed[e]:
            limit = length * stretch + 1e-6
            best[a] = 0.0
            touched[0] = a
            marks, size = 1, 0
            _push(keys, items, size, _sea_miles(v, a, b), a)
            size += 1
            while size > 0:
                key, at = keys[0], items[0]
                _pop(keys, items, size)
                size -= 1
                if at == b:
                    found = True
                    break
                if key > best[at] + _sea_miles(v, at, b) + 1e-9:
                    continue
                k = head[at]
                while k >= 0:
                    to = target[k]
                    reach = best[at] + weight[k]
                    if reach < best[to] and (through[k] & ~masks[e]) == 0:
                        bound = reach + _sea_miles(v, to, b)
                        if bound <= limit and size < 199999:
                            if best[to] == np.inf:
                                touched[marks] = to
                                marks += 1
                            best[to] = reach
                            _push(keys, items, size, bound, to)
                            size += 1
                    k = following[k]
            for i in range(marks):
                best[touched[i]] = np.inf
        if not found:
            keep[e] = True
            for s in range(2):
                target[used] = b if s == 0 else a
                weight[used] = length
                through[used] = masks[e]
                source = a if s == 0 else b
                following[used] = head[source]
                head[source] = used
                used += 1
    return keep
