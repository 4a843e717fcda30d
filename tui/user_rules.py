"""Collects the rules for a diagnosis: the built-in ones and those in the user's configuration folder."""

from __future__ import annotations

from .diagnosis.rules.catalogue import combined, user_rules
from .diagnosis.rules.rule import Rule
from .diagnosis.rules.rule_reader import CatalogueError
from .errors import ConnectorDoctorError
from .profiles.profile_paths import profiles_folder


def all_rules() -> tuple[Rule, ...]:
    """Return all rules. The user's own are in `rules/*.toml`, next to the profiles folder.

    Raises:
        ConnectorDoctorError: a rule file of the user can't be read or understood.
    """
    try:
        return combined(user_rules(profiles_folder().parent / "rules"))
    except CatalogueError as error:
        raise ConnectorDoctorError(str(error)) from None
