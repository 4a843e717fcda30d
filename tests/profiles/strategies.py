"""Hypothesis strategies that make profiles of all kinds."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import (
    API_METHODS,
    AdditionalRow,
    ApiCall,
    Connector,
    RequestSettings,
    ResponseSettings,
)
from tui.oauth2.masking.secret_names import is_secret_parameter
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    secret_keys,
    secret_value,
    with_secret,
)

QUICK = settings(deadline=None, max_examples=examples(15))
AWKWARD = [
    "\0",
    "\r\n",
    "\n",
    '"',
    "'",
    "\\",
    "\x1b[2J",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "#",
    '"""',
    "🔑",
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(st.sampled_from(AWKWARD), max_size=6).map("".join),
)
names = st.one_of(st.sampled_from(["X-Key", "X-Key#2", "Authorization", "scope", "api_key"]), texts)
sources: st.SearchStrategy[SecretSource] = st.one_of(
    st.just(FromPrompt()),
    st.builds(FromEnv, st.from_regex(r"[A-Z][A-Z0-9_]{0,10}", fullmatch=True)),
    st.just(FromKeyring()),
    st.just(FromPlain()),
)
seconds = st.floats(min_value=0, max_value=3600, exclude_min=True)


@st.composite
def rows(draw: st.DrawFn) -> AdditionalRow:
    name, value = draw(names), draw(texts)
    return AdditionalRow(name, Secret(value) if is_secret_parameter(name) or draw(st.booleans()) else value)


connectors = st.builds(
    Connector,
    name=texts,
    description=texts,
    base_url=texts,
    client_id=texts,
    client_secret=texts.map(Secret),
    username=texts,
    password=texts.map(Secret),
    token_url=texts,
    client_authentication=st.sampled_from(ClientAuthentication),
    custom_grant_type=texts,
    request_custom_grant_type=texts,
    header_auth_key=texts,
    header_auth_value_pattern=texts,
    additional_headers=st.lists(rows(), max_size=4).map(tuple),
    additional_request_data=st.lists(rows(), max_size=4).map(tuple),
    response=st.builds(
        ResponseSettings,
        type=st.sampled_from(["json", "text"]),
        access_token_key=texts,
        expires_in_key=texts,
        expires_in_format=st.sampled_from(["seconds", "date"]),
    ),
    request=st.builds(
        RequestSettings,
        credential_headers=st.booleans(),
        basic_encoding=st.sampled_from(BasicEncoding),
        timeout=seconds,
        connect_timeout=seconds,
        trust=texts.filter(str.strip),
        proxy=st.builds(
            ProxyUrl,
            st.sampled_from(["", "http://proxy.example:3128", "https://me:pa%22ss@proxy.example"]),
            is_secret=st.booleans(),
        ),
    ),
    api=st.builds(
        ApiCall,
        path=texts,
        method=st.sampled_from(API_METHODS),
        query=st.lists(rows(), max_size=2).map(tuple),
        headers=st.lists(rows(), max_size=2).map(tuple),
    ),
)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    connector = draw(connectors)
    return Profile(connector, {key: draw(sources) for key in secret_keys(connector)})


def without_secrets(profile: Profile, *kept: type[SecretSource]) -> Connector:
    """Return the connector without its secrets, except those from the kept sources."""
    connector = profile.connector
    for key in secret_keys(connector):
        source = profile.source_of(key)
        value = secret_value(connector, key) if isinstance(source, kept) else Secret()
        connector = with_secret(connector, key, value)
    return connector
