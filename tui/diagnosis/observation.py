"""A response as the rules see it: its error codes, its sentences and its shape, wherever they stand.

    HttpResponse ──observe──> Observation
                                ├─ codes      error codes, of whatever key, header or nesting
                                ├─ messages   sentences for people: descriptions, titles, a page's text
                                └─ words      all of these as one folded text, which rules search

Foreign and possibly huge: every step is bounded, in time and in depth.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal
from urllib.parse import parse_qsl, urlsplit

from ..oauth2.exchange import HttpResponse
from ..oauth2.token_response import JsonValue, read_document
from .loose_reading import (
    challenge_parameters,
    inner_json,
    loose_members,
    page_text,
    spelled_out,
    status_said,
)
from .needles import trigrams

Shape = Literal["empty", "json", "form", "html", "xml", "text", "octets"]
"""What a body looks like; octets are what no text can be read out of."""

_READ: Final = 65_536
"""Characters of a body that are read: an error is said at the start, or not at all."""
_WORDS: Final = 6_000
"""Characters of folded text that rules search."""
_LONG: Final = 800
_MOST_VALUES: Final = 400
_CODE_KEYS: Final = frozenset(
    "error errors errorcode error_code errcode err code subcode sub_error suberror faultcode fault_code "
    "errorid error_id errortype error_type type __type exception exceptiontype error_codes messagecode "
    "message_code messageid reasoncode reason_code error_name errorname err_code resultcode result_code "
    "returncode return_code internalcode internal_code errorkey error_key faults failure".split()
)
_MESSAGE_KEYS: Final = frozenset(
    "error_description errordescription error_message errormessage error_msg errormsg message msg "
    "messages detail details description desc title errorsummary summary reason reasons hint faultstring "
    "fault_string info localizedmessage error_reason error_detail errordetail error_details error_hint "
    "error_debug text cause user_message usermessage developermessage developer_message exceptionmessage "
    "exception_message response statusmessage status_message messagetext moreinfo more_information "
    "err_msg errmsg err_description errordesc error_desc errortext error_text error_string errorstring "
    "more_info errordetails reasonphrase reason_phrase statustext status_text resultmessage result_message "
    "resultmsg error_user_title error_user_msg errorinfo error_info problem".split()
)
_STATUS_KEYS: Final = frozenset(
    "status statuscode status_code httpstatus http_status httpstatuscode httpcode http_code code error "
    "errorcode error_code".split()
)
_FIELD_KEYS: Final = frozenset(
    "loc field fields fieldname field_name param parameter parametername parameter_name property "
    "propertyname propertypath property_name pointer attribute source path element".split()
)
"""Keys of an object that says what is wrong with one field, and which."""
_UNTOLD: Final = re.compile(
    r"token|secret|time|date|stamp|path|ur[il]$|href|link|trace|instance|host|version|_at$|^id$|_id$|scope"
)
"""Keys whose values say nothing of an error."""
_TELLING: Final = re.compile(
    r"(?i)error|invalid|denied|fail|unauthor|forbid|lock|disabl|expire|missing|requir|found|unknown|wrong|"
    r"bad|limit|not_?allowed|not_?support|mismatch|incorrect"
)
_STANDARD: Final = re.compile(
    r"(?<![a-z])(?:invalid_(?:client|grant|request|scope|token)|unauthorized_client|unsupported_grant_type|"
    r"access_denied|server_error|temporarily_unavailable|insufficient_scope)(?![a-z_])"
)
"""Codes of RFC 6749 and 6750, also where a sentence or a longer code holds them."""
_ERROR_HEADER: Final = re.compile(r"(?<![a-z])error(?:s|type|code|message|description)?(?![a-z])")
_COMPOUND: Final = re.compile(r"\b[A-Za-z][a-z]+(?:[A-Z][a-z]+){1,6}\b|\b[A-Z]{3,}(?:_[A-Z]{2,}){1,6}\b")
"""Codes inside sentences."""
_FOLDED: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'", "\xa0": " ", "–": "-"}
)
_BETWEEN: Final = " ¦ "
"""Between two sayings in the folded text, so that no phrase is found across them by chance."""
_LONGEST_QUOTE: Final = 240
_LONGEST_CODE: Final = 80
_LIST: Final = re.compile(r"\[\s{0,200}[\[{\"\]]")
"""A list of JSON, also one cut off; “[Errno 111] Connection refused” is none."""
_ERROR_ID: Final = re.compile(r"[A-Za-z]{1,12}[-_]?\d{2,8}")
"""The end of an `error_uri` that is the code of the error: https://documentation.openiddict.com/errors/ID2055."""
_HEAD: Final = 700
_TAIL: Final = 2_000
"""Characters of a long text's end: a traceback says its cause there."""
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class FoldedText:
    """A text as rules compare it, and what makes looking for many phrases in it cheap."""

    words: str

    @cached_property
    def is_long(self) -> bool:
        """Whether it takes longer to look for all phrases than to learn which can't stand in it."""
        return len(self.words) > _LONG

    @cached_property
    def _held(self) -> dict[str, bool]:
        return {}

    def holds(self, prefix: str) -> bool:
        """Tell whether a vendor's prefix stands in the text: a hundred rules ask for the same one."""
        if prefix not in self._held:
            self._held[prefix] = prefix in self.words
        return self._held[prefix]

    @cached_property
    def trigrams(self) -> frozenset[str]:
        """Every three characters in a row."""
        return trigrams(self.words)


@dataclass(frozen=True)
class Observation:
    """What a response says, laid out for rules."""

    status: int | None
    """None for a bare body, whose status is not known."""
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    media_type: str
    shape: Shape
    document: JsonValue
    """The body as JSON or form pairs; None when it is neither."""
    codes: tuple[str, ...]
    """Error codes as the server wrote them; the likeliest first."""
    messages: tuple[str, ...]
    """Sentences for people; the likeliest first."""
    body: str = field(repr=False)
    """The start of the body as text; of a long plain text the end too."""
    url: str = ""
    """The token URL, where it is known."""

    @cached_property
    def words(self) -> str:
        """Codes and messages as one text in lower case, blanks and quotes folded; codes spelled out too."""
        compound = [word for saying in self.messages[:4] for word in _COMPOUND.findall(saying[:600])]
        spelled = dict.fromkeys(words for code in (*self.codes, *compound[:12]) if (words := _spelled(code)))
        said = _BETWEEN.join((*self.codes, *spelled, *self.messages))
        return fold(said or self.body)

    @cached_property
    def said(self) -> FoldedText:
        """`words`, to look for phrases in."""
        return FoldedText(self.words)

    @cached_property
    def folded_body(self) -> FoldedText:
        """The start of the body, folded as `words` are."""
        return FoldedText(fold(self.body))

    @cached_property
    def folded_codes(self) -> tuple[str, ...]:
        """The codes in lower case, also as the RFC would write them: `InvalidClient` is `invalid_client`."""
        written = [code.lower() for code in self.codes]
        written += [spelled_out(code).replace(" ", "_") for code in self.codes if len(code) <= _LONGEST_CODE]
        return tuple(dict.fromkeys([*written, *_STANDARD.findall(self.words)]))

    @cached_property
    def told_status(self) -> int | None:
        """The status that rules go by: that of the body where HTTP names none, or a success."""
        if self.status is not None and not 200 <= self.status < 300:
            return self.status
        return (
            _status_in(self.document) or status_said(self.messages[0] if self.messages else "") or self.status
        )

    def quote(self, folded: str) -> str:
        """Return the saying that a folded text was found in, as the server wrote it, cut short."""
        for saying in (*self.messages, *self.codes):
            if folded in fold(saying):
                return _cut(" ".join(saying.split()), folded)
        return next((code for code in self.codes if folded in _spelled(code)), _cut(folded, folded))

    def header(self, name: str) -> str | None:
        """Return the values of a header, joined by a comma; None where it is absent."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


def fold(text: str) -> str:
    """Return text as rules compare it: lower case, one blank between words, straight quotes."""
    return _BLANKS.sub(" ", text[:_WORDS].translate(_FOLDED)).strip().lower()


def observe(response: HttpResponse, *, status: int | None, url: str = "") -> Observation:
    """Lay out a response. Never raises, and takes a bounded time, whatever it holds.

    Of one whose body is still coded, or no text at all, status and headers are all that is laid out.
    """
    is_long = len(response.body) > 2 * _READ
    is_unreadable = response.is_coded or _is_no_text(response.body[:_HEAD])
    octets = b"" if is_unreadable else response.body[: 4 * _READ] if is_long else response.body
    head = HttpResponse(response.status, response.reason, response.headers, octets)
    body = head.text[:_READ]
    document = None if is_long else read_document(head)
    if document is None:
        document = _quoted_json(body)
    shape = "octets" if is_unreadable else _shape(body, document)
    end = _end_of(response) if shape == "text" else ""
    codes, messages = _said(body, shape, document, end)
    if end and len(body) > _WORDS:
        body = f"{body[: _WORDS - _TAIL - 10]}\n…\n{end}"
    headers = tuple((name.lower(), value[:_WORDS]) for name, value in response.headers[:200])
    for more_codes, more_messages in map(_said_by_header, headers):
        codes += more_codes
        messages += more_messages
    return Observation(
        status=status,
        headers=headers,
        media_type=response.media_type,
        shape=shape,
        document=document,
        codes=_distinct(codes),
        messages=_distinct(messages),
        body=body,
        url=url,
    )


def _shape(body: str, document: JsonValue) -> Shape:
    text = body.lstrip()
    if not text:
        return "empty"
    if text[0] == "{" or _LIST.match(text) or (text[0] == "[" and isinstance(document, list)):
        return "json"
    if text[0] == "<":
        start = text[:1000].lower()
        return (
            "html"
            if "<html" in start or "<!doctype html" in start or "<head" in start or "<title" in start
            else "xml"
        )
    if document is not None:
        return "json" if text[0] == '"' else "form"
    start = text[:4000].lower()
    return "html" if "</title>" in start or "</html>" in start or "</h1>" in start else "text"


def _is_no_text(start: bytes) -> bool:
    """Tell of a body's start whether it is no text in any charset: compressed, an image, a document.

    Text in UTF-16 has NULs too, and is told by them: one in every two octets.
    """
    if not any(octet < 9 for octet in start) or start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return False
    if 0 in start and max(start[0::2].count(0), start[1::2].count(0)) * 2 > len(start) * 0.8:
        return False
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.start < len(start) - 4  # the last character may be cut
    return False


def _end_of(response: HttpResponse) -> str:
    """Return the end of a long body as text; empty for one that is read as a whole."""
    if len(response.body) <= _TAIL:
        return ""
    return replace(response, body=response.body[-4 * _TAIL :]).text[-_TAIL:].strip()


def _said(body: str, shape: Shape, document: JsonValue, end: str) -> tuple[list[str], list[str]]:
    """Return codes and messages of a body."""
    if shape in {"html", "xml"}:
        codes, messages = _members_said(loose_members(body)) if shape == "xml" else ([], [])
        return codes, messages + page_text(body)
    if isinstance(document, dict | list):
        return _members_said(_leaves(document))
    loose = body.replace('\\"', '"') if '{\\"' in body[:2000] else body
    codes, messages = _members_said(loose_members(loose))
    if shape == "json":  # cut off, or broken: what can be found is found
        return codes, messages
    if end:
        # Regular expressions search the start of what is said: both ends stand there.
        rest = (body[_HEAD - 100 : 2000], end[: 100 - _HEAD])
        return codes, [*messages, body[:_HEAD].strip(), end[-_HEAD:].strip(), *rest]
    return codes, [*messages, body.strip()] if body.strip() else messages


def _said_by_header(header: tuple[str, str]) -> tuple[list[str], list[str]]:
    name, value = header
    if name == "www-authenticate":
        parameters = challenge_parameters(value)
    elif name == "location" and "error" in value:
        try:
            parts = urlsplit(value)
            parameters = dict(parse_qsl(f"{parts.query}&{parts.fragment}", max_num_fields=50))
        except ValueError:
            return [], []
    elif _ERROR_HEADER.search(name):
        parameters = {"error_description" if " " in value.strip() else "error": value.partition(":")[0]}
    else:
        return [], []
    return (
        [parameters[key] for key in ("error",) if parameters.get(key)],
        [parameters[key] for key in ("error_description", "realm") if parameters.get(key)],
    )


def _members_said(members: Iterable[tuple[str, JsonValue]]) -> tuple[list[str], list[str]]:
    """Return codes and messages among members; sentences of unknown keys come last, with the key."""
    codes: list[str] = []
    messages: list[str] = []
    others: list[str] = []
    for key, value in members:
        name = key.lower().replace("-", "_")
        if isinstance(value, bool) or value is None:
            continue
        text = str(value)[:2000].strip()
        if not text:
            continue
        if name == "error_uri" and _ERROR_ID.fullmatch(last := text.rstrip("/").rpartition("/")[2]):
            codes.append(last)
        # A "code" that is a sentence is one for people, and a one-word "message" works as a code.
        if name in _CODE_KEYS:
            (messages if " " in text and len(text) > 40 else codes).append(text)
            if " " in text:
                messages.append(text)
        elif name in _MESSAGE_KEYS or name == "":
            messages.append(text)
            if " " not in text and len(text) <= 60:
                codes.append(text)
        elif isinstance(value, str) and len(text) <= 600 and not _UNTOLD.search(name):
            if " " in text:
                others.append(f"{key}: {text}")
            elif len(text) <= _LONGEST_CODE and _TELLING.search(text):
                codes.append(text)
    for text in [plain for text in messages[:4] if '{"' in (plain := text.replace('\\"', '"'))]:
        inner_codes, inner_messages = _members_said(  # an answer inside a sentence
            (key, value) for key, value in loose_members(text[text.index('{"') :]) if '{"' not in value
        )
        codes, messages = codes + inner_codes, messages + inner_messages
    return codes, messages + others


def _leaves(document: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """Yield key and value of each leaf, the outer ones first; an element of a list has its list's key."""
    level: list[tuple[str, JsonValue]] = [("", document)]
    seen = 0
    while level:
        deeper: list[tuple[str, JsonValue]] = []
        for key, value in level:
            seen += 1
            if seen > _MOST_VALUES:
                return
            if isinstance(value, str) and (inner := inner_json(value.strip())) is not None:
                value = inner  # JSON in a string is JSON
            if isinstance(value, dict):
                named = _named_field(value)
                if named:
                    yield from (("message", f"{named}: {text}") for text in _texts_of(value))
                deeper += [(str(name), inner) for name, inner in list(value.items())[:_MOST_VALUES]]
            elif isinstance(value, list):
                deeper += [(key, inner) for inner in value[:50]]
            else:
                yield key, value
        level = deeper


def _named_field(members: Mapping[str, JsonValue]) -> str:
    """Return the field that an object complains of: `{"loc": ["body", "username"], "msg": "…"}`."""
    for key, value in list(members.items())[:30]:
        if str(key).lower() not in _FIELD_KEYS:
            continue
        inner = next(iter(value.values()), "") if isinstance(value, dict) else value
        if isinstance(inner, list):
            inner = next((item for item in reversed(inner[:20]) if isinstance(item, str)), "")
        # A path of many steps is one into a document, unless it is that of the request: then it says nothing.
        if (
            isinstance(inner, str)
            and 0 < len(inner) <= _LONGEST_CODE
            and not (key == "path" and "/" in inner)
        ):
            return re.split(r"[/.\[\]]", inner.strip("/[]. "))[-1]
    return ""


def _texts_of(members: Mapping[str, JsonValue]) -> list[str]:
    return [
        value
        for key, value in list(members.items())[:30]
        if isinstance(value, str) and 0 < len(value) <= 500 and str(key).lower() in _MESSAGE_KEYS
    ]


def _status_in(document: JsonValue) -> int | None:
    """Return the HTTP status that a document names."""
    if not isinstance(document, dict | list):
        return None
    for key, value in _leaves(document):
        if key.lower().replace("-", "_") in _STATUS_KEYS and isinstance(value, int | str):
            text = str(value).strip()[:3] if isinstance(value, int) or value[:3].isdigit() else ""
            if len(str(value)) <= 30 and re.fullmatch(r"[45]\d\d", text) and not str(value)[3:4].isdigit():
                return int(text)
    return None


def _quoted_json(body: str) -> JsonValue:
    """Return what a body that is one JSON text holds: an object, or a message; None when it is none."""
    text = body.strip()
    if len(text) > _READ // 4 or len(text) < 2 or not (text[0] == text[-1] == '"'):
        return None
    try:
        said = json.loads(text, strict=False)
    except ValueError:
        return None
    inner = inner_json(said.strip())
    return {"message": said} if inner is None else inner


def _spelled(code: str) -> str:
    """Return a code as words; empty where it is one word, or the RFC's own, whose words mean less than it."""
    if code.startswith("http"):  # a type of RFC 9457: its last step names the problem
        code = code.rstrip("/").rpartition("/")[2]
    if len(code) > _LONGEST_CODE or " " in code or _STANDARD.fullmatch(code.lower()):
        return ""
    words = spelled_out(code)
    return "" if " " not in words or _STANDARD.fullmatch(words.replace(" ", "_")) else words


def _cut(text: str, folded: str) -> str:
    if len(text) <= _LONGEST_QUOTE:
        return text
    start = max(0, text.lower().find(folded[:40]) - 60)
    end = min(len(text), start + _LONGEST_QUOTE)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[:60]
