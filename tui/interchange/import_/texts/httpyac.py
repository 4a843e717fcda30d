"""Reads httpYac's OAuth 2.0: a header `Authorization: oauth2 password`, and variables for the settings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ..collections.settings import settings_request
from ..request import Item, PastedRequest
from ..templates import Variables

_HEADER: Final = re.compile(
    r"(?i)(?:oauth2|openid)[ \t]+(?:password|resource_owner)(?:[ \t]+([\w.-]{1,60}))?[ \t]*"
)
_NAMES: Final = {
    "token_url": "tokenEndpoint",
    "client_id": "clientId",
    "client_secret": "clientSecret",
    "username": "username",
    "password": "password",
    "scope": "scope",
}
_ROWS: Final = ("audience", "resource")
_OPTIONAL: Final = ("scope", *_ROWS)
_WHERE: Final = "httpYac's variables"


def with_oauth2(request: PastedRequest, variables: Variables) -> PastedRequest:
    """Return the token request that httpYac sends before a request, if its header asks for one.

    The values stay templates: an environment beside the file may hold them. What need not be there is left
    out if the file itself doesn't name it.
    """
    found = _HEADER.fullmatch(request.header("authorization"))
    if not found:
        return request
    prefix = found[1] or "oauth2"
    values = {
        name: f"{{{{{prefix}_{theirs}}}}}"
        for name, theirs in _NAMES.items()
        if name not in _OPTIONAL or f"{prefix}_{theirs}" in variables
    }
    rows = [Item(name, variables[key], _WHERE) for name in _ROWS if (key := f"{prefix}_{name}") in variables]
    in_body = variables.get(f"{prefix}_useAuthorizationHeader", "") == "false"
    made = settings_request(request.format, values, in_body=in_body, rows=rows, where=_WHERE)
    return replace(made, notes=request.notes)
