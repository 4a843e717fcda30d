"""The keychain: whether secrets can be kept in it, and whether a profile needs it."""

from __future__ import annotations

from collections.abc import Iterator

from ..profiles.keychain import keychain_name, keychain_problem, keychain_warning
from ..profiles.secret_sources import FromKeyring
from .check import Check
from .machine import Machine


def keychain_checks(machine: Machine) -> Iterator[Check]:
    """Yield the check of the keychain."""
    check_id, title = "keychain", "Keychain"
    users = [
        profile.path.name
        for profile in machine.profiles
        if profile.path and any(isinstance(source, FromKeyring) for source in profile.sources.values())
    ]
    if problem := keychain_problem(in_full=True):
        if not users:
            yield Check(check_id, title, "unknown", problem)
            return
        fix = "Set up a keychain, or set another source for the secrets of these profiles."
        yield Check(check_id, title, "problem", problem, fix, tuple(f"needed by {name}" for name in users))
    elif warning := keychain_warning():
        fix = "Use the system's own keychain, or let each run ask for the secrets."
        yield Check(check_id, title, "warning", warning, fix)
    else:
        yield Check(check_id, title, "ok", keychain_name())
