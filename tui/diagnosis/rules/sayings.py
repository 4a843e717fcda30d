"""What a response says: its error codes and its sentences for people, under any key, header or nesting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import JsonValue
from ...oauth2.responses.token_text import is_error_sentence
from .leaves import CODE_KEYS, LONGEST_CODE, MESSAGE_KEYS, leaves
from .loose_reading import challenge_parameters, inner_json, loose_members, spelled_out
from .page_reading import document_text, page_text
from .shape import Shape

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
    r"(?<![a-z])error(?:s|type|code|message|description)?(?![a-z])|diagnostics$|(?:denied|denial|failure|reject|rejection|refusal|refused)[-_]?reason$"
)
_PRINTED: Final = LazyPattern(r"\w{3,80}\{\w{2,40}='", needs=("='",))
"""How Java prints an object: `OAuthProblemException{error='invalid_request', description='…'}`."""
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
        return _members_said(leaves(document))
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
    elif name.startswith("x-") and (document := inner_json(value.strip())) is not None:
        return _members_said(leaves(document))
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
        if name in CODE_KEYS:
            (messages if " " in text and len(text) > 40 else codes).append(text)
            if " " in text:
                messages.append(text)
        elif name in MESSAGE_KEYS or name == "":
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
