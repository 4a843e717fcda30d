"""What a server writes around its reason changes nothing: headings, ids, requests to call somebody."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Final

import pytest

from tests.benchmarks.diagnosis_accuracy import diagnose_case
from tui.diagnosis.rules.catalogue import built_in_rules

_LEAST: Final = 0.97
"""The share of reasons that have to be found: a few words do mean something else behind others."""
_WRAPPERS: Final[dict[str, Callable[[str], Any]]] = {
    "an error": lambda said: {"message": f"Error: {said}"},
    "a status": lambda said: {"message": f"Bad Request - {said}"},
    "a failed authentication": lambda said: {"message": f"Authentication failed: {said}"},
    "a failed login": lambda said: {"message": f"Login failed. {said}"},
    "a token not issued": lambda said: {"message": f"Unable to issue token: {said}"},
    "an id": lambda said: {"message": f"{said} (request id 7f3c2a91)"},
    "whom to call": lambda said: {"message": f"{said} Please contact your administrator."},
    "a list": lambda said: {"errors": [{"status": 400, "code": "E123", "detail": said}]},
    "a class": lambda said: {"exception": "com.acme.auth.AuthException", "message": said},
    "a client's words": lambda said: {"detail": said, "message": "Request failed with status code 400"},
}


def _reasons() -> list[str]:
    """Return the sentences that the general rules of wording win with nothing beside them."""
    folder = files("tui.diagnosis") / "catalogue" / "general"
    rules = [
        rule
        for file in folder.iterdir()
        if file.name.startswith("wording_") and "localized" not in file.name and "pages" not in file.name
        for rule in tomllib.loads(file.read_text("utf-8"))["rule"]
    ]
    bodies = [case["body"] for rule in rules for case in rule.get("wins", ()) if "status" not in case]
    read = [json.loads(body) for body in bodies if body.startswith('{"message"')]
    return [one["message"] for one in read if one.keys() == {"message"} and " " in one["message"]]


def _accused(body: Any) -> str:
    case = {"phase": "token", "http_status": 400, "headers": {}, "body": json.dumps(body)}
    return next(iter(diagnose_case(case, built_in_rules()).culprits), "")


@pytest.mark.parametrize("beside", _WRAPPERS)
def test_the_reason_is_found_beside(beside: str) -> None:
    reasons = _reasons()
    assert len(reasons) > 250
    plain = {said: _accused({"message": said}) for said in reasons}
    lost = [said for said in reasons if _accused(_WRAPPERS[beside](said)) != plain[said]]
    assert len(lost) <= (1 - _LEAST) * len(reasons), "\n".join(lost)
