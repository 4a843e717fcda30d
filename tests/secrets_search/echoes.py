"""A server that echoes secrets in every form, and the profile that sends them to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.cli_support import write_profile
from tests.servers.raw_server import http_answer

from .forms import forms_of

CLIENT_SECRET: Final = "Qx7!made up/secret+é&="
PASSWORD: Final = 'Zk9"made\\up<password>'
ROW_SECRET: Final = "row-s3cret-77"
SECRETS: Final = {"client_secret": CLIENT_SECRET, "password": PASSWORD, "row": ROW_SECRET}
VARIABLES: Final = {
    "CONNECTOR_DOCTOR_CLIENT_SECRET": CLIENT_SECRET,
    "CONNECTOR_DOCTOR_PASSWORD": PASSWORD,
    "CONNECTOR_DOCTOR_X_API_KEY": ROW_SECRET,
}
ROW: Final = '[[oauth2.additional_headers]]\nname = "X-Api-Key"\nvalue = { from = "prompt" }'


def echo_answer(secrets: Iterable[str] = SECRETS.values(), status: int = 400) -> bytes:
    """Return a refusal whose status line, headers and body hold every form of the secrets."""
    written = [form for secret in secrets for form in forms_of(secret).values()]
    lines = [form for form in written if form.isprintable() and form.isascii()]
    body = json.dumps({"error": "invalid_client", "error_description": " ".join(lines[::9]), "echo": written})
    headers = [
        ("Content-Type", "application/json"),
        ("Location", f"https://idp.example.com/login?was={lines[0]}&then={lines[-1]}"),
        ("Set-Cookie", f"sid={lines[1]}; Path=/{lines[2]}"),
        ("WWW-Authenticate", f'Basic realm="{ROW_SECRET}"'),
        *((f"X-Echo-{number}", form) for number, form in enumerate(lines[::9])),
    ]
    return http_answer(status, body.encode(), headers, reason=f"Not {ROW_SECRET}")


def echo_profile(home: Path, token_url: str) -> Path:
    """Write the profile whose secrets come from `VARIABLES`."""
    return write_profile(home, "acme", token_url, rest=ROW)
