"""Experiments: small variations of the connector, each of which would prove or refute one suspicion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..oauth2.attempt import Attempt, Run
from ..oauth2.client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from ..oauth2.connector import AdditionalRow, Connector
from ..oauth2.secret import Secret
from ..oauth2.text_faults import trimmed
from ..oauth2.token_response import ErrorResponse
from ..plain_text import plain_line

_MOST_ROWS: Final = 8
_TRIMMED_FIELDS: Final = ("client_id", "client_secret", "username", "password")


@dataclass(frozen=True)
class Experiment:
    """One variation: what it changes, what either outcome teaches, and what it may cost."""

    id: str
    title: str
    teaches: str
    """What to conclude when it works; when it fails the same way, the suspicion is refuted."""
    costs_login: bool
    """Whether a refusal may count as a failed login of the account."""
    connector: Connector
    """The connector as the experiment sends it, and as it would be kept if it works."""
    method: ClientAuthentication
    by_discovery: bool = False
    """Whether the token URL is still to be looked up in the issuer's discovery document."""


def propose_experiments(connector: Connector, run: Run) -> tuple[Experiment, ...]:
    """Return the experiments that a run leaves worth making, the most telling first. Sends nothing.

    None is proposed where the run gave a token by the connector's own first method: there is nothing
    to find out.
    """
    made = [attempt for attempt in run.attempts if attempt.exchange]
    if not made or made[0].token:
        return ()
    costs = not _client_is_refused(made)
    return tuple(_experiments(connector, run, made[0].client_authentication, costs=costs))


def _client_is_refused(made: list[Attempt]) -> bool:
    """Whether every attempt ended at the client: then no login of the account was counted (RFC 6749 §5.2)."""
    return all(
        isinstance(attempt.answer, ErrorResponse) and attempt.answer.error == "invalid_client"
        for attempt in made
    )


def _experiments(
    connector: Connector, run: Run, method: ClientAuthentication, *, costs: bool
) -> Iterator[Experiment]:
    yield from _trimmed(connector, method)
    yield from _other_methods(connector, run, costs=costs)
    yield from _other_encoding(connector, run, costs=costs)
    if connector.request.credential_headers:
        yield Experiment(
            id="without-credential-headers",
            title="Without the headers Client-Id, Client-Secret, Username, Password",
            teaches="If it works, the server or a firewall before it stumbles over these headers.",
            costs_login=costs,
            connector=replace(connector, request=replace(connector.request, credential_headers=False)),
            method=method,
        )
    yield from _without_rows(connector, method, costs=costs)
    yield Experiment(
        id="discovered-token-url",
        title="With the token URL of the issuer's discovery document",
        teaches="If it works, Oauth2 Token Url has to be the one that the document names.",
        costs_login=costs,
        connector=connector,
        method=method,
        by_discovery=True,
    )


def _trimmed(connector: Connector, method: ClientAuthentication) -> Iterator[Experiment]:
    changes: dict[str, str | Secret] = {}
    for key in _TRIMMED_FIELDS:
        value = getattr(connector, key)
        clear = value.reveal() if isinstance(value, Secret) else value
        if (shorter := trimmed(clear)) != clear:
            changes[key] = Secret(shorter) if isinstance(value, Secret) else shorter
    if changes:
        yield Experiment(
            id="trimmed",
            title="With blanks and unseen characters trimmed from the credentials",
            teaches="If it works, they came along when a value was pasted: trim it in the form too.",
            costs_login=True,
            connector=replace(connector, **changes),  # type: ignore[arg-type]  # each value keeps its field's type
            method=method,
        )


def _other_methods(connector: Connector, run: Run, *, costs: bool) -> Iterator[Experiment]:
    tried = {attempt.client_authentication for attempt in run.attempts if attempt.exchange}
    for method in (
        ClientAuthentication.REQUEST_BODY,
        ClientAuthentication.BASIC,
        ClientAuthentication.BASIC_USER,
    ):
        if method not in tried:
            yield Experiment(
                id=f"by-{method.value}",
                title=f"With {method.short_name}",
                teaches=f"If it works, set Oauth2 Client Authentication to “{method.form_value}”.",
                costs_login=costs,
                connector=replace(connector, client_authentication=method),
                method=method,
            )


def _other_encoding(connector: Connector, run: Run, *, costs: bool) -> Iterator[Experiment]:
    if all(attempt.client_authentication is not ClientAuthentication.BASIC for attempt in run.attempts):
        return
    form, raw = (
        basic_credentials(connector.client_id, connector.client_secret, encoding)
        for encoding in BasicEncoding
    )
    if form == raw:
        return
    other = (
        BasicEncoding.RAW if connector.request.basic_encoding is BasicEncoding.FORM else BasicEncoding.FORM
    )
    how = "as they are" if other is BasicEncoding.RAW else "form-urlencoded first (RFC 6749 §2.3.1)"
    yield Experiment(
        id=f"basic-encoding-{other.value}",
        title=f"By Basic Auth, Client ID and Client Secret {how}",
        teaches=(
            "If it works, the server reads Basic credentials the other way: a connector that does not needs "
            "a Client Secret of letters and digits alone, or Request Body."
        ),
        costs_login=costs,
        connector=replace(connector, request=replace(connector.request, basic_encoding=other)),
        method=ClientAuthentication.BASIC,
    )


def _without_rows(connector: Connector, method: ClientAuthentication, *, costs: bool) -> Iterator[Experiment]:
    for key, what in (
        ("additional_headers", "additional header"),
        ("additional_request_data", "additional request data row"),
    ):
        rows: tuple[AdditionalRow, ...] = getattr(connector, key)
        for index, row in enumerate(rows[:_MOST_ROWS]):
            kept = rows[:index] + rows[index + 1 :]
            yield Experiment(
                id=f"without-{key.replace('_', '-')}-{index + 1}",
                title=f"Without the {what} “{plain_line(row.name)}”",
                teaches="If it works, this row is what the server refuses.",
                costs_login=costs,
                connector=replace(connector, **{key: kept}),  # type: ignore[arg-type]  # one of the two rows' fields
                method=method,
            )


def conclusion(experiment: Experiment, before: Attempt, after: Attempt) -> str:
    """Return what an experiment's outcome teaches, in a sentence or two."""
    if after.token:
        lesson = experiment.teaches.removeprefix("If it works, ")
        return f"It works: {lesson}"
    if _ending(after) == _ending(before):
        return "It fails in the same way: this was not the cause."
    instead = f"{_said(after)} in place of {_said(before)}"
    return f"It fails in another way, {instead}: this has a part in it, and is not all."


def _ending(attempt: Attempt) -> tuple[object, ...]:
    """Return what tells one outcome from another: status, layer that failed, error code."""
    exchange = attempt.exchange
    status = exchange.response.status if exchange and exchange.response else None
    kind = exchange.failure.kind if exchange and exchange.failure else None
    error = attempt.answer if isinstance(attempt.answer, ErrorResponse) else None
    return attempt.outcome, status, kind, error.error if error else None


def _said(attempt: Attempt) -> str:
    _, status, kind, error = _ending(attempt)
    words = [str(word) for word in (status, error, kind) if word is not None]
    return plain_line(" ".join(words)) or attempt.outcome
