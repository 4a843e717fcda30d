"""Tells the accounts apart that labels name one after another."""

from __future__ import annotations

from collections.abc import Iterable

from ...request import Item
from ...stand_ins import stands_in
from ...urls import CREDENTIALS


def accounts_in(items: Iterable[Item]) -> list[list[Item]]:
    """Split the fields where an account or a client begins again; what it doesn't name stays the same.

    A placeholder or a mask is no account of its own: the value that it stands for is elsewhere.
    """
    accounts: list[dict[str, Item]] = [{}]
    rows: list[Item] = []
    fresh = {*CREDENTIALS}
    for item in items:
        known = accounts[-1].get(item.name)
        if item.name not in (*CREDENTIALS, "grant_type", "scope"):
            rows.append(item)
        elif known is None or (stands_in(known.value) and not stands_in(item.value)):
            accounts[-1][item.name] = item
        elif known.value != item.value and item.name in CREDENTIALS and not stands_in(item.value):
            if item.name not in fresh:
                accounts.append(dict(accounts[-1]))
                fresh = {*CREDENTIALS}
            accounts[-1][item.name] = item
        fresh.discard(item.name)
    return [[*account.values(), *rows] for account in accounts]
