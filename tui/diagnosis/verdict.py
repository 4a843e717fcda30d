"""The headline of a run: does it work, and what to do first. It repeats the first finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..oauth2.attempt import Run
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connector import Connector
from ..oauth2.form_fields import short_label_of
from ..oauth2.lean.frozen import frozen
from ..oauth2.transport_failure import FailureCause
from .api.success import WORKS
from .failures.findings import finding_id
from .finding import Finding
from .steps import listed

_FIRST_WORDS: Final = ("The ", "A ", "An ", "This ", "No ", "Nothing ", "There ", "One ", "Username ")
_FIELD: Final = "client_authentication"
_CANCELED: Final = finding_id(FailureCause.CANCELED)


@frozen
class Headline:
    """The result of a run in a few words. Its texts are masked and harmless."""

    works: bool
    title: str
    """One sentence: "Works with Request Body." or "Fails: the server does not accept the client."."""
    detail: str
    """The sentences after it: why, and what to do, unless that is a list of steps."""
    field: str
    """Key of the form field to change first; empty where there is none."""
    tells: Finding | None = None
    """The finding that it repeats; None where it repeats none."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Keys of all form fields that the finding names, the one to change first in front."""
        named = self.tells.keys if self.tells else ()
        return tuple(dict.fromkeys((self.field, *named) if self.field else named))


def headline(connector: Connector, run: Run, findings: Sequence[Finding]) -> Headline:
    """Return the headline of a run. `findings` are those of `diagnose_run`; the first one leads.

    With the findings of an API call among them (`together`), it is the headline of both.
    """
    if run.working:
        return _works(connector, run, run.working.client_authentication, findings)
    if not findings:
        return Headline(False, "Fails: no attempt was made.", "", "")
    word = "Unreachable" if run.verdict == "unreachable" else "Fails"
    first = findings[0]
    said = first.title if first.id == _CANCELED else f"{word}: {within_sentence(first.title)}"
    return _telling(first, False, said, first.cause)


def _works(
    connector: Connector, run: Run, working: ClientAuthentication, findings: Sequence[Finding]
) -> Headline:
    first = findings[0] if findings else None
    if first and first.severity == "error":  # the API's: a token was issued
        title = f"Gets a token with {working.short_name}, then fails: {within_sentence(first.title)}"
        return _telling(first, False, title, first.cause)
    accepted = ", and the API accepts the token" if any(finding.id == WORKS for finding in findings) else ""
    title = f"Works with {working.short_name}{accepted}."
    if first and first.severity == "warning":
        if first.culprits == (_FIELD,):
            return _telling(first, True, title)
        return _telling(first, True, title, f"But: {within_sentence(first.title)}")
    chosen = connector.client_authentication
    if chosen is ClientAuthentication.BLANK:
        return Headline(True, title, f"{short_label_of(_FIELD)} can stay blank.", "")
    return Headline(True, title, "The token endpoint issued an access token.", "")


def _telling(finding: Finding, works: bool, title: str, detail: str = "") -> Headline:
    """Return the headline that repeats a finding: its fix follows the detail, in prose or as a list."""
    words = detail if listed(finding.fix) else f"{detail} {finding.fix}".strip()
    return Headline(works, title, words, finding.first_field, finding)


def within_sentence(title: str) -> str:
    """Return a title as it reads after a colon: a name at its start keeps its capital."""
    return title[0].lower() + title[1:] if title.startswith(_FIRST_WORDS) else title
