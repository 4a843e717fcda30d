"""The members of a JSON document, under any nesting: keys, values, and which field is meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import JsonValue
from .loose_reading import inner_json, spelled_out

READ: Final = 65_536
"""Characters of a body that are read: a server names an error near the start, or not at all."""
_MOST_VALUES: Final = 400
CODE_KEYS: Final = frozenset(
    "error errors errorcode error_code errcode err code subcode sub_error suberror faultcode fault_code "
    "errorid error_id errortype error_type type __type exception exceptiontype error_codes messagecode "
    "message_code messageid reasoncode reason_code error_name errorname err_code resultcode result_code "
    "returncode return_code internalcode internal_code errorkey error_key i18nkey faults failure".split()
)
MESSAGE_KEYS: Final = frozenset(
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
_RULE_KEYS: Final = frozenset("rule constraint keyword validator validation tag".split())
"""Keys of a validator that a value failed."""
_TELLS_WHAT: Final = LazyPattern(r"requir|missing|blank|empty|null|present|unknown|unexpected|not |invalid")
LONGEST_CODE: Final = 80


def leaves(document: JsonValue) -> Iterator[tuple[str, JsonValue]]:
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
    """Return what an object says of its field: its sentences, else its codes: `{"code": "missing_field"}`."""
    texts = [
        (str(key).lower(), value)
        for key, value in list(members.items())[:30]
        if isinstance(value, str) and 0 < len(value) <= 500
    ]
    sentences = [value for key, value in texts if key in MESSAGE_KEYS]
    sentences = sentences or [spelled_out(value) for key, value in texts if key in CODE_KEYS]
    return sentences or [_as_broken(spelled_out(value)) for key, value in texts if key in _RULE_KEYS]


def _as_broken(rule: str) -> str:
    """Return what a validator says whose name is all that a server tells: “email”, “required”."""
    return rule if _TELLS_WHAT.search(rule) else f"invalid {rule}"


def status_in(document: JsonValue) -> int | None:
    """Return the HTTP status that a document names."""
    if not isinstance(document, dict | list):
        return None
    for key, value in leaves(document):
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
