"""Drafts: connectors that are not saved yet, kept without their secrets in case the program ends first.

Each session keeps at most one draft, in the state folder, and holds its lock while it runs. So a draft that
no session holds was left behind by a crash, a closed terminal or a machine that went down.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..errors import ProfileError
from ..oauth2.connector import Connector
from ..oauth2.lean.frozen import frozen
from .atomic_file import replace_file
from .file_lock import take_lock
from .profile import FileVersion, Profile
from .profile_paths import state_folder
from .reading import MAX_BYTES, fill_secrets, load_profile
from .secret_sources import FromKeyring, FromPlain, FromPrompt, secret_keys
from .toml_document import read_document

_MOST_OFFERED: Final = 5
_SUFFIX: Final = ".json"


def drafts_folder() -> Path:
    """Return the folder of the drafts, which may not exist yet."""
    return state_folder() / "drafts"


@frozen
class Draft:
    """A draft that another session left behind."""

    path: Path
    """The draft's own file."""
    modified: float
    """When it was kept, in seconds since 1970."""
    profile: Profile
    """The connector without its secrets. Its path is that of its profile, if it had one."""
    file: str = ""
    """The file name typed on Save."""

    @property
    def baseline(self) -> Profile:
        """The profile as it is on disk; an empty one if it was never saved, or can't be read."""
        if self.profile.path:
            with suppress(ProfileError):
                return load_profile(self.profile.path)
        return Profile(Connector())

    def discard(self) -> None:
        """Delete the draft."""
        for path in (self.path, _lock_of(self.path)):
            with suppress(OSError):
                path.unlink(missing_ok=True)


class DraftKeeper:
    """Keeps this session's draft. Never raises for the disk: a draft is a second chance, and no duty."""

    def __init__(self) -> None:
        import secrets

        self._path = drafts_folder() / f"{secrets.token_hex(8)}{_SUFFIX}"
        self._held: int | None = None
        self._wanted: dict[str, Any] | None = None
        self._kept: dict[str, Any] | None = None
        self._turn = threading.Lock()

    def want(self, profile: Profile | None, file: str = "") -> None:
        """Note what the draft should hold; None for no draft. Takes effect with `flush`."""
        self._wanted = _document(profile, file) if profile else None

    def flush(self) -> None:
        """Write or delete the draft as it should be. This waits for the disk."""
        with self._turn, suppress(OSError, ValueError, RuntimeError):
            wanted = self._wanted
            if wanted == self._kept:
                return
            if wanted is None:
                self._path.unlink(missing_ok=True)
            else:
                data = json.dumps(wanted).encode()
                if len(data) > MAX_BYTES:
                    return
                self._hold()
                replace_file(self._path, data)
            self._kept = wanted

    @property
    def is_kept(self) -> bool:
        """Whether there is a draft on the disk, and it holds what it should."""
        return self._kept is not None and self._kept == self._wanted

    def close(self) -> None:
        """Let go of the draft. If there is one, the next session offers it."""
        self.flush()
        with self._turn:
            if self._held is not None:
                os.close(self._held)
                self._held = None
            if self._kept is None:
                with suppress(OSError):
                    _lock_of(self._path).unlink(missing_ok=True)

    def _hold(self) -> None:
        if self._held is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._held = take_lock(_lock_of(self._path))


def find_drafts() -> tuple[Draft, ...]:
    """Return the drafts that no session holds, the newest first. One that can't be read is not offered."""
    found = []
    with suppress(OSError):
        for path in drafts_folder().iterdir():
            if path.suffix == _SUFFIX and (draft := _read(path)):
                found.append(draft)
    return tuple(sorted(found, key=lambda draft: -draft.modified)[:_MOST_OFFERED])


def continued(draft: Draft, environ: Mapping[str, str]) -> tuple[Profile, Profile]:
    """Return the profile to go on with, with the secrets that can be found, and what is on disk of it."""
    baseline, sources = draft.baseline, dict(draft.profile.sources)
    for key, source in baseline.sources.items():
        if isinstance(source, FromKeyring) and isinstance(sources.get(key), FromKeyring):
            sources[key] = source  # the file knows where in the keychain
    return fill_secrets(replace(draft.profile, sources=sources), environ), baseline


def _read(path: Path) -> Draft | None:
    with suppress(OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError, ProfileError):
        held = take_lock(_lock_of(path))
        if held is None:
            return None
        os.close(held)
        status = path.lstat()
        if status.st_size > MAX_BYTES or not path.is_file():
            return None
        document = json.loads(path.read_bytes())
        connector, sources = read_document(document["profile"], path)
        sources |= {key: FromPlain() for key in document["plain"] if key in sources}
        saved = Path(document["path"]) if document["path"] else None
        version = FileVersion(str(document["digest"]), connector) if document["digest"] else None
        return Draft(
            path, status.st_mtime, Profile(connector, sources, saved, version), str(document["file"])
        )
    return None


def _document(profile: Profile, file: str) -> dict[str, Any]:
    from .toml_text.document import profile_document

    keys = secret_keys(profile.connector)
    plain = [key for key in keys if isinstance(profile.source_of(key), FromPlain)]
    # Written in plain text, the secret would be in the draft.
    sources = {key: FromPrompt() if key in plain else profile.source_of(key) for key in keys}
    return {
        "plain": plain,
        "profile": profile_document(replace(profile, sources=sources)),
        "path": str(profile.path.absolute()) if profile.path else "",
        "digest": profile.version.digest if profile.version else "",
        "file": file,
    }


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")
