"""The fields that have a list of values, each with its words: the same on the screens and as questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ..oauth2.lean.frozen import frozen


@frozen
class Choice:
    """One value of a field, and what a list calls it."""

    value: object
    words: str


def _of_seconds(*seconds: float) -> tuple[Choice, ...]:
    return tuple(Choice(each, f"{each:g} seconds") for each in seconds)


_TIMEOUTS: Final = _of_seconds(5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)
CHOICES: Final[Mapping[str, Sequence[Choice]]] = {
    "client_authentication": tuple(
        Choice(method, f"{method.form_value}: {method.effect}") for method in ClientAuthentication
    ),
    "response.type": (Choice("json", "Json"), Choice("text", "Text")),
    "response.expires_in_format": (Choice("seconds", "Seconds"), Choice("date", "Date")),
    "request.credential_headers": (
        Choice(True, "sent, as the connector guide shows them"),
        Choice(False, "not sent"),
    ),
    "request.basic_encoding": (
        Choice(BasicEncoding.FORM, "form-urlencoded first (RFC 6749 §2.3.1)"),
        Choice(BasicEncoding.RAW, "as they are"),
    ),
    "request.timeout": _TIMEOUTS,
    "request.connect_timeout": _TIMEOUTS,
}
"""By the field's key, in the order of a list."""
SWITCHES: Final = {
    "request.credential_headers": (
        "Send the four credential headers",
        "Client-Id, Client-Secret, Username and Password, as the connector guide shows them.",
    )
}
"""The fields that a screen shows as a tick box: its label, and a line of help."""


def choices_for(key: str, now: object) -> Sequence[Choice]:
    """Return the values of a field. One that it holds now, such as a timeout from a file, is in its place.

    Raises:
        KeyError: the field has no list of values.
    """
    choices = CHOICES[key]
    if not isinstance(now, float) or now in [choice.value for choice in choices]:
        return choices
    shorter = [choice for choice in choices if isinstance(choice.value, float) and choice.value < now]
    return (*shorter, *_of_seconds(now), *choices[len(shorter) :])
