"""Writes a host name in its ASCII form, as DNS, certificates and URLs need it: straße.de as xn--strae-oqa.de.

By IDNA 2008 (RFC 5891), which browsers, curl and registries use. Python's own codec is IDNA 2003, which
makes another name of ß, ς and the joiners: strasse.de may belong to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .oauth2.field_checks import Problem


def ascii_host(host: str) -> str:
    """Return a host name in its ASCII form; empty if it has a character that host names can't have.

    Capitals, wide letters and foreign dots become what they stand for (UTS #46, non-transitional). Labels
    that are ASCII already stay as they are.
    """
    import idna  # here, since its tables are large and few hosts need them

    try:
        labels = idna.uts46_remap(host, std3_rules=False, transitional=False).split(".")
        written = [label if label.isascii() else idna.alabel(label).decode("ascii") for label in labels]
    except (idna.IDNAError, UnicodeError):
        return ""
    return ".".join(written) if all(written[:-1]) else ""


def with_ascii_hosts(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, with the ASCII form of each host that lacks it."""
    return tuple(_with_ascii_host(problem) for problem in problems)


def _with_ascii_host(problem: Problem) -> Problem:
    if not problem.host:
        return problem
    written = ascii_host(problem.host)
    if not written:
        return replace(problem, message="The host name contains a character that host names can't have.")
    return replace(problem, message=f"Write the host name in its ASCII form, {written}.")
