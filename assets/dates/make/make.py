"""Makes assets/dates/dates.json, how languages write dates, from pinned packages of the Unicode CLDR.

    python3 assets/dates/make/make.py [--cache DIR]

Needs Python 3.11 and npm. Every package is checked against its SHA-256 before it is read; the output is the
same byte for byte on every run. ../SOURCES.md says what was chosen and why.
"""

import argparse
import hashlib
import json
import re
import subprocess
import tarfile
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent
DOWNLOADS = OUT.parent / ".downloads"
VERSION = "48.2.0"
PACKAGES = {  # npm package -> (version, SHA-256)
    "cldr-core": (VERSION, "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d"),
    "cldr-dates-full": (VERSION, "0256f1cefeca14f7d515be4872dda48fcdd7e75381430f25aafd0143eae5b430"),
    "cldr-numbers-full": (VERSION, "2d17a1453c559a62112caeed52e0bcfe3cb8539c99d239ae7b7ed4d0827679d9"),
    "cldr-misc-full": (VERSION, "c6ba8384d7ea8701cf86935db0461379231ddd970cc41c249f4a33b9857ded3c"),
    # The last version of this package; the name of the Buddhist era alone is taken from it.
    "cldr-cal-buddhist-full": ("39.0.0", "b95cf71ab37efcede81453519c6c1e64819a2eaf23edba9f31fac3f4ef510790"),
}
LANGUAGES = (
    "vi ja zh-Hans zh-Hant ko th lo km my ms id fil fr de es pt it el ru ar fa he hi"
).split()
BUDDHIST = {"th": 543}  # language -> what is added to a year of the Common Era
SCRIPT_WORDS = {  # ISO 15924 -> how Unicode begins the names of its letters
    "Latn": "LATIN", "Jpan": ("CJK", "HIRAGANA", "KATAKANA"), "Hans": "CJK", "Hant": "CJK", "Kore": "HANGUL",
    "Thai": "THAI", "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR", "Grek": "GREEK", "Cyrl": "CYRILLIC",
    "Arab": "ARABIC", "Hebr": "HEBREW", "Deva": "DEVANAGARI",
}


class Packages:
    """The files of the packages, fetched where the folder lacks them."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.archives = {}
        for name, (version, digest) in PACKAGES.items():
            path = folder / f"{name}-{version}.tgz"
            if not path.exists():
                subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            if found != digest:
                raise SystemExit(f"{path.name}: SHA-256 is {found}, pinned is {digest}")
            self.archives[name] = tarfile.open(path)

    def bytes(self, package, path):
        return self.archives[package].extractfile(f"package/{path}").read()

    def json(self, package, path):
        return json.loads(self.bytes(package, path))

    def main(self, package, language, file):
        return self.json(package, f"main/{language}/{file}.json")["main"][language]

    def supplemental(self, file):
        return self.json("cldr-core", f"supplemental/{file}.json")["supplemental"]


def plain(pattern):
    """A pattern of CLDR with its fields in braces and its literals bare: "d. MMM y" is "{d}. {MMM} {y}"."""
    text, at = "", 0
    while at < len(pattern):
        if pattern[at] == "'":
            end = pattern.index("'", at + 1)
            text += pattern[at + 1:end] or "'"
            at = end + 1
            continue
        field = re.match(r"([A-Za-z])\1*", pattern[at:], re.ASCII)
        text += "{" + field[0] + "}" if field else pattern[at]
        at += len(field[0]) if field else 1
    return text


def widened(pattern):
    """A pattern with abbreviated months and quarters, with their full names instead."""
    return re.sub(r"(?<![A-Za-z])(MMM|LLL|QQQ)(?![A-Za-z])", lambda m: m[0] + m[0][0], pattern)


def patterns(calendar):
    """How dates are written with a year, with a year and its era, and without a year; short and full."""
    formats = calendar["dateTimeFormats"]["availableFormats"]

    def pair(short):
        long = short.replace("MMM", "MMMM")
        full = calendar["dateFormats"]["long"] if long == "yMMMMd" else widened(formats[short])
        return [formats[short], formats.get(long, full)]

    def quarter_with_era(pattern, month):
        if formats["y"] != "y" and formats["y"] in pattern:
            return pattern.replace(formats["y"], formats["Gy"])
        return re.sub("[ML]{3,}", "QQQQ" if "QQQQ" in pattern else "QQQ", month)

    quarters = [formats["yQQQ"], formats["yQQQQ"]]
    if formats["y"] != "y" and formats["y"] not in quarters[0]:  # Japanese has "y/QQQ", which takes no era
        quarters[0] = quarters[1]
    months_with_era = pair("GyMMM")
    return {
        "year": {"year": formats["y"], "month": pair("yMMM"), "day": pair("yMMMd"), "quarter": quarters},
        "era": {
            "year": formats["Gy"],
            "month": months_with_era,
            "day": pair("GyMMMd"),
            "quarter": [quarter_with_era(q, m) for q, m in zip(quarters, months_with_era)],
        },
        "none": {"year": "y", "month": pair("MMM"), "day": pair("MMMd"), "quarter": ["qqq", "qqqq"]},
    }


def buddhist_patterns(generic):
    """How dates are written with a year of another era than the common one."""
    formats = generic["dateTimeFormats"]["availableFormats"]
    return {
        "year": formats["y"],
        "month": [formats["yyyyMMM"], formats["yyyyMMMM"]],
        "day": [formats["yyyyMMMd"], generic["dateFormats"]["long"]],
        "quarter": [formats["yyyyQQQ"], formats["yyyyQQQQ"]],
    }


def map_texts(value, change):
    """The same dicts and lists with every text in them changed."""
    if isinstance(value, dict):
        return {key: map_texts(inner, change) for key, inner in value.items()}
    return [change(text) for text in value] if isinstance(value, list) else change(value)


def names(kinds, count):
    """Names by use, short and full."""
    def listed(use):
        return [[kinds[use][width][str(n + 1)] for n in range(count)] for width in ("abbreviated", "wide")]
    return {"within": listed("format"), "alone": listed("stand-alone")}


def eras(calendar, language, script):
    """The words for before and after the year 1: see SOURCES.md for which."""
    def own(pair):
        return all(any(unicodedata.name(c, "").startswith(SCRIPT_WORDS[script]) for c in text) for text in pair)

    def letters(text):
        return [c for c in text if c.isalpha()]

    short, wide = calendar["eras"]["eraAbbr"], calendar["eras"]["eraNames"]
    usual, neutral = [short["0"], short["1"]], [short["0-alt-variant"], short["1-alt-variant"]]
    if language != "ja" and own(neutral) and letters(neutral[0]) != letters(usual[0]):
        return neutral
    return usual if own(usual) else [wide["0"], wide["1"]]


def large_numbers(numbers, system):
    """How thousands of thousands are said: from which power of ten, in units of which, in what words."""
    for width in ("long", "short"):
        formats = numbers[f"decimalFormats-numberSystem-{system}"][width]["decimalFormat"]
        steps, is_constant = [], True
        for power in range(6, 11):  # the program's last year has eleven digits
            forms = {text for key, text in formats.items() if key.startswith(f"1{'0' * power}-count-")}
            is_constant &= len(forms) == 1
            zeros = re.search("0+", min(forms))[0]
            text = min(forms).replace(zeros, "{0}", 1).replace("'", "")
            step = {"from": power, "unit": power + 1 - len(zeros), "text": text}
            if not steps or (steps[-1]["unit"], steps[-1]["text"]) != (step["unit"], step["text"]):
                steps.append(step)
        if is_constant:
            return steps
    return []


def list_patterns(lists, kind):
    found = lists[f"listPattern-type-{kind}"]
    return {"two": found["2"], **{key: found[key] for key in ("start", "middle", "end")}}


def language_table(packages, language, script):
    """All that is written of one language."""
    dates = packages.main("cldr-dates-full", language, "ca-gregorian")["dates"]["calendars"]["gregorian"]
    numbers = packages.main("cldr-numbers-full", language, "numbers")["numbers"]
    fields = packages.main("cldr-dates-full", language, "dateFields")["dates"]["fields"]
    lists = packages.main("cldr-misc-full", language, "listPatterns")["listPatterns"]
    system = numbers["defaultNumberingSystem"]
    symbols = numbers[f"symbols-numberSystem-{system}"]
    groups = numbers[f"decimalFormats-numberSystem-{system}"]["standard"].split(".")[0].split(",")
    found = patterns(dates)
    own_era = None
    year_range = plain(dates["dateTimeFormats"]["intervalFormats"]["y"]["y"])
    year_range = year_range.replace("{y}", "{0}", 1).replace("{y}", "{1}", 1)
    if language in BUDDHIST:
        generic = packages.main("cldr-dates-full", language, "ca-generic")["dates"]["calendars"]["generic"]
        found["year"] = buddhist_patterns(generic)
        buddhist = packages.main("cldr-cal-buddhist-full", language, "ca-buddhist")["dates"]["calendars"]["buddhist"]
        own_era = {"name": buddhist["eras"]["eraAbbr"]["0"], "years_before": BUDDHIST[language]}
        year_range = None
    return {
        "script": script,
        "digits": packages.supplemental("numberingSystems")["numberingSystems"][system]["_digits"],
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "second_group": len(groups[-2]) if len(groups) > 2 else 3,
        "large": large_numbers(numbers, system),
        "eras": eras(dates, language, script),
        "own_era": own_era,
        "months": names(dates["months"], 12),
        "quarters": names(dates["quarters"], 4),
        "patterns": map_texts(found, plain),
        "clock": plain(dates["dateTimeFormats"]["availableFormats"]["Hm"]),
        "date_and_time": dates["dateTimeFormats"]["medium"],
        "range": dates["dateTimeFormats"]["intervalFormats"]["intervalFormatFallback"],
        "year_range": year_range,
        "or": list_patterns(lists, "or"),
        "and": list_patterns(lists, "standard"),
        "fields": [fields[key]["displayName"] for key in ("year", "month", "day")],
    }


def tag_aliases(packages, likely):
    """Tags that stand for a language of the table: old codes, and Chinese by where it is read."""
    old = packages.supplemental("aliases")["metadata"]["alias"]["languageAlias"]
    aliases = {tag: entry["_replacement"] for tag, entry in old.items() if len(tag) == 2}
    aliases |= {tag: full.rsplit("-", 1)[0] for tag, full in likely.items() if re.fullmatch("zh(-[A-Z]{2})?", tag)}
    return {tag: full for tag, full in sorted(aliases.items()) if full in LANGUAGES}


def written(table):
    """JSON with one line for each entry of a language."""
    def line(value):
        return json.dumps(value, ensure_ascii=False)
    blocks = [
        f'  {line(tag)}: {{\n' + ",\n".join(f"   {line(key)}: {line(value)}" for key, value in entry.items()) + "\n  }"
        for tag, entry in table["languages"].items()
    ]
    return (
        f'{{\n "cldr": {line(table["cldr"])},\n "aliases": {line(table["aliases"])},\n "languages": {{\n'
        + ",\n".join(blocks)
        + "\n }\n}\n"
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cache", type=Path, default=DOWNLOADS, help="where packages are kept between runs")
    packages = Packages(arguments.parse_args().cache)
    likely = packages.supplemental("likelySubtags")["likelySubtags"]
    scripts = {tag: likely[tag].split("-")[1] if tag in likely else tag.split("-")[1] for tag in LANGUAGES}
    table = {
        "cldr": VERSION,
        "aliases": tag_aliases(packages, likely),
        "languages": {tag: language_table(packages, tag, scripts[tag]) for tag in LANGUAGES},
    }
    text = written(table)
    if json.loads(text) != table:
        raise SystemExit("the table is not written as it is")
    (OUT / "dates.json").write_text(text, encoding="utf-8")
    (OUT / "LICENSE.cldr").write_bytes(packages.bytes("cldr-core", "LICENSE"))
    print(f"dates.json: {len(LANGUAGES)} languages, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
