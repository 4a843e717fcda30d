"""What a report on one run is about, and its first line: the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...diagnosis.finding import Finding, Severity
from ...diagnosis.verdict import Headline, headline
from ...oauth2.attempt import Attempt, Run
from ...oauth2.connector import Connector
from ...oauth2.lean.frozen import frozen
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from ...terminal.ink import Ink, Paragraph, Span, paragraph

if TYPE_CHECKING:
    from ...diagnosis.rules.rule import Rule
    from ...oauth2.api_run import ApiRun


@frozen
class Told:
    """One run of a connector, and all that its report needs."""

    name: str
    connector: Connector
    run: Run
    findings: Sequence[Finding] = ()
    """What the responses say, the most urgent first."""
    warnings: Sequence[Finding] = ()
    """What the checks before sending found."""
    api: ApiRun | None = None
    rules: tuple[Rule, ...] | None = None
    """The rules that the findings were made with; None for the built-in ones."""
    overridden: tuple[str, ...] = ()
    """What was set for this run alone, a line for each: the result is not the saved profile's."""
    least: Severity = "info"
    """The least severe findings that are shown."""

    @cached_property
    def redactor(self) -> Redactor:
        """What masks the connector's secrets, and every token of the run."""
        return Redactor.for_connector(
            self.connector, (*self.run.secrets, *(self.api.secrets if self.api else ()))
        )

    @cached_property
    def headline(self) -> Headline:
        """The verdict, and the finding that it repeats."""
        return headline(self.connector, self.run, self.findings)

    @property
    def made(self) -> tuple[Attempt, ...]:
        """The attempts that were made."""
        return tuple(attempt for attempt in self.run.attempts if attempt.exchange)

    def shown(self, text: str) -> str:
        """Return a text as one masked and harmless line."""
        return plain_line(self.redactor.text(text))


def verdict_line(told: Told) -> Paragraph:
    """Return the verdict as a sentence behind its sign: `✗ acme fails: the client is refused.`."""
    found = told.headline
    sign = Span("✓", Ink.WORKS) if found.works else Span("✗", Ink.FAILS)
    title = found.title[:1].lower() + found.title[1:]
    if title.startswith("unreachable"):
        title = f"is {title}"
    name = told.shown(told.name) or "The connector"
    as_what = " (not as saved)" if told.overridden else ""
    return paragraph(sign, " ", Span(name, Ink.STRONG), f"{as_what} ", title, hanging=2)
