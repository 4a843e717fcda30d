"""Other words for actions: what people type who don't know what the wizard calls a thing."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "send": "retry again resend run submit request try test",
    "next": "continue forward",
    "copy": "clipboard yank curl share",
    "toggle_curl": "curl http command copy show",
    "go_to_field": "fix change why wrong jump correct",
    "choose_field": "fix change why wrong jump correct",
    "toggle_evidence": "why proof reason how know details",
    "token": "jwt claims inspect access bearer",
    "experiments": "try why variation test",
    "find": "try why automatic search",
    "report": "ticket write html markdown export share colleague why",
    "form_sheet": "type sheet what enter fields",
    "codes": "secret compare phone check",
    "compare": "diff curl postman difference working",
    "explain": "paste import curl response ticket error why clipboard",
    "fill": "paste import",
    "save": "write store file keep",
    "write": "save store file export",
    "reveal": "show unmask hide password secret",
    "trim": "blanks spaces whitespace clean",
    "undo_change": "revert back",
    "undo_delete": "restore revert",
    "new": "create add connector empty",
    "open": "load profile continue",
    "search": "find filter profile",
    "duplicate": "copy clone",
    "rename": "name",
    "delete": "remove erase",
    "practice": "demo tutorial learn lesson try",
    "practice_dialog": "demo tutorial learn lesson fault hint",
    "help": "manual docs keys shortcuts about",
    "quit": "exit close end leave",
    "rehearse": "expire expiry lifetime renew retry",
    "try_refresh": "renew expire retry",
    "call": "api request test try send retry",
    "toggle_secret": "mask hide password",
    "focus_rail": "steps list go",
    "start_screen": "home leave profiles back",
    "jump": "focus letters go field",
    "theme": "colors dark light appearance contrast",
    "profile": "open load switch",
    "add": "new row header field scope",
    "apply": "fix keep take",
}
"""By the name of the action, or of what is no action."""
_NAMED_BY_ID: Final = {
    "curl": "toggle_curl",
    "evidence": "toggle_evidence",
    "field": "go_to_field",
    "fields": "choose_field",
    "refresh": "try_refresh",
    "secret": "toggle_secret",
    "try": "experiments",
}
"""Where an id ends otherwise than its action is named."""


def words_for(action: str) -> str:
    """Return the other words for an action, or for the one of an id; its parameters don't count."""
    name = action.partition("(")[0].rpartition(".")[2]
    return _WORDS.get(_NAMED_BY_ID.get(name, name), "")
