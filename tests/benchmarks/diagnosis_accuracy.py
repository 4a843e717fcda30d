"""How often the diagnosis names the right culprit, on a corpus of known failures.

    .venv/bin/python -m tests.benchmarks.diagnosis_accuracy CORPUS [--general] [--leave-vendor-out] [--quiet]

CORPUS is a file of JSON lines, each with `phase` (token or api), `http_status` (or null), `headers`, `body`,
`culprit`, `defensible_first`, `inferable` and `lockout_risk`. For each phase:

    fair first   the first culprit is `culprit`, or in `defensible_first`: what an expert could put first
    fair named   `culprit` is among the first four, of the cases where the response lets one infer it
    1/place      the mean of one divided by the place of `culprit`, of the same cases

`--general` leaves out the files of vendors and frameworks, `--leave-vendor-out` each vendor's own rules for
its own cases. Both show how the diagnosis does on servers that nobody wrote rules for.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tui.diagnosis.api.explained import diagnose_api_response
from tui.diagnosis.finding import Finding
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.rule import Rule
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.exchange import HttpResponse

_NAMED: Final = 4
"""Culprits that a user looks at."""
_VENDORS_OWN: Final = ("providers/", "frameworks/")
_WORD: Final = re.compile(r"[a-z0-9]{3,}")
_COMMON: Final = frozenset(
    "the and api server cloud identity service oauth oauth2 platform suite open id".split()
)


@dataclass(frozen=True)
class Score:
    """How one case came out."""

    first: bool
    named: bool | None
    """None where the culprit can't be inferred."""
    place: float
    lockout: bool


def diagnose_case(case: dict[str, Any], rules: tuple[Rule, ...]) -> Finding:
    """Diagnose a case as `explain` does."""
    headers = tuple((str(name), str(value)) for name, value in (case.get("headers") or {}).items())
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])
    response = HttpResponse(case["http_status"] or 0, "", headers, body.encode())
    diagnose = diagnose_api_response if case["phase"] == "api" else diagnose_response
    return diagnose(response, status=case["http_status"], rules=rules)[0]


def score(case: dict[str, Any], finding: Finding) -> Score:
    """Compare a finding with what a case is known to be."""
    culprit, culprits = case["culprit"], finding.culprits
    return Score(
        first=culprits[:1] != () and culprits[0] in {culprit, *case["defensible_first"]},
        named=None if case["inferable"] == "no" else culprit in culprits[:_NAMED],
        place=1 / (culprits.index(culprit) + 1) if culprit in culprits else 0.0,
        lockout=finding.lockout_risk == case["lockout_risk"],
    )


def rules_without(case: dict[str, Any], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules but those of a case's vendor: whose vendor or file shares a word with its names."""
    names = _words(f"{case['vendor']} {case.get('product', '')}")
    return tuple(rule for rule in rules if not names & _words(f"{rule.vendor or ''} {_stem(rule)}"))


def _stem(rule: Rule) -> str:
    return "" if rule.file.startswith("general/") else Path(rule.file).stem.replace("_", " ")


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def lines_of(cases: Sequence[dict[str, Any]], arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the misses, unless they are not wanted, and the shares of each phase."""
    rules = built_in_rules()
    if arguments.general:
        rules = tuple(rule for rule in rules if not rule.file.startswith(_VENDORS_OWN))
    scores: dict[str, list[Score]] = defaultdict(list)
    for case in cases:
        known = rules_without(case, rules) if arguments.leave_vendor_out else rules
        finding = diagnose_case(case, known)
        told = score(case, finding)
        scores[case["phase"]].append(told)
        if not arguments.quiet and not (told.first and told.named is not False and told.lockout):
            miss = "first" if not told.first else "named" if told.named is False else "lockout"
            yield (
                f"{miss:8}{case['id']}: wanted {case['culprit']} or {', '.join(case['defensible_first'])}, "
                f"got {', '.join(finding.culprits) or 'nothing'} by {finding.id}"
            )
    for phase, of_phase in scores.items():
        yield _summary(phase, of_phase)


def _summary(phase: str, scores: Sequence[Score]) -> str:
    told = [one for one in scores if one.named is not None]
    return (
        f"{phase:6}{len(scores):4} cases: fair first {_share(one.first for one in scores):.1%}, fair named "
        f"{_share(bool(one.named) for one in told):.1%} of {len(told)}, 1/place "
        f"{_share(one.place for one in told):.2f}, lockout risk {_share(one.lockout for one in scores):.1%}"
    )


def _share(values: Iterator[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def main() -> int:
    """Print the misses and the shares."""
    parser = argparse.ArgumentParser(description="How often the diagnosis names the right culprit.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--general", action="store_true", help="without the files of vendors and frameworks")
    parser.add_argument(
        "--leave-vendor-out", action="store_true", help="each case without its vendor's rules"
    )
    parser.add_argument("--quiet", action="store_true", help="the shares alone")
    arguments = parser.parse_args()
    text = arguments.corpus.read_text("utf-8")
    for line in lines_of([json.loads(line) for line in text.splitlines() if line.strip()], arguments):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
