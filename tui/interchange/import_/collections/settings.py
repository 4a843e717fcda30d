"""Makes a request of OAuth 2.0 settings, which API tools keep beside a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..bodies import as_text
from ..request import BodyKind, Item, PastedRequest

_PASSWORD_GRANTS: Final = frozenset(
    "password passwordgrant passwordcredentials resourceownerpassword resourceownerpasswordcredentials"
    " ropc resourceowner".split()
)
"""The names in lower case, without what stands between the words."""


def is_off(row: dict[str, Any]) -> bool:
    """Tell whether a row is disabled, as a boolean or in words."""
    is_on = [as_text(row.get(name, "true")) for name in ("enabled", "active", "isSelected")]
    return "false" in is_on or "true" in (as_text(row.get("disabled")), as_text(row.get("isDisabled")))


def is_password_grant(name: str) -> bool:
    """Tell whether a tool's name of a grant means the password grant."""
    words = "".join(filter(str.isalpha, name.lower()))
    return not words or words in _PASSWORD_GRANTS


def settings_request(
    format_: str,
    values: dict[str, str],
    *,
    in_body: bool,
    rows: Iterable[Item] = (),
    headers: Iterable[Item] = (),
    where: str = "the OAuth 2.0 settings",
) -> PastedRequest:
    """Return the token request that a tool sends for its settings.

    `values` has token_url, client_id, client_secret, username, password and scope; blank ones are left out.
    """
    grant = values.get("grant_type", "")
    body = [Item("grant_type", "password" if is_password_grant(grant) else grant, where)]
    client = values.get("client_id", ""), values.get("client_secret", "")
    names = ("username", "password", *(("client_id", "client_secret") if in_body else ()), "scope")
    body += [Item(name, values[name], where) for name in names if values.get(name)]
    return PastedRequest(
        format_,
        values.get("token_url", ""),
        where,
        "POST",
        tuple(headers),
        (*body, *rows),
        BodyKind.FORM,
        client if any(client) and not in_body else None,
        where,
        is_settings=True,
    )
