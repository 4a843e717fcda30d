"""Sends one variation of a token request, if it can be sent and the user agrees, and reads the outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..diagnosis.experiments import Experiment
from ..diagnosis.run_diagnosis import reading_of
from ..diagnosis.search.trial import Trial
from ..oauth2.assembly import UnsendableConnectorError, assemble_all
from ..plain_text import plain_line
from ..transport import discover_token_endpoint, make_attempt
from ..transport.login_guard import LoginGuard

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Rule


async def make_trial(
    experiment: Experiment,
    guard: LoginGuard | None = None,
    *,
    may_send_to: Callable[[str], Awaitable[bool]],
    rules: tuple[Rule, ...] | None = None,
) -> Trial:
    """Send a variation, and return what came of it, or why nothing was sent.

    `guard` is asked before a login too many, `may_send_to` before credentials go to another token URL.
    """
    if experiment.by_discovery:
        token_url = experiment.connector.token_url
        endpoint = await discover_token_endpoint(token_url, experiment.connector.request)
        if not endpoint:
            return Trial(
                experiment, not_sent="No discovery document names a token endpoint. Nothing was sent."
            )
        if endpoint == token_url:
            same = "The discovery document names the same token endpoint. Nothing was sent."
            return Trial(experiment, not_sent=same)
        if not await may_send_to(endpoint):
            return Trial(experiment, not_sent="Nothing was sent there, as you chose.")
        experiment = replace(experiment, connector=replace(experiment.connector, token_url=endpoint))
    try:
        request = assemble_all(experiment.connector, [experiment.method])[0]
    except UnsendableConnectorError as error:
        return Trial(experiment, not_sent=f"It can't be sent: {plain_line(str(error))}")
    attempt = await make_attempt(experiment.connector, request, guard=guard)
    if attempt.exchange is None:
        return Trial(experiment, not_sent=f"Nothing was sent. {attempt.skipped_because}", is_held=True)
    # In a thread: a large response takes longer than a key press should.
    reading = await asyncio.to_thread(reading_of, experiment.connector, attempt, rules)
    return Trial(experiment, attempt, reading)
