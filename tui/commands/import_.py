"""`import FILE...`: makes a profile of a request that works. Sends nothing, and runs nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..exit_status import ExitStatus
from ..interchange.import_.imported import Import
from ..interchange.import_.read import MOST_BYTES, PastedFile, decode_pasted, read_import
from ..interchange.import_.shown import import_document, import_text
from ..interchange.json_text import json_text
from ..plain_text import plain_line
from ..profiles.profile import Profile
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
from .output import Output, is_terminal, shortened
from .pasted_input import STDIN, read_source, shown_source

_SOURCES: Final[dict[str, SecretSource]] = {"plain": FromPlain(), "keyring": FromKeyring()}
_LONGEST_CHOICE: Final = 300


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
    found = read_import([_read(source, output) for source in sources])
    if not found.format:
        raise UsageError(
            f"No request was recognized in {shown_source(sources[0])}. "
            "Give a curl command, an export of an API tool, or lines such as “Client ID: …”."
        )
    found = _one_of(found, sources, output)
    connector = replace(found.connector, name=options.name or (path.stem if path else ""))
    seen = [key for key in secret_keys(connector) if secret_value(connector, key)]
    if path:
        source = _SOURCES.get(options.secrets)
        save_profile(Profile(connector, dict.fromkeys(seen, source) if source else {}), path)
    if options.as_json:
        document = import_document(found)
        saved = {"secrets": seen, "saved": plain_line(str(path)) if path else None}
        named = {"schema": document.pop("schema"), "sources": [plain_line(source) for source in sources]}
        output.result(json_text({**named, **document, **saved}, indent=2))
    else:
        output.result("\n".join(import_text(found)))
    output.message(_on_saving(seen, options.secrets, path))
    return ExitStatus.WORKS


def _read(source: str, output: Output) -> PastedFile:
    data = read_source(source, output, most_bytes=MOST_BYTES, what="request")
    return PastedFile("" if source == STDIN else Path(source).name, decode_pasted(data))


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


def _one_of(found: Import, sources: Sequence[str], output: Output) -> Import:
    """Ask which request is meant, if there are several and somebody can answer; else take the first."""
    if not found.others:
        return found
    choices = [found, *found.others]
    output.message(f"There are {len(choices)} token requests with different accounts or URLs:")
    for number, each in enumerate(choices, 1):
        told = f"{each.connector.token_url or 'no URL'}, {each.connector.username or 'no username'}"
        output.message(shortened(f"  {number}: {plain_line(told)}", _LONGEST_CHOICE))
    if STDIN in sources or not is_terminal(sys.stdin):
        output.message("The first one was taken.")
        return found
    answer = output.asks(f"Which one? [1-{len(choices)}, default 1]")
    chosen = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else 1
    return choices[chosen - 1] if 1 <= chosen <= len(choices) else found


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
