"""The trust stores: the public roots, the system's, whether they differ, and which variables change them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from ..tls_inspectors import inspector_among
from ..transport.trust import PUBLIC, SYSTEM, authorities_of
from ..transport.trust_stores import Root, Store, distributed_roots, public_store, read_root, system_store
from ..transport.unusable_setting import UnusableSettingError
from .check import Check, guarded
from .machine import Machine

_OLD: Final = 548
"""Days after which the public roots lack CAs that servers use by now."""
_MOST_SHOWN: Final = 10
_INSTEAD: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_OF_OTHERS: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
_KEY_LOG: Final = "SSLKEYLOGFILE"
_TEST_PUBLIC: Final = "Test with trust = public, as a cloud service would connect: it doesn't trust these."
_HAVE_EXEMPTED: Final = (
    "Test with trust = public, as a cloud service would connect; if that fails from here alone, have the "
    "host of the token URL exempted from inspection."
)
_LEAVE: Final = "Leave trust = public in the profiles, which needs no roots of the system."
_INSTALL: Final = f"Install the package ca-certificates, or: {_LEAVE[0].lower()}{_LEAVE[1:]}"


def trust_checks(machine: Machine) -> Iterator[Check]:
    """Yield the checks of the trust stores and of the variables about TLS."""
    yield from guarded("trust.stores", "Trust stores", lambda: _stores(machine))
    yield from guarded("trust.file", "CA files", lambda: _files(machine))
    yield from guarded("trust.variable", "Variables", lambda: _variables(machine))


def _stores(machine: Machine) -> Iterator[Check]:
    public, check = _public(machine.now)
    yield check
    system, check = _system(machine)
    yield check
    if public and system:
        yield _difference(public, system)


def _public(now: datetime) -> tuple[Store | None, Check]:
    check_id, title = "trust.public", "Public roots"
    fix = "Install certifi again: pip install --force-reinstall certifi."
    try:
        store = public_store()
    except OSError as error:
        found = f"the list that certifi brings along can't be read: {error.strerror}"
        return None, Check(check_id, title, "problem", found, fix)
    if not store.roots:
        return None, Check(check_id, title, "problem", f"{store.place} holds no certificate", fix)
    dated = _date_of_certifi()
    found = f"{len(store.roots)} roots{f' of {dated:%Y-%m-%d}' if dated else ''} (certifi)"
    if dated and (now.date() - dated).days > _OLD:
        newer = "Bring the list up to date: pip install --upgrade certifi."
        return store, Check(check_id, title, "warning", found, newer, (store.place,))
    return store, Check(check_id, title, "ok", found, details=(store.place,))


def _date_of_certifi() -> date | None:
    """Return the date of the public roots: certifi's version is one."""
    try:
        year, month, day = map(int, version("certifi").split(".")[:3])
        return date(year, month, day)
    except (PackageNotFoundError, ValueError):
        return None


def _system(machine: Machine) -> tuple[Store | None, Check]:
    check_id, title = "trust.system", "System's roots"
    fix = _LEAVE if machine.platform == "win32" else _INSTALL
    try:
        store = system_store(machine.environ)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        found = f"they can't be read: {where}{error.strerror}"
        return None, Check(check_id, title, "warning", found, fix)
    if store is None:
        return None, Check(
            check_id, title, "unknown", "macOS keeps them in its keychain and is asked at each connection"
        )
    found = f"{len(store.roots)} roots in {store.place}"
    if store.changed:
        found += f", last changed {store.changed:%Y-%m-%d}"
    if store.roots:
        return store, Check(check_id, title, "ok", found)
    return None, Check(check_id, title, "warning", f"{store.place} holds no certificate", fix)


def _difference(public: Store, system: Store) -> Check:
    """Return what the system trusts beyond the public roots: a company's own, or an inspector's.

    The system's maker brings roots along that the public list has dropped. Those say nothing.
    """
    check_id, title = "trust.difference", "Difference"
    made = distributed_roots()
    extra = {digest: der for digest, der in system.roots.items() if digest not in public.roots}
    own = [read_root(der) for digest, der in extra.items() if digest not in made]
    if not extra:
        return Check(check_id, title, "ok", "the system trusts no root that the public list lacks")
    if not own:
        found = (
            f"nobody added a root; the system's maker brings {len(extra)} along that the public list lacks"
        )
        return Check(check_id, title, "ok", found)
    shown = tuple(_words(root) for root in own[:_MOST_SHOWN])
    if len(own) > _MOST_SHOWN:
        shown += (f"and {len(own) - _MOST_SHOWN} more",)
    inspector = inspector_among(root.subject for root in own if root)
    if inspector:
        found = f"the system trusts a root of {inspector}, which decrypts TLS on the way"
        return Check(check_id, title, "warning", found, _HAVE_EXEMPTED, shown)
    what = "1 root" if len(own) == 1 else f"{len(own)} roots"
    if made:
        found = f"somebody added {what} to the system's: a private CA, or TLS inspection"
        return Check(check_id, title, "warning", found, _TEST_PUBLIC, shown)
    found = f"the system trusts {what} that the public list lacks; some may be of a private CA"
    return Check(check_id, title, "unknown", found, _TEST_PUBLIC, shown)


def _files(machine: Machine) -> Iterator[Check]:
    """Yield a check of each CA file that a profile names."""
    named = (profile.connector.request.trust for profile in machine.profiles)
    for path in list(dict.fromkeys(trust for trust in named if trust not in {PUBLIC, SYSTEM}))[:_MOST_SHOWN]:
        try:
            count = len(authorities_of(path).subjects)
        except UnusableSettingError as error:
            fix = "Correct Trust in the profiles that name it, or the file."
            yield Check("trust.file", "CA file", "problem", error.failure.message, fix)
        else:
            what = "1 certificate" if count == 1 else f"{count} certificates"
            yield Check("trust.file", "CA file", "ok", f"{path} holds {what}")


def _words(root: Root | None) -> str:
    if root is None:
        return "a certificate that can't be read"
    until = f", until {root.not_after:%Y-%m-%d}" if root.not_after else ""
    return f"{root.subject}{until}"


def _variables(machine: Machine) -> Iterator[Check]:
    for name in _INSTEAD:
        if value := machine.environ.get(name):
            yield _in_place_of_system(name, value)
    if value := machine.environ.get(_KEY_LOG):
        found = f"{value} (connector-doctor writes nothing there, but other programs do)"
        fix = f"Unset {_KEY_LOG} unless you mean it: whoever reads that file can decrypt their connections."
        yield Check("trust.variable", _KEY_LOG, "warning", found, fix)
    for name in _OF_OTHERS:
        if value := machine.environ.get(name):
            yield Check(
                "trust.variable", name, "ok", f"{value} (for other programs; it changes nothing here)"
            )


def _in_place_of_system(name: str, value: str) -> Check:
    path = Path(value)
    is_there = path.is_file() if name == _INSTEAD[0] else path.is_dir()
    if is_there and os.access(path, os.R_OK):
        found = f"{value} (in place of the system's roots, with trust = system alone)"
        return Check("trust.variable", name, "ok", found)
    kind = "file" if name == _INSTEAD[0] else "folder"
    found = f"{value} is no {kind} that can be read"
    fix = (
        f"Unset {name}, or let it name a {kind} with certificates: with trust = system no server is trusted."
    )
    return Check("trust.variable", name, "problem", found, fix)
