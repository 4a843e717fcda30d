"""The faults to practise on, as data: those of the token request, and after them those of the API."""

from __future__ import annotations

from typing import Final

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.secret import Secret
from .authorization import CLIENT_SECRET, SCOPES
from .practice_fault import LOGIN_PATH, TIMEOUT, TOKEN_PATH, PracticeFault
from .protected_resource import API_PATH
from .responses import MAINTENANCE, RATE_LIMITED, REDIRECT_TO_LOGIN, SERVER_ERROR
from .server_rules import ServerRules

_READING, _WRITING = SCOPES
_SHORT_LIFETIME: Final = 5
"""Seconds: long enough for one call, and over before anyone has read its answer."""
_SWAPPED_PASSWORD: Final = Secret("Gr4nite&Harb0ur#72")

_TOKEN_FAULTS: Final = (
    PracticeFault(
        "none",
        "Everything works",
        "The connector as it should be: its token request gets an access token, and the API takes it. "
        "Most other choices look alike in the product: “Authorization failed”, and nothing more.",
    ),
    PracticeFault(
        "wrong-secret",
        "Wrong Client Secret",
        "The secret's last character, an equals sign, was left behind when copying. “Authorization failed” "
        "hides a 401 invalid_client: the client was refused, and the account was not even looked at.",
        client_secret=Secret(CLIENT_SECRET.reveal()[:-1]),
    ),
    PracticeFault(
        "pasted-blank",
        "A blank behind the Client Secret",
        "A space came along when the secret was pasted, and no form shows it. “Authorization failed” would "
        "hide that; here it is pointed out before anything is sent, and one key trims it.",
        client_secret=Secret(CLIENT_SECRET.reveal() + " "),
    ),
    PracticeFault(
        "wrong-password",
        "Wrong password",
        "The last two digits of the password are swapped. “Authorization failed” hides a 400 invalid_grant: "
        "the client is right and the account was refused, so no second attempt risks locking it.",
        password=_SWAPPED_PASSWORD,
    ),
    PracticeFault(
        "unknown-client",
        "Unknown Client ID",
        "The Client ID is one of another environment; here it ends in 7f3a. “Authorization failed” hides the "
        "same 401 invalid_client as a wrong secret: a server does not tell which of the two it was.",
        client_id="practice-client-91c5",
    ),
    PracticeFault(
        "grant-not-allowed",
        "Password grant not allowed",
        "All values are right, but the client may not use the password grant. “Authorization failed” hides "
        "an unauthorized_client: no field helps, the server's administrator has to allow the grant.",
        rules=ServerRules(allows_password_grant=False),
    ),
    PracticeFault(
        "body-only",
        "Only Request Body is taken",
        "The server refuses Basic Auth, and takes the client's credentials in the body. With a blank client "
        "authentication the second attempt works; with Basic Auth set, it is “Authorization failed”.",
        rules=ServerRules(takes_basic=False),
    ),
    PracticeFault(
        "basic-only",
        "Only Basic Auth is taken",
        "The form says Request Body, but the server takes the client's credentials by Basic Auth alone. "
        "“Authorization failed” hides an invalid_client although every credential is right.",
        client_authentication=ClientAuthentication.REQUEST_BODY,
        rules=ServerRules(takes_body=False),
    ),
    PracticeFault(
        "unknown-scope",
        "A scope that does not exist",
        "The row scope of the Additional Request Data asks for tickets.raed in place of tickets.read. "
        "“Authorization failed” hides an invalid_scope: the credentials were all accepted.",
        scope="tickets.raed",
    ),
    PracticeFault(
        "account-locked",
        "Account locked",
        "The password is right, but the account is locked. “Authorization failed” hides an invalid_grant "
        "whose description says so: more attempts make it worse, its administrator has to unlock it.",
        rules=ServerRules(account_refusal="The account is locked after too many failed sign-ins."),
    ),
    PracticeFault(
        "mfa-required",
        "Second factor required",
        "The password is right, but a policy asks this account for a second factor, which no connector can "
        "give. “Authorization failed” hides an invalid_grant; the account needs an exception.",
        rules=ServerRules(account_refusal="Multi-factor authentication is required for this account."),
    ),
    PracticeFault(
        "wrong-path",
        "Wrong path in the token URL",
        f"The token URL ends in /oauth/token in place of {TOKEN_PATH}. “Authorization failed” hides a 404 "
        "page: no credential was ever read.",
        token_path="/oauth/token",  # noqa: S106 (a path)
    ),
    PracticeFault(
        "login-page",
        "The token URL is the sign-in page",
        f"The token URL is the one that people sign in at, in place of {TOKEN_PATH}. “Authorization failed” "
        "hides a 200 with a web page in it: a success to the eye, and no token.",
        token_path=LOGIN_PATH,
    ),
    PracticeFault(
        "redirect",
        "Redirected to the sign-in page",
        "A gateway before the server sends every request to its sign-in page. “Authorization failed” hides a "
        "302: following it would turn the POST into a GET and lose its body.",
        response=REDIRECT_TO_LOGIN,
    ),
    PracticeFault(
        "slow",
        "No answer in time",
        f"The server takes half a minute, and this connector waits for {TIMEOUT:.0f} seconds. "
        "“Authorization failed” hides that nothing was refused at all.",
        delay=30.0,
    ),
    PracticeFault(
        "nothing-listens",
        "Nothing listens there",
        "The token URL's port is closed: a wrong port, a stopped server, or a firewall. "
        "“Authorization failed” hides that the request never arrived.",
        nothing_listens=True,
    ),
    PracticeFault(
        "server-error",
        "The server breaks down",
        "The token endpoint answers every request with a 500 page. “Authorization failed” hides that the "
        "fault is the server's: its log, by the reference on the page, tells more.",
        response=SERVER_ERROR,
    ),
    PracticeFault(
        "maintenance",
        "Under maintenance",
        "A load balancer answers 503 while the server behind it is down. “Authorization failed” hides that "
        "waiting is all there is to do.",
        response=MAINTENANCE,
    ),
    PracticeFault(
        "rate-limit",
        "Too many requests",
        "The server answers 429 with Retry-After: 30 seconds. “Authorization failed” hides that the same "
        "request works later, and that trying again at once prolongs the wait.",
        response=RATE_LIMITED,
    ),
    PracticeFault(
        "other-token-key",
        "The token under another key",
        "The server gives a token under accessToken, and the form's Json Access Token Key is access_token. "
        "“Authorization failed” hides a token request that was granted.",
        rules=ServerRules(camel_case_token=True),
    ),
    PracticeFault(
        "error-with-200",
        "An error that looks like a success",
        "The last two digits of the password are swapped, and this server sends errors with status 200. "
        "“Authorization failed” hides an invalid_grant that a log of statuses shows as a success.",
        password=_SWAPPED_PASSWORD,
        rules=ServerRules(errors_as_200=True),
    ),
)

API_FAULTS: Final = (
    PracticeFault(
        "first-token-refused",
        "The API refuses the first token",
        "By its answer the token is good for an hour, and the API refuses it as expired: 401 invalid_token, "
        "and no “Authorization failed” yet. One more, got with the user's credentials, works.",
        rules=ServerRules(refuses_first_token=True),
    ),
    PracticeFault(
        "one-token-at-a-time",
        "A new token ends the old one",
        "Each new token ends the one before, so two connectors with the same account throw each other out, "
        "and “Authorization failed” comes and goes. A rehearsal of the expiry shows it: the first token is "
        "refused once there is a second.",
        rules=ServerRules(ends_older_tokens=True),
    ),
    PracticeFault(
        "scope-too-small",
        "A scope too small for the API",
        f"The row scope of the Additional Request Data asks for {_WRITING} in place of {_READING}. There is "
        "no “Authorization failed”, a token is given; the API answers 403 insufficient_scope, and no other "
        "token with that scope would help.",
        scope=_WRITING,
    ),
    PracticeFault(
        "wrong-api-path",
        "Wrong path of the API",
        f"The API path is /api/v1/me in place of {API_PATH}. There is no “Authorization failed”, a token is "
        "given; the API answers 404, and the connector's credentials are all right.",
        api_path="/api/v1/me",
    ),
    PracticeFault(
        "short-lived",
        "A token of a few seconds",
        f"A token lives for {_SHORT_LIFETIME} seconds, so nearly every call needs a new one. It works, until "
        "the server limits how often tokens may be asked for: then it is “Authorization failed”.",
        rules=ServerRules(token_lifetime=_SHORT_LIFETIME),
    ),
)
"""Faults of the time after the token: it is given, and then the API refuses it, or it is soon over."""

FAULTS: Final = (*_TOKEN_FAULTS, *API_FAULTS)
"""All faults, the one that is none first; those of the time after the token last."""
