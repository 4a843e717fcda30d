"""`import FILE...`: makes a profile of a request that works. Sends nothing, and runs nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.exchange_json import origins_document
from ..interchange.import_.imported import Import
from ..interchange.import_.read import MOST_BYTES, PastedFile, decode_pasted, read_import
from ..interchange.import_.shown import import_document, import_text
from ..oauth2.connector import Connector
from ..plain_text import plain_line
from ..profiles.keychain import keychain_problem, keychain_warning
from ..profiles.profile import Profile
from ..profiles.secret_origins import secret_origins
from ..profiles.secret_sources import (
    FromKeyring,
    FromPlain,
    SecretSource,
    secret_keys,
    secret_label,
    secret_value,
)
from ..profiles.storage import is_taken, profile_path
from ..profiles.writing import save_profile
from .one_request import one_request_of
from .output import Output, is_terminal
from .pasted_input import STDIN, read_source, shown_source

_SOURCES: Final[dict[str, SecretSource]] = {"plain": FromPlain(), "keyring": FromKeyring()}


@dataclass(frozen=True)
class ImportOptions:
    """What the command line asks for."""

    name: str
    output: str
    secrets: str
    as_json: bool


def import_(sources: Sequence[str], options: ImportOptions, output: Output) -> ExitStatus:
    """Write what was taken over from where, and the profile if a file for it is named.

    Raises:
        UsageError: a file can't be read, or holds no request; or the profile's file exists already.
        ProfileError: the profile can't be written.
    """
    path = _path_to_write(options.output, output)
    is_new = path is not None and not is_taken(path)
    found = _found_in([_read(source, output) for source in sources])
    if not found.format:
        raise UsageError(
            f"No request was recognized in {shown_source(sources[0])}. "
            "Give a curl command, an export of an API tool, or lines such as “Client ID: …”."
        )
    found = one_request_of(found, sources, output)
    connector = replace(found.connector, name=options.name or (path.stem if path else ""))
    seen = [key for key in secret_keys(connector) if secret_value(connector, key)]
    where = options.secrets
    if path:
        save_profile(_profile(connector, seen, where), path, only_if_new=is_new)
        where = _where_they_are(where, seen, output)
    if options.as_json:
        document = import_document(found)
        origins = (one for one in secret_origins(_profile(connector, seen, where)) if one.key in seen)
        saved = {
            "secrets": origins_document(origins, plain_line),
            "saved": plain_line(str(path)) if path else None,
        }
        named = {"schema": document.pop("schema"), "sources": [plain_line(source) for source in sources]}
        output.json({**named, **document, **saved}, indent=2)
    else:
        output.result("\n".join(import_text(found)))
    output.message(_on_saving(seen, where, path))
    return ExitStatus.WORKS


def _profile(connector: Connector, seen: Sequence[str], where: str) -> Profile:
    source = _SOURCES.get(where)
    return Profile(connector, dict.fromkeys(seen, source) if source else {})


def _where_they_are(wanted: str, seen: Sequence[str], output: Output) -> str:
    """Return where the secrets are: without a keychain they will be asked for, which is said."""
    if wanted != "keyring" or not seen:
        return wanted
    if why := keychain_problem():
        output.message(f"! {why}")
        return "prompt"
    if warning := keychain_warning():
        output.message(f"! {warning}")
    return wanted


def _read(source: str, output: Output) -> PastedFile:
    data = read_source(source, output, most_bytes=MOST_BYTES, what="request")
    return PastedFile("" if source == STDIN else Path(source).name, decode_pasted(data))


def _found_in(files: Sequence[PastedFile]) -> Import:
    """Return what files mean: of a thread of messages, the newest value of each field."""
    if len(files) == 1:
        from ..interchange.ticket.read import thread_in

        if (thread := thread_in(files[0].text)) and thread.fields:
            return thread.as_import
    return read_import(files)


def _path_to_write(name_or_path: str, output: Output) -> Path | None:
    """Return where the profile goes. What is there is replaced only if the user says so."""
    if not name_or_path:
        return None
    path = profile_path(name_or_path)
    if is_taken(path):
        shown = plain_line(str(path))
        if not is_terminal(sys.stdin) or not output.confirms(f"{shown} exists already. Replace it?"):
            raise UsageError(f"{shown} exists already and was not replaced. Choose another name.")
    return path


def _on_saving(seen: Sequence[str], where: str, path: Path | None) -> str:
    names = ", ".join(secret_label(key) for key in seen)
    kept = {
        "prompt": "were seen and not written. You are asked for them at each run",
        "plain": "are in the file, in plain text",
        "keyring": "are in the keychain",
    }[where]
    if not path:
        told = f"Secrets seen: {names}. " if seen else ""
        return f"{told}Nothing was saved. To save a profile, add --output FILE."
    told = f" These secrets {kept}: {names}." if seen else ""
    return f"Saved {plain_line(str(path))}.{told}"
