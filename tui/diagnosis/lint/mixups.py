"""Values that look as if they are in the wrong field: swapped, or the same in two fields."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.secret import reveal
from ...oauth2.url_parts import host_of
from ..finding import Finding, FindingKind, Severity

_UUID: Final = LazyPattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE, needs=("-",))
_E_MAIL: Final = LazyPattern(r"[^@\s]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}", needs=("@",))
_ID_SHAPES: Final = (
    ("Salesforce", LazyPattern(r"3MVG[\w.]{60,}", needs=("3MVG",))),
    ("Google", LazyPattern(r"[\w-]+\.apps\.googleusercontent\.com", needs=(".apps.",))),
    ("Okta", LazyPattern(r"0oa[0-9a-zA-Z]{17}", needs=("0oa",))),
)
"""What a vendor's Client IDs look like, and its secrets never do."""
_SECRET_SHAPES: Final = (
    ("Google", LazyPattern(r"GOCSPX-[\w-]{20,}", needs=("GOCSPX-",))),
    ("Entra ID", LazyPattern(r"[\w.~-]{3}8Q~[\w.~-]{30,40}", needs=("8Q~",))),
)
_MICROSOFT: Final = (
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoftonline.us",
    "sts.windows.net",
)
_mixup: Final = FindingKind("warning", ("client_secret",), confidence="likely")


def lint_mixups(connector: Connector) -> Iterator[Finding]:
    """Yield which values look as if they are in the wrong field."""
    yield from _same(connector)
    yield from _client(connector)
    password = connector.password.reveal()
    if _E_MAIL.fullmatch(password) and connector.username and not _E_MAIL.fullmatch(connector.username):
        yield _mixup(
            "lint.swapped_account",
            "Password Grant Username and Password Grant Password look swapped.",
            "The password looks like an email address, and the user name does not.",
            "Swap the two values.",
            culprits=("username", "password"),
            evidence=_labels("username", "password"),
        )


def _client(connector: Connector) -> Iterator[Finding]:
    client_id, secret = connector.client_id, connector.client_secret.reveal()
    if swapped := _swapped_shape(client_id, secret):
        yield _mixup(
            "lint.swapped_client",
            "Client ID and Client Secret look swapped.",
            swapped,
            "Compare both with the client's registration. If they are swapped, swap them back.",
            culprits=("client_secret", "client_id"),
            evidence=_labels("client_secret", "client_id"),
        )
    elif _UUID.fullmatch(secret) and host_of(connector.token_url) in _MICROSOFT:
        yield _mixup(
            "lint.secret_id",
            "Client Secret looks like the ID of a secret, not its value.",
            "Entra ID lists a Secret ID (a GUID) next to the Value. "
            "It shows the Value only once, when the secret is created.",
            "Create a new client secret in the app registration, and copy it from the Value column.",
            evidence=_labels("client_secret"),
        )
    if _is_id_and_secret(secret, client_id):
        yield _mixup(
            "lint.basic_value",
            "Client Secret contains the ID and the secret together, in base64.",
            "That is the value of a Basic Authorization header. The connector builds that header itself.",
            "Enter only the secret itself.",
            evidence=_labels("client_secret"),
        )


def _same(connector: Connector) -> Iterator[Finding]:
    pairs: tuple[tuple[str, str, Severity], ...] = (
        ("client_id", "client_secret", "warning"),
        ("username", "password", "warning"),
        ("client_secret", "password", "warning"),
        ("client_id", "username", "info"),
        ("client_id", "password", "warning"),
        ("username", "client_secret", "warning"),
    )
    for one, other, severity in pairs:
        value = reveal(getattr(connector, one))
        if value and value == reveal(getattr(connector, other)):
            yield _mixup(
                "lint.same_value",
                f"{short_label_of(one)} and {short_label_of(other)} have the same value.",
                "They are issued separately, so one of them was probably pasted into the wrong field.",
                f"Compare both with their source, {short_label_of(other)} first.",
                severity=severity,
                culprits=(other, one),
                evidence=_labels(other, one),
            )


def _labels(*keys: str) -> tuple[str, ...]:
    """Return the evidence that names the fields whose values look mixed up; the values stay unshown."""
    return (" and ".join(short_label_of(key) for key in keys),)


def _swapped_shape(client_id: str, secret: str) -> str:
    """Return the sentence that says why ID and secret look swapped; empty where they don't."""
    for vendor, shape in _ID_SHAPES:
        if shape.fullmatch(secret) and not shape.fullmatch(client_id):
            return f"The value in Client Secret looks like a Client ID from {vendor}."
    for vendor, shape in _SECRET_SHAPES:
        if shape.fullmatch(client_id):
            return f"The value in Client ID looks like a secret from {vendor}."
    if _UUID.fullmatch(secret) and _is_random(client_id):
        return "Client Secret is a GUID, as IDs often are, and Client ID looks random, as secrets do."
    return ""


def _is_random(text: str) -> bool:
    """Tell whether a text looks random: long, with letters of both cases and at least three digits."""
    if len(text) < 24 or _UUID.fullmatch(text):
        return False
    has_both_cases = any(char.isupper() for char in text) and any(char.islower() for char in text)
    return has_both_cases and sum(char.isdigit() for char in text) >= 3


def _is_id_and_secret(secret: str, client_id: str) -> bool:
    """Tell whether a secret is base64 of `client_id:secret`, as in a Basic Authorization header."""
    if not client_id or len(secret) > 4_000:
        return False
    try:
        decoded = base64.b64decode(secret, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return decoded.startswith(f"{client_id}:")
