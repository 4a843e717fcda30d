"""Makes a side of a run of ours: of what `run --json` printed, or of a run in memory. Both end in one reader.

    FILE with run --json ──read_runs──┐
                                      ├──> run's JSON ──side_of_document──> Side
    Run of the wizard ──side_of_run───┘

A file is foreign: what has another type than it should counts as missing. Nothing here raises.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...diagnosis.finding import CULPRITS, Finding
from ...diagnosis.sides.side import Side
from ...line_breaks import with_line_feeds
from ...oauth2.attempt import Run
from ...oauth2.connection import Certificate
from ...oauth2.http_response import BodyFault, HttpResponse
from ...oauth2.masking.redaction import Redactor
from ...oauth2.transport_failure import FailureCause, TransportFailure
from ..run_json import run_document

_MOST_RUNS: Final = 200
_CAUSES: Final = {(cause.kind.value, cause.word): cause for cause in FailureCause}
_BODY_FAULTS: Final = {fault.value: fault for fault in BodyFault}


def side_of_run(run: Run, redactor: Redactor, findings: Iterable[Finding] = ()) -> Side:
    """Return a run in memory as a side. `redactor` is that of its connector."""
    return side_of_document(run_document("", run, redactor, findings))


def read_runs(text: str) -> tuple[Side, ...]:
    """Return the runs in what `run --json` printed: one object, or one a line; also as jq lays it out."""
    return tuple(side_of_document(document) for document in _documents(text) if _is_run(document))


def side_of_document(document: Mapping[str, Any]) -> Side:
    """Return the side of one run's JSON: of its attempt that came furthest."""
    attempts = [attempt for attempt in _list(document, "attempts") if isinstance(attempt, dict)]
    attempt = max(attempts, key=_distance, default={})
    way, peer, response = (_dict(attempt, key) for key in ("connection", "peer", "response"))
    findings = [finding for finding in _list(document, "findings") if isinstance(finding, dict)]
    found = next((each for each in findings if each.get("severity") == "error"), {})
    return Side(
        url=_text(_dict(attempt, "request"), "url"),
        addresses=tuple(each for each in _list(way, "addresses") if isinstance(each, str)),
        proxy=_text(way, "proxy"),
        ip=_text(peer, "ip"),
        certificates=tuple(_certificates(peer)),
        is_trusted=_is_trusted(attempt, peer),
        failure=None if response else _failure(attempt),
        response=_response(response) if response else None,
        found=_text(found, "title"),
        culprits=tuple(each for each in _list(found, "culprits") if each in CULPRITS),
    )


def _documents(text: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a text, one after the other; what is none ends it."""
    text = with_line_feeds(text).strip().removeprefix("\ufeff")
    decoder, at = json.JSONDecoder(strict=False), 0
    for _ in range(_MOST_RUNS):
        try:
            document, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if isinstance(document, dict):
            yield document
        while at < len(text) and text[at].isspace():
            at += 1


def _is_run(document: Mapping[str, Any]) -> bool:
    return isinstance(document.get("attempts"), list) and "verdict" in document


def _distance(attempt: Mapping[str, Any]) -> int:
    """Return how far an attempt came: a token is most, and one that was skipped least."""
    if attempt.get("outcome") == "token":
        return 3
    return 2 if _dict(attempt, "response") else 1 if attempt.get("failure") else 0


def _failure(attempt: Mapping[str, Any]) -> TransportFailure | None:
    cause = _CAUSES.get((_text(attempt, "failure"), _text(attempt, "failure_cause")))
    if cause is None:
        return None
    return TransportFailure(cause, _text(attempt, "failure_message") or cause.word.replace("_", " "))


def _response(response: Mapping[str, Any]) -> HttpResponse | None:
    status = response.get("status")
    if not isinstance(status, int) or not 100 <= status <= 599:
        return None
    pairs = (pair for pair in _list(response, "headers") if isinstance(pair, list) and len(pair) == 2)
    headers = tuple((str(name), str(value)) for name, value in pairs)
    body = _text(response, "body").encode("utf-8", "replace")
    # The JSON holds the body as text: no charset of its own counts any more.
    kept = tuple(
        (name, value.partition(";")[0] if name.lower() == "content-type" else value)
        for name, value in headers
    )
    return HttpResponse(status, "", kept, body, _BODY_FAULTS.get(_text(response, "body_fault")))


def _certificates(peer: Mapping[str, Any]) -> Iterator[Certificate]:
    """Yield the certificates. A run of an older version tells all of the server's own alone."""
    chain = [each for each in _list(peer, "certificates") if isinstance(each, dict)]
    for each in chain or ([dict(peer)] if _text(peer, "issuer") else []):
        yield Certificate(
            subject=_text(each, "subject"),
            issuer=_text(each, "issuer"),
            not_before=_text(each, "not_before") or None,
            not_after=_text(each, "not_after") or None,
            sha256=_text(each, "sha256") or None,
        )


def _is_trusted(attempt: Mapping[str, Any], peer: Mapping[str, Any]) -> bool | None:
    """Tell whether the public roots accept the certificate, as the product would; None if unknown."""
    by_public = peer.get("trusted_by_public")
    if isinstance(by_public, bool):
        return by_public
    if _text(peer, "trusted_by") == "public":
        return True
    return False if attempt.get("failure") == "tls" and _text(peer, "issuer") else None


def _dict(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def _list(document: Mapping[str, Any], key: str) -> list[Any]:
    value = document.get(key)
    return value if isinstance(value, list) else []


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""
