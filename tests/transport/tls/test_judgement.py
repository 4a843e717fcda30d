"""What is wrong with a refused certificate, found from what was presented, without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.connection import Certificate
from tui.oauth2.transport_failure import FailureCause
from tui.tls_inspectors import inspector_among
from tui.transport.certificates import PresentedCertificate, is_for, listed
from tui.transport.tls.refusal import Refusal, believes_issuer
from tui.transport.tls.refused_certificate import judge
from tui.transport.trust import Authorities

ROOT = "O=Public Trust Limited, CN=Public Root X1"
UNKNOWN_ISSUER, EXPIRED, NOT_YET, WRONG_NAME, SELF_SIGNED = 20, 10, 9, 62, 18


def seen(
    subject: str = "CN=idp.example.com", issuer: str = "CN=Issuer", **extra: Any
) -> PresentedCertificate:
    """Return a certificate for idp.example.com that is valid in 2026."""
    certificate = Certificate(
        subject=subject,
        issuer=issuer,
        names=extra.pop("names", ("idp.example.com",)),
        not_before=extra.pop("begins", "2026-01-01T00:00:00Z"),
        not_after=extra.pop("ends", "2026-12-31T00:00:00Z"),
    )
    return PresentedCertificate(certificate, **extra)


def refused(*chain: PresentedCertificate, **fields: Any) -> Refusal:
    """Return the refusal of a chain by the public roots, on 15 June 2026."""
    refusal = Refusal(
        endpoint="idp.example.com:443",
        host="idp.example.com",
        trust="public",
        code=UNKNOWN_ISSUER,
        words="unable to get local issuer certificate",
        chain=chain or (seen(),),
        authorities=Authorities(frozenset({ROOT}), frozenset({"Public Trust Limited"})),
        trusted_otherwise=False,
        now=datetime(2026, 6, 15, 12, tzinfo=UTC),
    )
    return replace(refusal, **fields)


@pytest.mark.parametrize(
    ("names", "host", "right"),
    [
        (["idp.example.com"], "IDP.example.com", True),
        (["idp.example.com"], "example.com", False),
        (["*.example.com"], "idp.example.com", True),
        (["*.EXAMPLE.com"], "idp.example.com", True),
        (["*.example.com"], "example.com", False),
        (["*.example.com"], "a.idp.example.com", False),
        (["*.com"], "example.com", False),
        (["i*.example.com"], "idp.example.com", False),
        (["idp.*.com"], "idp.example.com", False),
        (["*"], "localhost", False),
        (["127.0.0.1"], "127.0.0.1", True),
        (["*.0.0.1"], "127.0.0.1", False),
        (["0:0:0:0:0:0:0:1"], "::1", True),
        (["fe80::1"], "fe80::1%eth0", True),
        (["xn--bcher-kva.example.com"], "xn--bcher-kva.example.com", True),
        ([], "from.common.name", True),
        (["127.0.0.1"], "from.common.name", True),
        (["other.example.com"], "from.common.name", False),
        ([], "", False),
    ],
)
def test_which_hosts_a_certificate_is_for(names: list[str], host: str, right: bool) -> None:
    assert is_for(seen(names=tuple(names), common_name="from.common.name"), host) is right


@pytest.mark.parametrize(
    ("ends", "distance"),
    [
        ("2026-06-15T11:59:30Z", "less than a minute"),
        ("2026-06-15T11:58:00Z", "2 minutes"),
        ("2026-06-15T10:59:00Z", "1 hour"),
        ("2026-06-12T00:00:00Z", "3 days"),
        ("2023-01-01T00:00:00Z", "3 years"),
    ],
)
def test_expired_says_since_when(ends: str, distance: str) -> None:
    failure = judge(refused(seen(ends=ends), code=EXPIRED, words="certificate has expired"))
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert failure.message == f"The certificate of idp.example.com:443 expired {distance} ago, on {ends}."
    assert f"valid: 2026-01-01T00:00:00Z to {ends}" in failure.evidence
    assert "this machine's clock says 2026-06-15T12:00:00Z" in failure.evidence


def test_not_valid_yet_may_be_the_clock_here() -> None:
    failure = judge(refused(seen(begins="2026-06-17T13:00:00Z"), code=NOT_YET))
    assert failure.cause is FailureCause.CERTIFICATE_NOT_YET_VALID
    assert failure.message.endswith(
        "is not valid yet: it becomes valid in 2 days, on 2026-06-17T13:00:00Z. "
        "Or this machine's clock is wrong: it says 2026-06-15T12:00:00Z."
    )


def test_an_expired_intermediate_is_named_and_a_stray_certificate_is_not() -> None:
    chain = (
        seen(issuer="CN=Old CA"),
        seen("CN=Stray CA", "CN=Gone", ends="2020-01-01T00:00:00Z"),
        seen("CN=Old CA", ROOT, ends="2026-06-10T00:00:00Z"),
    )
    failure = judge(refused(*chain, code=EXPIRED))
    assert failure.message == (
        "The CA certificate CN=Old CA, in the chain of idp.example.com:443, expired 5 days ago, "
        "on 2026-06-10T00:00:00Z."
    )
    assert not any(line.startswith("also") for line in failure.evidence)


def test_of_several_faults_the_one_to_fix_first_comes_first() -> None:
    chain = (
        seen(issuer="CN=Corp CA", names=("other.example.com",), ends="2026-06-14T00:00:00Z"),
        seen("CN=Corp CA", "CN=Corp Root", ends="2026-06-13T00:00:00Z"),
    )
    failure = judge(refused(*chain))
    assert failure.cause is FailureCause.CERTIFICATE_FOR_ANOTHER_NAME
    assert failure.message.endswith("is for other.example.com, not for idp.example.com.")
    also = [line for line in failure.evidence if line.startswith("also: ")]
    assert [any(word in line for word in ("roots", "expired")) for line in also] == [True] * 3
    assert "Corp Root" in also[0]
    assert "expired 1 day ago" in also[1]
    assert "CN=Corp CA, in the chain" in also[2]


def test_what_openssl_has_found_right_is_not_doubted() -> None:
    # OpenSSL checks the dates last, so a name that it accepted is right, whatever we would say.
    failure = judge(refused(seen(names=("odd.example.com",), ends="2026-06-14T00:00:00Z"), code=EXPIRED))
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert not any(line.startswith("also") for line in failure.evidence)


def test_where_nothing_is_found_wrong_here_openssl_s_words_stand() -> None:
    failure = judge(
        refused(code=EXPIRED, words="certificate has expired")
    )  # the root's own, which is not sent
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert failure.message.endswith("was refused: certificate has expired (trust: public).")
    failure = judge(refused(seen(issuer=ROOT), words="bad \x1b signature"))
    assert failure.cause is FailureCause.CERTIFICATE_REFUSED
    assert failure.message.endswith("was refused: bad ␛ signature (trust: public).")


def test_the_codes_of_other_verifiers_than_openssl() -> None:
    leaf = seen(ends="2026-06-14T00:00:00Z", issuer="CN=R7")
    by_macos = refused(leaf, trust="system", code=-67818, words="certificate is expired")
    failure = judge(replace(by_macos, trusted_otherwise=True))
    assert failure.cause is FailureCause.CERTIFICATE_EXPIRED
    assert "the verifier said: certificate is expired" in failure.evidence
    assert judge(by_macos).cause is FailureCause.PRIVATE_CA
    assert [believes_issuer(code) for code in (None, EXPIRED, UNKNOWN_ISSUER, -67818, 2148204801)] == [
        True,
        True,
        False,
        None,
        None,
    ]


@pytest.mark.parametrize(("code", "words"), [(66, "its key"), (67, "the key of a CA"), (68, "SHA-1")])
def test_too_weak(code: int, words: str) -> None:
    failure = judge(refused(code=code))
    assert failure.cause is FailureCause.CERTIFICATE_TOO_WEAK
    assert words in failure.message


FAR, NEAR = "http://r7.i.public-ca.example/", "http://pki.example.com/ca.crt"
DIRECTORY = "ldap:///CN=Corp%20CA,DC=example,DC=com"


@pytest.mark.parametrize(
    ("leaf", "trusted_here", "cause"),
    [
        (seen(issuer="CN=Corp CA"), False, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=Corp CA", issuer_urls=(NEAR,)), False, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=Corp CA", issuer_urls=(FAR, DIRECTORY)), False, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=Corp CA", issuer_urls=("http://pki/ca.crt",)), False, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=Corp CA", issuer_urls=("http://[",)), False, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=Corp CA", issuer_urls=(FAR,)), True, FailureCause.PRIVATE_CA),
        (seen(issuer="CN=R7", issuer_urls=(FAR,)), False, FailureCause.INTERMEDIATE_MISSING),
        (seen(issuer="CN=R7", issuer_urls=(FAR,)), None, FailureCause.INTERMEDIATE_MISSING),
        (
            seen(issuer="O=Public Trust LLC, CN=X", issuer_organization="Public Trust, LLC"),
            True,
            FailureCause.INTERMEDIATE_MISSING,
        ),
        (
            seen(issuer="O=Public Trusty, CN=X", issuer_organization="Public Trusty"),
            False,
            FailureCause.PRIVATE_CA,
        ),
    ],
)
def test_a_gap_in_the_chain_or_a_private_authority(
    leaf: PresentedCertificate, trusted_here: bool | None, cause: FailureCause
) -> None:
    failure = judge(refused(leaf, trusted_otherwise=trusted_here))
    assert failure.cause is cause
    assert leaf.certificate.issuer in failure.message
    is_told = f"the missing certificate can be had at: {FAR}" in failure.evidence
    assert is_told is (cause is FailureCause.INTERMEDIATE_MISSING and leaf.issuer_urls == (FAR,))


@pytest.mark.parametrize(
    ("trusted_here", "words"),
    [
        (True, "This machine's own store trusts it, so it works here and fails in the cloud."),
        (False, "This machine's own store does not trust it either."),
        (None, "the list of public roots does not include: CN=Corp Root."),
    ],
)
def test_a_private_authority_whose_root_is_sent(trusted_here: bool | None, words: str) -> None:
    chain = (seen(issuer="CN=Corp Root"), seen("CN=Corp Root", "CN=Corp Root"))
    failure = judge(refused(*chain, code=19, trusted_otherwise=trusted_here))
    assert failure.cause is FailureCause.PRIVATE_CA
    assert failure.message.endswith(words)
    assert "sent with it: CN=Corp Root, issued by CN=Corp Root" in failure.evidence


def test_a_certificate_without_names_is_for_no_host() -> None:
    failure = judge(refused(seen(names=(), issuer=ROOT), code=WRONG_NAME))
    assert failure.cause is FailureCause.CERTIFICATE_FOR_ANOTHER_NAME
    assert failure.message.endswith("names no host, so it is not for idp.example.com.")


def test_self_signed() -> None:
    failure = judge(refused(seen(issuer="CN=idp.example.com"), code=SELF_SIGNED, trusted_otherwise=None))
    assert failure.cause is FailureCause.CERTIFICATE_SELF_SIGNED
    assert failure.message.endswith("is self-signed: no CA vouches for it.")


@pytest.mark.parametrize(
    ("trust", "store"),
    [("system", "this machine's own store"), ("/x/ca\x1b.pem", "the CA file “/x/ca␛.pem”")],
)
def test_another_trust_that_refuses_what_the_public_roots_believe(trust: str, store: str) -> None:
    failure = judge(refused(seen(issuer="CN=R7"), trust=trust, trusted_otherwise=True))
    assert failure.cause is FailureCause.CERTIFICATE_REFUSED
    assert failure.message.endswith(
        f"comes from CN=R7, which {store} does not include. "
        "The public roots trust it, so set Trust to public."
    )
    assert judge(refused(trust=trust)).cause is FailureCause.PRIVATE_CA


@pytest.mark.parametrize(
    ("issuer", "product"),
    [
        ("O=Zscaler Inc., CN=Zscaler Intermediate Root CA (zscaler.net) (t)", "Zscaler"),
        ("CN=ca.acme.goskope.com", "Netskope"),
        ("O=Fortinet, OU=Certificate Authority, CN=FGT60E", "Fortinet FortiGate"),
        ("O=Cisco, CN=Cisco Umbrella Secondary SubCA", "Cisco Umbrella"),
        ("CN=mitmproxy, O=mitmproxy", "mitmproxy"),
        ("CN=DO_NOT_TRUST_FiddlerRoot", "Fiddler"),
        ("O=PortSwigger, CN=PortSwigger CA", "Burp Suite"),
        ("CN=Charles Proxy CA (1 Jan 2026, desk)", "Charles"),
        ("O=AO Kaspersky Lab, CN=Kaspersky Anti-Virus Personal Root Certificate", "Kaspersky"),
        ("O=ESET, spol. s r. o., CN=ESET SSL Filter CA", "ESET"),
        ("O=Let's Encrypt, CN=R11", ""),
        ("O=Preset Systems, CN=Tavastia CA", ""),
    ],
)
def test_known_inspectors(issuer: str, product: str) -> None:
    assert inspector_among(["CN=Something else", issuer]) == product


def test_a_certificate_made_up_on_the_way_comes_before_its_other_faults() -> None:
    leaf = seen(issuer="O=Zscaler Inc., CN=Zscaler", names=("x.example.com",), ends="2026-06-14T00:00:00Z")
    failure = judge(refused(leaf, trusted_otherwise=True))
    assert failure.cause is FailureCause.TLS_INSPECTED
    assert "Zscaler replaces it on the way (O=Zscaler Inc., CN=Zscaler)" in failure.message
    assert sum(line.startswith("also: ") for line in failure.evidence) == 2


def test_a_server_of_such_a_product_is_none() -> None:
    own = seen("CN=Fortinet", "CN=Fortinet")
    assert judge(refused(own, code=SELF_SIGNED)).cause is FailureCause.CERTIFICATE_SELF_SIGNED


def test_a_thousand_names_are_not_all_shown() -> None:
    names = tuple(f"{number}.example.com" for number in range(1000))
    assert listed(names).endswith("5.example.com and 994 more")
    assert len(judge(refused(seen(names=names, issuer=ROOT), code=WRONG_NAME)).message) < 300


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(0, 70)), min_size=1, max_size=6
    ),
    st.integers(0, 100),
)
def test_any_chain_is_judged(parts: list[tuple[str, str, int]], code: int) -> None:
    chain = [
        seen(subject, issuer, ends=None if day > 28 else f"2026-05-{day + 1:02}T00:00:00Z")
        for subject, issuer, day in parts
    ]
    failure = judge(refused(*chain, code=code))
    assert failure.message.endswith((".", "either."))
    assert failure.kind.value == "tls"
