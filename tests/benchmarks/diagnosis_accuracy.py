"""How often the diagnosis names the right culprit, on a corpus of known failures.

    .venv/bin/python tests/benchmarks/diagnosis_accuracy.py CORPUS

CORPUS is a file of JSON lines, each with `id`, `http_status` (or null), `headers`, `body`, `culprit` and
`lockout_risk`. Prints each miss, then the shares: right first, among the first four named, lockout risk.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.exchange import HttpResponse


def diagnose_case(case: dict[str, Any]) -> Finding:
    """Diagnose a case as `explain` does."""
    headers = tuple((str(name), str(value)) for name, value in (case.get("headers") or {}).items())
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])
    response = HttpResponse(case["http_status"] or 0, "", headers, body.encode())
    return diagnose_response(response, status=case["http_status"])[0]


def main(corpus: Path) -> int:
    """Print the misses and the shares."""
    cases = [json.loads(line) for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    first = named = lockout = 0
    for case in cases:
        finding = diagnose_case(case)
        culprits = finding.culprits[:4]
        risk = finding.lockout_risk
        is_first = culprits[:1] == (case["culprit"],)
        is_named = case["culprit"] in culprits
        first, named, lockout = first + is_first, named + is_named, lockout + (risk == case["lockout_risk"])
        if not (is_first and is_named and risk == case["lockout_risk"]):
            what = "first" if not is_first and is_named else "named" if not is_named else "lockout"
            print(
                f"{what:8}{case['id']}: wanted {case['culprit']} (lockout {case['lockout_risk']}), "
                f"got {', '.join(culprits) or 'nothing'} (lockout {risk}) by {finding.id}"
            )
    total = len(cases)
    print(
        f"{total} cases: first {first / total:.1%}, named {named / total:.1%}, "
        f"lockout risk {lockout / total:.1%}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
