"""Compares the connector with a pasted request that works, and proves which difference matters."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from ...diagnosis.run_diagnosis import stage_of
from ...form.field_values import with_changes
from ...interchange.compare.comparing import compare
from ...interchange.compare.difference import Comparison, Difference
from ...interchange.compare.proof_text import proof_text
from ...interchange.compare.proving import Proving
from ...interchange.compare.shown import comparison_text, redactor_of
from ...interchange.compare.trial import Proof
from ...interchange.compare.urls import other_server
from ...interchange.import_.read import PastedFile, read_import
from ...plain_text import plain_line
from ...transport.in_turn import send_in_turn
from ..console import END_OF_PASTE
from ..conversation import Conversation
from ..sending import ask_and_send
from .request_chooser import request_meant

_PASTE: Final = (
    "Paste a request that works, such as a curl command or an export of an API tool. End it with a line that "
    f"has only a {END_OF_PASTE}\nNothing is sent yet. Enter goes back."
)
_SOURCE: Final = "the request that works"


def compare_with_pasted(talk: Conversation) -> None:
    """Ask for a request that works, show how it differs, and offer to try or to take over what differs.

    Raises:
        Back, Ended, MissingSecretError: as in `ask_and_send`.
    """
    talk.console.say(_PASTE)
    text = talk.console.pasted()
    if not text.strip():
        return
    found = read_import([PastedFile("", text)])
    if not found.format:
        talk.console.say("No request was recognized in it.")
        return
    comparison = compare(talk.connector, request_meant(talk, found.choices))
    name = talk.connector.name or "the connector"
    talk.console.show("\n" + "\n".join(comparison_text(name, _SOURCE, comparison)) + "\n")
    if not comparison.takeable:
        return
    chosen = talk.console.chooses(
        [
            "Try it: send, and take over one difference at a time until a token comes",
            "Take over a difference",
            "Leave everything as it is",
        ]
    )
    if chosen == 0:
        _take_over(talk, comparison, _proved(talk, comparison))
    elif chosen == 1:
        redactor, takeable = redactor_of(comparison), comparison.takeable
        labels = [plain_line(redactor.text(one.label)) for one in takeable]
        _take_over(talk, comparison, [takeable[talk.console.chooses(labels)]])


def _proved(talk: Conversation, comparison: Comparison) -> Sequence[Difference]:
    """Send, show the proof, and return the differences that the user wants to take over for it."""
    there = other_server(comparison)
    asked = f"The request that works goes to another server, {plain_line(there)}. Send credentials there too?"
    if there and not talk.console.confirms(asked, default=False):
        comparison = comparison.keeping_url()
    proving = Proving(comparison, partial(stage_of, rules=talk.rules))
    proof = _proof(talk, proving, comparison)
    talk.console.show("\n" + "\n".join(proof_text(comparison, proof)) + "\n")
    wanted = proof.culprits and talk.console.confirms("Take over what made the difference?", default=True)
    return proof.culprits if wanted else ()


def _proof(talk: Conversation, proving: Proving, comparison: Comparison) -> Proof:
    redactor = redactor_of(comparison)

    def tell() -> None:
        if proving.trial:
            talk.console.say(f"Sending: {plain_line(redactor.text(proving.trial.title))} … (Ctrl+C cancels)")

    try:
        asyncio.run(send_in_turn(proving, talk.guard, tell))
    except KeyboardInterrupt:
        return proving.canceled()
    return proving.proof


def _take_over(talk: Conversation, comparison: Comparison, wanted: Iterable[Difference]) -> None:
    """Put differences into the connector, and ask whether to send it."""
    before = after = comparison.connector
    for one in wanted:
        after = one.change(after) if one.change else after
    if after != before:
        talk.set_connector(with_changes(talk.connector, before, after))
        ask_and_send(talk)
