"""Collects the rules for a diagnosis: the built-in ones and those in the user's configuration folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ConnectorDoctorError
from .profiles.profile_paths import config_folder

if TYPE_CHECKING:
    from .diagnosis.rules.rule import Rule


def all_rules() -> tuple[Rule, ...]:
    """Return all rules. The user's own are in `rules/*.toml`, next to the profiles folder.

    Raises:
        ConnectorDoctorError: a rule file of the user can't be read or understood.
    """
    from .diagnosis.rules.catalogue import combined, user_rules
    from .diagnosis.rules.rule_reader import CatalogueError

    try:
        return combined(user_rules(config_folder() / "rules"))
    except CatalogueError as error:
        raise ConnectorDoctorError(str(error)) from None


def rules_if_own() -> tuple[Rule, ...] | None:
    """Return all rules where the user has some; None where not: then the built-in ones needn't be read yet.

    Raises:
        ConnectorDoctorError: as in `all_rules`.
    """
    return all_rules() if (config_folder() / "rules").exists() else None
