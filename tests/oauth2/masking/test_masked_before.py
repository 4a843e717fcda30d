"""What was masked before is known again, and little of it is kept."""

from __future__ import annotations

from tui.oauth2.masking.masked_before import MaskedBefore
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret

SECRET = "made-up-long-secret"


def test_short_and_long_texts_are_known_again() -> None:
    before = MaskedBefore()
    for text in ("short", "long " * 1_000):
        assert before.get(text) is None
        before.note(text, text.upper())
        assert before.get(text) == text.upper()


def test_it_keeps_few_long_texts_and_none_that_is_huge() -> None:
    before = MaskedBefore()
    texts = [str(number) * 1_000 for number in range(10, 60)]
    for text in texts:
        before.note(text, text)
    assert before.get(texts[-1]) == texts[-1]
    assert sum(before.get(text) is not None for text in texts) < 10
    huge = "x" * 1_000_000
    before.note(huge, huge)
    assert before.get(huge) is None


def test_what_more_secrets_mask_is_masked_although_it_was_seen_without_them() -> None:
    redactor = Redactor([Secret("another-made-up-one")])
    for text in (f"says {SECRET}", f"says {SECRET} " * 100):
        assert SECRET in redactor.text(text)
        assert SECRET not in redactor.with_secrets([Secret(SECRET)]).text(text)
        assert MASK in redactor.with_secrets([Secret(SECRET)]).text(text)
