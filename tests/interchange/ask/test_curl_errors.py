"""Why curl got no response, by its code and by the words of its TLS library."""

from __future__ import annotations

import pytest

from tui.interchange.ask.curl_errors import curl_failure
from tui.oauth2.transport_failure import FailureCause as Cause

EARLY = {"connect": "0.000000", "tls": "0.000000"}
CONNECTED = {"connect": "0.012", "tls": "0.000000"}
SHAKEN = {"connect": "0.012", "tls": "0.045"}


@pytest.mark.parametrize(
    ("words", "facts", "cause"),
    [
        ("(5) Could not resolve proxy: proxy.corp", EARLY, Cause.PROXY_NAME_NOT_FOUND),
        ("(6) Could not resolve host: idp.example.com", EARLY, Cause.NAME_NOT_FOUND),
        ("(7) Failed to connect to a port 443: Connection refused", EARLY, Cause.REFUSED),
        ("(7) Failed to connect to a port 443 after 8 ms: Couldn't connect to server", EARLY,
         Cause.CONNECT_FAILED),
        ("(7) Failed to connect to a port 443: No route to host", EARLY, Cause.UNREACHABLE),
        ("(7) Failed to connect to a port 443: Operation timed out", EARLY, Cause.CONNECT_TIMEOUT),
        ("(28) Resolving timed out after 10000 milliseconds", EARLY, Cause.NAME_TIMEOUT),
        ("(28) Connection timed out after 10001 milliseconds", EARLY, Cause.CONNECT_TIMEOUT),
        ("(28) Connection timed out after 10001 milliseconds", CONNECTED, Cause.TLS_TIMEOUT),
        ("(28) SSL connection timeout", CONNECTED, Cause.TLS_TIMEOUT),
        ("(28) Operation timed out after 30001 milliseconds with 0 bytes received", SHAKEN,
         Cause.WAIT_TIMEOUT),
        ("(35) OpenSSL SSL_connect: Connection reset by peer in connection to a:443", CONNECTED,
         Cause.TLS_CLOSED),
        ("(35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a:443", CONNECTED, Cause.TLS_CLOSED),
        ("(35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number", CONNECTED,
         Cause.PLAIN_HTTP),
        ("(35) error:0A000102:SSL routines::unsupported protocol", CONNECTED, Cause.TLS_TOO_OLD),
        ("(35) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)", CONNECTED,
         Cause.PRIVATE_CA),
        ("(35) something new", CONNECTED, Cause.TLS_FAILED),
        ("(51) SSL: no alternative certificate subject name matches target host name 'a'", CONNECTED,
         Cause.CERTIFICATE_FOR_ANOTHER_NAME),
        ("(52) Empty reply from server", SHAKEN, Cause.CLOSED),
        ("(56) Received HTTP code 407 from proxy after CONNECT", CONNECTED, Cause.PROXY_WANTS_CREDENTIALS),
        ("(56) CONNECT tunnel failed, response 403", CONNECTED, Cause.PROXY_REFUSED),
        ("(56) Recv failure: Connection was reset", SHAKEN, Cause.RESET),
        ("(60) SSL certificate problem: self-signed certificate", CONNECTED, Cause.CERTIFICATE_SELF_SIGNED),
        ("(60) SSL certificate problem: self signed certificate in certificate chain", CONNECTED,
         Cause.PRIVATE_CA),
        ("(60) SSL certificate problem: unable to get local issuer certificate", CONNECTED, Cause.PRIVATE_CA),
        ("(60) SSL certificate problem: certificate has expired", CONNECTED, Cause.CERTIFICATE_EXPIRED),
        ("(60) SSL certificate problem: certificate is not yet valid", CONNECTED,
         Cause.CERTIFICATE_NOT_YET_VALID),
        ("(60) schannel: CertGetCertificateChain trust error", CONNECTED, Cause.CERTIFICATE_REFUSED),
    ],
)  # fmt: skip
def test_each_has_its_cause(words: str, facts: dict[str, str], cause: Cause) -> None:
    failure = curl_failure(["facts: …", f"1:curl: {words}"], facts, is_https=True)
    assert failure
    assert failure.cause is cause
    assert failure.message == words.partition(") ")[2]


def test_a_password_that_curl_quotes_is_masked() -> None:
    words = "curl: (5) Unsupported proxy syntax in 'http://me:made@up pass@proxy.example:8080'"
    failure = curl_failure([words], EARLY, is_https=True)
    assert failure
    assert failure.message == "***@proxy.example:8080'"


def test_a_proxy_that_does_not_listen() -> None:
    failure = curl_failure(["curl: (7) Connection refused"], EARLY, is_https=True, is_by_proxy=True)
    assert failure
    assert failure.cause is Cause.PROXY_UNREACHABLE


@pytest.mark.parametrize(
    "entries", [[], ["1:HTTP/1.1 200 OK"], ["curl: (23) Failed writing body"], ["curl: (x)"]]
)
def test_what_says_nothing_of_the_network_is_no_failure(entries: list[str]) -> None:
    assert curl_failure(entries, {}, is_https=True) is None
