"""Holds a file of sources against the official CSL-JSON schema; called by `run`, with the tools it installs.

Usage: csl_json.py [--edtf-dates] SOURCES.JSON
"""

import importlib.metadata
import json
import sys

import jsonschema

# The package that brings the schema file along; nothing of it is imported. See README.md.
CARRIER = "commonmeta-py"
SCHEMA = "commonmeta/resources/csl-data.json"


def main(arguments):
    """Prints each departure from the schema and returns how many there are, 1 at the most."""
    edtf_dates = "--edtf-dates" in arguments
    path = arguments[-1]
    schema = read(importlib.metadata.distribution(CARRIER).locate_file(SCHEMA))
    if edtf_dates:
        schema["definitions"]["date-variable"]["anyOf"].append({"type": "string"})
    validator = jsonschema.validators.validator_for(schema)(schema)
    items = read(path)
    faults = sorted(validator.iter_errors(items), key=lambda fault: list(map(str, fault.absolute_path)))
    for fault in faults:
        print(f"{path}: {named(items, fault.absolute_path)}: {fault.message[:300]}")
    return min(len(faults), 1)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def named(items, path):
    """Where a fault is, by the source's id where it has one: `aso-2006.type`."""
    place = list(path)
    if place and isinstance(items[place[0]], dict):
        place[0] = items[place[0]].get("id", f"item {place[0]}")
    return ".".join(map(str, place)) or "the file"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
