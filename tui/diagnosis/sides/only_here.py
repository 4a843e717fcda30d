"""It works from here and not from the customer's network: what answers or stops the customer's side."""

from __future__ import annotations

from typing import Final

from ..finding import Finding, FindingKind
from .alone import AGENT_ONLY
from .side import Reach, Side
from .telling import both, outcome, quote

_both: Final = FindingKind("warning", ("network",), confidence="likely")


def _turned_away_there(there: Side, here: Side) -> Finding:
    return _both(
        "ask.turned_away_there",
        "A firewall in front of the server turns the customer's side away, and lets this side pass.",
        f"There: {outcome(there)}. Here, the server answered ({outcome(here)}). The firewall refuses the "
        "customer's address, or requests without credentials.",
        "For the product, act on what the run found. If the on-premise agent is used, ask the system's owner "
        "to let the agent's address pass.",
        evidence=both(there, here),
    )


def only_here(there: Side, here: Side) -> Finding:
    """Return the finding on a server that answers this side alone."""
    if there.is_turned_away:
        return _turned_away_there(there, here)
    means = {
        Reach.NAME: "make the name resolve in their DNS",
        Reach.PROXY: "allow this host and port in the proxy",
        Reach.TLS: "let TLS to this host pass as it is",
        Reach.BETWEEN: "let requests to this host pass",
    }.get(there.reach, "allow outgoing connections to this host and port")
    return _both(
        "ask.only_here",
        "It works from here, but not from the customer's network.",
        f"Here, the server answered ({outcome(here)}). There: {outcome(there)}. "
        f"So the customer's network stands in the way. The product sends from outside, as this side does. "
        f"{AGENT_ONLY}",
        f"If the on-premise agent is used, ask the customer's network team to {means} for the agent. "
        "If it is not, this is not the cause: act on what the run found.",
        evidence=both(there, here),
    )


def other_answer(there: Side, here: Side) -> Finding:
    """Return the finding on a response to the customer's side that is not the token endpoint's."""
    where = f" It leads to {quote(there.elsewhere)}." if there.elsewhere else ""
    return _both(
        "ask.other_answer_there",
        "The customer's side gets its response from somewhere else than the token endpoint.",
        f"Here, the token endpoint answered ({outcome(here)}). There: {outcome(there)}, without an error of "
        f"OAuth 2.0.{where} A login page of the network, a proxy, or another server of the same name "
        f"answers there. {AGENT_ONLY}",
        "If the on-premise agent is used, ask the customer's network team what answers at this address. "
        "If it is not, act on what the run found.",
        evidence=both(there, here),
    )
