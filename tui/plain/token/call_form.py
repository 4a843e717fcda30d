"""Asks what to call with the token: method, path, query and headers, as the wizard's form does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ...form.token_in_use import connector_in_use, held_token, redactor_in_use
from ...host_names import with_ascii_hosts
from ...interchange.http_text import http_text
from ...interchange.token_text.use import method_note
from ...oauth2.api_request import api_url, assemble_api_call, find_api_problems
from ...oauth2.connector import API_METHODS
from ...oauth2.form_fields import label_of
from ...plain_text import plain_line
from ..conversation import Conversation
from ..rows import ask_rows, rows_in_short

_PATH_HELP: Final = "It is appended to Base Url, and may include a query. A complete URL is used as it is."


def call_line(talk: Conversation) -> str:
    """Return what is called as things are, in a line: `GET https://api.example.com/me`."""
    return f"{plain_line(talk.connector.api.method)} {talk.shown(api_url(talk.connector))}"


def ask_what_to_call(talk: Conversation) -> None:
    """Ask for parts of the call until the user is done, and show the call then as it will be sent.

    Raises:
        Back, Ended: as in `Console.ask`.
        MissingSecretError: the value of a new row is a secret, and there is no terminal.
    """
    while True:
        api = talk.connector.api
        parts: dict[str, Callable[[Conversation], None]] = {
            f"{label_of('api.path')} ({talk.shown(api.path) or 'none'})": _ask_path,
            f"{label_of('api.method')} ({plain_line(api.method)})": _ask_method,
            f"{label_of('api.query')} ({rows_in_short(talk, 'api.query')})": _ask_query,
            f"{label_of('api.headers')} ({rows_in_short(talk, 'api.headers')})": _ask_headers,
        }
        makers = [*parts.values()]
        chosen = talk.console.chooses(["Nothing more: show the call", *parts])
        if not chosen:
            _show_call(talk)
            return
        makers[chosen - 1](talk)


def _ask_path(talk: Conversation) -> None:
    api = talk.connector.api
    typed = talk.console.ask(label_of("api.path"), api.path, _PATH_HELP, shown=talk.shown(api.path))
    talk.set_value("api", replace(api, path=typed))
    for problem in with_ascii_hosts(find_api_problems(talk.connector)):
        if problem.field in {"api.path", "base_url"}:
            talk.console.say(f"✗ {problem.label}: {talk.shown(problem.message)}")


def _ask_method(talk: Conversation) -> None:
    api = talk.connector.api
    methods = [*dict.fromkeys((*API_METHODS, api.method))]
    method = methods[talk.console.chooses(list(map(plain_line, methods)), methods.index(api.method))]
    talk.set_value("api", replace(api, method=method))
    if note := method_note(plain_line(method)):
        talk.console.say(f"! {note}")


def _ask_query(talk: Conversation) -> None:
    ask_rows(talk, "api.query")


def _ask_headers(talk: Conversation) -> None:
    ask_rows(talk, "api.headers")


def _show_call(talk: Conversation) -> None:
    record = talk.journey.record
    held = held_token(record, talk.journey) if record else None
    if record is None or held is None or held.attempt.token is None:
        return
    connector = connector_in_use(record, talk.journey)
    request = assemble_api_call(connector, held.attempt.token.access_token)
    redactor = redactor_in_use(record, connector, held)
    talk.console.say("The call:")
    talk.console.show(f"\n{http_text(request, redactor, reveal=False).rstrip()}")
