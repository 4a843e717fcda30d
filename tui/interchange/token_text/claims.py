"""What is inside a token: its header and claims, and how its audience and issuer match the form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...oauth2.connector import Connector
from ...oauth2.masking.secret_names import is_secret_name
from ...oauth2.secret import MASK
from ...oauth2.url_parts import host_of
from ...terminal.ink import Ink, Paragraph, Span, paragraph
from ..shown_text import Mask, ShownText, shown_line, shown_text

Row = tuple[str, Paragraph]
"""A name, and a value that is already masked and harmless."""
SHOWN_VALUE: Final = 400
"""The most characters that are shown of a value."""
_SHOWN_JSON: Final = 16_384
_SHOWN_LINES: Final = 500
_MOST_PARTIES: Final = 30
_MOST_CLAIMS: Final = 100
UNCHECKED: Final = "as the token states them; the signature is not checked"
"""What is to be known of the claims."""
TOO_DEEP: Final = "The JSON is nested too deep to show."
UNREADABLE: Final = "They can't be read: they are not a JSON object."
"""What is said of claims that can't be shown."""
WHY_NONE: Final = {
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
        yield "Audience", paragraph("not stated")
    if "iss" in claims:
        of = "the Base Url's host" if host_of(text_of(claims["iss"])) == base else "the Token Url's host"
        yield "Issuer", _party(claims["iss"], base if "Base" in of else endpoint, of, mask)
    yield "Base Url", paragraph(shown_line(connector.base_url or "blank", mask, most=SHOWN_VALUE))


def _party(party: Any, host: str, of: str, mask: Mask) -> Paragraph:  # noqa: ANN401
    text = text_of(party)
    own = host_of(text)
    if not own or not host:
        beside, ink = "a name, not a host", Ink.FAINT
    elif own == host:
        beside, ink = f"✓ {of}", Ink.WORKS
    else:
        beside, ink = f"! not {of}", Ink.WARNS
    return paragraph(shown_line(text, mask, most=SHOWN_VALUE), "  ", Span(beside, ink))


def shown_json(document: Mapping[str, Any], mask: Mask) -> ShownText | None:
    """Return a document as the start of its JSON, masked and harmless; None if it is nested too deep."""
    try:
        text = json.dumps(document, indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    return shown_text(text, mask, most=_SHOWN_JSON, most_lines=_SHOWN_LINES)


def claim_rows(document: Mapping[str, Any], mask: Mask) -> Iterator[Row]:
    """Yield each member of a header or of claims with its value, where a line for each reads better."""
    for name, value in list(document.items())[:_MOST_CLAIMS]:
        is_hidden = mask and names_a_secret(name, mask)
        shown = MASK if is_hidden else shown_line(text_of(value), mask, most=SHOWN_VALUE)
        yield shown_line(name, mask, most=60), paragraph(shown)
    if (more := len(document) - _MOST_CLAIMS) > 0:
        yield "", paragraph(f"and {more:,} more")


def names_a_secret(name: str, mask: Mask) -> bool:
    """Tell whether a member is named as a secret is, or by what the connector's own secrets are called."""
    return is_secret_name(name) or (mask is not None and MASK in mask(f'"{name[:100]}": "?"'))
