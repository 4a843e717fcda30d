"""Sends token requests. It is the only package that imports the HTTP parser.

    TokenRequest ──send──> Exchange            one request, and its response or why none came
    Connector ──run_connector──> Run           every attempt that is worth the risk

Whatever a network or a server does, nothing raises out of here: the result is an `Exchange` with a failure.

asyncio and the HTTP parser take a moment to load, so that happens when one of these names is first used.
Modules that don't need them, such as `route`, load at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .discovering import discover_token_endpoint
    from .running import RunObserver, make_attempt, run_connector
    from .sending import send

__all__ = ["RunObserver", "discover_token_endpoint", "make_attempt", "run_connector", "send"]

_MODULES: Final = {
    "RunObserver": "running",
    "discover_token_endpoint": "discovering",
    "make_attempt": "running",
    "run_connector": "running",
    "send": "sending",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (the signature of PEP 562)
    """Import one of the names above (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
