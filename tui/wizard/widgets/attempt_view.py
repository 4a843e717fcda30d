"""One attempt as it ended: status, timing, what the server said, headers and body."""

from __future__ import annotations

import json
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.highlight import highlight
from textual.widgets import Button, Static

from ...oauth2.attempt import Attempt
from ...oauth2.exchange import Exchange, HttpResponse, Timings
from ...oauth2.redaction import Redactor
from ...oauth2.secret import MASK
from ...oauth2.token_response import AccessTokenResponse, ErrorResponse, UnusableResponse
from ...plain_text import plain_line, plain_text

_SHOWN_BODY: Final = 65_536
"""Characters of a body that are shown; all of it is in the exports."""
_SHOWN_WORDS: Final = 2_000
"""Characters of one value of the answer that are shown beside its name; the body has more."""
_COLOURED_BODY: Final = 20_000
_LONGEST_SECRET: Final = 8_192
_PHASES: Final = ("dns", "connect", "tls", "send", "wait", "receive")


class AttemptView(VerticalScroll):
    """All about one attempt, in the order in which one asks."""

    text = query_one(".attempt-text", Static)

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(classes="attempt-view")
        self.attempt = attempt

    def compose(self) -> ComposeResult:
        yield Static(classes="attempt-text")
        if self.attempt.outcome == "skipped":
            yield Button("Try it anyway", classes="try-anyway", compact=True)

    def show(self, redactor: Redactor, *, reveal: bool) -> None:
        """Show the attempt, masked or in the clear."""
        self.text.update(attempt_content(self.attempt, redactor, reveal=reveal))


def attempt_content(attempt: Attempt, redactor: Redactor, *, reveal: bool) -> Content:
    """Return an attempt as content. Every foreign word in it is masked and made harmless."""
    if attempt.exchange is None:
        return Content.assemble(("Skipped. ", "bold"), attempt.skipped_because)
    exchange = attempt.exchange
    rows = _status_rows(exchange)
    rows += _answer_rows(attempt, redactor, reveal=reveal)
    parts = [_table(rows)]
    if exchange.response:
        parts += [
            Content(""),
            _heading("Response headers"),
            _headers(exchange.response, redactor, reveal=reveal),
        ]
        parts += [
            Content(""),
            _heading(_body_title(exchange.response)),
            _body(exchange.response, redactor, reveal=reveal),
        ]
    return Content("\n").join(parts)


def _heading(title: str) -> Content:
    return Content.styled(title, "bold $text-accent")


def _table(rows: list[tuple[str, Content]]) -> Content:
    width = max((len(name) for name, _ in rows), default=0) + 2
    return Content("\n").join(
        Content.assemble((f"{name:<{width}}", "$foreground-muted"), value) for name, value in rows
    )


def _status_rows(exchange: Exchange) -> list[tuple[str, Content]]:
    rows: list[tuple[str, Content]] = []
    if response := exchange.response:
        style = "bold $text-success" if 200 <= response.status < 300 else "bold $text-error"
        reason = plain_line(response.reason)
        rows.append(("Status", Content.styled(f"{response.status} {reason}".strip(), style)))
    if failure := exchange.failure:
        rows.append(
            ("Failed", Content.styled(f"{failure.kind}: {plain_line(failure.message)}", "bold $text-error"))
        )
    rows.append(("Time", Content(_timing_text(exchange.timings))))
    if peer := exchange.peer:
        words = [peer.ip, peer.tls_version, peer.cipher]
        rows.append(("Peer", Content(plain_line(" · ".join(word for word in words if word)))))
        if peer.subject:
            rows.append(("Certificate", Content(plain_line(f"{peer.subject}, issued by {peer.issuer}"))))
    return rows


def _timing_text(timings: Timings) -> str:
    total = "not measured" if timings.total is None else f"{timings.total:.0f} ms"
    phases = [
        f"{phase} {value:.0f}"
        for phase in _PHASES
        if (value := getattr(timings, phase)) is not None and value >= 0.5
    ]
    return f"{total} ({' · '.join(phases)})" if phases else total


def _answer_rows(attempt: Attempt, redactor: Redactor, *, reveal: bool) -> list[tuple[str, Content]]:
    def foreign(text: object) -> Content:
        line = plain_line(str(text) if reveal else redactor.text(str(text)))
        if len(line) > _SHOWN_WORDS:
            line = f"{line[:_SHOWN_WORDS]}… {len(line) - _SHOWN_WORDS:,} characters more"
        return Content(line)

    answer = attempt.answer
    if isinstance(answer, AccessTokenResponse):
        token = answer.access_token.reveal() if reveal else MASK
        kind = "JWT" if answer.is_jwt else "opaque"
        return [
            ("Token", Content.assemble((plain_line(token), "bold"), f"  ({kind})")),
            ("Type", foreign(answer.token_type or "none given (RFC 6749 §5.1 requires one)")),
            ("Expires in", foreign(_lifetime(answer.expires_in))),
            ("Scope", foreign(answer.scope or "as requested")),
            (
                "Refresh token",
                Content("yes; a connector uses the credentials instead" if answer.refresh_token else "no"),
            ),
        ]
    if isinstance(answer, ErrorResponse):
        rows = [
            (
                "Error",
                Content.styled(foreign(answer.error or "no OAuth error code").plain, "bold $text-error"),
            )
        ]
        if answer.error_description:
            rows.append(("Description", foreign(answer.error_description)))
        if answer.error_uri:
            rows.append(("More at", foreign(answer.error_uri)))
        return rows
    if isinstance(answer, UnusableResponse):
        return [("Unusable", Content.styled(foreign(answer.reason).plain, "bold $text-error"))]
    return []


def _lifetime(expires_in: str | float | None) -> str:
    if expires_in is None:
        return "not given"
    if isinstance(expires_in, str):
        return f"“{expires_in}” (as text)"
    minutes = f" ({expires_in / 60:.0f} minutes)" if expires_in >= 120 else ""
    return f"{expires_in} seconds{minutes}"


def _headers(response: HttpResponse, redactor: Redactor, *, reveal: bool) -> Content:
    headers = response.headers if reveal else redactor.headers(response.headers)
    lines = [
        Content.assemble((plain_line(name), "$text-primary"), (": ", "$foreground-muted"), plain_line(value))
        for name, value in headers
    ]
    return Content("\n").join(lines) if lines else Content.styled("none", "$foreground-muted")


def _body_title(response: HttpResponse) -> str:
    size = f"{len(response.body):,} bytes"
    return f"Body ({size}, cut off)" if response.truncated else f"Body ({size})"


def _body(response: HttpResponse, redactor: Redactor, *, reveal: bool) -> Content:
    if not response.body:
        return Content.styled("empty", "$foreground-muted")
    pretty, language = _pretty(response)
    # What lies beyond the part that is shown, and one secret's length more, needs no masking.
    text = pretty[: _SHOWN_BODY + _LONGEST_SECRET]
    text = plain_text((text if reveal else redactor.text(text))[:_SHOWN_BODY])
    content = (
        highlight(text, language=language) if language and len(text) <= _COLOURED_BODY else Content(text)
    )
    if len(pretty) > _SHOWN_BODY:
        return Content("\n").join(
            [content, Content.styled(f"… {len(pretty) - _SHOWN_BODY:,} characters more", "$foreground-muted")]
        )
    return content


def _pretty(response: HttpResponse) -> tuple[str, str]:
    """Return the body laid out to be read, and the language it is in."""
    text = response.text
    start = text.lstrip()[:1]
    if start in {"{", "["}:
        try:
            return json.dumps(json.loads(text), indent=2, ensure_ascii=False), "json"
        except (ValueError, RecursionError):
            return text, ""
    return text, "html" if start == "<" else ""
