"""Lists the practice faults: first those of the token request, then those of the API call."""

from __future__ import annotations

from typing import Final

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.secret import Secret
from .practice_fault import LOGIN_PATH, TIMEOUT, TOKEN_PATH, PracticeFault
from .protected_resource import API_PATH
from .registered import CLIENT_SECRET, SCOPES
from .responses import MAINTENANCE, RATE_LIMITED, REDIRECT_TO_LOGIN, SERVER_ERROR
from .server_rules import ServerRules

_READ_SCOPE, _WRITE_SCOPE = SCOPES
_SHORT_LIFETIME: Final = 5
"""Seconds: enough for one call, but less than it takes to read the response."""
_SWAPPED_PASSWORD: Final = Secret("Gr4nite&Harb0ur#72")

_TOKEN_FAULTS: Final = (
    PracticeFault(
        "none",
        "Everything works",
        "The connector is right: it gets an access token, and the API accepts it. "
        "Most of the other choices look the same in the product: “Authorization failed”, and nothing more.",
    ),
    PracticeFault(
        "wrong-secret",
        "Wrong Client Secret",
        "The last character of the secret, an equals sign, was not copied. "
        "“Authorization failed” hides a 401 invalid_client. "
        "The server refused the client and never checked the account.",
        client_secret=Secret(CLIENT_SECRET.reveal()[:-1]),
    ),
    PracticeFault(
        "pasted-blank",
        "A space after the Client Secret",
        "A space was pasted along with the secret, and no form shows it. "
        "“Authorization failed” would hide it. "
        "The wizard points it out before anything is sent, and one key trims it.",
        client_secret=Secret(CLIENT_SECRET.reveal() + " "),
    ),
    PracticeFault(
        "wrong-password",
        "Wrong password",
        "The last two digits of the password are swapped. "
        "“Authorization failed” hides a 400 invalid_grant: the client is right, but the account was refused. "
        "There is no second attempt, because it could lock the account.",
        password=_SWAPPED_PASSWORD,
    ),
    PracticeFault(
        "unknown-client",
        "Unknown Client ID",
        "The Client ID belongs to another environment; here it ends in 7f3a. "
        "“Authorization failed” hides the same 401 invalid_client as a wrong secret. "
        "The server doesn't say which of the two is wrong.",
        client_id="practice-client-91c5",
    ),
    PracticeFault(
        "grant-not-allowed",
        "Password grant not allowed",
        "All values are right, but the client may not use the password grant. "
        "“Authorization failed” hides an unauthorized_client. "
        "No field fixes it: the server's administrator has to allow the grant.",
        rules=ServerRules(allows_password_grant=False),
    ),
    PracticeFault(
        "body-only",
        "Only Request Body is accepted",
        "The server refuses Basic Auth and wants the client's credentials in the body. "
        "If Oauth2 Client Authentication is blank, the second attempt works. "
        "If it is set to Basic Auth, you get “Authorization failed”.",
        rules=ServerRules(takes_basic=False),
    ),
    PracticeFault(
        "basic-only",
        "Only Basic Auth is accepted",
        "The form says Request Body, but the server only accepts Basic Auth. "
        "“Authorization failed” hides an invalid_client, although every credential is right.",
        client_authentication=ClientAuthentication.REQUEST_BODY,
        rules=ServerRules(takes_body=False),
    ),
    PracticeFault(
        "unknown-scope",
        "A scope that doesn't exist",
        "The row “scope” of Additional Request Data asks for tickets.raed instead of tickets.read. "
        "“Authorization failed” hides an invalid_scope: all credentials were accepted.",
        scope="tickets.raed",
    ),
    PracticeFault(
        "account-locked",
        "Account locked",
        "The password is right, but the account is locked. "
        "“Authorization failed” hides an invalid_grant whose description says so. "
        "More attempts make it worse: an administrator has to unlock the account.",
        rules=ServerRules(account_refusal="The account is locked after too many failed sign-ins."),
    ),
    PracticeFault(
        "mfa-required",
        "Second factor required",
        "The password is right, but a policy demands a second factor, which no connector can provide. "
        "“Authorization failed” hides an invalid_grant. The account needs an exception from the policy.",
        rules=ServerRules(account_refusal="Multi-factor authentication is required for this account."),
    ),
    PracticeFault(
        "wrong-path",
        "Wrong path in the token URL",
        f"The token URL ends in /oauth/token instead of {TOKEN_PATH}. "
        "“Authorization failed” hides a 404 page. The server never read the credentials.",
        token_path="/oauth/token",  # noqa: S106 (a path)
    ),
    PracticeFault(
        "login-page",
        "The token URL is the sign-in page",
        f"The token URL leads to the page where people sign in, instead of {TOKEN_PATH}. "
        "“Authorization failed” hides a web page with status 200. "
        "It looks like success, but it contains no token.",
        token_path=LOGIN_PATH,
    ),
    PracticeFault(
        "redirect",
        "Redirected to the sign-in page",
        "A gateway in front of the server redirects every request to its sign-in page. "
        "“Authorization failed” hides a 302. "
        "Following it would turn the POST into a GET and lose its body.",
        response=REDIRECT_TO_LOGIN,
    ),
    PracticeFault(
        "slow",
        "The request times out",
        f"The server needs half a minute, but this connector waits only {TIMEOUT:.0f} seconds. "
        "“Authorization failed” hides that nothing was refused.",
        delay=30.0,
    ),
    PracticeFault(
        "nothing-listens",
        "Nothing listens on the port",
        "The token URL's port is closed: it is the wrong port, the server is down, or a firewall blocks it. "
        "“Authorization failed” hides that the request never arrived.",
        nothing_listens=True,
    ),
    PracticeFault(
        "server-error",
        "The server fails",
        "The token endpoint answers every request with a 500 page. "
        "“Authorization failed” hides that the server is at fault. "
        "Its owner can look up the page's reference in the server's log.",
        response=SERVER_ERROR,
    ),
    PracticeFault(
        "maintenance",
        "Under maintenance",
        "A load balancer answers 503 while the server behind it is down. "
        "“Authorization failed” hides that all you can do is wait.",
        response=MAINTENANCE,
    ),
    PracticeFault(
        "rate-limit",
        "Too many requests",
        "The server answers 429 with a Retry-After of 30 seconds. "
        "“Authorization failed” hides that the same request works later. "
        "Sending it again at once only makes the wait longer.",
        response=RATE_LIMITED,
    ),
    PracticeFault(
        "other-token-key",
        "The token has another key",
        "The server sends the token as accessToken, but Json Access Token Key is access_token. "
        "“Authorization failed” hides that the server issued a token.",
        rules=ServerRules(camel_case_token=True),
    ),
    PracticeFault(
        "error-with-200",
        "An error that looks like a success",
        "The last two digits of the password are swapped, and this server sends errors with status 200. "
        "“Authorization failed” hides an invalid_grant. A log of statuses shows it as a success.",
        password=_SWAPPED_PASSWORD,
        rules=ServerRules(errors_as_200=True),
    ),
)

API_FAULTS: Final = (
    PracticeFault(
        "first-token-refused",
        "The API refuses the first token",
        "The token's lifetime is an hour, but the API refuses it as expired: 401 invalid_token. "
        "There is no “Authorization failed” yet: a new token works.",
        rules=ServerRules(refuses_first_token=True),
    ),
    PracticeFault(
        "one-token-at-a-time",
        "A new token ends the old one",
        "Each new token makes the one before it expire. "
        "Two connectors with the same account cut each other off, so “Authorization failed” comes and goes. "
        "The expiry rehearsal shows it: the API refuses the first token once there is a second.",
        rules=ServerRules(ends_older_tokens=True),
    ),
    PracticeFault(
        "scope-too-small",
        "The scope is too small for the API",
        f"The row “scope” of Additional Request Data asks for {_WRITE_SCOPE} instead of {_READ_SCOPE}. "
        "There is no “Authorization failed”, because the server issues a token. "
        "But the API answers 403 insufficient_scope, and a new token with that scope won't help.",
        scope=_WRITE_SCOPE,
    ),
    PracticeFault(
        "wrong-api-path",
        "Wrong API path",
        f"The API path is /api/v1/me instead of {API_PATH}. "
        "There is no “Authorization failed”, because the server issues a token. "
        "But the API answers 404, although all credentials are right.",
        api_path="/api/v1/me",
    ),
    PracticeFault(
        "short-lived",
        "A token that lasts a few seconds",
        f"A token lasts {_SHORT_LIFETIME} seconds, so nearly every call needs a new one. "
        "That works until the server limits how often tokens may be requested. "
        "Then you get “Authorization failed”.",
        rules=ServerRules(token_lifetime=_SHORT_LIFETIME),
    ),
)
"""Faults after the token request has succeeded: the API refuses the token, or the token expires soon."""

FAULTS: Final = (*_TOKEN_FAULTS, *API_FAULTS)
"""All practice faults. The first one is no fault at all; those of the API come last."""
