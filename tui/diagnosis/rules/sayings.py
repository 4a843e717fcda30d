"""What a response says: its error codes and its sentences for people, under any key, header or nesting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import JsonValue
from ...oauth2.responses.token_text import is_error_sentence
from .loose_reading import challenge_parameters, inner_json, loose_members, spelled_out
from .page_reading import document_text, page_text
from .shape import Shape

READ: Final = 65_536
"""Characters of a body that are read: a server names an error near the start, or not at all."""
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
    "resultmsg non_field_errors base global general error_user_title error_user_msg errorinfo error_info "
    "problem".split()
)
_STATUS_KEYS: Final = frozenset(
    "status statuscode status_code httpstatus http_status httpstatuscode httpcode http_code code error "
    "errorcode error_code".split()
)
_FIELD_KEYS: Final = frozenset(
    "loc field fields fieldname field_name param parameter parametername parameter_name property "
    "propertyname propertypath property_name pointer attribute source path element".split()
)
"""Keys of an object that says which field is wrong, and why."""
_UNTOLD: Final = LazyPattern(
    r"token|secret|time|date|stamp|path|ur[il]$|href|link|trace|instance|host|version|_at$|^id$|_id$|scope"
)
"""Keys whose values say nothing about an error."""
_PARAMETERS: Final = LazyPattern(r"secret$|scope$|client_?id$|grant_?type$|username$|password$")
"""Keys that name a parameter of the request: where it is wrong, the value is a sentence about it."""
_TELLING: Final = LazyPattern(
    r"(?i)error|invalid|denied|fail|unauthor|forbid|lock|disabl|expire|missing|requir|found|unknown|wrong|"
    r"bad|limit|mfa|otp|challenge|not_?allowed|not_?support|mismatch|incorrect|not_?exist"
)
_SPEAKING: Final = LazyPattern(
    r"mfa|2fa|two factor|otp|lock|disabl|expire|requir|denied|blocked|captcha|consent"
)
"""Names of members that say something by being true, such as `mfa_required`."""
_ERRORHEADER: Final = LazyPattern(
    r"(?<![a-z])error(?:s|type|code|message|description)?(?![a-z])|diagnostics$"
)
_PRINTED: Final = LazyPattern(r"\w{3,80}\{\w{2,40}='", needs=("='",))
"""How Java prints an object: `OAuthProblemException{error='invalid_request', description='…'}`."""
LONGEST_CODE: Final = 80
_ERROR_ID: Final = LazyPattern(r"[A-Za-z]{1,12}[-_]?\d{2,8}")
"""An error code at the end of an `error_uri`: https://documentation.openiddict.com/errors/ID2055."""
HEAD: Final = 700


def said_by_body(body: str, shape: Shape, document: JsonValue, end: str) -> tuple[list[str], list[str]]:
    """Return the codes and messages in a body."""
    if shape == "html":
        return [], page_text(body)
    if shape == "xml":
        codes, messages = _members_said(loose_members(body))
        return codes, messages + document_text(body)
    if isinstance(document, dict | list):
        return _members_said(_leaves(document))
    loose = body.replace('\\"', '"') if '{\\"' in body[:2000] else body
    codes, messages = _members_said(loose_members(loose))
    if shape == "json":  # cut off or broken: only these can be found
        return codes, messages
    if end:
        # Regular expressions search only the start of what is said, so both ends go there.
        rest = (body[HEAD - 100 : 2000], end[: 100 - HEAD])
        return codes, [*messages, body[:HEAD].strip(), end[-HEAD:].strip(), *rest]
    return codes, [*messages, body.strip()] if body.strip() else messages


def said_by_header(header: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Return the codes and messages in a header: a challenge, an error in a redirect, an error header."""
    name, value = header
    if name == "www-authenticate":
        parameters = challenge_parameters(value)
    elif name == "location" and "error" in value:
        try:
            parts = urlsplit(value)
            parameters = dict(parse_qsl(f"{parts.query}&{parts.fragment}", max_num_fields=50))
        except ValueError:
            return [], []
    elif _ERRORHEADER.search(name):
        parameters = {"error_description" if " " in value.strip() else "error": value.partition(":")[0]}
    else:
        return [], []
    return (
        [parameters[key] for key in ("error",) if parameters.get(key)],
        [parameters[key] for key in ("error_description", "realm") if parameters.get(key)],
    )


def _members_said(members: Iterable[tuple[str, JsonValue]]) -> tuple[list[str], list[str]]:
    """Return the codes and messages among members; sentences under unknown keys come last, with the key."""
    codes: list[str] = []
    messages: list[str] = []
    others: list[str] = []
    for key, value in members:
        name = key.strip().lower().replace("-", "_")
        if isinstance(value, bool) or value is None:
            codes += [key] if value is True and _SPEAKING.search(spelled_out(key)) else []
            continue
        text = str(value)[:2000].strip()
        if not text:
            continue
        if name == "error_uri" and _ERROR_ID.fullmatch(last := text.rstrip("/").rpartition("/")[2]):
            codes.append(last)
        # A "code" that is a sentence is for people, and a one-word "message" works as a code.
        if name in _CODE_KEYS:
            (messages if " " in text and len(text) > 40 else codes).append(text)
            if " " in text:
                messages.append(text)
        elif name in _MESSAGE_KEYS or name == "":
            messages.append(text)
            if " " not in text and len(text) <= 60:
                codes.append(text)
        elif isinstance(value, str) and len(text) <= 600 and not _UNTOLD.search(name):
            if " " in text or not text.isascii():  # Chinese and Japanese have no blanks
                others.append(f"{key}: {text}")
            elif len(text) <= LONGEST_CODE and _TELLING.search(text):
                codes.append(text)
        elif name.endswith("token") and is_error_sentence(text):
            messages.append(text)
        elif _PARAMETERS.search(name) and is_error_sentence(text):
            others.append(f"{key}: {text}")  # {"client_secret": ["is invalid"]}
    for text in [plain for text in messages[:4] if '{"' in (plain := text.replace('\\"', '"'))]:
        inner_codes, inner_messages = _members_said(  # a response inside a sentence
            (key, value) for key, value in loose_members(text[text.index('{"') :]) if '{"' not in value
        )
        codes, messages = codes + inner_codes, messages + inner_messages
    for text in [text for text in messages[:4] if _PRINTED.search(text)]:
        told = [(key, value) for key, value in loose_members(text[text.index("{") :]) if value != "null"]
        inner_codes, inner_messages = _members_said(told)
        codes, messages = codes + inner_codes, inner_messages + [one for one in messages if one != text]
    return codes, messages + others


def _leaves(document: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """Yield key and value of each leaf, the outer ones first. An element of a list has the list's key."""
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
    """Return the field that an object complains about: `{"loc": ["body", "username"], "msg": "…"}`."""
    for key, value in list(members.items())[:30]:
        if str(key).lower() not in _FIELD_KEYS:
            continue
        inner = next(iter(value.values()), "") if isinstance(value, dict) else value
        if isinstance(inner, list):
            inner = next((item for item in reversed(inner[:20]) if isinstance(item, str)), "")
        # A path of many steps leads into a document, unless it is the request's: then it says nothing.
        if isinstance(inner, str) and 0 < len(inner) <= LONGEST_CODE and not (key == "path" and "/" in inner):
            return re.split(r"[/.\[\]]", inner.strip("/[]. "))[-1]
    return ""


def _texts_of(members: Mapping[str, JsonValue]) -> list[str]:
    return [
        value
        for key, value in list(members.items())[:30]
        if isinstance(value, str) and 0 < len(value) <= 500 and str(key).lower() in _MESSAGE_KEYS
    ]


def status_in(document: JsonValue) -> int | None:
    """Return the HTTP status that a document names."""
    if not isinstance(document, dict | list):
        return None
    for key, value in _leaves(document):
        if key.lower().replace("-", "_") in _STATUS_KEYS and isinstance(value, int | str):
            text = str(value).strip()[:3] if isinstance(value, int) or value[:3].isdigit() else ""
            if len(str(value)) <= 30 and re.fullmatch(r"[45]\d\d", text) and not str(value)[3:4].isdigit():
                return int(text)
    return None


def quoted_json(body: str) -> JsonValue:
    """Return what a body that is one JSON string holds: an object or a message; None for any other body."""
    text = body.strip()
    if len(text) > READ // 4 or len(text) < 2 or not (text[0] == text[-1] == '"'):
        return None
    try:
        said = json.loads(text, strict=False)
    except ValueError:
        return None
    inner = inner_json(said.strip())
    return {"message": said} if inner is None else inner
