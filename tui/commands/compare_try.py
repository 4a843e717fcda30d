"""`compare --try`: sends one variation of the connector's request after the other, until one gets a token."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from functools import partial

from ..diagnosis.run_diagnosis import stage_of
from ..exit_status import ExitStatus, status_of
from ..interchange.compare.difference import Comparison
from ..interchange.compare.proof_text import proof_document, proof_text
from ..interchange.compare.proving import Proving
from ..interchange.compare.shown import comparison_document, comparison_text, redactor_of
from ..interchange.compare.trial import Outcome, Proof
from ..interchange.compare.urls import other_server
from ..oauth2.attempt import Run
from ..oauth2.secret_origin import SecretOrigin
from ..plain_text import plain_line
from ..profiles.login_ledger import LoginLedger
from ..transport.in_turn import send_in_turn
from ..transport.login_guard import LoginGuard
from ..user_rules import rules_if_own
from .login_question import may_log_in
from .output import Output, is_terminal


def try_differences(
    name: str,
    source: str,
    comparison: Comparison,
    most_logins: int,
    output: Output,
    *,
    as_json: bool,
    secrets: Sequence[SecretOrigin],
) -> ExitStatus:
    """Send, and write the comparison with the proof; of one that is interrupted, what is known.

    Raises:
        ConnectorDoctorError: a rule file of the user can't be understood.
        KeyboardInterrupt: it was interrupted.
    """
    comparison = _where_allowed(comparison, output)
    proving = Proving(comparison, partial(stage_of, rules=rules_if_own()))
    guard = LoginGuard(LoginLedger(), partial(may_log_in, output), most_logins)
    redact = redactor_of(comparison).text

    def tell() -> None:
        if proving.trial:
            output.progress(redact(f"{name}: {proving.trial.title} …"))

    is_interrupted = False
    try:
        asyncio.run(send_in_turn(proving, guard, tell))
    except KeyboardInterrupt:
        is_interrupted = True
    proof = proving.canceled() if is_interrupted else proving.proof
    if as_json:
        document = comparison_document(name, source, comparison, secrets)
        output.json({**document, "proof": proof_document(comparison, proof)}, indent=2)
    else:
        told = comparison_text(name, source, comparison)
        output.result("\n".join([*told, "", *proof_text(comparison, proof)]))
    if is_interrupted:
        raise KeyboardInterrupt
    if proof.outcome is Outcome.STOPPED:
        output.message(f"{name}: {proof.why} To send anyway, see --max-failed-logins.")
    return _status_of(proof)


def _where_allowed(comparison: Comparison, output: Output) -> Comparison:
    """Return the comparison, without another server's URL if the user doesn't want to send there.

    Without a terminal, --try and the file are the user's word for it.
    """
    there = other_server(comparison)
    if not there or not is_terminal(sys.stdin):
        return comparison
    asked = f"The request that works goes to another server, {plain_line(there)}. Send credentials there too?"
    return comparison if output.confirms(asked) else comparison.keeping_url()


def _status_of(proof: Proof) -> ExitStatus:
    """Return 0 where a token came, be it by a variation; else what `run` says of the last attempt."""
    if any(made.works for made in proof.made):
        return ExitStatus.WORKS
    return status_of(Run((proof.last,))) if proof.last else ExitStatus.USAGE
