"""Sending token requests: the only package that knows the HTTP library.

    TokenRequest ──send──> Exchange            one request, one answer or one reason why none came
    Connector ──run_connector──> Run           every attempt that is worth its risk

Nothing that a network or a server does raises out of here: it is an `Exchange` with a failure.

The HTTP library takes a moment to load. It is loaded when one of these names is first asked for, so that
the modules that do without it, as `route`, are had at once.
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


def __getattr__(name: str) -> Any:  # noqa: ANN401 (as every module's)
    """Return one of the names above (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
