"""The rules that a diagnosis goes by: ours, and the user's own from the configuration folder."""

from __future__ import annotations

from .diagnosis.rules.catalogue import combined, user_rules
from .diagnosis.rules.rule import Rule
from .diagnosis.rules.rule_file import CatalogueError
from .errors import ConnectorDoctorError
from .profiles.storage import profiles_folder


def all_rules() -> tuple[Rule, ...]:
    """Return all rules; the user's stand in `rules/*.toml` beside the profiles folder.

    Raises:
        ConnectorDoctorError: a file of the user's can't be read or understood.
    """
    try:
        return combined(user_rules(profiles_folder().parent / "rules"))
    except CatalogueError as error:
        raise ConnectorDoctorError(str(error)) from None
