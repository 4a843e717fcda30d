"""A server's certificates as text for people: the verdict, what was sent, what is missing, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from ...oauth2.foreign_time import read_moment
from ...oauth2.transport_failure import FailureCause
from ...plain_text import plain_line
from ...time_words import distance
from ...transport.certificates import PresentedCertificate, listed
from ...transport.chains.building import Gap
from ...transport.chains.certificate_parts import parts_of
from ...transport.chains.served_chain import Oddity, ServedChain
from ...transport.trust import PUBLIC, SYSTEM
from .owner_steps import owner_steps

_WIDTH: Final = 100
_ODDITIES: Final = {
    Oddity.EXPIRED: "has expired",
    Oddity.NOT_YET_VALID: "is not valid yet",
    Oddity.MISPLACED: "in the wrong place: each certificate has to follow the one that it vouches for",
    Oddity.ROOT: "a root, which need not be sent: who trusts it has it already",
    Oddity.CROSS_SIGNED: "not needed: another certificate of a CA in the chain, for older clients",
    Oddity.STRANGER: "not a part of the chain",
    Oddity.REPEATED: "was sent before",
}
_HARMLESS: Final = frozenset({Oddity.ROOT, Oddity.CROSS_SIGNED})


def chain_text(chain: ServedChain, file: str, *, fetched: bool) -> str:
    """Return all that is known. `file` is where the repaired chain goes; blank if none was named."""
    lines = [*_wrapped(_verdict(chain)), *_also(chain), "", "Sent by the server:"]
    for place, (seen, oddities) in enumerate(zip(chain.presented, chain.oddities(), strict=True), start=1):
        lines += _certificate(f"{place}", seen, chain, oddities)
    if chain.missing:
        lines += ["", "Left out by the server:"]
        for seen in chain.missing:
            lines += _certificate("+", seen, chain)
    lines += _root(chain)
    if chain.gap and not chain.built.is_complete and not chain.inspector:
        title = "Still missing:" if chain.misses_an_intermediate else "Not found, an intermediate or a root:"
        lines += ["", title, *_gap(chain.gap)]
    elif chain.gap and chain.gap.has_expired and not chain.built.is_in_time:
        lines += ["", "To be replaced by a valid one:", *_gap(chain.gap)]
    lines += (line for problem in chain.tried for line in _wrapped(plain_line(problem), "  "))
    steps = tuple(owner_steps(chain, file, fetched=fetched))
    if steps:
        lines += ["", "What to do:"]
    for number, step in enumerate(steps, start=1):
        first, *rest = step.split("\n")
        lines += _wrapped(f"{number}. {first}", "  ", more="   ")
        lines += (f"       {line}" for line in rest)
    return "\n".join(lines)


def _verdict(chain: ServedChain) -> str:
    missing = len(chain.missing)
    what = "an intermediate certificate" if missing == 1 else f"{missing} intermediate certificates"
    it, store = "it" if missing == 1 else "them", _store(chain.trust)
    if chain.failure is None and missing:
        return f"{chain.endpoint} is trusted by {store}, although it leaves out {what}."
    if chain.failure is None:
        is_right = all(set(oddities) <= _HARMLESS for oddities in chain.oddities())
        end = "and its chain is complete" if is_right else "but not all that it sends is right"
        return f"{chain.endpoint} is trusted by {store}, {end}."
    message = plain_line(chain.failure.message)
    if chain.is_repaired and any(Oddity.EXPIRED in oddities for oddities in chain.oddities()):
        return f"{message} A valid one was found: with it, {chain.endpoint} would be trusted by {store}."
    if chain.is_repaired and missing:
        return f"{chain.endpoint} leaves out {what}. With {it}, it would be trusted by {store}."
    if missing and chain.repaired and not chain.built.is_trusted:
        return f"{message} It also leaves out {what}: with {it}, the chain leads to a private root."
    return message


def _also(chain: ServedChain) -> Iterator[str]:
    """Yield what else is wrong, in the words of the judgement."""
    if chain.inspector and (chain.failure is None or chain.failure.cause is not FailureCause.TLS_INSPECTED):
        yield from _wrapped(
            f"! {chain.inspector} made them on the way: these are not the server's own.", "  "
        )
    if chain.failure:
        for line in chain.failure.evidence:
            if line.startswith("also: "):
                yield from _wrapped(plain_line(line), "  ")


def _store(trust: str) -> str:
    if trust == PUBLIC:
        return "clients with the public roots"
    return "this machine" if trust == SYSTEM else f"clients with the CA file “{plain_line(trust)}”"


def _certificate(
    mark: str, seen: PresentedCertificate, chain: ServedChain, oddities: Sequence[Oddity] = ()
) -> Iterator[str]:
    own, facts = seen.certificate, [("issuer", seen.certificate.issuer)]
    yield from _wrapped(f"{mark}  {own.subject or 'no subject'}", "  ", more="     ")
    if own.names:
        facts.append(("names", listed(own.names)))
    facts.append(("valid", f"{own.not_before} to {own.not_after}{_ending(seen, chain)}"))
    if own.sha256:
        facts.append(("SHA-256", own.sha256))
    if mark == "+":
        facts.append(("key id", _key_id(seen)))
        facts.append(("found in", chain.sources.get(seen.der, "")))
    for name, value in facts:
        if value:
            yield from _wrapped(f"{name:<9}{value}", "       ", more="         ")
    for oddity in oddities:
        sign = "·" if oddity in _HARMLESS else "✗"
        yield from _wrapped(f"{sign} {_ODDITIES[oddity]}", "       ", more="  ")


def _ending(seen: PresentedCertificate, chain: ServedChain) -> str:
    ends = read_moment(seen.certificate.not_after)
    if ends is None:
        return ""
    return (
        f" (ends in {distance(ends - chain.now)})"
        if ends > chain.now
        else f" (ended {distance(chain.now - ends)} ago)"
    )


def _root(chain: ServedChain) -> Iterator[str]:
    if chain.root:
        whose = "trusted" if chain.built.is_trusted else "private, not trusted"
        yield from ("", "Leads to the root:")
        yield from _wrapped(f"{chain.root.certificate.subject} ({whose})", "     ")


def _gap(gap: Gap) -> Iterator[str]:
    yield from _wrapped(f"+  {gap.subject}", "  ", more="     ")
    if gap.key_id:
        yield from _wrapped(f"{'key id':<9}{gap.key_id}", "       ", more="         ")
    for url in gap.urls:
        yield f"       {'to get at':<10}{plain_line(url)}"
    if not gap.urls:
        yield "       The certificate below doesn't say where it can be had. Its CA's web site has it."


def _key_id(seen: PresentedCertificate) -> str:
    try:
        return parts_of(seen.der).key_id
    except ValueError:
        return ""


def _wrapped(text: str, indent: str = "", *, more: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + more,
        break_long_words=False,
        break_on_hyphens=False,
    )
