"""Responses that are neither data nor a plain refusal: pages, redirects, errors inside JSON."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from ...oauth2.responses.token_response import JsonValue
from ..answers.redirect_targets import Place, leads_to_sign_in
from ..finding import Finding
from .answer import ApiAnswer, api_error
from .refusals import at_a_wrong_address

_SIGN_IN: Final = re.compile(
    r"type=[\"']?password|<title>[^<]{0,60}(?:log ?in|sign ?in|log ?on|single sign)|"
    r"name=[\"']?(?:samlrequest|j_username)",
    re.IGNORECASE,
)
_ADDRESS: Final = ("base_url", "api.path")
_KEEP_HTTPS: Final = (
    "Keep https in Base Url: over http, anyone on the way could read the token. "
    "Often the API stands behind a gateway and doesn't know that calls come over https. "
    "Ask the API's owner to tell it (X-Forwarded-Proto)."
)
_ERROR_KEYS: Final = (
    "error",
    "errors",
    "fault",
    "exception",
    "error_code",
    "errorCode",
    "error_description",
)
_FAILED: Final = frozenset({"error", "fail", "failed", "failure", "401", "403"})
"""Values of the member `status`."""
_REFUSED_TOKEN: Final = re.compile(
    r"token|unauthori[sz]ed|not_?authed|invalid_auth|authenticat|session|credential|"
    r"forbidden|access denied|not logged in"
)


def redirect_of_api(answer: ApiAnswer) -> Finding | None:
    """Return what a redirect of the call means (RFC 9110 §15.4); None for any other response."""
    if not 300 <= answer.status < 400:
        return None
    if answer.status == 304:
        return _not_modified(answer)
    location = (answer.response.header("Location") or "").strip()
    target = _place(answer.exchange.request.url, location)
    evidence = answer.evidence("Location")
    if target and target.host and leads_to_sign_in(target):
        how = f"it redirects the call to {answer.quote(target.shown)}"
        return _wants_a_session(answer, how, evidence)
    shown = answer.quote(target.shown) if target else "no address"
    return api_error(
        "api.redirect",
        title=f"The API redirects the call to another address: {shown}.",
        cause="The redirect was not followed. The token goes only to the host in Base Url, "
        "never to an address that a server picks.",
        fix=_fix_of_redirect(_place(answer.exchange.request.url, ""), target, shown),
        fields=_ADDRESS,
        evidence=evidence,
        reference="RFC 9110 §15.4",
    )


def _fix_of_redirect(here: Place | None, target: Place | None, shown: str) -> str:
    if target is None or not target.is_usable:
        return "Check Base Url and API path against the system's guide."
    if target.scheme == "http" and not (here and here.scheme == "http"):
        return _KEEP_HTTPS
    if here is None or (target.host, target.path) != (here.host, here.path):
        return f"If {shown} is the API's own address, set Base Url and API path to lead there."
    if target.scheme != here.scheme:
        return "Begin Base Url with https://."
    return "Ask the API's owner why it redirects the call to the same address."


def _not_modified(answer: ApiAnswer) -> Finding:
    return api_error(
        "api.not_modified",
        title="The API answers that nothing has changed, and sends nothing.",
        cause="304 answers a call that names the version it already has. "
        "A header row of the call does so, or a cache on the way.",
        fix="Delete header rows such as If-None-Match or If-Modified-Since from the call.",
        fields=("api.headers",),
        evidence=answer.evidence(),
        reference="RFC 9110 §15.4.5",
    )


def page_of_api(answer: ApiAnswer) -> Finding | None:
    """Return what a page means where data was expected; None where it is none, or was asked for."""
    if answer.seen.shape != "html":
        return None
    if _SIGN_IN.search(answer.seen.body[:20_000]):
        return _wants_a_session(answer, "it shows a sign-in page", answer.evidence("Content-Type"))
    if answer.status >= 300 or _asks_for_html(answer):
        return None
    return at_a_wrong_address(answer) or api_error(
        "api.page",
        title="The response is a web page, but an API answers with JSON.",
        cause="Base Url leads to the pages that people use, to a portal or to a gateway's notice. "
        "Anyone can see such pages, so this doesn't prove that the token was accepted.",
        fix="Base Url: set it to the API's address from the system's guide. "
        "It is often another host, or a path such as /api.",
        fields=_ADDRESS,
        evidence=answer.evidence("Content-Type"),
    )


def _asks_for_html(answer: ApiAnswer) -> bool:
    rows = answer.connector.api.headers
    return any(row.name.lower() == "accept" and "html" in str(row.value).lower() for row in rows)


def _wants_a_session(answer: ApiAnswer, how: str, evidence: tuple[str, ...]) -> Finding:
    return at_a_wrong_address(answer) or api_error(
        "api.wants_a_session",
        title="The address of the call is for people who sign in, and ignores the token.",
        cause=f"It doesn't refuse with 401. Instead, {how}: it wants a browser's session.",
        fix="Base Url: set it to the address where the system accepts access tokens. "
        "It is often another host, or a path such as /api. "
        "If it is right, ask the API's owner to let calls with a Bearer token past the sign-in.",
        culprits=("server_side", "mfa_or_policy"),
        fields=_ADDRESS,
        evidence=evidence,
    )


def error_inside(answer: ApiAnswer) -> Finding | None:
    """Return what an error at the top of the JSON means in a response with a status of success."""
    document = answer.seen.document
    if not isinstance(document, dict) or answer.seen.shape != "json" or not _is_error(document):
        return None
    said = answer.said or "no words"
    if _REFUSED_TOKEN.search(answer.seen.words):
        return api_error(
            "api.refused_inside",
            title="The API refuses the token, although the status says success.",
            cause=f"The status is {answer.status}, but the JSON says: “{said}”. A connector that goes by the "
            "status takes this for data. It gets no new token when the old one has expired.",
            fix="Oauth2 Token Url: check that it belongs to the system and environment of Base Url. "
            "Ask the API's owner which scope a token needs.",
            culprits=("token_url", "scope", "account_state"),
            confidence="likely",
            evidence=answer.evidence(),
        )
    return api_error(
        "api.error_inside",
        title=f"The API answered {answer.status}, but its JSON reports an error.",
        cause=f"It says: “{said}”. It most likely accepted the token, but did not carry out the call.",
        fix="Correct the call by what the API says, or call something simpler.",
        culprits=("server_side",),
        fields=("api.path",),
        evidence=answer.evidence(),
    )


def _is_error(document: dict[str, JsonValue]) -> bool:
    """Tell by the outer members alone: data may well hold records of errors."""
    if any(document.get(key) is False for key in ("ok", "success", "isSuccess", "succeeded")):
        return True
    if document.get("data") or document.get("result") or document.get("results"):
        return False
    named = any(isinstance(document.get(key), str | dict | list) and document[key] for key in _ERROR_KEYS)
    return named or str(document.get("status", "")).lower() in _FAILED


def _place(url: str, location: str) -> Place | None:
    try:
        return Place(urlsplit(urljoin(url, location)))
    except ValueError:
        return None
