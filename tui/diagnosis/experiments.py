"""Experiments: small variations of the connector. Each one proves or refutes a suspicion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..oauth2.attempt import Attempt, Run
from ..oauth2.client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from ..oauth2.connector import AdditionalRow, Connector
from ..oauth2.lean.frozen import frozen
from ..oauth2.responses.token_response import ErrorResponse
from ..oauth2.secret import Secret
from ..oauth2.text_faults import trimmed
from ..plain_text import plain_line

_MOST_ROWS: Final = 8
_TRIMMED_FIELDS: Final = ("client_id", "client_secret", "username", "password")


@frozen
class Experiment:
    """One variation: what it changes, what its outcome shows, and what it may cost."""

    id: str
    title: str
    teaches: str
    """What to conclude if it works. If it fails the same way, the suspicion is refuted."""
    costs_login: bool
    """Whether a refusal may count as a failed login of the account."""
    connector: Connector
    """The connector as the experiment sends it, and as the user keeps it if it works."""
    method: ClientAuthentication
    accuses: tuple[str, ...] = ()
    """What is at fault if it works: members of `finding.CULPRITS`."""
    by_discovery: bool = False
    """Whether the token URL must first be looked up in the issuer's discovery document."""

    def separates(self, culprits: Sequence[str]) -> bool:
        """Tell whether its outcome tells the first two of some culprits apart: it accuses one of them."""
        return sum(culprit in self.accuses for culprit in culprits[:2]) == 1


def propose_experiments(connector: Connector, run: Run) -> tuple[Experiment, ...]:
    """Return the experiments that are worth making after a run. Sends nothing.

    If the connector's own first method got a token, there is nothing to find out, so there are none.
    """
    made = [attempt for attempt in run.attempts if attempt.exchange]
    if not made or made[0].token:
        return ()
    costs = not _client_is_refused(made)
    return tuple(_experiments(connector, run, made[0].client_authentication, costs=costs))


def _client_is_refused(made: list[Attempt]) -> bool:
    """Whether every attempt failed at the client: then no failed login was counted (RFC 6749 §5.2)."""
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
            teaches="If it works, the server or a firewall in front of it can't handle these headers.",
            costs_login=costs,
            connector=replace(connector, request=replace(connector.request, credential_headers=False)),
            method=method,
            accuses=("network", "additional_headers"),
        )
    yield from _without_rows(connector, method, costs=costs)
    yield Experiment(
        id="discovered-token-url",
        title="With the token URL from the issuer's discovery document",
        teaches="If it works, set Oauth2 Token Url to the one that the document names.",
        costs_login=costs,
        connector=connector,
        method=method,
        accuses=("token_url",),
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
            title="With blanks and invisible characters trimmed from the credentials",
            teaches="If it works, they came along when a value was pasted. Trim it in the form too.",
            costs_login=True,
            connector=replace(connector, **changes),  # type: ignore[arg-type]  # each value keeps its field's type
            method=method,
            accuses=tuple(changes),
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
                accuses=("client_authentication",),
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
        title=f"With Basic Auth, Client ID and Client Secret {how}",
        teaches=(
            "If it works, the server reads Basic credentials the other way. If the product can't send them "
            "so, the connector needs Request Body, or a Client Secret of letters and digits alone."
        ),
        costs_login=costs,
        connector=replace(connector, request=replace(connector.request, basic_encoding=other)),
        method=ClientAuthentication.BASIC,
        accuses=("client_authentication",),
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
                accuses=("scope", key) if row.name == "scope" else (key,),
            )
