"""Tells the requests of one paste apart, each in a line: by server, account and client, or by a secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...plain_text import plain_line
from .imported import Import

_LONGEST: Final = 120
_SECRETS: Final = (("client_secret", "Client Secret"), ("password", "Password"))


def told_apart(choices: Sequence[Import]) -> list[str]:
    """Return a line on each request: its host and its account, and what else tells it from the others.

    No secret is shown: of two requests with the same names, a line says which secret differs.
    """
    lines = [_names(one.connector) for one in choices]
    for more in (_url, _client):
        repeated = {line for line in lines if lines.count(line) > 1}
        lines = [
            _and(line, more(one.connector)) if line in repeated else line
            for line, one in zip(lines, choices, strict=True)
        ]
    first: dict[str, Connector] = {}
    return [
        _and(line, _other_secrets(first.setdefault(line, one.connector), one.connector))
        for line, one in zip(lines, choices, strict=True)
    ]


def _and(line: str, more: str) -> str:
    return f"{line} · {more}" if more else line


def _names(connector: Connector) -> str:
    host = connector.token_url.partition("://")[2].partition("/")[0]
    who = connector.username or connector.client_id
    return f"{_shown(host, connector) or 'no URL'} · {_shown(who, connector) or 'no username'}"


def _url(connector: Connector) -> str:
    return _shown(connector.token_url, connector)


def _client(connector: Connector) -> str:
    return _shown(connector.client_id, connector) if connector.username else ""


def _other_secrets(first: Connector, other: Connector) -> str:
    names = [label for key, label in _SECRETS if getattr(first, key) != getattr(other, key)]
    return f"another {' and '.join(names)}" if names else ""


def _shown(text: str, connector: Connector) -> str:
    line = plain_line(Redactor.for_connector(connector).text(text[:4000]))
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
