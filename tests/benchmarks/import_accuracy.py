"""How many pasted requests the import reads all right: `python -m tests.benchmarks.import_accuracy CASES`.

CASES is a file with one JSON object a line: what is pasted (`text`, or `files` beside it), and what it means
(`expect`). A case is right if every field, both lists of rows and the notes are. `{"any_of": [...]}` lists
several right values. Headers that clients add by themselves may be kept or dropped.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tui.interchange.import_.headers import is_added_by_clients
from tui.interchange.import_.imported import Import
from tui.interchange.import_.read import PastedFile, read_import
from tui.oauth2.secret import reveal

FIELDS = ("token_url", "client_id", "client_secret", "username", "password", "client_authentication")
ROWS = ("additional_headers", "additional_request_data")


def values_of(found: Import) -> dict[str, Any]:
    connector = found.connector
    values: dict[str, Any] = {key: str(reveal(getattr(connector, key))) for key in FIELDS}
    for key in ROWS:
        values[key] = [[row.name, reveal(row.value)] for row in getattr(connector, key)]
    return {**values, "notes": sorted(found.note_codes)}


def misses_of(case: dict[str, Any], folder: Path, *, strict: bool) -> list[str]:
    """Return what a case's import gets wrong, one line each."""
    if "text" in case:
        found = read_import(case["text"])
    else:
        paths = [folder / name for name in case["files"]]
        found = read_import([PastedFile(path.name, path.read_text(encoding="utf-8")) for path in paths])
    values = values_of(found)
    return [
        f"{key}: {values[key]!r}, expected {expected!r}"
        for key, expected in case["expect"].items()
        if not any(is_right(key, values[key], right, strict=strict) for right in alternatives(expected))
    ]


def alternatives(expected: Any) -> list[Any]:
    return expected["any_of"] if isinstance(expected, dict) else [expected]


def is_right(key: str, value: Any, right: Any, *, strict: bool) -> bool:
    if key == "notes":
        return sorted(right) == value if strict else set(right) <= set(value)
    if key == "additional_headers":
        return rows_that_count(value) == rows_that_count(right)
    return bool(value == right)


def rows_that_count(rows: list[list[str]]) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in rows if not is_added_by_clients(name.lower())]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--bound", type=float, default=95.0, help="the share in percent below which it fails")
    arguments = parser.parse_args()
    with arguments.cases.open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    totals, right, right_with_more_notes = Counter[str](), Counter[str](), 0
    started = time.perf_counter()
    for case in cases:
        totals[case["format"]] += 1
        misses = misses_of(case, arguments.cases.parent, strict=True)
        right[case["format"]] += not misses
        right_with_more_notes += not misses_of(case, arguments.cases.parent, strict=False)
        if misses:
            print(case["id"], *misses, sep="\n    ")
    spent = (time.perf_counter() - started) / 2
    for name, total in totals.items():
        print(f"{name:16} {right[name]:3} of {total}")
    share = 100 * right.total() / max(totals.total(), 1)
    print(f"all right: {right.total()} of {totals.total()} ({share:.1f} %), in {spent:.2f} s")
    print(f"all right if further notes count as right: {right_with_more_notes}")
    raise SystemExit(share < arguments.bound)


if __name__ == "__main__":
    main()
