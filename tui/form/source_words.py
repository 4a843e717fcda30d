"""What to call each place that a secret can come from, and what to know about it."""

from __future__ import annotations

from collections.abc import Mapping

from ..plain_text import plain_line
from ..profiles.exposure import exposure_of
from ..profiles.keychain import keychain_warning
from ..profiles.profile import Profile
from ..profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    secret_keys,
    secret_label,
)


def source_words(source: SecretSource) -> str:
    """Return where a secret comes from, in a few words."""
    if isinstance(source, FromEnv):
        return f"environment variable {plain_line(source.name)}"
    if isinstance(source, FromKeyring):
        return "the system keychain"
    return "plain text" if isinstance(source, FromPlain) else "asked for each time"


def source_warnings(profile: Profile, no_keychain: str) -> list[str]:
    """Return what the user should know before a profile is saved. `no_keychain` says why there is none."""
    warnings = []
    if plain := _labels(profile, FromPlain):
        these = "this secret" if len(plain) == 1 else "these secrets"
        warnings.append(
            f"In plain text in the file: {', '.join(plain)}. Anyone who can read the file has {these}."
        )
    kept = _labels(profile, FromKeyring)
    if kept and no_keychain:
        warnings.append(f"{no_keychain} You will be asked each time for: {', '.join(kept)}.")
    elif kept and (unsafe := keychain_warning()):
        warnings.append(unsafe)
    if profile.path and (exposed := exposure_of(profile.path)):
        warnings.append(f"{exposed}. Saving makes it readable for you alone.")
    return warnings


def asked_each_time(profile: Profile) -> list[str]:
    """Return a line that names the secrets that a saved profile doesn't hold, and where to change that."""
    asked = _labels(profile, FromPrompt)
    return [f"Asked for each time: {', '.join(asked)}. Step 10 can keep them."] if asked else []


def _labels(profile: Profile, kind: type[SecretSource]) -> list[str]:
    keys = secret_keys(profile.connector)
    return [secret_label(key) for key in keys if isinstance(profile.source_of(key), kind)]


def to_set_before_a_run(profile: Profile, environ: Mapping[str, str]) -> list[str]:
    """Return a line that names the variables that a saved profile needs and that are not set here."""
    sources = map(profile.source_of, secret_keys(profile.connector))
    names = [source.name for source in sources if isinstance(source, FromEnv)]
    missing = [plain_line(name) for name in dict.fromkeys(names) if not environ.get(name)]
    return [f"Not set yet: {', '.join(missing)}. A run needs it or asks for the secret."] if missing else []
