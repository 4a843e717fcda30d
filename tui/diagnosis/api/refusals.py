"""The API refuses the call by its status: whose fault that is, and what to change or whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from ...oauth2.secret import MASK
from ...time_words import span
from ..finding import Finding
from .address import AddressSuspicion, address_suspicion
from .answer import ApiAnswer
from .forbidden import forbidden_finding

_ADDRESS: Final = ("base_url", "api.path")


def refusal_finding(answer: ApiAnswer) -> Finding:
    """Return what a status of 4xx or 5xx means that no more telling finding explains."""
    tell = _BY_STATUS.get(answer.status)
    if tell is None:
        tell = _server_error if answer.status >= 500 else _other
    return tell(answer)


def at_a_wrong_address(answer: ApiAnswer) -> Finding | None:
    """Return what is wrong with the address that was called, where that can be told by its look."""
    suspicion = address_suspicion(answer.connector)
    return _suspected(answer, suspicion) if suspicion else None


def _suspected(answer: ApiAnswer, suspicion: AddressSuspicion) -> Finding:
    return answer.finding(
        suspicion.finding_id,
        suspicion.title,
        suspicion.cause,
        suspicion.fix,
        fields=suspicion.fields,
        evidence=(*answer.evidence(), suspicion.evidence),
    )


def _bad_request(answer: ApiAnswer) -> Finding:
    return answer.finding(
        "bad_request",
        "The API finds a fault in the call itself.",
        "The token is not what it complains of: a parameter is missing or misspelt, or the method "
        "wants a body, which this tool does not send.",
        "Correct the API path and its query by the API's guide, or call something that needs no parameters.",
        fields=("api.path", "api.query", "api.method"),
        reference="RFC 9110 §15.5.1",
    )


def _not_found(answer: ApiAnswer) -> Finding:
    reference = "RFC 9110 §15.5.5"
    if not answer.connector.api.path:
        return answer.finding(
            "no_path",
            f"There is nothing at Base Url itself: the host {answer.host} answers, and no API path is set.",
            "Base Url is what all calls begin with, and need not be an address of its own. Whether "
            "the API takes the token is not known by this.",
            "Set the API path to something that the account may read, such as its own profile.",
            fields=("api.path",),
            reference=reference,
        )
    if answer.seen.shape == "json":
        return answer.finding(
            "not_found",
            "The API is there, and has nothing at this path.",
            "It answers in JSON, so host and Base Url are likely right. The path or a name in it is "
            "wrong, of another version of the API, or of something that this account can't see.",
            "Correct the API path by the API's guide, letter by letter; then check what the account may see.",
            culprits=("account_state",),
            fields=("api.path", "base_url"),
            reference=reference,
        )
    return answer.finding(
        "not_found",
        "There is nothing at that address.",
        "The answer is a web server's own, so the call did not come to an API: Base Url or the path "
        "is wrong.",
        "Check Base Url against the system's guide: scheme, host and the path that all calls share; "
        "then the API path.",
        fields=_ADDRESS,
        evidence=answer.evidence("Server"),
        reference=reference,
    )


def _method_not_allowed(answer: ApiAnswer) -> Finding:
    method = answer.exchange.request.method
    allowed = answer.quote(answer.response.header("Allow") or "")
    return answer.finding(
        "method_not_allowed",
        f"The API does not take {method} at this path.",
        f"It takes {allowed}." if allowed else "It does not say which methods it takes.",
        f"Set the API method to {allowed}, or call another path." if allowed
        else "Set the API method that the API's guide names for this path, or call another path.",
        fields=("api.method", "api.path"),
        evidence=answer.evidence("Allow"),
        reference="RFC 9110 §15.5.6",
    )  # fmt: skip


def _not_acceptable(answer: ApiAnswer) -> Finding:
    return _by_header(
        answer,
        "Accept",
        "not_acceptable",
        "The API has no answer in the form that the call asks for.",
        "application/json",
        "The product asks for JSON: if this path has none, call another one, or ask the API's owner "
        "for JSON.",
        "RFC 9110 §15.5.7",
    )


def _unsupported_media_type(answer: ApiAnswer) -> Finding:
    return _by_header(
        answer,
        "Content-Type",
        "unsupported_media_type",
        "The API wants to be told the media type of the call, or does not take the one that it was told.",
        "none",
        "Add a row Content-Type with application/json to API headers, or use GET.",
        "RFC 9110 §15.5.16",
    )


def _by_header(
    answer: ApiAnswer, name: str, finding_id: str, title: str, usual: str, otherwise: str, reference: str
) -> Finding:
    row = next((row for row in answer.connector.api.headers if row.name.lower() == name.lower()), None)
    sent = MASK if row and row.is_secret else answer.quote(str(row.value)) if row else usual
    return answer.finding(
        finding_id,
        title,
        f"A row of API headers says {name}: {sent}."
        if row
        else f"{name} was {sent}, and no header row changes it.",
        f"Delete the row {name} of API headers, or give it the value of the API's guide."
        if row
        else otherwise,
        culprits=() if row else ("response_format",),
        fields=("api.headers",) if row else ("api.path", "api.method"),
        evidence=(*answer.evidence(), f"{name} sent: {sent}"),
        reference=reference,
    )


def _too_many(answer: ApiAnswer) -> Finding:
    wait = _retry_after(answer)
    return answer.finding(
        "rate_limited",
        "The API wants fewer calls.",
        "It took the token, or did not look at it: a limit for the account, the client or the address "
        "is used up. Other connectors with the same account count too.",
        (f"Wait {wait}, and call again." if wait else "Wait some minutes, and call again.")
        + " If it stays, ask the API's owner for the limit, and whether this client can have a higher one.",
        culprits=("rate_limit",),
        evidence=answer.evidence("Retry-After", "X-RateLimit-Limit", "X-RateLimit-Reset"),
        reference="RFC 6585 §4",
    )


def _retry_after(answer: ApiAnswer) -> str:
    """Return how long Retry-After asks to wait (RFC 9110 §10.2.3), in words; empty where it does not say."""
    value = (answer.response.header("Retry-After") or "").strip()[:40]
    if value.isascii() and value.isdigit():
        return span(float(value))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return ""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"until {moment:%Y-%m-%d %H:%M:%S} UTC"


def _server_error(answer: ApiAnswer) -> Finding:
    is_gateway = answer.status in {502, 503, 504}
    return answer.finding(
        "server_error",
        f"The API failed: {answer.status}.",
        "A gateway answered, and the API behind it was down, overloaded or too slow." if is_gateway
        else "The fault is on its own side. Some APIs fail so on a token of a form that they don't expect.",
        "Call again in some minutes; if it stays, ask the API's owner for its log of this call.",
        culprits=("server_side",),
        evidence=answer.evidence("Server", "Retry-After"),
        reference="RFC 9110 §15.6",
    )  # fmt: skip


def _other(answer: ApiAnswer) -> Finding:
    return answer.finding(
        "refused",
        f"The API answered {answer.status}"
        + (f": “{answer.said}”." if answer.said else ", and gives no reason."),
        "The answer says no more that is known here.",
        "Compare path, method and headers of the call with the API's guide, and show the answer to "
        "the API's owner.",
        fields=("api.path", "api.method"),
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
