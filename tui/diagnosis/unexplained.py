"""A refusal that no rule knows: what its status alone tells."""

from __future__ import annotations

from typing import Final

from .finding import Finding
from .observation import Observation
from .quoting import Quote

_BY_STATUS: Final = {
    400: (
        ("additional_request_data", "client_secret", "token_url"),
        "The server finds something wrong in the request, and does not say it in words that are known here.",
        "Compare the request with the system's own guide: a missing row of Additional Request Data is the "
        "most common.",
    ),
    401: (
        ("client_secret", "client_id", "password", "client_authentication"),
        "The server does not accept the credentials.",
        "Type Client ID and Client Secret anew, then username and password; try the other Oauth2 Client "
        "Authentication.",
    ),
    403: (
        ("network", "grant_not_allowed", "mfa_or_policy"),
        "The server, or a gateway before it, forbids the request.",
        "Ask its owner: this can be an allow-list of addresses, a right that the client lacks, or a policy.",
    ),
    404: (("token_url",), "There is nothing at that path.", "Check Oauth2 Token Url to its end."),
    405: (
        ("token_url",),
        "No POST is allowed at that path, so it is not the token endpoint.",
        "Check Oauth2 Token Url to its end.",
    ),
    410: (("token_url",), "The path is no longer in use.", "Ask for the new URL of the token endpoint."),
    415: (
        ("additional_headers", "token_url"),
        "The server takes no form data at that path.",
        "Delete a row Content-Type from Additional Headers; if there is none, check Oauth2 Token Url.",
    ),
    429: (
        ("rate_limit",),
        "The server wants fewer requests.",
        "Wait before the next attempt; sending again at once prolongs it.",
    ),
    431: (
        ("additional_headers",),
        "The request's headers are too long for the server.",
        "Delete rows of Additional Headers that are not needed.",
    ),
}
_SERVER: Final = (
    ("server_side",),
    "The fault is on the server's side.",
    "Try again later; if it stays, ask its owner for the log of this request.",
)
_OTHER: Final = (
    ("token_url", "additional_request_data", "client_secret"),
    "The answer says no more.",
    "Check first that Oauth2 Token Url is the token endpoint, then the credentials.",
)


def unexplained(seen: Observation, quote: Quote) -> Finding:
    """Return a finding for an answer that no rule knows."""
    status = seen.status
    is_server = status is not None and status >= 500
    culprits, cause, fix = _SERVER if is_server else _BY_STATUS.get(status or 0, _OTHER)
    said = next((words for words in (*seen.messages, *seen.codes) if words), "")
    answered = f"The server answered {status}" if status else "The server answered"
    can = "can be read in it" if seen.shape == "octets" else "is given"
    return Finding(
        id="answer.unexplained",
        severity="error",
        culprits=culprits,
        title=f"{answered}: “{quote(said)[:120]}”." if said else f"{answered}, and no reason {can}.",
        cause=cause,
        fix=fix,
        evidence=(f"status {status or 'unknown'}", quote(said) if said else "no words"),
    )
