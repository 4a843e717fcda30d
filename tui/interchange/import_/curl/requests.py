"""Reads all curl commands of a text into requests."""

from __future__ import annotations

from ..request import PastedRequest
from .command import requests_of
from .finding import find_commands


def curl_requests(text: str) -> list[PastedRequest]:
    """Return the request of each curl command in the text."""
    return [request for line in find_commands(text) for request in requests_of(line)]
