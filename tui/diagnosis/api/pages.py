"""Answers that are no data, and no plain refusal either: pages, redirects, errors inside of JSON."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from ...oauth2.token_response import JsonValue
from ..answers.redirect_targets import Place, leads_to_sign_in
from ..finding import Finding
from .answer import ApiAnswer
from .refusals import at_a_wrong_address

_SIGN_IN: Final = re.compile(
    r"type=[\"']?password|<title>[^<]{0,60}(?:log ?in|sign ?in|log ?on|single sign)|"
    r"name=[\"']?(?:samlrequest|j_username)",
    re.IGNORECASE,
)
_ADDRESS: Final = ("base_url", "api.path")
_TELLING_KEYS: Final = (
    "error",
    "errors",
    "fault",
    "exception",
    "error_code",
    "errorCode",
    "error_description",
)
_REFUSED_TOKEN: Final = re.compile(
    r"token|unauthori[sz]ed|not_?authed|invalid_auth|authenticat|session|credential|"
    r"forbidden|access denied|not logged in"
)


def redirect_of_api(answer: ApiAnswer) -> Finding | None:
    """Return what a redirect of the call means (RFC 9110 §15.4); None where the answer is none."""
    if not 300 <= answer.status < 400:
        return None
    if answer.status == 304:
        return _not_modified(answer)
    location = (answer.response.header("Location") or "").strip()
    target = _place(answer.exchange.request.url, location)
    evidence = answer.evidence("Location")
    if target and target.host and leads_to_sign_in(target):
        return _wants_a_session(answer, f"it sends the call on to {answer.quote(target.shown)}", evidence)
    here = _place(answer.exchange.request.url, "")
    shown = answer.quote(target.shown) if target else "no address"
    if target and here and target.is_usable and (target.host, target.path) == (here.host, here.path):
        fix = (
            f"Begin Base Url with {target.scheme}://."
            if target.scheme != here.scheme
            else "Ask the API's owner why it sends the call to the same address again."
        )
    elif target and target.is_usable:
        fix = f"If {shown} is the API's own address, set Base Url and API path so that they lead there."
    else:
        fix = "Check Base Url and API path against the system's guide."
    return answer.finding(
        "redirect",
        f"The API sends the call on to another address: {shown}.",
        "It was not followed: the token goes to the Base Url's host alone, and to no address that a "
        "server picks.",
        fix,
        fields=_ADDRESS,
        evidence=evidence,
        reference="RFC 9110 §15.4",
    )


def _not_modified(answer: ApiAnswer) -> Finding:
    return answer.finding(
        "not_modified",
        "The API answers that nothing has changed, and sends nothing.",
        "304 is for a call that names what it has already; a header row of the call does so, or a "
        "cache on the way.",
        "Delete header rows such as If-None-Match or If-Modified-Since from the call.",
        fields=("api.headers",),
        reference="RFC 9110 §15.4.5",
    )


def page_of_api(answer: ApiAnswer) -> Finding | None:
    """Return what a page means that came in the place of data; None where it is none, or may be one."""
    if answer.seen.shape != "html":
        return None
    if _SIGN_IN.search(answer.seen.body[:20_000]):
        return _wants_a_session(answer, "its answer is a page to sign in at", answer.evidence("Content-Type"))
    if answer.status >= 300 or any(
        row.name.lower() == "accept" and "html" in str(row.value).lower()
        for row in answer.connector.api.headers
    ):
        return None
    return at_a_wrong_address(answer) or answer.finding(
        "page",
        "The answer is a web page, where an API answers with JSON.",
        "Base Url leads to the pages that people use, to a portal or to a gateway's notice. Such "
        "pages are shown to anybody, so it does not prove that the token was taken.",
        "Set Base Url to the address of the API, as the system's guide has it: often another host, or "
        "a path such as /api.",
        fields=_ADDRESS,
        evidence=answer.evidence("Content-Type"),
    )


def _wants_a_session(answer: ApiAnswer, how: str, evidence: tuple[str, ...]) -> Finding:
    return at_a_wrong_address(answer) or answer.finding(
        "wants_a_session",
        "The address that was called is for people who sign in, and does not look at the token.",
        f"Instead of a refusal with 401, {how}: it wants the session of a browser.",
        "Set Base Url and API path to the address at which the system takes access tokens: often "
        "another host, or a path such as /api. If the address is right, ask the API's owner to let "
        "calls with a Bearer token through the sign-in before it.",
        culprits=("server_side", "mfa_or_policy"),
        fields=_ADDRESS,
        evidence=evidence,
    )


def error_inside(answer: ApiAnswer) -> Finding | None:
    """Return what an answer with a status of success says that is none: an error at the top of its JSON."""
    document = answer.seen.document
    if not isinstance(document, dict) or answer.seen.shape != "json" or not _is_error(document):
        return None
    said = answer.said or "no words"
    if _REFUSED_TOKEN.search(answer.seen.words):
        return answer.finding(
            "refused_inside",
            "The API refuses the token, in an answer with a status of success.",
            f"The status is {answer.status}, and the JSON says: “{said}”. A connector that goes by "
            "the status takes this for data, and does not get a new token when the old one is over.",
            "Check that Oauth2 Token Url and Base Url are of the same system and environment, and "
            "which scope the API needs.",
            culprits=("token_url", "scope", "account_state"),
        )
    return answer.finding(
        "error_inside",
        f"The API answered {answer.status}, and its JSON tells of an error.",
        f"It says: “{said}”. The token was taken, most likely; the call was not carried out.",
        "Correct the call by what it says, or call something simpler.",
        culprits=("server_side",),
        fields=("api.path",),
    )


def _is_error(document: dict[str, JsonValue]) -> bool:
    """Tell by the outer members alone: data may well hold records of errors."""
    if any(document.get(key) is False for key in ("ok", "success", "isSuccess", "succeeded")):
        return True
    if document.get("data") or document.get("result") or document.get("results"):
        return False
    named = any(isinstance(document.get(key), str | dict | list) and document[key] for key in _TELLING_KEYS)
    return named or str(document.get("status", "")).lower() in {
        "error",
        "fail",
        "failed",
        "failure",
        "401",
        "403",
    }


def _place(url: str, location: str) -> Place | None:
    try:
        return Place(urlsplit(urljoin(url, location)))
    except ValueError:
        return None
