"""Sending token requests: the only package that knows the HTTP library.

    TokenRequest ──send──> Exchange            one request, one answer or one reason why none came
    Connector ──run_connector──> Run           every attempt that is worth its risk

Nothing that a network or a server does raises out of here: it is an `Exchange` with a failure.
"""

from __future__ import annotations

from .discovering import discover_token_endpoint
from .running import RunObserver, make_attempt, run_connector
from .sending import send

__all__ = ["RunObserver", "discover_token_endpoint", "make_attempt", "run_connector", "send"]
