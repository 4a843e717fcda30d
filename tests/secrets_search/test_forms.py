"""The search finds every form, and masking leaves none of them."""

from __future__ import annotations

import pytest

from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret

from .forms import forms_of, leaks

SECRETS = (
    "Qx7!made up/secret+é&=",
    'Zk9"made\\up<password>',
    " Gr4nite&Harb0ur#27 ",
    "a1b2c3d4",
    "密码很长很长的口令1234",
)
AROUND = ("<{}>", '{{"echo": "{}"}}', "aa{}bb", "{}")


@pytest.mark.parametrize("number", range(len(SECRETS)))
def test_masking_leaves_no_form_of_a_secret(number: int) -> None:
    secret = SECRETS[number]
    redactor = Redactor([Secret(secret)])
    left = [
        (name, at)
        for name, form in forms_of(secret).items()
        for at, around in enumerate(AROUND)
        if leaks(redactor.text(around.format(form)), {"secret": secret})
    ]
    assert left == []


@pytest.mark.parametrize("number", range(len(SECRETS)))
def test_the_search_finds_every_form(number: int) -> None:
    secret = SECRETS[number]
    missed = [name for name, form in forms_of(secret).items() if not leaks(f"x {form} y", {"s": secret})]
    assert missed == []
    assert leaks("no word of it", {"s": secret}) == []
    assert leaks(secret, {"s": secret}, but=["s"]) == []
