"""What a pasted text is expected to mean, in few words."""

from __future__ import annotations

from typing import Any

from tui.interchange.import_.imported import Import
from tui.interchange.import_.read import PastedFile, read_import
from tui.oauth2.secret import reveal

URL = "https://idp.dunes.example/oauth2/token"
ACCOUNT = {"username": "ferry", "password": "t!de", "token_url": URL}
CLIENT = {"client_id": "quay", "client_secret": "r0pe"}
FIELDS = ("token_url", "client_id", "client_secret", "username", "password", "client_authentication")


def facts(found: Import) -> dict[str, Any]:
    """Return the fields that are filled, the rows and the notes, in clear."""
    connector = found.connector
    values: dict[str, Any] = {key: str(reveal(getattr(connector, key))) for key in FIELDS}
    values["headers"] = [(row.name, reveal(row.value)) for row in connector.additional_headers]
    values["data"] = [(row.name, reveal(row.value)) for row in connector.additional_request_data]
    values["notes"] = list(found.note_codes)
    return {key: value for key, value in values.items() if value}


def imported(*texts: str) -> dict[str, Any]:
    """Return the facts of a paste, or of several files."""
    if len(texts) == 1:
        return facts(read_import(texts[0]))
    return facts(read_import([PastedFile(f"{number}.txt", text) for number, text in enumerate(texts)]))


def expected(method: str = "request-body", **more: Any) -> dict[str, Any]:
    """Return the facts of the usual account and client, with more."""
    client = CLIENT if method else {}
    given = {**ACCOUNT, **client, "client_authentication": method, **more}
    return {key: value for key, value in given.items() if value}
