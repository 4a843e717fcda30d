"""Every action of the screens has its counterpart in plain mode, or a reason why it has none.

What is said in plain mode stands as it is in its sources, so that a counterpart that goes away is missed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.test_imports import PACKAGE
from tui.docs.tables import rows_of

_MOVES: Final = "it moves about on a screen; here, one question follows the other"
_BACK: Final = "“<” goes back from every question"
_DEMO: Final = "the practice is “connector-doctor demo --plain”"
_MASKED: Final = "secrets are never shown here; the curl command can hold them"

WITHOUT: Final = {
    "scroll": _MOVES,
    "rail": _MOVES,
    "question": _MOVES,
    "choice": _MOVES,
    "filter": _MOVES,
    "jump": _MOVES,
    "help": "“? pages” and “? sending” read the pages of the reference",
    "secrets": _MASKED,
}
"""The first words of the ids of which no action is here, and why."""
NO_ACTION: Final = {
    "app.jump": _MOVES,
    "app.palette": "the menus list all there is",
    "card.leave": _BACK,
    "copy.write": "where to write is asked for each time",
    "dialog.cancel": _BACK,
    "experiments.less_logins": "it asks before each login too many",
    "experiments.more_logins": "it asks before each login too many",
    "explain.clear": "a paste is not kept",
    "compare.clear": "a paste is not kept",
    "result.evidence": "the report has the evidence of each finding",
    "token.evidence": "the findings are told with their evidence",
    "faults.lessons": "both are in the menu of the practice",
    "lesson.lessons": "both are in the menu of the practice",
    "lessons.begin": "the number of a lesson begins it",
    "lessons.free": "both are in the menu of the practice",
    "solved.lessons": "both are in the menu of the practice",
    "step.rail": _MOVES,
    "app.practice": _DEMO,
    "start.practice": _DEMO,
}
COUNTERPARTS: Final = {
    "api.delete": "Delete the row",
    "api.down": "Move it up",
    "api.edit": "Change its value",
    "api.header": "Name of a row to add",
    "api.query": "Name of a row to add",
    "api.undo": "Undo: ",
    "api.up": "Move it up",
    "app.help": "? explains",
    "app.quit": "Quit",
    "app.start": "Another connector",
    "card.change_field": "Proposed: ",
    "card.experiments": "Find what works, by trying variations",
    "card.next": "Save the profile",
    "card.report": "The report, for a ticket",
    "card.send": "Send again",
    "compare.apply": "Take over what made the difference?",
    "compare.read": "Compare with a request that works",
    "compare.take_over": "Take over a difference",
    "compare.try": "Try it: send, and take over",
    "experiments.apply": "Take it over?",
    "experiments.find": "Find what works, by trying variations",
    "explain.fill": "Fill the form?",
    "explain.phase": "Read it as a response of the API",
    "fields.trim": "Trim it?",
    "fields.undo": "Undo: ",
    "lesson.hint": "The hint",
    "result.experiments": "the number of one to try alone",
    "result.field": "Change another field",
    "result.fields": "Change another field",
    "result.report": "The report, for a ticket",
    "result.send": "Send again",
    "result.token": "The token: what is in it, and its expiry",
    "review.curl": "The request as a curl command",
    "review.send": "Send? [Y/n, s shows the request again]",
    "rows.add": "Name of a row to add",
    "rows.delete": "Delete the row",
    "rows.down": "Move it up",
    "rows.edit": "Change its value",
    "rows.secret": "It is a secret: mask it",
    "rows.undo": "Undo: ",
    "rows.up": "Move it up",
    "save.write": "Save the profile",
    "sheet.codes": "Check codes, to compare secrets with somebody",
    "sheet.copy": "The form sheet: what to type into each field",
    "sheet.write": "File to write, or Enter to print it here",
    "solved.next": "The next lesson",
    "start.delete": "“delete 2” deletes it",
    "start.duplicate": "“copy 2” duplicates",
    "start.explain": "Paste a request that works, a response, or a ticket.",
    "start.leave": "Ctrl+D ends",
    "start.new": "Or press Enter to begin with an empty connector.",
    "start.open": "Number of a profile, words to search for",
    "start.rename": "“rename 2” gives it another name",
    "start.search": "Number of a profile, words to search for",
    "start.undo": "“undo” puts back",
    "step.compare": "Compare with a request that works",
    "step.copy": "Copy out: report, form sheet, curl, and more",
    "step.form_sheet": "The form sheet: what to type into each field",
    "step.paste": "Paste a response, a request or a ticket",
    "step.save": "Save the profile",
    "step.send": "Send again",
    "token.call": "Call the API with the token",
    "token.copy": "Write the token to a file",
    "token.field": "where {",
    "token.fields": "Change another field",
    "token.refresh": "Try the refresh token",
    "token.rehearse": "Rehearse the expiry",
    "token.save": "Save the profile",
}
"""By the id of an action, what is said in plain mode where one can do the same."""
_MOVING: Final = re.compile(
    r"\.(back|list|leave|tab_before|tab_next|next|rail|\d+)$|^rows\.next$|^step\.(next|rail)$"
)


def ids() -> list[str]:
    return [row[0] for row in rows_of("key-ids") if "." in row[0]]


def said_in_plain_mode() -> str:
    sources = sorted((PACKAGE / "plain").rglob("*.py"))
    text = "".join(Path(source).read_text(encoding="utf-8") for source in sources)
    return re.sub(r'"\s+f?"', "", text)  # a sentence may take several lines


@pytest.mark.parametrize("action", ids())
def test_every_action_of_the_screens_has_its_counterpart_or_a_reason(action: str) -> None:
    if action in COUNTERPARTS:
        assert COUNTERPARTS[action] in said_in_plain_mode()
    else:
        group = action.partition(".")[0]
        assert action in NO_ACTION or group in WITHOUT or _MOVING.search(action), action


def test_what_is_listed_is_an_action_of_the_screens() -> None:
    known = set(ids())
    assert {*COUNTERPARTS, *NO_ACTION} <= known
    assert set(WITHOUT) <= {action.partition(".")[0] for action in known}
