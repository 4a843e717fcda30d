"""Hypothesis strategies for the core's values: text of any kind, and connectors."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.secret import Secret

AWKWARD = " \t\r\n\x00\x1b\x7f\x85\xa0\xad\u200b\u200d\u202e\u2028\u3000\ufeff:&=+%#/?@[]{}\"'<>\\ü€😀"
SURROGATES = "\ud800\udfff"


def _pieces(ordinary: st.SearchStrategy[str], awkward: str) -> st.SearchStrategy[str]:
    """Mix ordinary pieces and awkward characters half and half, which `st.text` alone does not."""
    return st.lists(st.one_of(ordinary, st.sampled_from(awkward)), max_size=8).map("".join)


ANY_TEXT = _pieces(st.text(max_size=6), AWKWARD + SURROGATES)
"""Any text, with many troublesome characters and lone surrogates."""
SECRET_TEXT = _pieces(
    st.text(st.characters(codec="utf-8", exclude_characters="•"), min_size=1, max_size=6), AWKWARD
).filter(lambda text: len(text) >= 4)
"""Any text that a known secret can be, without the bullet that the mask is made of."""
HEADER_NAMES = st.sampled_from(["X-Tenant", "Accept", "HOST", "authorization", "Client-Id", "user-agent"])
DATA_NAMES = st.sampled_from(["scope", "grant_type", "client_id", "password", "Password", "resource"])


def rows(
    names: st.SearchStrategy[str], texts: st.SearchStrategy[str] = ANY_TEXT
) -> st.SearchStrategy[tuple[AdditionalRow, ...]]:
    values = st.one_of(texts, texts.map(Secret))
    return st.lists(st.builds(AdditionalRow, names, values), max_size=3).map(tuple)


VISIBLE_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1
)
MOSTLY_FINE_TEXT = st.integers(0, 31).flatmap(lambda number: VISIBLE_TEXT if number else ANY_TEXT)
"""Seldom text that a field refuses. `one_of` would count a strategy that stands there often as one."""
CONNECTORS = st.builds(
    Connector,
    client_id=ANY_TEXT,
    client_secret=ANY_TEXT.map(Secret),
    username=ANY_TEXT,
    password=ANY_TEXT.map(Secret),
    token_url=st.one_of(ANY_TEXT, st.just("https://idp.example.com/token?a=b")),
    client_authentication=st.sampled_from(ClientAuthentication),
    custom_grant_type=st.one_of(st.just(""), ANY_TEXT),
    additional_headers=rows(st.one_of(HEADER_NAMES, ANY_TEXT)),
    additional_request_data=rows(st.one_of(DATA_NAMES, ANY_TEXT)),
    request=st.builds(
        RequestSettings, credential_headers=st.booleans(), basic_encoding=st.sampled_from(BasicEncoding)
    ),
)
MOSTLY_FINE_CONNECTORS = st.builds(
    Connector,
    client_id=MOSTLY_FINE_TEXT,
    client_secret=MOSTLY_FINE_TEXT.map(Secret),
    username=MOSTLY_FINE_TEXT,
    password=MOSTLY_FINE_TEXT.map(Secret),
    token_url=st.sampled_from(["https://idp.example.com/token?a=b", "http://[::1]:8080", "https://h//../t"]),
    client_authentication=st.sampled_from(ClientAuthentication),
    custom_grant_type=st.one_of(st.just(""), MOSTLY_FINE_TEXT),
    additional_headers=rows(HEADER_NAMES, MOSTLY_FINE_TEXT),
    additional_request_data=rows(DATA_NAMES, MOSTLY_FINE_TEXT),
    request=st.builds(
        RequestSettings, credential_headers=st.booleans(), basic_encoding=st.sampled_from(BasicEncoding)
    ),
)


def response(
    body: str | bytes, status: int = 200, content_type: str = "application/json", **headers: str
) -> HttpResponse:
    raw = body.encode() if isinstance(body, str) else body
    return HttpResponse(status, "", (("Content-Type", content_type), *headers.items()), raw)
