"""How two values differ, in words that reveal no character of either: two people can compare secrets with it.

Unless they are named otherwise, "the connector's" is ours, and "the other" that of the request that works.
What is nearly the same says most: a slip of the hand or of a tool. So the likeliest slips come first, and
only then what merely looks alike.
"""

from __future__ import annotations

import base64
import binascii
import html
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote, unquote_plus

from ...oauth2.fingerprint import fingerprint
from ...oauth2.secret import Secret
from ...oauth2.text_faults import find_text_faults, is_invisible, trimmed

_OURS: Final = "\x01"
_THEIRS: Final = "\x02"
"""Stand for the names of the two values."""
_TYPOGRAPHIC: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "…": "..."}
)
_AROUND: Final = (('"', '"'), ("'", "'"), ("“", "”"), ("`", "`"), ("<", ">"), ("[", "]"), ("{", "}"))
_MOST_PLACES: Final = 3
"""Of two values of one length, so many characters may differ to call the rest the same."""
_SHORTEST_ALIKE: Final = 6
"""Below that, two values are alike by chance, and what they share would say too much of them."""
_LONGEST: Final = 100_000


def likeness(
    ours: str,
    theirs: str,
    *,
    is_shown: bool = False,
    names: tuple[str, str] = ("the connector's", "the other"),
) -> str:
    """Return how our value differs from theirs, as a sentence; empty if it doesn't. Never raises.

    Where both values are shown beside it, nothing is said about values that have nothing in common. `names`
    are what the two are called.
    """
    told = _likeness(ours, theirs, is_shown=is_shown).replace(_OURS, names[0]).replace(_THEIRS, names[1])
    return told[:1].upper() + told[1:]


def _likeness(ours: str, theirs: str, *, is_shown: bool) -> str:
    if ours == theirs:
        return ""
    if not ours or not theirs:
        return f"{_THEIRS if ours else _OURS} is blank."
    altogether = "The values differ." if is_shown else _altogether(ours, theirs)
    if len(ours) + len(theirs) > _LONGEST:
        return altogether
    if found := _alike(ours, theirs):
        return found
    bare = trimmed(ours), trimmed(theirs)
    if bare != (ours, theirs) and all(bare) and (found := _alike(*bare)):
        return f"Apart from blanks or unseen characters: {found[0].lower()}{found[1:]}"
    return (_longer(ours, theirs, 2) if is_shown else "") or altogether


def _alike(ours: str, theirs: str) -> str:
    return next(filter(None, (way(ours, theirs) for way in _WAYS)), "")


def _unseen(ours: str, theirs: str) -> str:
    """Blanks and invisible characters come along when a value is copied."""
    if trimmed(ours) != trimmed(theirs) and "".join(ours.split()) != "".join(theirs.split()):
        return ""
    parts = [
        f"{whose} {fault.sentence}"
        for whose, value in ((_OURS, ours), (_THEIRS, theirs))
        for fault in find_text_faults(value)
    ]
    detail = f": {', and '.join(parts)}" if parts else " inside"
    return f"The same but for blanks or unseen characters{detail}."


def _case(ours: str, theirs: str) -> str:
    if ours.casefold() != theirs.casefold():
        return ""
    return "The same but for upper and lower case."


def _typography(ours: str, theirs: str) -> str:
    if ours.translate(_TYPOGRAPHIC) != theirs.translate(_TYPOGRAPHIC):
        return ""
    whose = _OURS if ours.translate(_TYPOGRAPHIC) == theirs else _THEIRS
    return f"The same but for curly quotes, long dashes or the like: {whose} has them."


def _composition(ours: str, theirs: str) -> str:
    for form, words in (("NFC", "composed"), ("NFKC", "written")):
        if unicodedata.normalize(form, ours) == unicodedata.normalize(form, theirs):  # type: ignore[arg-type]
            return f"They look the same, but characters beyond ASCII are {words} differently (Unicode)."
    return ""


def _around(ours: str, theirs: str) -> str:
    for whose, longer, shorter in ((_OURS, ours, theirs), (_THEIRS, theirs, ours)):
        if any(longer == f"{begin}{shorter}{end}" for begin, end in _AROUND):
            return f"The same, but {whose} stands in quotes or brackets."
    return ""


def _written(ours: str, theirs: str) -> str:
    for words, decode in _WRITINGS:
        for whose, one, other in ((_OURS, ours, theirs), (_THEIRS, theirs, ours)):
            if decode(one) == other:
                return f"The same, but {whose} is {words}."
    return ""


def _swapped_neighbours(ours: str, theirs: str) -> str:
    if len(ours) != len(theirs):
        return ""
    places = _places(ours, theirs)
    if len(places) != 2 or places[1] != places[0] + 1:
        return ""
    first, second = places
    if (ours[first], ours[second]) != (theirs[second], theirs[first]):
        return ""
    return f"The same, but the {_nth(first)} and {_nth(second)} characters have changed places."


def _few_places(ours: str, theirs: str) -> str:
    if len(ours) != len(theirs) or len(ours) < _SHORTEST_ALIKE:
        return ""
    places = _places(ours, theirs)
    if len(places) > min(_MOST_PLACES, len(ours) // 3):
        return ""
    kinds = dict.fromkeys(_in_place_of(_kind(ours[at]), _kind(theirs[at])) for at in places)
    which = _listed([_nth(at) for at in places])
    noun = "character differs" if len(places) == 1 else "characters differ"
    where = "last" if places == [len(ours) - 1] else which
    return f"The same, but the {where} {noun}: {_listed(list(kinds))}."


def _longer(ours: str, theirs: str, shortest: int = _SHORTEST_ALIKE) -> str:
    """One is cut off, or has something more before, behind or inside."""
    for whose, other, longer, shorter in (
        (_OURS, _THEIRS, ours, theirs),
        (_THEIRS, _OURS, theirs, ours),
    ):
        more = len(longer) - len(shorter)
        if more <= 0 or len(shorter) < shortest:
            continue
        count = f"{more} more character{'' if more == 1 else 's'}"
        if longer.startswith(shorter):
            last = f": {_kind(longer[-1])}" if more == 1 else ""
            return f"{whose} is longer: it begins with {other}, and ends with {count}{last}."
        if longer.endswith(shorter):
            return f"{whose} is longer: it ends with {other}, and begins with {count}."
        start = _shared_start(longer, shorter)
        if more <= _MOST_PLACES and longer[start + more :] == shorter[start:]:
            return f"The same, but {whose} has {count}, from the {_nth(start)} on."
    return ""


def _altogether(ours: str, theirs: str) -> str:
    return (
        f"Altogether different: {_OURS} has {fingerprint(Secret(ours))}; "
        f"{_THEIRS} has {fingerprint(Secret(theirs))}."
    )


_WAYS: Final[tuple[Callable[[str, str], str], ...]] = (
    _unseen,
    _case,
    _typography,
    _around,
    _written,
    _composition,
    _swapped_neighbours,
    _few_places,
    _longer,
)


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def _without_escapes(text: str) -> str:
    """Return a value without the backslashes that a shell or JSON wants before some characters."""
    return text.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")


_WRITINGS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("percent-encoded", lambda text: unquote(text, errors="replace")),
    ("form-urlencoded", lambda text: unquote_plus(text, errors="replace")),
    ("percent-encoded twice", lambda text: unquote(unquote(text, errors="replace"), errors="replace")),
    ("HTML-escaped (such as &amp;)", html.unescape),
    ("base64-encoded", _from_base64),
    ("written with backslashes before some characters", _without_escapes),
    ("read with its plus signs as blanks", lambda text: text.replace(" ", "+")),
)
"""How tools write a value, and what turns it back."""


def _places(ours: str, theirs: str) -> list[int]:
    return [at for at, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other]


def _shared_start(one: str, other: str) -> int:
    pairs: Iterator[tuple[str, str]] = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _in_place_of(ours: str, theirs: str) -> str:
    return f"{ours} in place of {'another' if ours == theirs else theirs}"


def _kind(character: str) -> str:
    """Name the kind of a character, never the character."""
    if character == " ":
        return "a blank"
    if is_invisible(character):
        return "an unseen character"
    if character.isdigit():
        return "a digit"
    if character.isalpha():
        return "a capital letter" if character.isupper() else "a small letter"
    return "a symbol"


def _nth(index: int) -> str:
    number = index + 1
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
