"""Makes assets/fonts from pinned packages. Run it anew when the data bring new Chinese or Japanese text.

    python3 -m venv venv && venv/bin/pip install -r assets/fonts/make/requirements.txt
    venv/bin/python assets/fonts/make/make.py [--cache DIR]

Needs npm, apt-get and dpkg-deb (Debian 12). Every package is checked against its SHA-256 before it is
read; the output is the same byte for byte on every run over the same data.
"""

import argparse
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
OUT = HERE.parent
ROOT = OUT.parent.parent

NPM = {  # package at version -> (file that npm pack writes, SHA-256)
    "source-sans@3.52.0": (
        "source-sans-3.52.0.tgz",
        "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
    ),
    "source-serif@4.5.1": (
        "source-serif-4.5.1.tgz",
        "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746",
    ),
    "@expo-google-fonts/noto-sans-sc@0.4.3": (
        "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
        "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    ),
    "@expo-google-fonts/noto-sans-kr@0.4.3": (
        "expo-google-fonts-noto-sans-kr-0.4.3.tgz",
        "7614af529705ea48e8b76cb3b056b92db66b7625ef3fc97ce76366063df94d3f",
    ),
}
DEB = ("fonts-noto-core=20201225-1", "fonts-noto-core_20201225-1_all.deb")
DEB_SHA256 = "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba"

STYLES = ["Regular", "It", "Semibold", "Bold"]
# The Debian fonts are small enough to ship whole, and complex scripts are not safe to cut.
NOTO = ["SansThai", "SansLao", "SansKhmer", "SansMyanmar", "NaskhArabic", "SansHebrew", "SansDevanagari"]
NOTO_COPYRIGHT = """Copyright 2010, 2012-2020 Google Inc.
Copyright 2015-2020 Google LLC

This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is copied below.

"""

# Where the texts lie that must be readable, by what a file's name ends with.
TEXT_FOLDERS = ["data", "assets/basemap/names", "assets/basemap", "assets/dates", "tests/fixtures", "assets/i18n"]
TEXT_ENDINGS = (".csv", ".json", ".geojson", ".md", ".txt", ".toml", ".ftl", ".tsv")


def checked(path: Path, sha256: str) -> Path:
    """The path itself, if its content is what was pinned."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name}: SHA-256 is {found}, pinned is {sha256}")
    return path


def fetch(cache: Path) -> dict[str, Path]:
    """All packages, fetched where the cache lacks them, by their name up to the version."""
    paths = {}
    for spec, (name, sha256) in NPM.items():
        if not (cache / name).exists():
            subprocess.run(["npm", "pack", "--silent", spec], cwd=cache, check=True)
        paths[spec.rsplit("@", 1)[0]] = checked(cache / name, sha256)
    spec, name = DEB
    if not (cache / name).exists():
        subprocess.run(["apt-get", "download", spec], cwd=cache, check=True)
    paths["fonts-noto-core"] = checked(cache / name, DEB_SHA256)
    return paths


def member(archive: Path, name: str) -> bytes:
    """One file out of an npm package."""
    with tarfile.open(archive) as tar:
        return tar.extractfile(f"package/{name}").read()


def is_cjk(char: str) -> bool:
    """Characters that the CJK font must bring: ideographs, kana, bopomofo, their punctuation and full-width forms."""
    c = ord(char)
    return 0x2E80 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0xFE30 <= c <= 0xFE4F or 0xFF00 <= c <= 0xFFEF


def is_hangul(char: str) -> bool:
    """Syllables of Korean and their letters."""
    c = ord(char)
    return 0x1100 <= c <= 0x11FF or 0x3130 <= c <= 0x318F or 0xAC00 <= c <= 0xD7A3


def project_characters() -> set[str]:
    """What the project's texts and the list of names hold."""
    chars = set((HERE / "characters.txt").read_text(encoding="utf-8"))
    for folder in TEXT_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.name.endswith(TEXT_ENDINGS):
                chars |= set(path.read_text(encoding="utf-8", errors="ignore"))
    return chars


def common_characters() -> set[str]:
    """All kana, full-width forms, and the 3755 commonest ideographs (GB 2312, level 1)."""
    chars = {chr(c) for c in range(0x3000, 0x3100)} | {chr(c) for c in range(0xFF01, 0xFF5F)}
    for row in range(16, 56):
        for cell in range(1, 95):
            chars |= set(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312", errors="ignore"))
    return chars


def cut(package: Path, source: str, name: str, wanted: set[str]) -> None:
    """Cuts a font down to the wanted characters and says which of them it lacks."""
    with tempfile.NamedTemporaryFile(suffix=".ttf") as whole:
        whole.write(member(package, source))
        whole.flush()
        font = TTFont(whole.name, recalcTimestamp=False)
        lacking = sorted(c for c in wanted if ord(c) not in font.getBestCmap())
        options = subset.Options(layout_features=["ccmp", "kern"], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
        options.notdef_outline = True
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(c) for c in wanted])
        cutter.subset(font)
        font.save(OUT / name)
    print(f"{name}: {len(wanted) - len(lacking)} characters; lacking: {''.join(lacking)}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cache", type=Path, help="where packages are kept between runs")
    cache = arguments.parse_args().cache
    with tempfile.TemporaryDirectory() as scratch:
        cache = cache or Path(scratch)
        cache.mkdir(parents=True, exist_ok=True)
        packages = fetch(cache)
        for package, stem in [("source-sans", "SourceSans3"), ("source-serif", "SourceSerif4")]:
            for style in STYLES:
                name = f"{stem}-{style}.ttf"
                (OUT / name).write_bytes(member(packages[package], f"TTF/{name}"))
            (OUT / f"LICENSE-{stem}.md").write_bytes(member(packages[package], "LICENSE.md"))
        tree = Path(scratch) / "noto"
        subprocess.run(["dpkg-deb", "-x", packages["fonts-noto-core"], tree], check=True)
        for script in NOTO:
            name = f"Noto{script}-Regular.ttf"
            (OUT / name).write_bytes((tree / "usr/share/fonts/truetype/noto" / name).read_bytes())
        cjk = packages["@expo-google-fonts/noto-sans-sc"]
        wanted = {c for c in project_characters() | common_characters() if is_cjk(c)}
        cut(cjk, "400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-subset.ttf", wanted)
        hangul = {c for c in project_characters() if is_hangul(c)}
        korean = packages["@expo-google-fonts/noto-sans-kr"]
        cut(korean, "400Regular/NotoSansKR_400Regular.ttf", "NotoSansKR-subset.ttf", hangul)
        licence = member(cjk, "LICENSE_FONT")
        (OUT / "LICENSE-NotoSansSC.txt").write_bytes(licence)
        (OUT / "LICENSE-NotoSansKR.txt").write_bytes(member(korean, "LICENSE_FONT"))
        # The Debian package names the same licence; these are its copyright lines.
        ofl = licence[licence.index(b"-----") :]
        (OUT / "LICENSE-Noto.txt").write_bytes(NOTO_COPYRIGHT.encode() + ofl)
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(OUT.glob("*.ttf"))]
    (OUT / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
