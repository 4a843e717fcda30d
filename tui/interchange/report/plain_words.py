"""What each culprit means in plain words, and what to ask a customer about it: no jargon, no standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...oauth2.transport_failure import FailureKind


@dataclass(frozen=True)
class PlainCulprit:
    """A culprit for people who know their own system, and nothing of connectors."""

    meaning: str
    """Goes on after "This means that"."""
    ask: str
    """What we ask them to do or to check. `{host}` is their system's name."""


CULPRITS: Final[Mapping[str, PlainCulprit]] = {
    "client_id": PlainCulprit(
        "the connector presents itself under a Client ID that the system doesn't know",
        "Look up the Client ID of the application that was set up for this connector, and send it to us.",
    ),
    "client_secret": PlainCulprit(
        "the connector's Client Secret is not the one that the system expects",
        "Check whether the Client Secret was replaced or has expired. If so, or if in doubt, create a new "
        "one and hand it to us in a safe way, not in the ticket.",
    ),
    "username": PlainCulprit(
        "the system doesn't know the user name that the connector signs in with",
        "Check the exact user name of the connector's account, as it is typed when signing in to {host}.",
    ),
    "password": PlainCulprit(
        "the password of the connector's account is not right, or no longer",
        "Check that the account's password is right and has not expired: sign in with it once by hand. If "
        "you set a new one, hand it to us in a safe way, not in the ticket.",
    ),
    "token_url": PlainCulprit(
        "the connector asks at the wrong address",
        "Tell us the exact address at which your system signs applications in.",
    ),
    "client_authentication": PlainCulprit(
        "the system expects the connector to prove itself in another way",
        "Tell us how an application has to prove itself when it signs in to {host}.",
    ),
    "additional_headers": PlainCulprit(
        "the system expects extra information with the request",
        "Tell us which extra information {host} expects with a sign-in, such as a key or a tenant.",
    ),
    "additional_request_data": PlainCulprit(
        "the system expects extra information with the request",
        "Tell us which extra information {host} expects with a sign-in, such as a permission or a tenant.",
    ),
    "grant_not_allowed": PlainCulprit(
        "the connector's application may not sign in with a user name and a password",
        "Allow the connector's application to sign in with a user name and a password. Many systems switch "
        "this off unless an administrator allows it.",
    ),
    "account_state": PlainCulprit(
        "the connector's account can't be used as it is: it may be locked, switched off or expired",
        "Check in your system whether the account is locked, switched off or expired, and set it right.",
    ),
    "mfa_or_policy": PlainCulprit(
        "a rule of your system stops the sign-in: a second factor, a missing approval, or a limit to certain "
        "places",
        "Check which rule stops this account or the connector's application. The connector can't enter a "
        "code or approve anything, so it may need an exception.",
    ),
    "scope": PlainCulprit(
        "the connector asks for a permission that it may not have",
        "Tell us which permissions the connector's application may ask for.",
    ),
    "tls": PlainCulprit(
        "no secure connection to the system is possible",
        "Ask your network or security team to check the certificate of {host}, and what stands in front "
        "of it.",
    ),
    "network": PlainCulprit(
        "the system can't be reached from where we asked, or something on the way stops the request",
        "Ask your network team whether {host} can be reached from outside, and whether a firewall has to "
        "allow our addresses.",
    ),
    "rate_limit": PlainCulprit(
        "the system received too many requests in a short time",
        "Tell us how many sign-ins your system allows in which time, and whether it blocks the account now.",
    ),
    "server_side": PlainCulprit(
        "the system itself failed",
        "Ask whoever runs {host} to look into its logs at the times above.",
    ),
    "response_format": PlainCulprit(
        "the system's response is not in the form that the connector reads",
        "Ask whoever runs {host} what it responds to a sign-in, and whether the address is the right one.",
    ),
}

NO_RESPONSE: Final[Mapping[FailureKind, str]] = {
    FailureKind.DNS: "The name {host} could not be found.",
    FailureKind.CONNECT: "No connection to {host} could be opened.",
    FailureKind.TLS: "A secure connection to {host} could not be set up.",
    FailureKind.TIMEOUT: "{host} did not respond in time.",
    FailureKind.PROXY: "The proxy of the network did not let the request through.",
    FailureKind.RESET: "The connection to {host} was cut off before a response came.",
    FailureKind.PROTOCOL: "{host} sent something that is not a response of a web server.",
    FailureKind.CANCELED: "We stopped before {host} responded.",
}
"""Why no response came, without the layers that an engineer thinks of."""
