"""`certificates` says what is wrong with a server's certificates, and writes the repaired chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli_support import run_program, write_profile
from tests.servers.issuing import DAY, Issued
from tests.servers.raw_server import RawServer, answering, closing, http_answer
from tests.transport.chains.hierarchy import HOST, hierarchy, sending, written

ROOT, UPPER, LOWER, LEAF, EXPIRED, STRANGER = hierarchy()


@contextmanager
def served(home: Path, *sent: Issued) -> Iterator[RawServer]:
    """Serve certificates, with a profile `acme` for that server, which trusts the root."""
    trust = written(home, "root.pem", ROOT)
    with RawServer(closing, tls=sending(home, *sent)) as server:
        write_profile(home, "acme", server.token_url, rest=f"[request]\ntrust = {trust!r}")
        yield server
        assert server.requests == [], "nothing is sent after a handshake"


def test_a_complete_chain_is_shown_and_nothing_is_to_do(tmp_path: Path) -> None:
    with served(tmp_path, LEAF, LOWER, UPPER) as server:
        done = run_program(tmp_path, "certificates", "acme", variables={})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{server.address} is trusted by clients with the CA file")
    assert "its chain is complete." in " ".join(done.stdout.split("\n\n")[0].split())
    assert "  1  CN=idp.example.com\n       issuer   O=Made Up Trust, CN=Lower CA\n" in done.stdout
    assert hashlib.sha256(LEAF.der()).hexdigest() in done.stdout
    assert "What to do" not in done.stdout


def test_the_repaired_chain_is_written_with_lines_for_servers(tmp_path: Path) -> None:
    chain, given = tmp_path / "chain.pem", written(tmp_path, "given.pem", STRANGER, UPPER, LOWER)
    with served(tmp_path, LEAF):
        done = run_program(tmp_path, "certificates", "acme", "--add", given, "--output", str(chain))
    assert done.returncode == 4, "the server is still as it was"
    assert chain.read_bytes() == LEAF.pem() + LOWER.pem() + UPPER.pem()
    assert done.stderr == f"connector-doctor: Wrote {chain}: 3 certificates, in order.\n"
    told = " ".join(done.stdout.split())
    assert "leaves out 2 intermediate certificates. With them, it would be trusted by clients with" in told
    assert f"found in {given}" in told
    for line in (f"ssl_certificate {chain};", f"SSLCertificateFile {chain}", "certutil -addstore CA"):
        assert line in done.stdout


def test_this_machine_s_own_store_may_hold_what_is_missing(tmp_path: Path) -> None:
    store = {"SSL_CERT_FILE": written(tmp_path, "store.pem", ROOT, UPPER, LOWER)}
    with served(tmp_path, LEAF) as server:
        done = run_program(tmp_path, "certificates", "acme", variables=store)
        assert done.returncode == 4
        assert done.stdout.count("found in this machine's own store\n") == 2
        write_profile(tmp_path, "acme", server.token_url, rest="[request]\ntrust = 'system'")
        done = run_program(tmp_path, "certificates", "acme", variables=store)
    assert done.returncode == 0
    told = " ".join(done.stdout.split())
    assert "is trusted by this machine, although it leaves out 2 intermediate certificates." in told
    assert "O=Made Up Trust, CN=Made Up Root (trusted)" in told


@pytest.mark.parametrize("is_trusted", [True, False])
def test_what_a_device_on_the_way_made_is_no_chain_of_the_server(is_trusted: bool, tmp_path: Path) -> None:
    device = Issued.root("Zscaler Root CA", "Zscaler Inc.")
    trust = written(tmp_path, "root.pem", device if is_trusted else ROOT)
    above = device.authority("Zscaler Intermediate Root CA")
    chain = tmp_path / "chain.pem"
    with RawServer(closing, tls=sending(tmp_path, above.server(HOST), above)) as server:
        write_profile(tmp_path, "acme", server.token_url, rest=f"[request]\ntrust = {trust!r}")
        done = run_program(tmp_path, "certificates", "acme", "--output", str(chain))
    assert done.returncode == (0 if is_trusted else 4)
    assert ("! Zscaler made them on the way" in done.stdout) is is_trusted
    assert "Not found" not in done.stdout
    assert "--add" not in done.stdout
    assert not chain.exists()


def test_a_file_that_exists_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "chain.pem").write_text("mine", encoding="utf-8")
    with served(tmp_path, LEAF) as server:
        done = run_program(tmp_path, "certificates", "acme", "--output", str(tmp_path / "chain.pem"))
        assert server.connections == 0
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("exists already and was not replaced.\n")
    assert (tmp_path / "chain.pem").read_text(encoding="utf-8") == "mine"


def test_without_fetch_it_says_that_it_could_and_with_it_does(tmp_path: Path) -> None:
    with RawServer(answering(http_answer(200, UPPER.der()))) as web:
        url = f"http://{web.address}/upper.cer"
        lower = UPPER.authority("Told CA", issuer_url=url)
        with served(tmp_path, lower.server(HOST), lower):
            offered = run_program(tmp_path, "certificates", "acme", "--output", str(tmp_path / "a.pem"))
            assert web.connections == 0
            fetched = run_program(tmp_path, "certificates", "acme", "--fetch")
    assert "Still missing:\n  +  O=Made Up Trust, CN=Upper CA\n       key id   " in offered.stdout
    assert f"to get at {url}\n" in offered.stdout
    assert "1. Run this again with --fetch" in offered.stdout
    assert "a.pem was not written: there is no repaired chain.\n" in offered.stderr
    assert not (tmp_path / "a.pem").exists()
    assert fetched.stderr == f"connector-doctor: fetching {url}\n"
    assert f"found in {url}" in fetched.stdout
    assert "1. Run this again with --output chain.pem" in fetched.stdout


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([LEAF, LOWER, UPPER, ROOT], ["· a root, which need not be sent", "The root can be left out"]),
        ([LEAF, UPPER, LOWER], ["✗ in the wrong place", "but not all that it sends is right"]),
        ([LEAF, LOWER, STRANGER, UPPER], ["✗ not a part of the chain"]),
        (
            [LEAF, LOWER, EXPIRED],
            ["✗ has expired", "To be replaced by a valid one", "Get the valid certificate"],
        ),
        ([LEAF, LOWER, EXPIRED, UPPER], ["✗ has expired", "ended 2 days ago", "--output chain.pem"]),
        (
            [LOWER.server(HOST, begins=-9 * DAY, ends=-3 * DAY), LOWER, UPPER],
            ["expired 3 days ago", "renew the certificate"],
        ),
        ([LOWER.server("other.example.com"), LOWER, UPPER], ["is for other.example.com", "Oauth2 Token Url"]),
        ([Issued.root(HOST, "", HOST)], ["is self-signed", "a certificate from a public CA"]),
    ],
    ids=["root", "order", "stranger", "expired", "expired twin", "expired leaf", "name", "self-signed"],
)
def test_what_is_wrong_is_told_with_what_to_do(sent: list[Issued], words: list[str], tmp_path: Path) -> None:
    with served(tmp_path, *sent):
        done = run_program(tmp_path, "certificates", "acme")
    told = " ".join(done.stdout.split())
    assert [word for word in words if word not in told] == [], done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_foreign_words_are_harmless_and_do_not_break_the_lines(tmp_path: Path) -> None:
    url = "http://ca.example/\x1b[2J\na.cer"
    above = ROOT.authority("\x1b[31mCA\u202e\n\nWhat to do:", issuer_url="http://ca.example/a")
    with served(tmp_path, above.server(HOST, common_name="a\x07\u200b" * 12, issuer_url=url)):
        done = run_program(tmp_path, "certificates", "acme")
    assert done.returncode == 4
    assert set(done.stdout) & set("\x1b\x07\x9b\u202e\u200b") == set()
    assert done.stdout.count("\nWhat to do:") == 1
    assert "␛[31mCA" in done.stdout


def test_a_private_root_is_named_for_a_url(tmp_path: Path) -> None:
    with served(tmp_path, LEAF, LOWER, UPPER, ROOT) as server:
        done = run_program(tmp_path, "certificates", f"https://{server.address}/token?key=made-up-secret-1")
    assert done.returncode == 4
    assert "CN=Made Up Root (private, not trusted)" in done.stdout
    assert "Only clients that were given the root" in done.stdout
    assert "made-up-secret-1" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://127.0.0.1/t", "it begins with http://, so there are no certificates."),
        ("https://user:made-up-pw@127.0.0.1/", "contains a user name or password"),
        ("ftp://127.0.0.1/", "only https:// and http:// can be used"),
        ("nobody", "nobody"),
        ("plain", "it begins with http://"),
    ],
)
def test_what_has_no_certificates_is_refused(target: str, words: str, tmp_path: Path) -> None:
    write_profile(tmp_path, "plain", "http://127.0.0.1/t")
    done = run_program(tmp_path, "certificates", target)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "made-up-pw" not in done.stderr


def test_a_server_that_is_not_there_is_a_matter_of_the_network(tmp_path: Path) -> None:
    with served(tmp_path, LEAF) as server:
        address = server.address
    done = run_program(tmp_path, "certificates", "acme")
    assert done.returncode == 3
    assert f"Nothing is listening at {address}" in done.stdout


def test_a_file_to_add_holds_certificates_or_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(LOWER.pem(with_key=True))
    (tmp_path / "page.html").write_text("<p>", encoding="utf-8")
    with served(tmp_path, LEAF, UPPER):
        taken = run_program(tmp_path, "certificates", "acme", "--add", str(key))
        assert "key.pem also holds a private key. It was passed over" in taken.stderr
        assert "PRIVATE KEY" not in taken.stdout + taken.stderr
        assert "would be trusted" in taken.stdout
        refused = run_program(tmp_path, "certificates", "acme", "--add", str(tmp_path / "page.html"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith("page.html is a page, not a certificate.\n")


def test_a_missing_secret_is_not_asked_for(tmp_path: Path) -> None:
    with served(tmp_path, LEAF, LOWER, UPPER) as server:
        assert run_program(tmp_path, "certificates", "acme", variables={}).returncode == 0
        assert server.connections == 1
