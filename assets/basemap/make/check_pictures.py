"""Draws quick pictures from the files that make_basemap.py wrote, to be looked at: check_pictures.py FOLDER."""

import csv
import io
import struct
import sys
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Curve

from container import UNITS, Reader

HERE = Path(__file__).resolve().parent.parent
SEA = ["#eaf1f4", "#dfeaf0", "#d3e2eb", "#c7dae6", "#bbd2e0", "#afc9da", "#a4c1d4", "#98b8ce", "#8db0c8"]
DEPTHS = [50, 200, 1000, 2000, 3000, 4000, 5000, 6000]
TINT = ["#f3e3c8", "#e6e8cf", "#f1dcd3", "#e4dfe8", "#dde9e0", "#efe6dd", "#f5ecb9", "#dfe3f0"]
# name, west, south, east, north, level of land, of the rest
VIEWS = [
    ("world", -180, -80, 180, 84, "overview", "coarse"),
    ("lane", 30, -20, 155, 55, "coarse", "coarse"),
    ("south_china_sea", 97, -3, 127, 27, "middle", "detail"),
    ("mekong", 104.3, 8.3, 107.6, 12.0, "full", "detail"),
    ("cam_ranh", 108.95, 11.65, 109.45, 12.15, "full", "detail"),
    ("singapore", 103.4, 1.0, 104.3, 1.75, "full", "detail"),
    ("paracels", 110.5, 15.2, 113.3, 17.5, "full", "detail"),
    ("himalaya", 72, 26, 98, 38, "middle", "detail"),
    ("edge", 24, 28, 36, 48, "middle", "detail"),
    ("japan", 128, 30, 146, 46, "middle", "detail"),
]


def patch(parts, **style):
    vertices, codes = [], []
    for p in parts:
        vertices += [*p, p[0]]
        codes += [Curve.MOVETO] + [Curve.LINETO] * (len(p) - 1) + [Curve.CLOSEPOLY]
    return PathPatch(Curve(vertices, codes), lw=0, **style)


def on_box(a, b, box):
    west, south, east, north = box
    return any(
        abs(a[i] - v) < 1e-9 and abs(b[i] - v) < 1e-9 for i, v in ((0, west), (0, east), (1, south), (1, north))
    )


def draw(folder, name, west, south, east, north, land, rest):
    figure, ax = plt.subplots(figsize=(12, 12 * (north - south) / (east - west) * 1.05))
    bounds = (west, south, east, north)

    def read(file):
        return Reader(HERE / file).tiles(*bounds)

    ax.set_facecolor(SEA[0])
    for file in (f"etopo5/depth_{rest}.bin", "etopo5/depth_world.bin"):
        for _, f in read(file):
            ax.add_patch(patch(f.parts, fc=SEA[DEPTHS.index(f.value) + 1], zorder=1 + DEPTHS.index(f.value) / 10))
    grounds, coast = [], []
    world = "overview" if land == "overview" else "detail"
    count = 0
    for file in (f"gshhg/land_{land}.bin", f"naturalearth/land_world_{world}.bin"):
        for box, f in read(file):
            count += sum(map(len, f.parts))
            if f.kind == 1:
                grounds.append(f.parts)
                ax.add_patch(patch(f.parts, fc="#f4efe4", zorder=3))
            else:
                ax.add_patch(patch(f.parts, fc="#bcd4e4" if f.kind == 2 else "#f4efe4", zorder=5 + f.kind / 10))
            for p in f.parts:
                coast += [(a, b) for a, b in zip(p, p[1:] + p[:1]) if not on_box(a, b, box)]
    clip = patch([p for g in grounds for p in g])
    clip.set_transform(ax.transData)
    tints = []
    for file in (f"naturalearth/tints_{rest}.bin", "naturalearth/tints_world.bin"):
        tints += [(f, TINT[f.rank]) for _, f in read(file)]
    tints += [(f, "#dcdcdc") for _, f in read("naturalearth/neutral_ground.bin")]
    for i, (f, colour) in enumerate(tints):
        p = patch(f.parts, fc=colour, zorder=4 + i / 10_000)
        ax.add_patch(p)
        p.set_clip_path(clip)
    relief(ax, clip, bounds)
    ax.add_collection(LineCollection(coast, lw=0.5, colors="#5b7a8c", zorder=8))
    for _, f in read(f"naturalearth/rivers_{rest}.bin"):
        if f.rank <= (4 if east - west > 60 else 12):
            ax.add_collection(LineCollection(f.parts, lw=0.9, colors="#6f9dbb", zorder=7))
    for _, f in read(f"naturalearth/borders_{rest}.bin"):
        ax.add_collection(LineCollection(f.parts, lw=1, colors="#9a7b6a", linestyles=["-", "--", ":", "-."][f.kind], zorder=9))
    for _, f in Reader(HERE / "naturalearth/places.bin").tiles(*bounds):
        x, y = f.parts[0][0]
        if west < x < east and south < y < north and (f.rank <= 3 or east - west < 15):
            ax.plot(x, y, ".", ms=3, c="#333", zorder=10)
            if east - west < 60:
                ax.text(x, y, f.strings[3] or f.strings[1], size=7, zorder=10, clip_on=True)
    for row in csv.DictReader(open(HERE / "names/physical.csv", encoding="utf-8")):
        v = np.array(row["path"].split(), float).reshape(-1, 2)
        if int(row["rank"]) <= (2 if east - west > 60 else 6) and len(v) > 1:
            ax.plot(*v.T, lw=0.7, c="#b44", zorder=10)
        if int(row["rank"]) <= (2 if east - west > 60 else 9):
            ax.text(*v[len(v) // 2], row["en"], size=7, style="italic", c="#246", zorder=10, clip_on=True)
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    figure.tight_layout()
    figure.savefig(Path(folder) / f"{name}.png", dpi=80)
    plt.close(figure)
    print(name, f"{count:,} land vertices")


def relief(ax, clip, bounds):
    wide = bounds[2] - bounds[0]
    raw = (HERE / "relief" / ("hillshade_detail.bin" if wide < 60 else "hillshade_coarse.bin")).read_bytes()
    west, south, size, columns, rows, _ = struct.unpack("<iiIHHI", raw[4:24])
    offsets = struct.unpack(f"<{columns * rows + 1}I", raw[24 : 28 + 4 * columns * rows])
    start = 28 + 4 * columns * rows
    for i in range(columns * rows):
        x, y = (west + i % columns * size) / UNITS, (south + i // columns * size) / UNITS
        s = size / UNITS
        if offsets[i + 1] > offsets[i] and x < bounds[2] and x + s > bounds[0] and y < bounds[3] and y + s > bounds[1]:
            grey = np.asarray(Image.open(io.BytesIO(raw[start + offsets[i] : start + offsets[i + 1]])).convert("L")).astype(float) - 128
            rgba = np.zeros((*grey.shape, 4))
            rgba[..., :3] = (grey > 0)[..., None]
            rgba[..., 3] = np.clip(abs(grey) / 128 * 0.6, 0, 1)
            image = ax.imshow(rgba, extent=(x, x + s, y, y + s), zorder=5, aspect="auto", interpolation="bilinear")
            image.set_clip_path(clip)


if __name__ == "__main__":
    wanted = set(sys.argv[2:])
    for view in VIEWS:
        if not wanted or view[0] in wanted:
            draw(sys.argv[1], *view)
