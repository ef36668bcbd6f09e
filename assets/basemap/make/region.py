"""The region of full detail, the grids of its levels, and the zones in which no islet may vanish."""

from container import Grid

WEST, SOUTH, EAST, NORTH = 30.0, -20.0, 155.0, 55.0


def regional(size, overlap):
    """A grid of square tiles of `size` degrees over the region."""
    return Grid(WEST, SOUTH, size, size, round((EAST - WEST) / size), round((NORTH - SOUTH) / size), overlap)


# 25-degree tiles whose edges meet the region's edges, so that the world can be left out inside the region.
WORLD = Grid(-195.0, -95.0, 25.0, 25.0, 16, 8, 0.02)


def outside(column, row):
    """Whether a tile of WORLD lies outside the region."""
    west, south, east, north = (v / 10_000 for v in WORLD.box(column, row, overlap=False))
    return east <= WEST or west >= EAST or north <= SOUTH or south >= NORTH


# West, south, east, north. Every ring of GSHHG here is kept at every level, as three points at least.
KEEP_ISLETS = [
    (110.8, 15.5, 113.0, 17.4),  # Paracels
    (109.4, 6.5, 117.6, 12.2),  # Spratlys
    (116.5, 20.4, 117.1, 20.9),  # Pratas
    (117.6, 15.0, 117.9, 15.3),  # Scarborough
    (123.3, 25.6, 124.7, 26.0),  # Senkaku / Diaoyu
    (131.8, 37.2, 131.9, 37.3),  # Liancourt
    (103.55, 1.1, 104.45, 1.5),  # Singapore and Pedra Branca
    (106.4, 8.5, 106.8, 8.85),  # Con Dao
    (103.6, 9.7, 104.6, 10.6),  # Phu Quoc
    (103.4, 9.2, 103.6, 9.4),  # Tho Chu
    (108.8, 10.4, 109.0, 10.65),  # Phu Quy
    (109.0, 15.3, 109.2, 15.5),  # Ly Son
    (107.6, 20.1, 107.8, 20.2),  # Bach Long Vi
    (109.1, 11.7, 109.4, 12.1),  # Cam Ranh
]
