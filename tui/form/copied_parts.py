"""The parts of a run and of a request that can be copied, each made into text only when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from ..diagnosis.verdict import headline
from ..interchange.curl import curl_command
from ..interchange.findings_text import findings_text
from ..interchange.http_text import http_text, response_text
from ..oauth2.exchange import Exchange
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..oauth2.url_parts import host_header
from ..plain_text import plain_line

_INTERMEDIATE_MISSING: Final = "tls.intermediate_missing"

if TYPE_CHECKING:
    from ..interchange.report.case import Case
    from ..interchange.report.model import Report


@dataclass(frozen=True)
class Part:
    """Something to copy. Its text is masked, unless the screen shows its secrets."""

    what: str
    """As a sentence names it: "the response"."""
    command: str
    """Its name in the palette: "Copy the response"."""
    file: str
    """What a file of it is called."""
    text: Callable[[], str]
    """Makes the text. It may take seconds for a response of a mebibyte."""
    suffix: str = ".txt"
    is_revealed: bool = False
    """Whether its secrets are in clear."""


def request_parts(request: TokenRequest, redactor: Redactor, *, reveal: bool) -> Iterator[Part]:
    """Yield a request as curl, and as it goes over the wire."""
    curl = partial(curl_command, request, redactor, reveal=reveal)
    yield Part("the curl command", "Copy as curl", "curl", curl, is_revealed=reveal)
    http = partial(http_text, request, redactor, reveal=reveal)
    yield Part("the request", "Copy the request", "request", http, is_revealed=reveal)


def exchange_parts(exchange: Exchange, redactor: Redactor, *, reveal: bool) -> Iterator[Part]:
    """Yield the request of an attempt, and its response if there is one."""
    yield from request_parts(exchange.request, redactor, reveal=reveal)
    if exchange.response:
        text = partial(response_text, exchange.response, None if reveal else redactor)
        yield Part("the response", "Copy the response", "response", text, is_revealed=reveal)


def findings_part(case: Case) -> Part:
    """Return the findings as `explain` writes them, under the verdict. They are always masked."""
    return Part("the findings", "Copy the findings", "findings", partial(_findings, case))


def chain_parts(case: Case) -> Iterator[Part]:
    """Yield the command that writes a server's repaired chain, if an intermediate certificate is missing."""
    if any(finding.id == _INTERMEDIATE_MISSING for finding in case.findings):
        server = host_header(case.connector.token_url)
        command = f"connector-doctor certificates https://{server} --fetch --output chain.pem"
        yield Part(
            "the command for the chain", "Copy the command that repairs the chain", "chain", lambda: command
        )


def _findings(case: Case) -> str:
    title = headline(case.connector, case.run, case.findings).title
    lines = (plain_line(case.redactor.text(line)) for line in findings_text(case.findings))
    return "\n".join([f"{case.shown(case.profile)}: {case.shown(title)}", "", *lines])


def report_of(case: Case) -> Report:
    """Return the report of a run as of now."""
    from ..interchange.report.maker import this_maker  # with the page and the texts, which few need
    from ..interchange.report.model import make_report

    return make_report(case, datetime.now(UTC), this_maker())


def report_part(case: Case) -> Part:
    """Return the report as Markdown. It is always masked."""

    def text() -> str:
        from ..interchange.report.markdown import markdown

        return markdown([report_of(case)])

    return Part("the report", "Copy the report", "report", text, ".md")
