"""A run in plain words for the customer: what was tried, what the system said, what we ask them to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...diagnosis.finding import Finding
from ...oauth2.exchange import HttpResponse
from ...oauth2.responses.challenge import bearer_challenge
from ...oauth2.responses.token_response import ErrorResponse, read_answer
from ...oauth2.url_parts import host_of
from .blocks import Block, Items, Prose, Section
from .case import Case, Sent
from .changes import nothing_to_do
from .plain_words import CULPRITS, NO_RESPONSE

_MOST_QUOTED: Final = 400
_UNUSABLE: Final = "{host} responded, but not with what the connector needs."
_TOGETHER: Final = ({"username", "password"}, {"client_id", "client_secret"}, {"token_url", "network"})
"""What looks alike from outside: a system doesn't say which of the two is wrong."""
_NOTHING_TO_DO: Final = "Nothing: it works."


@dataclass(frozen=True)
class PlainWords:
    """What to tell a customer. What stands in “…” is quoted from their own system."""

    tried: str
    said: tuple[str, ...]
    meaning: str
    """Empty where the response leaves it open, or nothing is wrong."""
    asked: tuple[str, ...]

    def section(self) -> Section:
        """Return it as a section."""
        blocks: list[Block] = [Prose(self.tried), Items(self.said)]
        if self.meaning:
            blocks.append(Prose(self.meaning))
        blocks += [Prose("What we ask you to do:"), Items(self.asked, is_numbered=len(self.asked) > 1)]
        return Section("For the customer", tuple(block for block in blocks if block != Items(())))


def plain_words(case: Case) -> PlainWords:
    """Return a run in plain words."""
    hosts = [host_of(sent.exchange.request.url) for sent in case.sent]
    host = case.shown(next(iter(hosts), "") or host_of(case.connector.token_url) or "the system")
    found = next((finding for finding in case.findings if finding.severity == "error"), None)
    said = tuple(dict.fromkeys(_said(case, sent) for sent in case.sent))
    if found is None:
        works = nothing_to_do(case, _NOTHING_TO_DO)
        asked = works if case.run.working else "Nothing yet: nothing was sent."
        return PlainWords(_tried(case, host), said, "", (asked,))
    return PlainWords(_tried(case, host), said, _meaning(found), tuple(_asked(case, found, host)))


def _tried(case: Case, host: str) -> str:
    moments = [sent.exchange.started for sent in case.sent if sent.exchange.started]
    if not case.sent:
        return f"We have not asked {host} anything yet."
    account = case.shown(case.connector.username)
    who = f" It signs in as “{account}”." if account else ""
    times = list(dict.fromkeys(f"{moment:%H:%M:%S}" for moment in moments))
    listed = " and ".join(filter(None, (", ".join(times[:-1]), *times[-1:])))
    when = f"On {moments[0]:%Y-%m-%d} at {listed} UTC, we" if moments else "We"
    logins = sum(sent.attempt is not None for sent in case.sent)
    calls = len(case.sent) - logins
    often = f" {logins} times" if logins > 1 else ""
    then = f", and called its interface {calls} times" if calls > 1 else ", and called its interface"
    return f"{when} tried{often} to sign in to {host} as your connector does{then if calls else ''}.{who}"


def _said(case: Case, sent: Sent) -> str:
    """Return what came back from one request, in a sentence."""
    exchange = sent.exchange
    host = case.shown(host_of(exchange.request.url) or "the system")
    if exchange.failure:
        return NO_RESPONSE[exchange.failure.kind].format(host=host)
    response = exchange.response
    answer = sent.attempt.answer if sent.attempt else None
    if sent.attempt and sent.attempt.token:
        return f"{host} accepted the sign-in."
    if sent.attempt is None and response and response.status < 300:
        return f"{host} accepted the call that followed."
    if isinstance(answer, ErrorResponse):
        words = answer.error_description or answer.error or ""
    else:
        words = _reason(case, response) if response and sent.attempt is None else ""
    if words:
        return f"{host} refused, and said: “{_quoted(case, words)}”"
    return _unread(case, host, response) if response else _UNUSABLE.format(host=host)


def _reason(case: Case, response: HttpResponse) -> str:
    """Return why the API refused a call, in its words (RFC 6750 §3); empty where it doesn't say."""
    challenge = bearer_challenge(response)
    told = challenge.parameters if challenge else {}
    answer = read_answer(response, case.connector.response) if response.status >= 400 else None
    words = (answer.error_description or answer.error) if isinstance(answer, ErrorResponse) else ""
    return words or told.get("error_description", "") or told.get("error", "")


def _unread(case: Case, host: str, response: HttpResponse) -> str:
    """Return what a response says that names no reason, by its status alone."""
    if sent_on := response.header("Location") if 300 <= response.status < 400 else None:
        return f"{host} did not decide: it sent us on to another address, “{_quoted(case, sent_on)}”"
    if response.status == 429:
        return f"{host} said that there were too many requests."
    if response.status >= 500:
        return f"{host} reported that it failed by itself."
    if response.status in {401, 403}:
        return f"{host} refused, without a reason that we can read."
    if response.status == 404:
        return f"{host} said that there is nothing at this address."
    return _UNUSABLE.format(host=host)


def _quoted(case: Case, words: str) -> str:
    text = case.shown(" ".join(words.split()))
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def _meaning(finding: Finding) -> str:
    meanings = list(dict.fromkeys(CULPRITS[culprit].meaning for culprit in _named(finding)))
    if not meanings:
        return ""
    whole = ", or that ".join(meanings)
    if finding.confidence == "open":
        return f"It can be that {whole}."
    return (
        f"This means that {whole}."
        if finding.confidence == "stated"
        else f"Most likely, it means that {whole}."
    )


def _named(finding: Finding) -> list[str]:
    """Return the culprits to speak of: the first, and the second where the response leaves it open."""
    known = [culprit for culprit in finding.culprits if culprit in CULPRITS]
    is_open = finding.confidence == "open" or set(known[:2]) in _TOGETHER
    return known[: 2 if is_open else 1]


def _asked(case: Case, finding: Finding, host: str) -> Iterator[str]:
    """Yield what to do: about the first culprit, and about the second where the response leaves it open."""
    asks = dict.fromkeys(CULPRITS[culprit].ask.format(host=host) for culprit in _named(finding))
    yield from asks
    if not asks:
        yield f"Ask whoever runs {host} to look into its logs at the times above."
