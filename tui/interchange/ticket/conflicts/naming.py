"""Findings on a response that names another host, tenant, client, account or system than its request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ....diagnosis.finding import Finding, FindingKind
from ....diagnosis.lint.systems import system_at
from ....oauth2.connector import Connector
from ....oauth2.form_fields import label_of
from ....oauth2.masking.redaction import Redactor
from ....oauth2.url_parts import host_of
from ..filling import Filled
from ..part import Part
from ..told import tenant_of
from ..words import capital, part_name, redactor_of, shown

_names_other: Final = FindingKind("error", confidence="likely")
_GUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LIKE_AN_ID: Final = re.compile(r"[\d@._-]")


def naming_findings(parts: Sequence[Part], filled: Filled) -> Iterator[Finding]:
    """Yield what the responses name that their requests don't."""
    redactor = redactor_of(parts)
    for part in reversed(parts):
        if not part.is_response or (part.request and part.request.kind == "call"):
            continue
        sent = part.request.found.connector if part.request and part.request.found else filled.connector
        others = [one.found.connector for one in parts if one.found] if part.request is None else [sent]
        url = sent.token_url
        yield from _tenant(part, url, redactor)
        yield from _host(part, url, redactor)
        yield from _system(part, url, redactor)
        yield from _account(part, "client_id", sent, others, redactor)
        yield from _account(part, "username", sent, others, redactor)


def _tenant(part: Part, url: str, redactor: Redactor) -> Iterator[Finding]:
    mine = tenant_of(url)
    told = [tenant for tenant in part.says.tenants if mine and _are_comparable(tenant, mine)]
    if not told or mine in told:
        return
    yield _names_other(
        "ticket.response_of_other_tenant",
        "The response names another tenant than the request was sent to.",
        f"{capital(part_name(part))} speaks of {shown(told[0], redactor)}, and the token URL of "
        f"{shown(mine, redactor)}.",
        "Oauth2 Token Url: set the tenant in its path to the one of the client and the account.",
        evidence=(f"response: {shown(told[0], redactor)}", f"request: {shown(url, redactor)}"),
        culprits=("token_url",),
    )


def _are_comparable(one: str, other: str) -> bool:
    """Tell whether two names of tenants are of one kind, so that different names are different tenants."""
    guids = bool(_GUID.fullmatch(one)), bool(_GUID.fullmatch(other))
    if any(guids):
        return all(guids)
    if "." in one or "." in other:
        return "." in one and "." in other and one.partition(".")[0] != other.partition(".")[0]
    return True


def _host(part: Part, url: str, redactor: Redactor) -> Iterator[Finding]:
    """Yield a host that differs from the request's in its first label alone: another tenant's, mostly."""
    host = host_of(url)
    own = host_of(part.url)
    if own and host and own != host and part.request is not None:
        told, is_sure = [own], True
    else:
        told, is_sure = [name for name in part.says.hosts if _is_beside(name, host)], False
    if not told or host in part.says.hosts:
        return
    yield _names_other(
        "ticket.response_of_other_host",
        "The response is of another host than the request."
        if is_sure
        else "The response names another host than the request was sent to.",
        f"{capital(part_name(part))} has {shown(told[0], redactor)}, and the token URL has "
        f"{shown(host, redactor)}.",
        "Oauth2 Token Url: check that its host is that of the customer's own system.",
        evidence=(f"response: {shown(told[0], redactor)}", f"request: {shown(host, redactor)}"),
        culprits=("token_url",),
        severity="warning",
    )


def _is_beside(one: str, other: str) -> bool:
    first, _, rest = one.partition(".")
    mine, _, parent = other.partition(".")
    return first != mine and rest == parent and "." in parent and tenant_of(f"https://{one}/x") == ""


def _system(part: Part, url: str, redactor: Redactor) -> Iterator[Finding]:
    """Yield that a response has the words of another vendor than the URL's."""
    vendor, system = next((one.vendor or "" for one in part.findings), ""), system_at(host_of(url))
    spoken = next((name for name in ("Salesforce", "ServiceNow", "Okta", "Entra ID") if name in vendor), "")
    if not spoken or not system or spoken == system:
        return
    yield _names_other(
        "ticket.response_of_other_system",
        f"The response is {spoken}'s, and the token URL is {system}'s.",
        f"{capital(part_name(part))} can't come from {shown(host_of(url), redactor)}, "
        "so it answers another request.",
        "Oauth2 Token Url: check which system the connector is to use, and ask for the response of that one.",
        evidence=(f"words of {spoken}", f"request: {shown(url, redactor)}"),
        culprits=("token_url",),
    )


def _account(
    part: Part, key: str, sent: Connector, others: Sequence[Connector], redactor: Redactor
) -> Iterator[Finding]:
    mine = str(getattr(sent, key)).strip().lower()
    told = part.says.clients if key == "client_id" else part.says.users
    told = tuple(name for name in told if _LIKE_AN_ID.search(name))
    known = {str(getattr(one, key)).strip().lower() for one in others}
    if not mine or not told or any(_is_one_name(name, one) for name in told for one in known if one):
        return
    label, what = label_of(key), "client" if key == "client_id" else "account"
    yield _names_other(
        f"ticket.response_names_other_{what}",
        f"The response names another {what} than the request sent.",
        f"{capital(part_name(part))} speaks of {shown(told[0], redactor)}, and the request has "
        f"{shown(mine, redactor)}. "
        "So it answers another request, or a header or row sends another value.",
        f"{label}: check which one is right. Then send again, and ask for the response to that.",
        evidence=(f"response: {shown(told[0], redactor)}", f"request: {shown(mine, redactor)}"),
        culprits=(key,),
    )


def _is_one_name(one: str, other: str) -> bool:
    """Tell whether two names are the same, or one of them has a domain behind it or before it."""
    return one == other or one.partition("@")[0] == other or other.partition("@")[0] == one
