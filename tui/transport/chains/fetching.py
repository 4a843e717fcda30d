"""Gets an issuer's certificate from where a certificate says that it can be had (RFC 5280 §4.2.2.1)."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urljoin

from ...oauth2.connector import RequestSettings
from ...oauth2.exchange import HttpResponse
from ...oauth2.field_checks import check_url
from ...oauth2.url_parts import split_web_url
from ...plain_text import plain_line
from ..plain_get import PlainGet
from ..sending import converse
from ..watch import Watch
from .candidates import Candidate
from .certificate_files import certificates_in

MOST_REDIRECTS: Final = 3
_ACCEPT: Final = "application/pkix-cert, application/pkcs7-mime, */*"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class Fetched(NamedTuple):
    """What came of a fetch."""

    candidates: tuple[Candidate, ...] = ()
    problem: str = ""
    """Why there is no certificate: a sentence, safe to show."""


async def fetch(url: str, settings: RequestSettings) -> Fetched:
    """Get the certificates at a URL, over http or https. Never raises for what a network or a server does.

    It obeys the settings' timeouts, trust and proxy, and reads at most what any response may have. A redirect
    is followed to http and https alone, and at most three times.
    """
    address = url
    for _ in range(MOST_REDIRECTS + 1):
        shown = plain_line(address)
        if reason := _unfetchable(address):
            return Fetched(problem=f"{shown} was not fetched: {reason}")
        response, failure = await converse(PlainGet(address, _ACCEPT), settings, Watch(settings.trust))
        if response is None:
            reason = failure.message if failure else "there was no response."
            return Fetched(problem=f"{shown} was not fetched: {reason}")
        location = _header(response, "location")
        if response.status not in _REDIRECTS or not location:
            return _taken_from(response, shown)
        address = _joined(address, location)
    return Fetched(problem=f"{plain_line(url)} was not fetched: more than {MOST_REDIRECTS} redirects.")


def _unfetchable(url: str) -> str:
    """Return why a URL can't be fetched; empty if it can."""
    if split_web_url(url) is None:
        return "only http and https URLs are."
    return check_url(url)


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _taken_from(response: HttpResponse, shown: str) -> Fetched:
    if response.status != 200:
        return Fetched(problem=f"{shown} was not fetched: the status of the response is {response.status}.")
    if response.body_fault:
        return Fetched(problem=f"{shown}: what arrived {response.body_fault.words}.")
    held = certificates_in(response.body)
    if not held.certificates:
        return Fetched(problem=f"{shown} {held.problem}.")
    return Fetched(tuple(Candidate(der, shown) for der in held.certificates))


def _header(response: HttpResponse, name: str) -> str:
    return next((value for key, value in response.headers if key.lower() == name), "")
