"""Finds the ids by which a server's owner finds a request again in the logs: in headers, and in any body.

No list of products can be complete, so an id is known by the shape of its name: a word for what is logged
(`request`, `trace`, `incident`) and then one for an id (`id`, `uuid`, `reference`), however they are written
together: `X-Request-ID`, `correlationId`, `fbtrace_id`, "Trace ID:", "Your support ID is:". A few names
that tell nothing by their shape are listed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

Place = Literal["header", "body"]


@dataclass(frozen=True)
class TraceId:
    """One id, as the response names it."""

    name: str
    value: str
    place: Place


_LOGGED: Final = (
    "request|req|trace|correlation|correl|transaction|txn|tracking|error|err|exception|fault|incident|problem|"
    "support|case|log|event|activity|invocation|interaction|diagnostic|diagnostics|ray|conversation|message|"
    "debug|occurrence|unique|dispatch|audit"
)
"""What is written into logs under an id of its own. Not sessions, users, clients and tenants."""
_MARK: Final = "id|uuid|guid|ref|reference|identifier"
_NUMBERED: Final = "incident|support|case|reference|tracking"
_SHAPE: Final = re.compile(
    rf"(?:.*_)?(?:fb)?(?:{_LOGGED})(?:_[a-z0-9]{{1,12}}_|_?)(?:{_MARK})(?:_\d)?|"
    rf"(?:.*_)?(?:{_NUMBERED})_?(?:number|no|nr)"
)
_LISTED: Final = frozenset(
    "traceparent cf_ray x_azure_ref x_msedge_ref x_cloud_trace_context x_amz_id_2 x_amz_cf_id x_amz_apigw_id "
    "akamai_grn x_varnish x_iinfo rid ref reference x_trace".split()
)
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST_NAME: Final = 60
_LONGEST_VALUE: Final = 200
_LONGEST_BODY: Final = 100_000
"""Characters of a body that are searched."""
_MOST: Final = 20
_MOST_READ: Final = 500
"""Ids looked at in one body: an endless list of them must not take long."""
_ESCAPED_BREAK: Final = re.compile(r"\\[nrt]")
"""A line break inside of JSON, which would join two words."""
_VALUE: Final = r"[0-9A-Za-z][\w.:+/@|~=-]{2,199}"
_MEMBER: Final = re.compile(
    # JSON, also inside of a text; a form, a header's line; an element.
    rf"""(?<![\w.-])(?P<name>[A-Za-z][\w.-]{{1,{_LONGEST_NAME - 1}}}?)\\{{0,3}}["']?"""
    rf"""(?:\s{{0,4}}[:=]\s{{0,4}}|>)\\{{0,3}}["']?(?P<value>{_VALUE})"""
)
_PHRASE: Final = re.compile(
    # In a sentence or a page: "Trace ID: …", "Your support ID is: <b>…</b>", "Reference #18.2d351ab8".
    rf"\b(?P<name>(?:{_LOGGED})[ ](?:(?:{_LOGGED})[ ])?(?:{_MARK}|number|no)|"
    r"reference(?:[ ](?:number|no))?|ref[ ][abc])\b\.?"
    rf"(?:</?\w[^<>]{{0,60}}>|\bis\b|[\s:#=\"'(]){{1,8}}(?P<value>{_VALUE})",
    re.IGNORECASE,
)


def trace_ids(headers: Iterable[tuple[str, str]], body: str) -> tuple[TraceId, ...]:
    """Return the ids in a response, those of the headers first, each value once.

    Give what may be shown: masked headers, and a masked body. What is masked there can't be found.
    """
    found: dict[str, TraceId] = {}
    for one in (*_in_headers(headers), *islice(_in_body(body), _MOST_READ)):
        found.setdefault(one.value.casefold(), one)
    return tuple(islice(found.values(), _MOST))


def is_trace_name(name: str) -> bool:
    """Tell whether a name has the shape of one for an id in a log."""
    words = "_".join(word.lower() for word in _WORDS.findall(name[:_LONGEST_NAME]))
    return words in _LISTED or _SHAPE.fullmatch(words) is not None


def _in_headers(headers: Iterable[tuple[str, str]]) -> Iterator[TraceId]:
    for name, value in headers:
        if is_trace_name(name) and _is_value(value.strip()):
            yield TraceId(name, value.strip()[:_LONGEST_VALUE], "header")


def _in_body(body: str) -> Iterator[TraceId]:
    text = _ESCAPED_BREAK.sub(" ", html.unescape(body[:_LONGEST_BODY]))
    for match in sorted((*_members(text), *_PHRASE.finditer(text)), key=re.Match.start):
        value = match["value"].rstrip(".:,;")
        if _is_value(value):
            yield TraceId(match["name"], value, "body")


def _members(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _MEMBER.finditer(text) if is_trace_name(match["name"]))


def _is_value(value: str) -> bool:
    """Tell whether this can be an id: it has a digit, and it is no address of a page, no masked text."""
    return any(map(str.isdigit, value)) and "://" not in value and "•" not in value
