"""`frozen` makes of a class what `dataclass(frozen=True)` does."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.lean.frozen import frozen


def declared(decorator: Any) -> Any:
    """Return a class of three fields and one that inherits them, both made by a decorator."""

    class Point:
        """A point."""

        x: int
        y: int = 2
        marks: list[int] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

        @cached_property
        def sum(self) -> int:
            return self.x + self.y

    class Place(Point):
        """A point with a name."""

        name: str = "here"

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("less than nothing")

    Point.__qualname__, Place.__qualname__ = "Point", "Place"
    made = decorator(Point)
    Place.__bases__ = (made,)
    return made, decorator(Place)


OURS, PLACE = declared(frozen)
THEIRS, THEIR_PLACE = declared(dataclass(frozen=True))
ARGUMENTS = st.fixed_dictionaries(
    {"x": st.integers(0, 2)},
    optional={
        "y": st.integers(0, 2),
        "marks": st.lists(st.integers(0, 1), max_size=1),
        "note": st.text("ab", max_size=1),
    },
)


@given(one=ARGUMENTS, other=ARGUMENTS)
def test_equality_repr_and_fields_are_a_dataclass_s(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (OURS(**one) == OURS(**other)) == (THEIRS(**one) == THEIRS(**other))
    assert repr(OURS(**one)) == repr(THEIRS(**one))
    assert asdict(replace(OURS(**one), **other)) == asdict(replace(THEIRS(**one), **other))
    assert [one.name for one in fields(PLACE)] == [one.name for one in fields(THEIR_PLACE)]
    assert OURS(**one) != PLACE(**one)
    assert OURS(**one).sum == THEIRS(**one).sum


def test_positions_and_defaults_are_a_dataclass_s() -> None:
    assert asdict(PLACE(1, 3, [4], "n", "there")) == asdict(THEIR_PLACE(1, 3, [4], "n", "there"))
    assert PLACE(1).marks is not PLACE(1).marks
    match OURS(5, 6):
        case OURS(x, y):
            assert (x, y) == (5, 6)


@pytest.mark.parametrize("arguments", [(), (1, 2, [], "", 3), (1, 2, 3, 4, 5, 6)])
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        OURS(*arguments)


def test_it_can_not_be_changed() -> None:
    point = OURS(1)
    with pytest.raises(FrozenInstanceError, match="'x'"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="'x'"):
        del point.x
    assert point.x == 1


def test_what_is_checked_after_init_is_checked() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        PLACE(-1)


def test_equal_values_have_one_hash() -> None:
    @frozen
    class Name:
        """A name."""

        text: str

    assert hash(Name("a")) == hash(Name("a"))
    assert {Name("a"), Name("a"), Name("b")} == {Name("a"), Name("b")}
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS(1))


def test_the_class_s_own_methods_stay() -> None:
    @frozen
    class Silent:
        """A value that says nothing of itself."""

        text: str

        def __repr__(self) -> str:
            return "Silent"

    assert repr(Silent("a")) == "Silent"


def test_a_class_without_a_sentence_is_made_without_a_look_at_its_signature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The look compiles all of Python's grammar of tokens, for a docstring that nobody reads."""
    monkeypatch.setattr(inspect, "signature", lambda *_, **__: pytest.fail("it is looked at"))

    @frozen
    class Bare:
        x: int = 1

    assert Bare.__doc__ == "Bare"
    assert Bare() == Bare(1)
