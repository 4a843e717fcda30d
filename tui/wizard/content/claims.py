"""What is inside a token: its header and claims, and how its audience and issuer match the form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from textual.content import Content
from textual.highlight import highlight

from ...oauth2.connector import Connector
from ...oauth2.responses.jwt_claims import form_of, header_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...oauth2.url_parts import host_of
from .shown_text import Mask, shown_line, shown_text
from .table import Row, heading

_SHOWN_VALUE: Final = 400
_SHOWN_JSON: Final = 16_384
_SHOWN_LINES: Final = 500
_MOST_PARTIES: Final = 30
_INSIDE: Final = {
    "jwe": "The token is encrypted (JWE). Only its header can be read here; the API reads its claims.",
    "opaque": "The token is opaque: only the servers know what is in it. That is not a fault.",
}


def text_of(value: Any) -> str:  # noqa: ANN401 (JSON is of any shape)
    """Return a JSON value as text."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return "(nested too deep to show)"


def party_rows(connector: Connector, claims: Mapping[str, Any], mask: Mask) -> Iterator[Row]:
    """Yield whom the token is for and who issued it, compared with the hosts in the form."""
    if not claims:
        return
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [] if audience is None else [audience]
    base, endpoint = host_of(connector.base_url), host_of(connector.token_url)
    for number, party in enumerate(named[:_MOST_PARTIES]):
        yield "" if number else "Audience", _party(party, base, "the Base Url's host", mask)
    if not named:
        yield "Audience", Content("not stated")
    if "iss" in claims:
        of = "the Base Url's host" if host_of(text_of(claims["iss"])) == base else "the Token Url's host"
        yield "Issuer", _party(claims["iss"], base if "Base" in of else endpoint, of, mask)
    yield "Base Url", Content(shown_line(connector.base_url or "blank", mask, most=_SHOWN_VALUE))


def _party(party: Any, host: str, of: str, mask: Mask) -> Content:  # noqa: ANN401
    text = text_of(party)
    own = host_of(text)
    if not own or not host:
        beside, style = "a name, not a host", "$quiet"
    elif own == host:
        beside, style = f"✓ {of}", "$works"
    else:
        beside, style = f"! not {of}", "$warns"
    return Content.assemble(shown_line(text, mask, most=_SHOWN_VALUE), "  ", (beside, style))


def inside_of(token: AccessTokenResponse, claims: Mapping[str, Any], mask: Mask) -> Content:
    """Return the header and claims of a JWT; for another token, why there are none."""
    form = form_of(token)
    parts: list[Content] = []
    if form != "jwt":
        parts.append(Content(_INSIDE[form]))
    if header := header_of(token):
        parts += [heading("Header"), _json(header, mask)]
    if form == "jwt":
        said = Content.styled("  as the token states them; the signature is not checked", "$quiet")
        shown = _json(claims, mask) if claims else Content("They can't be read: they are not a JSON object.")
        parts += [heading("Claims") + said, shown]
    return Content("\n").join(parts)


def _json(document: Mapping[str, Any], mask: Mask) -> Content:
    try:
        text = json.dumps(document, indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return Content("The JSON is nested too deep to show.")
    shown = shown_text(text, mask, most=_SHOWN_JSON, most_lines=_SHOWN_LINES)
    content = highlight(shown.text.expandtabs(), language="json")
    if not shown.left_off:
        return content
    rest = f"… {shown.left_off:,} more characters"
    return Content("\n").join([content, Content.styled(rest, "$quiet")])
