"""Remembers which methods of a class handle a message, and how many parameters a function has.

Textual looks for the methods anew for each message, and reads the signature of each new closure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any, Final

import pytest
from textual import _callback
from textual.message import Message
from textual.message_pump import MessagePump

Handlers = tuple[tuple[type, tuple[Callable[..., Any], ...]], ...]
"""The handlers in each class from the first to the last of the method resolution order."""

textual_dispatch_methods: Final = MessagePump._get_dispatch_methods
textual_count_parameters: Final = _callback._count_parameters


class RememberedHandlers:
    """The handlers that were found so far. None are remembered that look at who sent the message."""

    def __init__(self) -> None:
        self._found = dict[tuple[type, type, str], Handlers | None]()
        self._parameters = dict[CodeType, int]()

    @contextmanager
    def used(self) -> Iterator[None]:
        """Let all widgets and apps use what is remembered."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(MessagePump, "_get_dispatch_methods", lambda *args: self._dispatch_methods(*args))
            patch.setattr(_callback, "_count_parameters", self._count_parameters)
            yield

    def _dispatch_methods(
        self, pump: MessagePump, method_name: str, message: Message
    ) -> Iterator[tuple[type, Callable[..., Any]]]:
        key = (type(pump), type(message), method_name)
        if key not in self._found:
            self._found[key] = _handlers(*key)
        handlers = self._found[key]
        if handlers is None:
            yield from textual_dispatch_methods(pump, method_name, message)
            return
        for cls, methods in handlers:
            if message._no_default_action:
                break
            for method in methods:
                yield cls, method.__get__(pump, cls)

    def _count_parameters(self, function: Callable[..., object]) -> int:
        code = getattr(function, "__code__", None)
        if not isinstance(code, CodeType) or hasattr(function, "__wrapped__"):
            return textual_count_parameters(function)
        if code not in self._parameters:
            self._parameters[code] = textual_count_parameters(function)
        return self._parameters[code]


def _handlers(pump: type, message: type, name: str) -> Handlers | None:
    """Return the handlers of a message; None where a selector decides."""
    found: list[tuple[type, tuple[Callable[..., Any], ...]]] = []
    taken = set[Callable[..., Any]]()
    for cls in pump.__mro__:
        methods: list[Callable[..., Any]] = []
        decorated: dict[type, list[tuple[Callable[..., Any], dict[str, Any]]]]
        decorated = cls.__dict__.get("_decorated_handlers") or {}
        for kind in message.__mro__:
            for method, selectors in decorated.get(kind, ()):
                if selectors:
                    return None
                if method not in taken:
                    taken.add(method)
                    methods.append(method)
        named = cls.__dict__.get(f"_{name}") or cls.__dict__.get(name)
        if named is not None and not getattr(named, "_textual_on", None):
            methods.append(named)
        if methods:
            found.append((cls, tuple(methods)))
    return tuple(found)
