"""Why an experiment need not be made: what is known already says how it would end."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ...oauth2.assembly import assemble
from ...oauth2.attempt import Attempt
from ...oauth2.token_request import TokenRequest
from ..attempts.reading import Reading, Stage, stage_accused
from ..experiments import Experiment
from ..verdict import within_sentence

_IN_NO_REQUEST: Final = frozenset({"account_state", "mfa_or_policy", "grant_not_allowed"})
"""Culprits that no change to the request removes."""
_OF_THE_CLIENT: Final = frozenset({"client_id", "client_secret", "client_authentication", "token_url"})
"""Culprits that are cleared once the server has accepted the client."""


def stopped_for_all(attempt: Attempt, reading: Reading | None) -> str:
    """Return a sentence on why no change to the request would help; empty where one might."""
    failure = attempt.exchange.failure if attempt.exchange else None
    if failure and not failure.kind.reached_the_server:
        return "No request reaches the server, so no change to it can help."
    main = reading.main if reading else None
    if attempt.token or main is None or not main.culprits:
        return ""
    if main.culprits[0] == "rate_limit":
        return "The server asks for a pause. Until then, no experiment proves anything."
    if main.culprits[0] in _IN_NO_REQUEST and main.confidence == "stated":
        return f"No change to the request can help: {within_sentence(main.title)}"
    return ""


def implied(experiment: Experiment, base: Reading | None, sent: Collection[TokenRequest]) -> str:
    """Return a sentence on why an experiment on a request shows nothing new; empty where it may.

    `base` is how that request ended, `sent` what was sent already.
    """
    accused = set(experiment.accuses)
    if base and base.stage.client_was_accepted and _is_sure(base) and accused and accused <= _OF_THE_CLIENT:
        return "Not needed: the server accepts the client as it is."
    if base and _is_elsewhere(base) and stage_accused(experiment.accuses) >= Stage.CLIENT:
        return "Not needed: the response is not a token endpoint's, so it says nothing about this."
    if not experiment.by_discovery and assemble(experiment.connector, experiment.method) in sent:
        return "Not needed: the same request was sent already."
    return ""


def _is_sure(reading: Reading) -> bool:
    return reading.main is not None and reading.main.confidence != "open"


def _is_elsewhere(reading: Reading) -> bool:
    """Tell whether a response shows that the request went to another place than the token endpoint."""
    culprits = reading.main.culprits if reading.main else ()
    return reading.stage is Stage.ELSEWHERE and culprits[:1] == ("token_url",)
