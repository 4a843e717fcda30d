"""A server's chain is examined, and the repaired one holds: a client with the root alone accepts it."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.servers.certificates import Certificates
from tests.servers.issuing import DAY, Issued
from tests.servers.ports import closed_port
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    Script,
    closing,
    http_answer,
    stalling,
    tunnelling,
)
from tui.oauth2.connector import RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.transport_failure import FailureCause, TransportFailure
from tui.transport.chains.candidates import Candidate
from tui.transport.chains.certificate_parts import parts_of
from tui.transport.chains.examining import examine_chain
from tui.transport.chains.served_chain import Oddity, ServedChain, pem_of

from .hierarchy import HOST, Hierarchy, context_of, hierarchy, sending, written


async def examined(
    folder: Path, sent: Sequence[Issued], *given: Issued, trust: str | None = None, **options: Any
) -> ServedChain:
    """Examine a server that sends these certificates, with candidates, by a client that trusts the root."""
    trust = trust or written(folder, "root.pem", hierarchy().root)
    candidates = [Candidate(issued.der(), "a file") for issued in given]
    with RawServer(closing, tls=sending(folder, *sent)) as server:
        settings = RequestSettings(trust=trust)
        found = await examine_chain(server.token_url, settings, candidates, **options)
        assert server.requests == []
    assert isinstance(found, ServedChain), found
    return found


def is_accepted(folder: Path, leaf: Issued, pem: str, root: Issued) -> bool:
    """Serve a chain with the leaf's key, and tell whether a client that trusts the root alone accepts it."""
    # Not create_default_context, which since Python 3.13 wants more of a CA than the made-up ones have.
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(cadata=root.der())
    server = context_of(folder, leaf.pem(with_key=True) + pem.encode().removeprefix(leaf.pem()))
    with RawServer(closing, tls=server) as there, socket.create_connection((HOST, there.port)) as plain:
        try:
            client.wrap_socket(plain, server_hostname=HOST).close()
        except ssl.SSLCertVerificationError:
            return False
    return True


def oddities_of(chain: ServedChain) -> list[set[Oddity]]:
    return [set(each) for each in chain.oddities()]


async def test_nothing_is_wrong_with_a_complete_chain(tmp_path: Path) -> None:
    root, upper, lower, leaf, *_ = hierarchy()
    chain = await examined(tmp_path, [leaf, lower, upper])
    assert (chain.failure, chain.missing, chain.gap) == (None, (), None)
    assert oddities_of(chain) == [set(), set(), set()]
    assert chain.root
    assert chain.root.der == root.der()


Case = tuple[str, list[str], list[str], list[set[Oddity]], list[str], bool]
MENDED: list[Case] = [
    ("one is missing", ["leaf", "lower"], ["upper"], [set(), set()], ["upper"], False),
    ("two are missing", ["leaf"], ["upper", "lower"], [set()], ["lower", "upper"], False),
    (
        "the wrong order",
        ["leaf", "upper", "lower"],
        [],
        [set(), {Oddity.MISPLACED}, {Oddity.MISPLACED}],
        [],
        True,
    ),
    (
        "the root is sent",
        ["leaf", "lower", "upper", "root"],
        [],
        [set(), set(), set(), {Oddity.ROOT}],
        [],
        True,
    ),
    (
        "a stranger stands between them",
        ["leaf", "lower", "stranger", "upper"],
        [],
        [set(), set(), {Oddity.STRANGER}, {Oddity.MISPLACED}],
        [],
        True,
    ),
    (
        "one is sent twice",
        ["leaf", "lower", "lower", "upper"],
        [],
        [set(), set(), {Oddity.REPEATED}, set()],
        [],
        True,
    ),
    (
        "an expired one with a valid twin in a file",
        ["leaf", "lower", "expired_upper"],
        ["upper"],
        [set(), set(), {Oddity.EXPIRED}],
        ["upper"],
        False,
    ),
    (
        "an expired one with its valid twin behind it",
        ["leaf", "lower", "expired_upper", "upper"],
        [],
        [set(), set(), {Oddity.EXPIRED}, {Oddity.MISPLACED}],
        [],
        True,
    ),
    (
        "the middle one is missing, and a stranger is sent",
        ["leaf", "stranger", "upper"],
        ["stranger", "lower"],
        [set(), {Oddity.STRANGER}, {Oddity.MISPLACED}],
        ["lower"],
        False,
    ),
]


@pytest.mark.parametrize(
    ("sent", "given", "oddities", "missing", "is_accepted_now"),
    [case[1:] for case in MENDED],
    ids=[case[0] for case in MENDED],
)
async def test_the_repaired_chain_is_accepted(
    sent: list[str],
    given: list[str],
    oddities: list[set[Oddity]],
    missing: list[str],
    is_accepted_now: bool,
    tmp_path: Path,
) -> None:
    made = hierarchy()._asdict()
    chain = await examined(tmp_path, [made[name] for name in sent], *(made[name] for name in given))
    assert oddities_of(chain) == oddities
    assert [seen.der for seen in chain.missing] == [made[name].der() for name in missing]
    assert (chain.failure is None, chain.is_repaired) == (is_accepted_now, not is_accepted_now)
    wanted = [made[name].der() for name in ("leaf", "lower", "upper")]
    assert [seen.der for seen in chain.repaired] == wanted, "the leaf, then the intermediates, and no root"
    assert is_accepted(tmp_path, made["leaf"], pem_of(chain.repaired), made["root"])


async def test_openssl_accepts_the_repaired_chain_as_a_file(tmp_path: Path) -> None:
    root, upper, lower, leaf, *_ = hierarchy()
    chain = await examined(tmp_path, [leaf], lower, upper)
    (tmp_path / "chain.pem").write_text(pem_of(chain.repaired), encoding="ascii")
    by_root = ["-CAfile", written(tmp_path, "trusted.pem", root), "-no-CApath", "-no-CAstore"]
    for untrusted, is_right in ((["-untrusted", "chain.pem"], True), ([], False)):
        done = subprocess.run(  # noqa: ASYNC221 (nothing else runs)
            ["openssl", "verify", *by_root, *untrusted, "chain.pem"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert (done.returncode == 0) is is_right, done.stdout + done.stderr


async def test_what_is_missing_is_named_with_its_key_and_where_it_can_be_had(tmp_path: Path) -> None:
    _, upper, lower, *_ = hierarchy()
    urls = "http://ca.made-up.example/lower.cer"
    leaf = lower.server(HOST, issuer_url=urls)
    chain = await examined(tmp_path, [leaf], upper)
    assert chain.failure
    assert chain.failure.cause is FailureCause.INTERMEDIATE_MISSING
    assert chain.repaired == ()
    assert chain.gap
    assert chain.gap.subject == "O=Made Up Trust, CN=Lower CA"
    assert chain.gap.key_id == parts_of(lower.der()).key_id != parts_of(upper.der()).key_id
    assert chain.gap.urls == chain.gap.web_urls == (urls,)


async def test_a_wrong_file_is_no_help_though_it_has_the_right_name(tmp_path: Path) -> None:
    root, upper, _, leaf, *_ = hierarchy()
    namesake = root.authority("Lower CA", "Made Up Trust")
    chain = await examined(tmp_path, [leaf], namesake, upper)
    assert chain.failure
    assert chain.repaired == ()
    assert not chain.is_repaired


async def test_a_root_in_a_file_makes_a_chain_complete_and_not_trusted(tmp_path: Path) -> None:
    made: Hierarchy = hierarchy()
    other = written(tmp_path, "other.pem", Issued.root("Another Root"))
    chain = await examined(tmp_path, [made.leaf], made.root, made.lower, made.upper, trust=other)
    assert chain.failure
    assert (chain.built.is_complete, chain.built.is_trusted, chain.is_repaired) == (True, False, False)
    assert chain.root
    assert chain.root.der == made.root.der()
    assert is_accepted(tmp_path, made.leaf, pem_of(chain.repaired), made.root)


async def test_a_root_in_disguise_is_not_trusted(tmp_path: Path) -> None:
    # OpenSSL compares names without case, so this is a root for it, and by its bytes it is none.
    fake = Issued.root("Fake Root").signed_as("FAKE ROOT")
    chain = await examined(tmp_path, [fake.server(HOST)], fake)
    assert chain.failure
    assert (chain.built.is_trusted, chain.repaired) == (False, ())


async def test_a_namesake_of_a_trusted_root_is_not_trusted(tmp_path: Path) -> None:
    namesake = Issued.root("Made Up Root", "Made Up Trust")
    chain = await examined(tmp_path, [namesake.server(HOST), namesake], namesake)
    assert chain.failure
    assert (chain.built.is_complete, chain.built.is_trusted) == (True, False)


async def test_a_server_that_wants_a_certificate_of_the_client_shows_its_own(
    certificates: Certificates,
) -> None:
    tls = certificates.wanting_client_certificates(ssl.TLSVersion.TLSv1_2)
    with RawServer(closing, tls=tls) as server:
        settings = RequestSettings(trust=str(certificates.ca_file))
        chain = await examine_chain(server.token_url, settings)
    assert isinstance(chain, ServedChain)
    assert chain.failure
    assert chain.failure.cause is FailureCause.CLIENT_CERTIFICATE_WANTED
    assert (chain.built.is_trusted, chain.missing) == (True, ())


async def test_a_private_root_that_is_sent_is_found_and_not_trusted(tmp_path: Path) -> None:
    root, upper, lower, leaf, *_ = hierarchy()
    chain = await examined(tmp_path, [leaf, lower, upper, root], trust="public")
    assert chain.failure
    assert chain.failure.cause is FailureCause.PRIVATE_CA
    assert chain.root
    assert chain.root.der == root.der()
    assert oddities_of(chain)[-1] == {Oddity.ROOT}
    assert (chain.built.is_trusted, chain.missing) == (False, ())


async def test_a_certificate_that_signed_itself_has_no_chain(tmp_path: Path) -> None:
    own = Issued.root(HOST, "", HOST)
    chain = await examined(tmp_path, [own], trust="public")
    assert chain.failure
    assert chain.failure.cause is FailureCause.CERTIFICATE_SELF_SIGNED
    assert (chain.repaired, chain.gap, chain.root) == ((), None, None)


async def test_a_trusted_file_may_hold_a_server_s_own_certificate(tmp_path: Path) -> None:
    own = Issued.root(HOST, "", HOST)
    chain = await examined(tmp_path, [own], trust=written(tmp_path, "own.pem", own))
    assert (chain.failure, chain.root) == (None, None)
    assert [seen.der for seen in chain.repaired] == [own.der()]


async def test_a_trusted_file_may_hold_the_issuing_ca_alone(tmp_path: Path) -> None:
    *_, lower, leaf, _, _ = hierarchy()
    chain = await examined(tmp_path, [leaf], trust=written(tmp_path, "issuing.pem", lower))
    assert (chain.failure, chain.root) == (None, None)
    assert [seen.der for seen in chain.missing] == [lower.der()]


async def test_an_expired_certificate_has_a_chain_that_is_no_use(tmp_path: Path) -> None:
    _, upper, lower, *_ = hierarchy()
    leaf = lower.server(HOST, begins=-30 * DAY, ends=-3 * DAY)
    chain = await examined(tmp_path, [leaf], lower, upper)
    assert chain.failure
    assert any("expired 3 days ago" in line for line in chain.failure.evidence)
    assert oddities_of(chain) == [{Oddity.EXPIRED}]
    assert [seen.der for seen in chain.missing] == [lower.der(), upper.der()]
    assert (chain.repaired, chain.gap, chain.built.is_in_time) == ((), None, False)


async def test_an_expired_intermediate_without_a_twin_is_what_is_missing(tmp_path: Path) -> None:
    *_, lower, leaf, expired, _ = hierarchy()
    chain = await examined(tmp_path, [leaf, lower, expired])
    assert chain.gap
    assert (chain.gap.subject, chain.gap.has_expired) == ("O=Made Up Trust, CN=Upper CA", True)
    assert chain.repaired == ()


async def test_a_certificate_of_tomorrow_is_not_called_expired(tmp_path: Path) -> None:
    root, *_ = hierarchy()
    chain = await examined(tmp_path, [root.server(HOST, begins=DAY, ends=3 * DAY)])
    assert oddities_of(chain) == [{Oddity.NOT_YET_VALID}]


async def test_an_older_root_may_vouch_for_the_trusted_one(tmp_path: Path) -> None:
    root, upper, lower, leaf, *_ = hierarchy()
    cross_signed = Issued.root("Older Root").vouch_for(root)
    chain = await examined(tmp_path, [leaf, lower, upper, cross_signed])
    assert chain.failure is None
    assert oddities_of(chain) == [set(), set(), set(), {Oddity.CROSS_SIGNED}]


async def test_a_chain_is_right_though_the_name_is_wrong(tmp_path: Path) -> None:
    root, *_ = hierarchy()
    chain = await examined(tmp_path, [root.server("other.example.com")])
    assert chain.failure
    assert chain.failure.cause is FailureCause.CERTIFICATE_FOR_ANOTHER_NAME
    assert (chain.built.is_trusted, chain.is_repaired) == (True, False)


async def test_it_goes_through_a_proxy(tmp_path: Path) -> None:
    root, upper, lower, leaf, *_ = hierarchy()
    with (
        RawServer(closing, tls=sending(tmp_path, leaf)) as server,
        RawServer(tunnelling(server.port)) as proxy,
    ):
        settings = RequestSettings(
            trust=written(tmp_path, "root.pem", root), proxy=ProxyUrl(f"http://{proxy.address}")
        )
        given = [Candidate(lower.der(), "a"), Candidate(upper.der(), "b")]
        chain = await examine_chain(server.token_url, settings, given)
        assert proxy.connections == server.connections > 1
        assert server.requests == []
    assert isinstance(chain, ServedChain)
    assert chain.is_repaired
    assert set(chain.sources.values()) >= {"a", "b"}


def saying_http(conversation: Conversation) -> None:
    conversation.connection.recv(65536)
    conversation.send(http_answer(400, b"plain"))


@pytest.mark.parametrize(
    ("script", "seconds", "cause"),
    [
        (saying_http, 10, FailureCause.PLAIN_HTTP),
        (stalling(read=False), 2, FailureCause.TLS_TIMEOUT),
        (None, 10, FailureCause.REFUSED),
    ],
)
async def test_a_server_without_certificates_is_a_failure(
    script: Script | None, seconds: float, cause: FailureCause
) -> None:
    with RawServer(script or closing) as server:
        port = server.port if script else closed_port()
        found = await examine_chain(f"https://{HOST}:{port}/", RequestSettings(connect_timeout=seconds))
    assert isinstance(found, TransportFailure)
    assert found.cause is cause


async def test_a_proxy_that_refuses_is_a_failure() -> None:
    def refusing(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(http_answer(403, b"no"))

    with RawServer(refusing) as proxy:
        settings = RequestSettings(proxy=ProxyUrl(f"http://{proxy.address}"))
        found = await examine_chain("https://idp.example.com/", settings)
    assert isinstance(found, TransportFailure)
    assert found.cause is FailureCause.PROXY_REFUSED


async def test_a_ca_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    found = await examine_chain(f"https://{HOST}:1/", RequestSettings(trust=str(tmp_path / "none.pem")))
    assert isinstance(found, TransportFailure)
    assert found.cause is FailureCause.CA_FILE_UNUSABLE
