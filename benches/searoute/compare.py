"""Times searoute and examples/route_times on the same pairs of ports and prints both. See `compare` beside this file."""

import csv
import random
import statistics
import subprocess
import sys
import time
import warnings


def pairs_of_ports(count, table):
    """Pairs of positions, always the same ones."""
    with open(table, encoding="utf-8", newline="") as file:
        places = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    chosen = random.Random(2016)
    return [chosen.sample(places, 2) for _ in range(count)]


def theirs(pairs):
    """Milliseconds to import and to answer for the first time, then (milliseconds, nautical miles) of each pair."""
    started = time.perf_counter()
    import searoute

    def ask(pair):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return searoute.searoute(*map(list, pair), units="naut", append_orig_dest=True)

    ask(pairs[0])
    ready = 1000 * (time.perf_counter() - started)
    answers = []
    for pair in pairs:
        started = time.perf_counter()
        found = ask(pair)
        answers.append((1000 * (time.perf_counter() - started), found.properties["length"]))
    return ready, answers


def ours(pairs, program):
    """The same of this program."""
    lines = "".join(f"{a[0]} {a[1]} {b[0]} {b[1]}\n" for a, b in pairs)
    said = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    answers = [tuple(map(float, line.split())) for line in said[1:]]
    return float(said[0]), answers


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    count, table, program = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    pairs = pairs_of_ports(count, table)
    print(f"{count} pairs of ports          first answer   median   99th percentile")
    found = {}
    for name, (ready, answers) in {"searoute 1.6.0": theirs(pairs), "periplus": ours(pairs, program)}.items():
        times = [ms for ms, _ in answers]
        print(f"{name:28}{ready:9.1f} ms {statistics.median(times):7.3f} ms {percentile(times, 0.99):10.3f} ms")
        found[name] = [miles for _, miles in answers]
    ratios = [100 * (mine / other - 1) for mine, other in zip(found["periplus"], found["searoute 1.6.0"]) if other]
    low, high = percentile(ratios, 0.05), percentile(ratios, 0.95)
    print(f"ours against theirs: median {statistics.median(ratios):+.1f} %, nine of ten within {low:+.1f} to {high:+.1f} %")


if __name__ == "__main__":
    main()
