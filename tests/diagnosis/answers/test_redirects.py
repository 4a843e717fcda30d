"""A redirect of the token request: where it leads, what following it would lose, and what to do instead."""

from __future__ import annotations

import pytest

from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_response
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.secret import MASK

URL = "https://idp.example.com/oauth2/token"


def redirected(location: str | None, status: int = 302, url: str = URL) -> Finding:
    headers = () if location is None else (("Location", location),)
    return diagnose_response(HttpResponse(status, "", headers, b""), status=status, url=url)[0]


@pytest.mark.parametrize(
    ("url", "location", "words"),
    [
        (
            "http://h.example.com/token",
            "https://h.example.com/token",
            "Oauth2 Token Url: set it to https://h.ex",
        ),
        (
            "http://h.example.com:8080/token",
            "https://h.example.com:8443/token",
            "to https://h.example.com:8443/",
        ),
        ("http://h.example.com/token", "https://h.example.com/home", "https://h.example.com/home, if that"),
        (URL, URL + "/", f"Oauth2 Token Url: set it to {URL}/."),
        (URL + "/", URL, "slash at the end"),
        (URL, "https://idp.example.com//oauth2/token", "double slash"),
        (URL, "https://idp.example.com/OAuth2/Token", "upper and lower case"),
        (URL, URL, "the same URL again"),
        (URL, URL + "?lang=en", "only difference is in the query"),
        (URL, "https://idp.example.com:8443/oauth2/token", "another port of the same host: 8443, not 443"),
        (URL, "https://idp.example.com:443/oauth2/token", "the same URL again"),
        (URL, "https://idp.example.com/v2/oauth2/token", "another path on the same host"),
        (URL, "/v2/oauth2/token", "set it to https://idp.example.com/v2/oauth2/token, if that"),
        (URL, "token/", "to https://idp.example.com/oauth2/token/."),
        (URL, "//other.example.com/token", "set it to https://other.example.com/token, if"),
        (URL, "https://www.idp.example.com/oauth2/token", "the same host with www."),
        ("https://www.example.com/token", "https://example.com/token", "the same host without www."),
        (URL, "https://other.example.com/token?s=1", "set it to https://other.example.com/token, if"),
        (URL, "https://me:made-up@other.example.com/token", "set it to https://other.example.com/token, if"),
        (URL, "http://other.example.com/token", "but with https"),
        ("", "http://idp.example.com/token", "but with https"),
        (URL, "http://idp.example.com/oauth2/token", "Oauth2 Token Url: never set it to http"),
        (
            URL,
            "http://idp.example.com/oauth2/token/",
            "path, /oauth2/token/, on the same host, and keep https",
        ),
        ("", "https://idp.example.com/token", "set it to https://idp.example.com/token, if"),
        ("", "/v2/token", "a path on the same host"),
        (URL, None, "doesn't say where it leads"),
        (URL, "", "doesn't say where it leads"),
        (URL, "http://[", "no web address"),
        (URL, "javascript:alert(1)", "no web address"),
        (URL, "file:///etc/passwd", "no web address"),
        (URL, "ftp://idp.example.com/token", "no web address"),
        (URL, "https://idp.example.com:b/oauth2/token", "no web address"),
    ],
)
def test_it_says_where_to_and_what_to_do(url: str, location: str | None, words: str) -> None:
    finding = redirected(location, url=url)
    assert (finding.id, finding.culprits, finding.severity) == ("answer.redirect", ("token_url",), "error")
    assert words in f"{finding.cause} {finding.fix}"
    shown = (location or "none").replace(":made-up@", f":{MASK}@")
    assert f"Location: {shown}" in finding.evidence
    assert "{" not in finding.cause + finding.fix


@pytest.mark.parametrize(
    ("location", "is_sign_in"),
    [
        ("/login?next=%2Ftoken", True),
        ("/Account/LogOn", True),
        ("https://sso.example.com/", True),
        ("https://login.example.com/", True),
        ("https://idp.example.com/adfs/ls/?wa=wsignin1.0", True),
        ("https://idp.example.com/x?SAMLRequest=abc", True),
        ("https://idp.example.com/app?ReturnUrl=%2Foauth2%2Ftoken", True),
        ("https://idp.example.com/idp/sso", True),
        ("https://idp.example.com/oauth2/authorize", True),
        ("https://login.example.com/oauth2/token", False),
        ("https://login.example.com/oauth2/token/", False),
        ("https://idp.example.com/association/lessons", False),
        ("https://idp.example.com/signing/keys", False),
        ("https://idp.example.com/v2", False),
    ],
)
def test_a_page_to_sign_in_at_is_told_apart(location: str, is_sign_in: bool) -> None:
    finding = redirected(location)
    assert ("sign-in page" in finding.title) is is_sign_in
    assert ("gateway" in finding.fix) is is_sign_in


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (301, "turns the POST into a GET and loses its body"),
        (302, "turns the POST into a GET and loses its body"),
        (303, "turns the POST into a GET and loses its body"),
        (307, "asks to send the POST again, with all its secrets"),
        (308, "asks to send the POST again, with all its secrets"),
        (300, "doesn't choose"),
    ],
)
def test_it_says_what_following_would_do_and_that_it_was_not_done(status: int, words: str) -> None:
    finding = redirected("https://other.example.com/token", status)
    assert "The redirect was not followed" in finding.cause
    assert words in finding.cause


def test_a_relative_target_is_shown_whole_and_304_is_none() -> None:
    assert redirected("/v2/token").evidence[-1] == "leads to https://idp.example.com/v2/token"
    assert redirected(None, 304).id != "answer.redirect"


@pytest.mark.parametrize(
    ("location", "finding_id", "culprit"),
    [
        ("https://www.example.com/maintenance.html", "page.redirect_to_maintenance", "server_side"),
        ("https://gateway.zscloud.net/auD?origurl=a", "proxy.zscaler_redirect", "network"),
        ("https://app.example.com/cb?error=x&error_description=user+is+locked", None, "account_state"),
        (
            "https://app.example.com/cb?error=x&error_description=sign+in+first",
            "answer.redirect",
            "token_url",
        ),
    ],
)
def test_what_a_redirect_is_for_goes_before_where_it_leads(
    location: str, finding_id: str | None, culprit: str
) -> None:
    found = redirected(location)
    assert (finding_id or found.id, found.culprits[0]) == (found.id, culprit)
