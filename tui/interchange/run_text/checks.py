"""What a run has checked, from the name of the server to the API, and where it stopped.

Nothing is said to be fine that the exchange does not prove: a layer that was passed, a code of RFC 6749, or a
later stage (`Stage`), which a server reaches only past the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Final

from ...diagnosis.attempts.reading import Reading, Stage
from ...oauth2.api_run import ApiExchange, ApiRun, CallStep, Why
from ...oauth2.attempt import Attempt
from ...oauth2.connection import Layer, Peer
from ...oauth2.lean.frozen import frozen
from ...oauth2.responses.token_response import ErrorResponse
from ...oauth2.responses.token_search import tokens_in
from ...oauth2.url_parts import DEFAULT_PORTS, split_url
from ..report.layers import LayerRow, State, layers_of

if TYPE_CHECKING:
    from ...oauth2.api_run import AnyExchange


_NEW_TOKEN: Final = {
    Why.EXPIRED: "because the first has expired",
    Why.REFUSED: "because the API refused the first",
}


class Result(Enum):
    """What is known of one check."""

    FINE = "fine"
    STOPPED = "stopped"
    """It failed, and nothing after it was reached."""
    OPEN = "open"
    """The response proves neither."""
    NOT_REACHED = "not reached"


@frozen
class Check:
    """One thing that was checked. Its words may hold foreign text."""

    name: str
    result: Result
    words: str = ""
    spent: float | None = None
    """Milliseconds."""


_ON_THE_WAY: Final = {
    Layer.DNS: "Name",
    Layer.CONNECT: "TCP",
    Layer.PROXY: "Proxy",
    Layer.TLS: "TLS",
}
_OF_HTTP: Final = {
    Layer.SEND: "the request was not sent completely",
    Layer.WAIT: "no response came",
    Layer.RECEIVE: "the response did not come completely",
}
_TRUSTS: Final = {"public": "the public roots", "system": "this machine's own store"}
_MOST_ADDRESSES: Final = 3
_NOT_SAID: Final = "the response does not say"
_CODES_OF_STAGE: Final = {
    Stage.REQUEST: {"invalid_request", "unsupported_grant_type"},
    Stage.CLIENT: {"invalid_client"},
    Stage.GRANT: {"unauthorized_client"},
    Stage.SCOPE: {"invalid_scope"},
    Stage.ACCOUNT: {"invalid_grant"},
}
"""What RFC 6749 §5.2 says at each stage: the client is authenticated before what comes after it."""
_CODES: Final = frozenset({"server_error", "temporarily_unavailable"}.union(*_CODES_OF_STAGE.values()))


def checks_of_connection(exchange: AnyExchange) -> Iterator[Check]:
    """Yield the checks on the way to a server, and that it answered."""
    rows = layers_of(exchange)
    for row in rows:
        is_untimed = row.state is State.NOT_REACHED and exchange.response is not None
        if row.layer in _ON_THE_WAY and not is_untimed:
            yield _of_layer(row, exchange)
    if exchange.response:
        response = exchange.response
        said = f"{response.status} {response.reason}".strip()
        if response.truncated:
            yield Check("HTTP", Result.OPEN, f"{said}, incomplete", exchange.timings.total)
        else:
            yield Check("HTTP", Result.FINE, said, exchange.timings.total)
        return
    stopped = next((row for row in rows if row.layer in _OF_HTTP and row.state is State.STOPPED), None)
    if stopped:
        yield Check("HTTP", Result.STOPPED, _OF_HTTP[stopped.layer], stopped.spent)
    else:
        yield Check("HTTP", Result.NOT_REACHED)


def checks_of_attempt(attempt: Attempt, reading: Reading | None) -> Iterator[Check]:
    """Yield the checks of one attempt, and what its response says about client, account and token.

    The reading is None for an attempt with a token: it needs none.
    """
    exchange = attempt.exchange
    if exchange is None:
        return
    yield from checks_of_connection(exchange)
    if exchange.response is None:
        yield from (Check(name, Result.NOT_REACHED) for name in ("OAuth", "Client", "Account"))
        return
    stage = Stage.TOKEN if attempt.token else reading.stage if reading else Stage.NOWHERE
    yield _of_oauth(attempt, stage)
    yield from _after_oauth(attempt, reading, stage)


def checks_of_api(api: ApiRun, *, works: bool) -> Iterator[Check]:
    """Yield the checks on the way to the API, then what came of each call and each new token.

    `works` says of the last call what its response shows: a page for signing in has status 200, too.
    """
    if api.last_call:
        yield from (check for check in checks_of_connection(api.last_call) if check.name != "HTTP")
    for step in api.steps:
        if isinstance(step, CallStep):
            is_fine = works if step.exchange is api.last_call else step.exchange.is_success
            yield _of_step("API", step.exchange, is_fine, _called(step.exchange))
        else:
            because = _NEW_TOKEN.get(step.why, "")
            yield _of_step("New token", step.attempt.exchange, bool(step.token), because)


def _of_step(name: str, exchange: AnyExchange | None, is_fine: bool, words: str) -> Check:
    response = exchange.response if exchange else None
    said = f"{response.status} {response.reason}".strip() if response else "no response came"
    result = Result.FINE if is_fine else Result.STOPPED
    spent = exchange.timings.total if exchange else None
    return Check(name, result, f"{words}: {said}" if words else said, spent)


def _called(exchange: ApiExchange) -> str:
    return f"{exchange.request.method} {exchange.request.url}"


def _of_layer(row: LayerRow, exchange: AnyExchange) -> Check:
    name = _ON_THE_WAY[row.layer]
    if row.layer is Layer.DNS and exchange.connection.proxy:
        name = "Proxy's name"
    if row.state is State.NOT_REACHED:
        return Check(name, Result.NOT_REACHED)
    if row.state is State.STOPPED:
        message = exchange.failure.message if exchange.failure else ""
        return Check(name, Result.STOPPED, message.rstrip("."), row.spent)
    return Check(name, Result.FINE, ", ".join(filter(None, _seen(row, exchange))), row.spent)


def _seen(row: LayerRow, exchange: AnyExchange) -> Iterable[str]:
    """Return what was seen in a layer that was passed."""
    match row.layer:
        case Layer.TLS:
            return (*row.details[:1], *(_trust(exchange.peer) if exchange.peer else ()))
        case Layer.DNS:
            more = len(row.details) - _MOST_ADDRESSES
            return (*row.details[:_MOST_ADDRESSES], f"and {more} more" if more > 0 else "")
        case Layer.CONNECT if not exchange.connection.proxy:
            return (*row.details[:1], _port(exchange))
        case _:
            return row.details[:1]


def _port(exchange: AnyExchange) -> str:
    parts = split_url(exchange.request.url)
    return f"port {parts.port or DEFAULT_PORTS.get(parts.scheme.lower(), '')}" if parts else ""


def _trust(peer: Peer) -> Iterator[str]:
    """Yield whom a certificate is of, and who trusts it, as far as that is known."""
    if peer.certificate and peer.certificate.subject:
        yield f"certificate of {peer.certificate.subject}"
    if peer.trusted_by:
        yield trust_words(peer)


def trust_words(peer: Peer) -> str:
    """Return who trusts a server's certificate: `trusted by the public roots`."""
    if not peer.trusted_by:
        return "not trusted"
    public = ", but not by the public roots" if peer.trusted_by_public is False else ""
    return f"trusted by {_TRUSTS.get(peer.trusted_by, f'the CA file {peer.trusted_by}')}{public}"


def _of_oauth(attempt: Attempt, stage: Stage) -> Check:
    answer = attempt.answer
    if attempt.token:
        return Check("OAuth", Result.FINE, "an access token response")
    if isinstance(answer, ErrorResponse) and answer.error in _CODES:
        return Check("OAuth", Result.FINE, f"an error response: {answer.error}")
    if stage >= Stage.CLIENT:
        return Check("OAuth", Result.OPEN, "not in the format of RFC 6749, but about the request")
    return Check("OAuth", Result.STOPPED, "this is no response of a token endpoint")


def _after_oauth(attempt: Attempt, reading: Reading | None, stage: Stage) -> Iterator[Check]:
    """Yield what a response proves about the client and what comes after it."""
    is_proved = _is_proved(attempt, reading, stage)
    fine, open_ = Result.FINE, Result.OPEN
    accepted = Check("Client", fine, "accepted") if is_proved else Check("Client", open_, _NOT_SAID)
    match stage:
        case Stage.TOKEN:
            yield Check("Client", fine, f"accepted with {attempt.client_authentication.short_name}")
            yield Check("Account", fine, "accepted")
            yield Check("Token", fine, "issued")
        case Stage.ANSWER:
            has_token = bool(attempt.exchange and attempt.exchange.response) and _holds_token(attempt)
            yield Check("Client", fine if has_token else open_, "accepted" if has_token else _NOT_SAID)
            yield Check("Account", fine if has_token else open_, "accepted" if has_token else _NOT_SAID)
            yield Check("Token", Result.STOPPED, "not where the connector looks for it")
        case Stage.ACCOUNT:
            yield accepted
            yield Check("Account", Result.STOPPED, "refused")
        case Stage.SCOPE:
            yield accepted
            yield Check("Scope", Result.STOPPED, "refused")
            yield Check("Account", open_, _NOT_SAID)
        case Stage.GRANT:
            yield accepted
            yield Check("Grant", Result.STOPPED, "not allowed for this client")
            yield Check("Account", Result.NOT_REACHED)
        case Stage.CLIENT if is_proved:
            yield Check("Client", Result.STOPPED, "refused")
            yield Check("Account", Result.NOT_REACHED)
        case Stage.CLIENT:
            yield Check("Client", Result.STOPPED, "most likely refused; the response leaves it open")
            yield Check("Account", open_, _NOT_SAID)
        case Stage.REQUEST:
            yield Check("Request", Result.STOPPED, "refused")
            yield Check("Client", open_, _NOT_SAID)
            yield Check("Account", open_, _NOT_SAID)
        case _:
            yield Check("Client", open_, _NOT_SAID)
            yield Check("Account", open_, _NOT_SAID)


def _is_proved(attempt: Attempt, reading: Reading | None, stage: Stage) -> bool:
    """Tell whether a response states at which stage it was made: by a code of the RFC, or by its words."""
    error = attempt.answer.error if isinstance(attempt.answer, ErrorResponse) else None
    if error in _CODES_OF_STAGE.get(stage, ()):
        return True
    return bool(reading and reading.main and reading.main.is_said and reading.main.confidence == "stated")


def _holds_token(attempt: Attempt) -> bool:
    response = attempt.exchange.response if attempt.exchange else None
    return response is not None and bool(list(tokens_in(response)))
