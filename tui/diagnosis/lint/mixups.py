"""Values in each other's place, told by their shape, or standing twice."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.form_fields import label_of
from ...oauth2.secret import reveal
from ...oauth2.url_parts import host_of
from ..finding import Finding, Severity

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_E_MAIL: Final = re.compile(r"[^@\s]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_ID_SHAPES: Final = (
    ("Salesforce", re.compile(r"3MVG[\w.]{60,}")),
    ("Google", re.compile(r"[\w-]+\.apps\.googleusercontent\.com")),
    ("Okta", re.compile(r"0oa[0-9a-zA-Z]{17}")),
)
"""What Client IDs of a vendor look like, and no secret does."""
_SECRET_SHAPES: Final = (
    ("Google", re.compile(r"GOCSPX-[\w-]{20,}")),
    ("Entra ID", re.compile(r"[\w.~-]{3}8Q~[\w.~-]{30,40}")),
)
_MICROSOFT: Final = (
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoftonline.us",
    "sts.windows.net",
)


def lint_mixups(connector: Connector) -> Iterator[Finding]:
    """Yield which values look as if they stood in the wrong field."""
    yield from _same(connector)
    client_id, secret = connector.client_id, connector.client_secret.reveal()
    swapped = _swapped_shape(client_id, secret)
    if swapped:
        yield _finding(
            "lint.swapped_client",
            "warning",
            ("client_secret", "client_id"),
            "Client ID and Client Secret look swapped.",
            swapped,
            "Compare both with the client's registration, and exchange them.",
        )
    elif _UUID.fullmatch(secret) and host_of(connector.token_url) in _MICROSOFT:
        yield _finding(
            "lint.secret_id",
            "warning",
            ("client_secret",),
            "Client Secret looks like the ID of a secret, not like its value.",
            "Entra ID lists a Secret ID (a GUID) beside the Value; the value is shown once, when it is made.",
            "Make a new client secret in the app registration, and copy its column Value.",
        )
    if _holds_both(client_id, secret):
        yield _finding(
            "lint.basic_value",
            "warning",
            ("client_secret",),
            "Client Secret holds ID and secret together, in base64.",
            "That is the value of a Basic Authorization header; the connector makes it itself.",
            "Put the plain secret there.",
        )
    password = connector.password.reveal()
    if _E_MAIL.fullmatch(password) and connector.username and not _E_MAIL.fullmatch(connector.username):
        yield _finding(
            "lint.swapped_account",
            "warning",
            ("username", "password"),
            "Password Grant Username and Password look swapped.",
            "What stands as the password has the shape of an e-mail address, and the user name has not.",
            "Exchange the two.",
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
            yield _finding(
                "lint.same_value",
                severity,
                (other, one),
                f"{label_of(one)} and {label_of(other)} are the same.",
                "The two are issued apart, so one of them was most likely pasted into the wrong field.",
                f"Compare both with where they come from; {label_of(other)} first.",
            )


def _swapped_shape(client_id: str, secret: str) -> str:
    """Return what tells that ID and secret are swapped, as a sentence; empty where nothing does."""
    for vendor, shape in _ID_SHAPES:
        if shape.fullmatch(secret) and not shape.fullmatch(client_id):
            return f"What stands as Client Secret has the shape of a Client ID of {vendor}."
    for vendor, shape in _SECRET_SHAPES:
        if shape.fullmatch(client_id):
            return f"What stands as Client ID has the shape of a secret of {vendor}."
    if _UUID.fullmatch(secret) and _is_random(client_id):
        return (
            "What stands as Client Secret is a GUID, as IDs are, and the Client ID looks like random letters."
        )
    return ""


def _is_random(text: str) -> bool:
    """Tell whether a text looks drawn by lot: long, with letters of both cases and several digits."""
    if len(text) < 24 or _UUID.fullmatch(text):
        return False
    kinds = [str.isupper, str.islower, str.isdigit]
    return (
        all(any(kind(char) for char in text) for kind in kinds) and sum(char.isdigit() for char in text) >= 3
    )


def _holds_both(client_id: str, secret: str) -> bool:
    if not client_id or len(secret) > 4_000:
        return False
    try:
        decoded = base64.b64decode(secret, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return decoded.startswith(f"{client_id}:")


def _finding(
    finding_id: str, severity: Severity, culprits: tuple[str, ...], title: str, cause: str, fix: str
) -> Finding:
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=culprits,
        title=title,
        cause=cause,
        fix=fix,
        evidence=(" and ".join(label_of(culprit) for culprit in culprits),),
    )
