"""A token server that knows one client secret."""

from __future__ import annotations

import json
from typing import Final

from tests.servers.raw_server import Conversation, RawServer, http_answer

WRONG: Final = "wr0ng-made-up-5ecret"
RIGHT: Final = "r1ght-made-up-5ecret"
PASSWORD: Final = "p4ss-made-up-w0rd"
TOKEN: Final = "t0ken-made-up-of-letters"
SECRETS: Final = (WRONG, RIGHT, PASSWORD, TOKEN)
_JSON: Final = [("Content-Type", "application/json")]


def token_server() -> RawServer:
    """Return a server that gives a token to who sends the right secret, and refuses all others."""
    return RawServer(_answer)


def _answer(conversation: Conversation) -> None:
    if RIGHT.encode() in conversation.read_request():
        token = {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
        conversation.send(http_answer(200, json.dumps(token).encode(), _JSON))
    else:
        conversation.send(http_answer(401, b'{"error": "invalid_client"}', _JSON))
