"""The trust stores: roots that somebody added are told from old public ones, and inspectors by their name."""

from __future__ import annotations

import hashlib
import ssl
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.issuing import Issued
from tui.checkup import trust
from tui.checkup.check import Check
from tui.checkup.trust import trust_checks
from tui.transport.trust_stores import Store, public_store, read_root, system_store

from .support import machine, only, profile

PRIVATE = Issued.root("Dunes Root", "Dunes Ltd")
ZSCALER = Issued.root("Zscaler Root CA", "Zscaler Inc.")


def der(root: Issued) -> bytes:
    return root.certificate.public_bytes(Encoding.DER)


def pem(root: Issued) -> bytes:
    return root.certificate.public_bytes(Encoding.PEM)


def digest(root: Issued) -> str:
    return hashlib.sha256(der(root)).hexdigest()


def told(monkeypatch: pytest.MonkeyPatch, *added: Issued, made: frozenset[str] = frozenset({"x"})) -> Check:
    """Return what is told where the system has the public roots and these."""
    roots = {**public_store().roots, **{digest(root): der(root) for root in added}}
    monkeypatch.setattr(trust, "system_store", lambda environ: Store("here", roots))
    monkeypatch.setattr(trust, "distributed_roots", lambda: made)
    return only(trust_checks(machine()), "trust.difference")


def test_a_root_that_somebody_added_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    check = told(monkeypatch, PRIVATE)
    assert check.state == "warning"
    assert "somebody added 1 root" in check.found
    assert "Dunes Root" in check.details[0]


def test_an_inspectors_root_is_told_by_its_product(monkeypatch: pytest.MonkeyPatch) -> None:
    check = told(monkeypatch, PRIVATE, ZSCALER)
    assert check.state == "warning"
    assert "a root of Zscaler, which decrypts TLS" in check.found


def test_what_the_systems_maker_brings_along_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    check = told(monkeypatch, PRIVATE, made=frozenset({digest(PRIVATE)}))
    assert (check.state, check.details) == ("ok", ())
    assert told(monkeypatch).state == "ok"


def test_where_the_makers_roots_are_not_known_nobody_is_accused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, PRIVATE, made=frozenset()).state == "unknown"
    assert told(monkeypatch, ZSCALER, made=frozenset()).state == "warning"


def test_the_public_roots_are_counted_and_old_ones_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "_date_of_certifi", lambda: date(2026, 1, 4))
    check = only(trust_checks(machine()), "trust.public")
    assert check.state == "ok"
    assert f"{len(public_store().roots)} roots of 2026-01-04" in check.found
    monkeypatch.setattr(trust, "_date_of_certifi", lambda: date(2024, 1, 4))
    assert only(trust_checks(machine()), "trust.public").state == "warning"


def test_public_roots_that_are_missing_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Store:
        raise FileNotFoundError(2, "No such file or directory", "cacert.pem")

    monkeypatch.setattr(trust, "public_store", missing)
    assert only(trust_checks(machine()), "trust.public").state == "problem"


def test_variables_about_tls_are_told_where_they_are_set(tmp_path: Path) -> None:
    file = tmp_path / "roots.pem"
    file.write_bytes(pem(PRIVATE))
    environ = {
        "SSL_CERT_FILE": str(file),
        "SSL_CERT_DIR": str(tmp_path / "none"),
        "SSLKEYLOGFILE": "/tmp/keys",
        "CURL_CA_BUNDLE": "x",
    }
    states = {check.title: check.state for check in trust_checks(machine(environ=environ))}
    assert states["SSL_CERT_FILE"] == "ok"
    assert states["SSL_CERT_DIR"] == "problem"
    assert states["SSLKEYLOGFILE"] == "warning"
    assert states["CURL_CA_BUNDLE"] == "ok"
    assert not {check.id for check in trust_checks(machine())} & {"trust.variable"}


def test_the_systems_roots_are_those_of_the_file_or_folder_that_is_set(tmp_path: Path) -> None:
    file, folder = tmp_path / "roots.pem", tmp_path / "folder"
    folder.mkdir()
    file.write_bytes(b"# comment\n" + pem(PRIVATE) + b"-----BEGIN CERTIFICATE-----\n%\n" + pem(ZSCALER))
    (folder / "a.0").write_bytes(pem(PRIVATE))
    (folder / "b.0").write_bytes(b"\xff\x00")
    (folder / "c").mkdir()
    of_file = system_store({"SSL_CERT_FILE": str(file)})
    of_folder = system_store({"SSL_CERT_FILE": str(tmp_path / "none"), "SSL_CERT_DIR": str(folder)})
    assert of_file
    assert of_folder
    assert set(of_file.roots) == {digest(PRIVATE), digest(ZSCALER)}
    assert set(of_folder.roots) == {digest(PRIVATE)}


def test_roots_that_cannot_be_read_are_told_with_the_way_out(tmp_path: Path) -> None:
    environ = {"SSL_CERT_FILE": str(tmp_path / "none"), "SSL_CERT_DIR": str(tmp_path / "none")}
    check = only(trust_checks(machine(environ=environ)), "trust.system")
    assert check.state == "warning"
    assert str(tmp_path / "none") in check.found


def test_windows_lists_its_store_and_macos_none(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [(der(PRIVATE), "x509_asn", True), (b"p7", "pkcs_7_asn", True)]
    monkeypatch.setattr(ssl, "enum_certificates", lambda name: listed, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    store = system_store()
    assert store
    assert set(store.roots) == {digest(PRIVATE)}
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system_store() is None
    assert only(trust_checks(machine()), "trust.system").state == "unknown"


def test_the_ca_files_of_profiles_are_read(tmp_path: Path) -> None:
    file = tmp_path / "roots.pem"
    file.write_bytes(pem(PRIVATE))
    named = [profile("https://idp.example/t") for _ in range(3)]
    trusts = (str(file), str(tmp_path / "none"), "system")
    profiles = [
        replace(one, connector=replace(one.connector, request=replace(one.connector.request, trust=trust)))
        for one, trust in zip(named, trusts, strict=True)
    ]
    found = [check for check in trust_checks(machine(*profiles)) if check.id == "trust.file"]
    assert [check.state for check in found] == ["ok", "problem"]
    assert found[0].found == f"{file} holds 1 certificate"
    assert "none” can't be used" in found[1].found


@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda data: der(PRIVATE)[: len(data)] + data))
def test_what_is_no_certificate_is_no_root(data: bytes) -> None:
    root = read_root(data)
    assert root is None or root.subject
