"""Colors HTTP text and curl commands; the text itself is the one that exports use."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from ...oauth2.api_request import ApiRequest
from ...oauth2.secret import MASK
from ...oauth2.token_request import NameValue, Origin, TokenRequest

_SHELL_LIMIT = 20_000
"""The most characters of a text to color."""


def request_content(text: str, request: TokenRequest | ApiRequest, changed: Iterable[str] = ()) -> Content:
    """Color a request's HTTP text. `changed` holds names of headers and parameters to highlight.

    An overridden header or parameter gets a mark, which is not part of the text itself.
    """
    head, _, body = text.partition("\n\n")
    request_line, *header_lines = head.split("\n")
    bring_out = {name.lower() for name in changed}
    overridden = {item.name for item in request.headers if item.origin is Origin.OVERRIDE}
    lines = [_request_line(request_line)]
    lines += [_header_line(line, bring_out, overridden) for line in header_lines]
    if isinstance(request, ApiRequest):
        return _masks(Content("\n").join(lines))  # a call has no body
    return _masks(Content("\n").join([*lines, Content(""), _body(body, request.parameters, bring_out)]))


def _request_line(line: str) -> Content:
    method, _, rest = line.partition(" ")
    target, _, version = rest.rpartition(" ")
    return Content.assemble((method, "bold $accent"), " ", (target, "bold"), " ", (version, "$quiet"))


def _header_line(line: str, bring_out: set[str], overridden: set[str]) -> Content:
    name, _, value = line.partition(": ")
    style = "bold $warns" if name.lower() in bring_out else "$accent"
    mark = (
        Content.styled("   ← overrides the connector's own value", "italic $warns")
        if name in overridden
        else Content("")
    )
    return Content.assemble((name, style), (": ", "$quiet"), value, mark)


def _body(body: str, parameters: tuple[NameValue, ...], bring_out: set[str]) -> Content:
    parts: list[Content] = []
    for pair, parameter in zip(body.split("&"), parameters, strict=False):
        name, equals, value = pair.partition("=")
        style = "bold $warns" if parameter.name.lower() in bring_out else "$accent"
        mark = " ← override" if parameter.origin is Origin.OVERRIDE else ""
        marked = (mark, "italic $warns")
        parts.append(Content.assemble((name, style), (equals, "$quiet"), value, marked))
    return Content.styled("&", "$quiet").join(parts)


def shell_content(text: str) -> Content:
    """Color a shell command."""
    from textual.highlight import highlight  # with pygments, and few ask for curl

    return _masks(highlight(text, language="bash")) if len(text) < _SHELL_LIMIT else Content(text)


def _masks(content: Content) -> Content:
    """Give what stands in for a secret the color of one."""
    return content.highlight_regex(MASK, style="$secret") if MASK in content.plain else content
