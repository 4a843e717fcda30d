"""Takes a paste: a response is explained, a request or a whole ticket fills the form. Nothing is sent."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ...form.journey import Journey
from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...profiles.profile import Profile
from ...profiles.reading import fill_secrets
from ..console import END_OF_PASTE
from ..conversation import Conversation
from ..own_rules import own_rules
from .request_chooser import request_meant

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Phase, Rule
    from ...diagnosis.sides.side import Side
    from ...form.pasted import PastedThing
    from ...interchange.import_.imported import Import

ENDS: Final = f"End it with a line that has only a {END_OF_PASTE}"
_PASTE: Final = (
    f"Paste a response, a request that works, or a whole ticket. {ENDS}\nNothing is sent. Enter goes back."
)
_OTHER: Final[dict[Phase, tuple[str, Phase]]] = {
    "token": ("Read it as a response of the API", "api"),
    "api": ("Read it as a response of the token endpoint", "token"),
}
_NAME: Final = "The paste"
_NOTHING: Final = "Nothing was recognized in it."


def paste(talk: Conversation) -> None:
    """Ask for a paste, explain it, and offer to fill the form with what a request in it says.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    talk.console.say(_PASTE)
    text = talk.console.pasted()
    found = told_of(talk, text, is_open=True) if text.strip() else None
    if found is None:
        return
    from ...interchange.ticket.overlay import laid_over, replaced_title, replacements

    replaced = replacements(talk.connector, found)
    talk.console.say(replaced_title(replaced))
    for one in replaced:
        talk.console.say(f"  {one.label}: {one.old} → {one.new}")
    if talk.console.confirms("Fill the form?", default=True):
        talk.set_connector(laid_over(talk.connector, found))


def begin_from(talk: Conversation, found: Import) -> None:
    """Begin with the connector that a paste has."""
    profile = fill_secrets(Profile(found.connector), os.environ)
    talk.begin(Journey.resume(profile, Profile(Connector()), ""))


def told_of(talk: Conversation, text: str, *, is_open: bool) -> Import | None:
    """Say what a paste says, and return the request that fills the form: of several, the one that is chosen.

    `is_open` tells that there is a connector, whose last run a customer's output is compared with.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    from ...form.pasted import read_paste  # with all formats and rules, which few need
    from ...interchange.import_.shown import import_text

    rules = talk.rules or own_rules(talk.console)
    thing = _read(text, rules, _ours(talk) if is_open else ())
    _tell(talk, thing)
    while phase := _other_phase(talk, thing):
        thing = read_paste(text, phase, rules)
        _tell(talk, thing)
    if not thing.choices:
        return None
    found = request_meant(talk, [one.found for one in thing.choices], [one.place for one in thing.choices])
    for line in import_text(found):
        talk.console.say(line)
    return found


def _read(text: str, rules: tuple[Rule, ...] | None, ours: Sequence[Side]) -> PastedThing:
    """Read a paste. What names a few fields alone fills those: here, nobody has to say so."""
    from ...form.pasted import Choice, PastedThing, read_paste
    from ...interchange.import_.read import PastedFile, read_import
    from ...interchange.ticket.read import thread_in

    thing = read_paste(text, None, rules, ours)
    if thing.choices or thing.sides or (thing.explained and thing.explained.pasted.status is not None):
        return thing
    thread = thread_in(text)
    found = thread.as_import if thread and thread.fields else read_import([PastedFile("", text)])
    return PastedThing(None, tuple(map(Choice, found.choices))) if found.format else thing


def _ours(talk: Conversation) -> tuple[Side, ...]:
    """Return the last run of the open connector, if there is one."""
    record = talk.journey.record
    if record is None:
        return ()
    from ...interchange.ask.run_side import side_of_run  # with the sides, which few need

    return (side_of_run(record.run, Redactor.for_connector(record.connector), record.findings),)


def _tell(talk: Conversation, thing: PastedThing) -> None:
    """Say what a paste says: the verdict first."""
    from ...interchange.ask.explained import sides_report
    from ...interchange.explained_text import explained_report
    from ...interchange.ticket.shown import ticket_report

    if thing.is_nothing:
        talk.console.say(_NOTHING)
        return
    talk.console.show("")
    if thing.sides:
        talk.console.report(sides_report(_NAME, thing.sides, names_options=False))
    if thing.ticket:
        talk.console.report(ticket_report(_NAME, thing.ticket, with_form=False))
    elif thing.explained:
        talk.console.report(explained_report(_NAME, thing.explained, other_way="Choose below"))
    talk.console.show("")


def _other_phase(talk: Conversation, thing: PastedThing) -> Phase | None:
    """Ask whether a response was read as what it is; return the other phase to read it in, or None."""
    phase = thing.explained.reading.phase if thing.explained and not thing.ticket else None
    if phase is None:
        return None
    words, other = _OTHER[phase]
    return other if talk.console.chooses(["Go on", words]) else None
