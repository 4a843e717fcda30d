"""Shows a proof to people and to programs: its outcome, what was tried, and both exchanges as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...oauth2.attempt import Attempt
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from ...terminal.wrapping import plain_lines
from ..exchange_json import response_document
from ..request_json import request_document
from ..run_text.exchange_detail import exchange_detail
from ..run_text.token_facts import token_facts
from .difference import Comparison, Difference, Kind
from .shown import indented, redactor_of
from .trial import Made, Outcome, Proof

_TITLES: Final = {
    Outcome.ALREADY_WORKS: "The connector's own request works from here: there is nothing to prove.",
    Outcome.NOT_PROVED: "Not proved.",
    Outcome.NOTHING_TO_TRY: "Not proved: it fails, and no difference can be taken over.",
    Outcome.UNSENDABLE: "Not proved: the connector's own request can't be sent.",
    Outcome.STOPPED: "Stopped.",
    Outcome.CANCELED: "Canceled.",
}


def headline_of(proof: Proof) -> str:
    """Return the outcome in a line: `Proved: Client Secret.` where that is it."""
    labels = " and ".join(one.label for one in proof.culprits)
    if proof.outcome is Outcome.PROVED:
        return f"Proved: {labels}."
    return _TITLES[proof.outcome]


def detail_of(proof: Proof) -> str:
    """Return what the outcome means and what to do, in a few sentences; it may hold foreign text."""
    labels = ", ".join(one.label for one in proof.culprits)
    if proof.outcome is Outcome.PROVED and len(proof.culprits) == 1:
        (one,) = proof.culprits
        works = f"With this alone as in the request that works, a token comes{_before(proof)}."
        return " ".join(filter(None, (proof.why, works, one.says, what_to_do(one), one.instead)))
    if proof.outcome is Outcome.PROVED:
        least = "without one of them, none" if proof.is_smallest else "it may take less"
        works = f"With these as in the request that works, a token comes{_before(proof)}; {least}."
        return " ".join(filter(None, (proof.why, works, *map(what_to_do, proof.culprits))))
    known = f" The smallest set known to work: {labels}." if proof.culprits else ""
    return f"{proof.why}{known}".strip()


def what_to_do(difference: Difference) -> str:
    """Return what to change in the form; empty for what is no field of it."""
    if difference.is_setting or not difference.key:
        return ""
    return {
        Kind.ONLY_CONNECTOR: f"Remove {difference.label} from the form.",
        Kind.ONLY_REQUEST: f"Add {difference.label} to the form.",
    }.get(difference.kind, f"Change {difference.label} in the form to what that request has.")


def _before(proof: Proof) -> str:
    own = next((made for made in proof.made if made.attempt is proof.before), None)
    return f" instead of {own.said}" if own and not own.works else ""


def proof_redactor(comparison: Comparison, proof: Proof) -> Redactor:
    """Return what masks the secrets of both sides, and all tokens that came."""
    secrets = (secret for made in proof.made for secret in made.attempt.secrets)
    return redactor_of(comparison).with_secrets(secrets)


def proof_text(comparison: Comparison, proof: Proof) -> Iterator[str]:
    """Yield the lines on a proof."""
    redactor = proof_redactor(comparison, proof)
    yield plain_line(redactor.text(headline_of(proof)))
    yield from indented(plain_line(redactor.text(detail_of(proof))), 1)
    if evidence := list(evidence_lines(comparison, proof)):
        yield from ("", *evidence)


def evidence_lines(comparison: Comparison, proof: Proof) -> Iterator[str]:
    """Yield what a proof rests on: all that was sent, and the exchanges before and after."""
    redactor = proof_redactor(comparison, proof)
    if proof.made:
        yield "Sent, in this order:"
    for made in proof.made:
        yield f"  {sign_of(made)} {plain_line(redactor.text(made.trial.title))}: {redactor.text(made.said)}"
    limits = [one.label for one in comparison.differences if not one.change]
    if proof.outcome in (Outcome.NOT_PROVED, Outcome.NOTHING_TO_TRY) and limits:
        yield ""
        yield from indented(f"A connector can't take over: {', '.join(limits)}.", 1)
    for title, attempt in (("Before", proof.before), ("After", proof.after)):
        if attempt and (proof.after or title == "Before"):
            yield ""
            yield from _evidence(title, attempt, redactor)


def sign_of(made: Made) -> str:
    """Return the sign of an outcome: ✓ for a token."""
    return "✓" if made.works else "✗"


def _evidence(title: str, attempt: Attempt, redactor: Redactor) -> Iterator[str]:
    """Yield an exchange in full. Of an attempt that was not made, why."""
    yield f"{title}:"
    if attempt.exchange is None:
        yield from indented(f"Not tried: {attempt.skipped_because}", 2)
        return
    yield from plain_lines(exchange_detail(attempt.method_words, attempt.exchange, redactor))
    if attempt.token:
        words = plain_line(redactor.text(f"Access token: {token_facts(attempt.token)}"))
        yield from ("", *indented(words, 1))


def proof_document(comparison: Comparison, proof: Proof) -> dict[str, Any]:
    """Return a proof as JSON values: the key `proof` of `compare --try --json`."""
    redactor = proof_redactor(comparison, proof)

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    return {
        "outcome": proof.outcome.value,
        "culprits": [shown(one.id) for one in proof.culprits],
        "fields": [shown(one.label) for one in proof.culprits],
        "is_smallest": proof.is_smallest,
        "text": shown(f"{headline_of(proof)} {detail_of(proof)}".strip()),
        "tried": [
            {
                "taken_over": [shown(one.id) for one in made.trial.taken],
                "outcome": made.attempt.outcome,
                "status": made.ending[1],
                "error": None if made.ending[2] is None else shown(str(made.ending[2])),
                "failure": made.ending[3],
            }
            for made in proof.made
        ],
        "before": _exchange(proof.before, redactor),
        "after": _exchange(proof.after, redactor),
    }


def _exchange(attempt: Attempt | None, redactor: Redactor) -> dict[str, Any] | None:
    exchange = attempt.exchange if attempt else None
    if exchange is None:
        return None
    return {
        "request": request_document(exchange.request, redactor),
        "response": response_document(exchange.response, redactor) if exchange.response else None,
    }
