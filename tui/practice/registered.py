"""What the practice server has registered: one made-up client, its account, the scopes and an API key."""

from __future__ import annotations

from typing import Final

from ..oauth2.secret import Secret

CLIENT_ID: Final = "practice-client-7f3a"
CLIENT_SECRET: Final = Secret("tF9!kq+Zr2/hW8mN4=")
USERNAME: Final = "svc.connector@example.com"
PASSWORD: Final = Secret("Gr4nite&Harb0ur#27")
SCOPES: Final = ("tickets.read", "tickets.write")
API_KEY_HEADER: Final = "apikey"
API_KEY: Final = "pk-5d81c2"
"""What a gateway wants, if the rules put one in front of the token endpoint. A lesson tells it."""
