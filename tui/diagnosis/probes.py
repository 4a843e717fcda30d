"""What tells two culprits apart: for each pair, the experiments and questions that can, the best one first.

A finding names its culprits by how probable they are. What settles the first two is worth more than a
third guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Probe(NamedTuple):
    """An experiment to make, or a question to ask the customer."""

    text: str
    """What to do, and what to conclude. For an experiment, the words where there is no run; may be empty."""
    experiments: tuple[str, ...] = ()
    """Their ids, or how they begin where they end in a hyphen; none for a question."""
    costs_login: bool = False


_TRIMMED: Final = Probe("", ("trimmed",), costs_login=True)
_ENCODING: Final = Probe("", ("basic-encoding-",))
_OTHER_METHOD: Final = Probe(
    "Send it once with the other Oauth2 Client Authentication. "
    "If the response changes, the method was wrong.",
    ("by-request-body", "by-basic"),
)
_WITHOUT_OWN: Final = Probe(
    "Send it once with Credential headers off (a setting of this tool). "
    "If it works, a firewall blocks these headers.",
    ("without-credential-headers",),
)
_WITHOUT_HEADER: Final = Probe(
    "Send it once without the rows of Additional Headers. If it works, one of them is wrong.",
    ("without-additional-headers-",),
)
_WITHOUT_DATA: Final = Probe(
    "Send it once without the rows of Additional Request Data. If it works, one of them is wrong.",
    ("without-additional-request-data-",),
)
_DISCOVERED: Final = Probe("", ("discovered-token-url",))

_REGISTRATION: Final = Probe(
    "Ask for a screenshot of the client's registration, and compare the Client ID in it letter by letter. "
    "If it is the same, the secret is wrong."
)
_GRANTS: Final = Probe("Ask for a screenshot of the client's registration that shows its grant types.")
_METHODS: Final = Probe(
    "Ask for a screenshot of the client's registration that shows its client authentication method."
)
_SCOPES: Final = Probe(
    "Ask for the list of scopes that the client is registered for, and compare it with the row scope."
)
_ENVIRONMENT: Final = Probe(
    "Ask in which environment or tenant the client is registered. "
    "Compare it with the host in Oauth2 Token Url."
)
_BROWSER: Final = Probe(
    "Ask the customer to sign in once in a browser, as this user. If that works, the account is fine "
    "and the values here are wrong.",
    costs_login=True,
)
_LOGIN_LOG: Final = Probe(
    "Ask the administrator for this account's sign-in log. "
    "It says whether the name, the password or a policy was the reason."
)
_SPELLING: Final = Probe("Ask the administrator how the account's sign-in name is written, letter by letter.")
_INSIDE: Final = Probe(
    "Ask the customer to run curl with Oauth2 Token Url inside their network. "
    "If it answers there, something on the way blocks it. If it doesn't, the URL is wrong."
)
_OTHERS: Final = Probe(
    "Ask whether other clients get a token from this server now. If they do, the server is fine."
)
_SERVER_LOG: Final = Probe(
    "Ask the server's owner for the log of this minute. It names what the server refused."
)
_GUIDE: Final = Probe(
    "Ask for the system's guide, or for one request that works, and compare it with this one."
)
_GUIDE_URL: Final = Probe(
    "Ask for the token endpoint in the system's guide. Compare it with Oauth2 Token Url to the last slash."
)
_CERTIFICATE: Final = Probe(
    "Ask the customer which certificate a browser shows for this host from another network. "
    "If it is another one, something on the way replaced it."
)
_PAUSE: Final = Probe("Ask how many requests the server allows in a minute, and what else uses this client.")

_ACCOUNT: Final = ("username", "password", "account_state", "mfa_or_policy")
_PAIRS: Final[Mapping[frozenset[str], tuple[Probe, ...]]] = {
    frozenset({"client_secret", "client_id"}): (_TRIMMED, _ENCODING, _REGISTRATION),
    frozenset({"client_secret", "client_authentication"}): (_OTHER_METHOD, _ENCODING, _METHODS),
    frozenset({"client_id", "client_authentication"}): (_OTHER_METHOD, _METHODS),
    frozenset({"client_secret", "token_url"}): (_ENVIRONMENT,),
    frozenset({"client_id", "token_url"}): (_ENVIRONMENT,),
    frozenset({"client_id", "grant_not_allowed"}): (_GRANTS,),
    frozenset({"client_secret", "grant_not_allowed"}): (_GRANTS,),
    frozenset({"client_authentication", "grant_not_allowed"}): (_GRANTS,),
    frozenset({"client_secret", "password"}): (_OTHER_METHOD, _LOGIN_LOG),
    frozenset({"grant_not_allowed", "additional_request_data"}): (_WITHOUT_DATA, _GRANTS),
    frozenset({"password", "username"}): (_TRIMMED, _BROWSER, _LOGIN_LOG),
    frozenset({"username", "additional_request_data"}): (_WITHOUT_DATA, _SPELLING),
    frozenset({"username", "token_url"}): (_SPELLING, _GUIDE_URL),
    **{
        frozenset({value, state}): (_LOGIN_LOG,)
        for value in _ACCOUNT
        for state in ("account_state", "mfa_or_policy")
        if value != state
    },
    frozenset({"account_state", "rate_limit"}): (_LOGIN_LOG,),
    frozenset({"scope", "additional_request_data"}): (_SCOPES, _WITHOUT_DATA),
    frozenset({"scope", "client_id"}): (_SCOPES,),
    frozenset({"additional_headers", "additional_request_data"}): (_WITHOUT_HEADER, _WITHOUT_DATA, _GUIDE),
    frozenset({"additional_headers", "network"}): (_WITHOUT_OWN, _WITHOUT_HEADER, _INSIDE),
    frozenset({"token_url", "network"}): (_INSIDE,),
    frozenset({"token_url", "server_side"}): (_DISCOVERED, _OTHERS),
    frozenset({"token_url", "response_format"}): (_DISCOVERED, _GUIDE_URL),
    frozenset({"network", "server_side"}): (_OTHERS,),
    frozenset({"network", "tls"}): (_CERTIFICATE,),
    frozenset({"tls", "server_side"}): (_CERTIFICATE,),
    frozenset({"rate_limit", "server_side"}): (_PAUSE,),
    frozenset({"server_side", "additional_request_data"}): (_WITHOUT_DATA, _SERVER_LOG),
    frozenset({"server_side", "additional_headers"}): (_WITHOUT_HEADER, _SERVER_LOG),
}
_BY_FIRST: Final[Mapping[str, tuple[Probe, ...]]] = {
    "client_id": (_REGISTRATION,),
    "client_secret": (_TRIMMED, _ENCODING, _REGISTRATION),
    "username": (_TRIMMED, _SPELLING),
    "password": (_TRIMMED, _BROWSER, _LOGIN_LOG),
    "token_url": (_DISCOVERED, _GUIDE_URL),
    "client_authentication": (_OTHER_METHOD, _METHODS),
    "additional_headers": (_WITHOUT_HEADER, _WITHOUT_OWN, _GUIDE),
    "additional_request_data": (_WITHOUT_DATA, _GUIDE),
    "grant_not_allowed": (_GRANTS,),
    "account_state": (_LOGIN_LOG,),
    "mfa_or_policy": (_LOGIN_LOG,),
    "scope": (_SCOPES,),
    "tls": (_CERTIFICATE,),
    "network": (_INSIDE,),
    "rate_limit": (_PAUSE,),
    "server_side": (_SERVER_LOG,),
    "response_format": (_GUIDE,),
}
"""For pairs that the table doesn't hold, and for a culprit that stands alone."""
_RIGHTS: Final = Probe(
    "Ask the API's owner which role and which scope this call needs. "
    "Compare them with the account's and the token's."
)
_AUDIENCE: Final = Probe(
    "Ask the API's owner for which issuer and audience it accepts tokens, and compare them with the token's."
)
_GUIDE_CALL: Final = Probe(
    "Ask for one call that works, as curl, and compare its address, method and headers with this one."
)
_API_LOG: Final = Probe("Ask the API's owner for the log of this minute. It names what the API refused.")
_OF_A_CALL: Final[Mapping[str, tuple[Probe, ...]]] = {
    "scope": (_RIGHTS,),
    "account_state": (_RIGHTS,),
    "mfa_or_policy": (_RIGHTS,),
    "grant_not_allowed": (_RIGHTS,),
    "token_url": (_AUDIENCE,),
    "additional_request_data": (_AUDIENCE,),
    "network": (_API_LOG,),
    "server_side": (_API_LOG,),
    "rate_limit": (_PAUSE,),
    "tls": (_CERTIFICATE,),
}
"""By the first culprit of an API's refusal: its pairs are of one kind, who may call, or how it is called."""


def probes_for(culprits: tuple[str, ...], *, of_a_call: bool) -> tuple[Probe, ...]:
    """Return what tells the first two culprits apart, the best one first.

    `of_a_call` is whether an API refused a call, and not the token endpoint a request for a token.
    """
    first = culprits[0] if culprits else ""
    if of_a_call:
        return _OF_A_CALL.get(first, (_GUIDE_CALL,))
    return _PAIRS.get(frozenset(culprits[:2])) or _BY_FIRST.get(first, (_GUIDE,))
