"""Makes a connector of a request: which parameter is which field, and what can't be expressed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ...oauth2.connector import Connector, RequestSettings
from ...oauth2.secret import Secret
from .client import BasicPair, as_form_encoded, basic_pair, is_basic, tells_what_to_encode
from .faults import notes_on_missing, notes_on_request, notes_on_values
from .headers import is_added_by_clients
from .imported import Import, Note, Taken
from .note_texts import NOTE_TEXTS
from .request import Item, PastedRequest
from .sent import row_of, sent_by
from .stand_ins import is_masked, is_placeholder
from .unseen import without_unseen_ends
from .urls import read_url

_FIELDS: Final = ("client_id", "client_secret", "username", "password")
_SECRETS: Final = ("client_secret", "password")
_CREDENTIAL_HEADERS: Final = {
    "client-id": "client_id",
    "client-secret": "client_secret",
    "username": "username",
    "password": "password",
}


@dataclass
class _Draft:
    """The fields while they are found: a field's first value counts."""

    fields: dict[str, Item] = field(default_factory=dict)
    rows: list[Item] = field(default_factory=list)
    headers: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Before which row each field stood in the body."""
    authentication: ClientAuthentication = ClientAuthentication.BLANK
    encoding: BasicEncoding = BasicEncoding.FORM

    def value(self, key: str) -> str:
        return self.fields[key].value if key in self.fields else ""


def meaning_of(request: PastedRequest) -> Import:
    """Return the connector that sends what the request sends, as far as one can."""
    url = read_url(request.url, is_open=request.url_is_open)
    draft = _Draft(notes=[*request.notes, *url.notes])
    if url.url:
        draft.fields["token_url"] = Item("token_url", url.url, request.url_where)
    body = (*request.body, *url.query)
    _take_parameters(draft, body)
    pair = basic_pair(request)
    if pair is None and url.client:
        pair = BasicPair(*url.client, where="the URL's userinfo")
    _take_client(draft, request, pair)
    _take_headers(draft, request)
    draft.notes += notes_on_request(request, url.url)
    used = [*draft.fields.values(), *draft.rows, *draft.headers]
    draft.notes += notes_on_values(used, request)
    values = {key: draft.value(key) for key in ("token_url", *_FIELDS)}
    draft.notes += notes_on_missing(values, draft.notes, request)
    return _finished(draft, request)


def _take_parameters(draft: _Draft, body: tuple[Item, ...]) -> None:
    """Sort the parameters into fields and rows. The connector itself sends grant_type=password."""
    seen: set[str] = set()
    for item in body:
        name = without_unseen_ends(item.name)
        if name != item.name.strip():
            draft.notes.append("unseen-character")
            item = replace(item, name=name)
        key = name.lower()
        if key == "grant_type":
            if key in seen:
                draft.notes.append("duplicate-parameter")
            if item.value.strip() != "password":
                if "{" not in item.value and "$" not in item.value and "<" not in item.value:
                    draft.notes.append("not-password-grant")
                draft.rows.append(replace(item, name="grant_type"))
        elif key in _FIELDS:
            if key in seen:
                draft.notes.append("duplicate-parameter")
                continue
            draft.fields[key] = replace(item, name=key)
            draft.places[key] = len(draft.rows)
        else:
            if item.name in seen:
                draft.notes.append("duplicate-parameter")
            draft.rows.append(item)
        if item.name != key and (key in _FIELDS or key == "grant_type"):
            draft.notes.append("name-case")
        seen.add(key if key in _FIELDS else item.name)


def _take_client(draft: _Draft, request: PastedRequest, pair: BasicPair | None) -> None:
    """Decide who the client is, and how it proves itself."""
    in_body = draft.value("client_id"), draft.value("client_secret")
    if pair and not pair.is_readable:
        draft.notes.append("basic-unreadable")
        draft.authentication = ClientAuthentication.BASIC
        header = request.header("authorization").partition(" ")[2].strip()
        if is_masked(header):
            draft.notes.append("masked")
        elif tells_what_to_encode(header) or is_placeholder(header, in_code="shell-variable" in draft.notes):
            draft.notes.append("placeholder")
        return
    is_substituted = "command-substitution" in draft.notes
    if pair and not pair.was_encoded and not request.may_encode_basic and not is_substituted:
        draft.notes.append("basic-unreadable")
    if pair is None or pair.is_empty:
        if any(in_body):
            draft.authentication = ClientAuthentication.REQUEST_BODY
        if request.client_authentication is not None:
            draft.authentication = ClientAuthentication(request.client_authentication)
        return
    account = draft.value("username"), draft.value("password")
    if in_body[0] and (pair.user, pair.secret) == account:
        draft.authentication = ClientAuthentication.BASIC_USER
        return
    draft.authentication = ClientAuthentication.BASIC
    if in_body[1] or (in_body[0] and in_body[0] != pair.user):
        draft.notes.append("both-client-authentications")
    for key in reversed(draft.places):
        if key in ("client_id", "client_secret") and draft.value(key):
            draft.rows.insert(draft.places[key], draft.fields[key])
    if pair.has_line_break:
        draft.notes.append("line-break-in-value")
    user, secret, draft.encoding = as_form_encoded(pair)
    if request.basic_encoding in tuple(BasicEncoding):
        draft.encoding = BasicEncoding(request.basic_encoding)
    draft.fields["client_id"] = Item("client_id", user, pair.where)
    draft.fields["client_secret"] = Item("client_secret", secret, pair.where)


def _take_headers(draft: _Draft, request: PastedRequest) -> None:
    own = {
        item.name.lower(): item.value == draft.value(_CREDENTIAL_HEADERS[item.name.lower()])
        for item in request.headers
        if item.name.lower() in _CREDENTIAL_HEADERS
    }
    are_the_forms = len(own) == len(_CREDENTIAL_HEADERS) and all(own.values())
    for item in request.headers:
        name = item.name.lower()
        if is_added_by_clients(name) or is_basic(item) or (are_the_forms and name in own):
            continue
        draft.headers.append(item)


def _finished(draft: _Draft, request: PastedRequest) -> Import:
    connector = Connector(
        token_url=draft.value("token_url"),
        client_id=draft.value("client_id"),
        client_secret=Secret(draft.value("client_secret")),
        username=draft.value("username"),
        password=Secret(draft.value("password")),
        client_authentication=draft.authentication,
        additional_headers=tuple(map(row_of, draft.headers)),
        additional_request_data=tuple(map(row_of, draft.rows)),
        request=RequestSettings(basic_encoding=draft.encoding),
    )
    codes = dict.fromkeys(code for code in NOTE_TEXTS if code in draft.notes)
    notes = tuple(Note(code) for code in codes)
    return Import(connector, tuple(_taken(draft)), notes, request.format, sent_by(request))


def _taken(draft: _Draft) -> list[Taken]:
    taken = []
    for key in ("token_url", *_FIELDS):
        if draft.value(key):
            item = draft.fields[key]
            taken.append(Taken(key, "", Secret(item.value) if key in _SECRETS else item.value, item.where))
    if draft.authentication:
        where = draft.fields["client_id"].where if "client_id" in draft.fields else "the Authorization header"
        taken.append(Taken("client_authentication", "", draft.authentication.form_value, where))
    for key, items in (("additional_headers", draft.headers), ("additional_request_data", draft.rows)):
        taken += [Taken(key, item.name, row_of(item).value, item.where) for item in items]
    return taken
