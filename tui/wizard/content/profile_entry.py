"""A saved profile or a draft in the list of the start screen, and what a search finds it by."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ...form.last_run import last_run_said
from ...oauth2.foreign_time import local_moment_at
from ...oauth2.url_parts import host_header
from ...plain_text import plain_line
from ...profiles.drafts import Draft
from ...profiles.profile_paths import file_name_for
from ...profiles.storage import ProfileEntry
from .inked import inked

_LONGEST: Final = 100
"""Characters of a URL in the list: beyond them, one profile would take the room of three."""


def entry_content(entry: Draft | ProfileEntry, name: str, now: float) -> Content:
    """Return the two lines on an entry: what it is called and how it last ended, and where it sends."""
    title, changed = (f"{name}   ", "bold"), _changed(entry.modified)
    if isinstance(entry, Draft):
        warning = "\n● Your last connector was not saved. Press Enter to continue."
        return Content.assemble(title, changed, (warning, "$warns"))
    if entry.error:
        why = plain_line(entry.error.splitlines()[0])
        return Content.assemble(title, changed, ("\n✗ ", "$fails"), why)
    last = entry.last
    told = inked(last_run_said(last, now, had_others=entry.last_had_others)) if last else changed
    where = _shown_url(entry.token_url) or "no token URL yet"
    if entry.path.stem != file_name_for(entry.name):  # two profiles may have one name
        where += f"   {plain_line(entry.path.name)}"
    return Content.assemble(title, told, f"\n{where}")


def words_of(entry: Draft | ProfileEntry, name: str) -> str:
    """Return what an entry is found by: its name and host, and a profile's file."""
    if isinstance(entry, Draft):
        return f"{name} {host_header(entry.profile.connector.token_url)}"
    return f"{name} {host_header(entry.token_url)} {entry.path.stem}"


def _shown_url(url: str) -> str:
    """Return a token URL with what can be a secret masked: userinfo, and values named as secrets are."""
    if "?" in url or "@" in url:
        from ...oauth2.masking.redaction import Redactor  # which few URLs need, and the first screen waits

        url = Redactor(()).text(url)
    line = plain_line(url)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _changed(seconds: float) -> str:
    local = local_moment_at(seconds)
    return f"{local:%Y-%m-%d %H:%M}" if local else "date unknown"
