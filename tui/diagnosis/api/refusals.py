"""The API refuses the call with a status: whose fault that is, and what to change or whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from ...oauth2.foreign_time import read_http_moment
from ...oauth2.secret import MASK
from ...time_words import span
from ..finding import Finding, FindingKind
from .address import address_suspicion
from .answer import ApiAnswer, api_error
from .forbidden import forbidden_finding

_ADDRESS: Final = ("base_url", "api.path")
_MOST_DIGITS: Final = 9
"""Of the seconds to wait: more than thirty years are no answer."""
_nothing_there: Final = FindingKind("error", reference="RFC 9110 §15.5.5")


def refusal_finding(answer: ApiAnswer) -> Finding:
    """Return what a status of 4xx or 5xx means where nothing more telling explains it."""
    tell = _BY_STATUS.get(answer.status)
    if tell is None:
        tell = _server_error if answer.status >= 500 else _other
    return tell(answer)


def at_a_wrong_address(answer: ApiAnswer) -> Finding | None:
    """Return what is wrong with the address of the call, where its look tells."""
    found = address_suspicion(answer.connector)
    return replace(found, evidence=(*answer.evidence(), *found.evidence)) if found else None


def _bad_request(answer: ApiAnswer) -> Finding:
    return api_error(
        "api.bad_request",
        title="The API finds a fault in the call itself.",
        cause="It does not complain about the token. A parameter is missing or misspelled, "
        "or the method needs a body, which this tool does not send.",
        fix="Check the API path and its query against the API's guide, "
        "or call something that needs no parameters.",
        fields=("api.path", "api.query", "api.method"),
        evidence=answer.evidence(),
        reference="RFC 9110 §15.5.1",
    )


def _not_found(answer: ApiAnswer) -> Finding:
    if not answer.connector.api.path:
        return _nothing_there(
            "api.no_path",
            title=f"There is nothing at Base Url itself: the host {answer.host} answers, "
            "but no API path is set.",
            cause="All calls begin with Base Url, but it need not lead anywhere by itself. "
            "This does not show whether the API accepts the token.",
            fix="Set the API path to something that the account may read, such as its own profile.",
            fields=("api.path",),
            evidence=answer.evidence(),
        )
    if answer.seen.shape == "json":
        return _nothing_there(
            "api.not_found",
            title="The API is there, but it has nothing at this path.",
            cause="It answers in JSON, so host and Base Url are likely right. The path or a name in it is "
            "wrong, belongs to another version of the API, or is hidden from this account.",
            fix="Check the API path against the API's guide, letter by letter. "
            "Then check what the account may see.",
            culprits=("account_state",),
            fields=("api.path", "base_url"),
            confidence="likely",
            evidence=answer.evidence(),
        )
    return _nothing_there(
        "api.not_found",
        title="There is nothing at that address.",
        cause="The response is a web server's own, so the call did not reach an API: "
        "Base Url or the path is wrong.",
        fix="Base Url: compare scheme, host and path with the system's guide. API path: check it too.",
        fields=_ADDRESS,
        evidence=answer.evidence("Server"),
    )


def _method_not_allowed(answer: ApiAnswer) -> Finding:
    method = answer.exchange.request.method
    cause = "It does not say which methods it accepts."
    right_method = "that the API's guide names for this path"
    if allowed := answer.quote(answer.response.header("Allow") or ""):
        cause = f"It accepts {allowed}."
        right_method = f"to {allowed}"
    return api_error(
        "api.method_not_allowed",
        title=f"The API does not accept {method} at this path.",
        cause=cause,
        fix=f"Set the API method {right_method}, or call another path.",
        fields=("api.method", "api.path"),
        evidence=answer.evidence("Allow"),
        reference="RFC 9110 §15.5.6",
    )


def _not_acceptable(answer: ApiAnswer) -> Finding:
    sent = _sent_header(answer, "Accept", usual="application/json")
    return api_error(
        "api.not_acceptable",
        title="The API has no response in the format that the call asks for.",
        cause=sent.cause,
        fix=sent.fix
        or "The product asks for JSON. If this path has none, call another one, "
        "or ask the API's owner for JSON.",
        culprits=sent.culprits,
        fields=sent.fields,
        evidence=(*answer.evidence(), sent.evidence),
        reference="RFC 9110 §15.5.7",
    )


def _unsupported_media_type(answer: ApiAnswer) -> Finding:
    sent = _sent_header(answer, "Content-Type", usual="none")
    return api_error(
        "api.unsupported_media_type",
        title="The API does not accept the media type of the call, or wants it to have one.",
        cause=sent.cause,
        fix=sent.fix or "Add a row Content-Type with application/json to API headers, or use GET.",
        culprits=sent.culprits,
        fields=sent.fields,
        evidence=(*answer.evidence(), sent.evidence),
        reference="RFC 9110 §15.5.16",
    )


class _SentHeader(NamedTuple):
    """What a header of the call has to do with a refusal."""

    cause: str
    fix: str
    """Empty where no header row sets it."""
    culprits: tuple[str, ...]
    fields: tuple[str, ...]
    evidence: str


def _sent_header(answer: ApiAnswer, name: str, *, usual: str) -> _SentHeader:
    row = next((row for row in answer.connector.api.headers if row.name.lower() == name.lower()), None)
    if row is None:
        return _SentHeader(
            cause=f"{name} was {usual}, and no header row changes it.",
            fix="",
            culprits=("response_format",),
            fields=("api.path", "api.method"),
            evidence=f"{name} sent: {usual}",
        )
    sent = MASK if row.is_secret else answer.quote(str(row.value))
    return _SentHeader(
        cause=f"A row of API headers says {name}: {sent}.",
        fix=f"Delete the row {name} of API headers, or give it the value from the API's guide.",
        culprits=(),
        fields=("api.headers",),
        evidence=f"{name} sent: {sent}",
    )


def _too_many(answer: ApiAnswer) -> Finding:
    wait = _retry_after(answer) or "a few minutes"
    return api_error(
        "api.rate_limited",
        title="The API wants fewer calls.",
        cause="It accepted the token, or did not look at it. A limit for the account, the client or "
        "the address is used up. Other connectors with the same account count too.",
        fix=f"Wait {wait}, and call again. If it happens again, ask the API's owner for the limit, "
        "and whether this client can have a higher one.",
        culprits=("rate_limit",),
        evidence=answer.evidence("Retry-After", "X-RateLimit-Limit", "X-RateLimit-Reset"),
        reference="RFC 6585 §4",
    )


def _retry_after(answer: ApiAnswer) -> str:
    """Return how long Retry-After asks to wait (RFC 9110 §10.2.3), in words; empty where it doesn't say."""
    value = (answer.response.header("Retry-After") or "").strip()
    if value.isascii() and value.isdigit():
        return span(float(value)) if len(value) <= _MOST_DIGITS else ""
    moment = read_http_moment(value)
    return f"until {moment:%Y-%m-%d %H:%M:%S} UTC" if moment else ""


def _server_error(answer: ApiAnswer) -> Finding:
    cause = "The fault is on its side. Some APIs fail like this on a token in a format they don't expect."
    if answer.status in {502, 503, 504}:
        cause = "A gateway answered. The API behind it was down, overloaded or too slow."
    return api_error(
        "api.server_error",
        title=f"The API failed with status {answer.status}.",
        cause=cause,
        fix="Call again in a few minutes. If it happens again, ask the API's owner for its log of this call.",
        culprits=("server_side",),
        evidence=answer.evidence("Server", "Retry-After"),
        reference="RFC 9110 §15.6",
    )


def _other(answer: ApiAnswer) -> Finding:
    reason = f": “{answer.said}”" if answer.said else " and gives no reason"
    return api_error(
        "api.refused",
        title=f"The API answered {answer.status}{reason}.",
        cause="The response gives no further clue.",
        fix="Compare path, method and headers of the call with the API's guide, "
        "and show the response to the API's owner.",
        fields=("api.path", "api.method"),
        evidence=answer.evidence(),
        reference="RFC 9110 §15.5",
    )


_BY_STATUS: Final[Mapping[int, Callable[[ApiAnswer], Finding]]] = {
    400: _bad_request,
    403: forbidden_finding,
    404: _not_found,
    405: _method_not_allowed,
    406: _not_acceptable,
    410: _not_found,
    415: _unsupported_media_type,
    422: _bad_request,
    429: _too_many,
}
