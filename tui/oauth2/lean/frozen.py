"""A decorator for values: what `dataclass(frozen=True)` makes of a class, made three times as fast.

A dataclass compiles six functions for each class, which takes as long as loading a module. Here, classes
share what compares, hashes, shows and protects their instances, and `__init__` is compiled for the first
instance. Fields, `field`, `replace`, `fields` and `asdict` are the standard library's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, NoReturn, TypeVar, dataclass_transform

Instance = TypeVar("Instance")

_ASKED: Final = object()
"""Stands in a call for an argument that its field's factory makes."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Instance]) -> type[Instance]:
    """Make a class one of immutable values: equal, hashed and shown by their fields.

    A method that the class defines itself stays.
    """
    if (
        cls.__doc__ is None
    ):  # or dataclasses would read the signature for one, which takes as long as ten classes
        cls.__doc__ = cls.__name__
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    held = fields(made)
    compared = [one.name for one in held if one.compare]
    # Of one name, it returns the attribute itself; of none, the class.
    key = attrgetter(*(compared or ["__class__"]))

    def equals(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    def shown(self: object) -> str:
        parts = (f"{one.name}={getattr(self, one.name)!r}" for one in held if one.repr)
        return f"{type(self).__qualname__}({', '.join(parts)})"

    def first(self: object, *arguments: object, **named: object) -> None:
        made.__init__ = _initializer(made, held)
        made.__init__(self, *arguments, **named)

    ours: dict[str, Callable[..., object]] = {
        "__init__": first,
        "__repr__": shown,
        "__eq__": equals,
        "__hash__": hashed,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
    }
    if "__eq__" in vars(cls):
        del ours["__hash__"]
    for name, function in ours.items():
        # Python itself puts None there for a class that defines __eq__ alone.
        if name not in vars(cls):
            setattr(made, name, function)
    return cls


def _initializer(cls: type[Any], held: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Compile a class's `__init__`."""
    parameters, lines = ["self"], []
    names: dict[str, object] = {"_asked": _ASKED}
    for one in held:
        names[f"default_{one.name}"] = one.default
        names[f"factory_{one.name}"] = one.default_factory
        if one.default_factory is not MISSING:
            parameters.append(f"{one.name}=_asked")
            made = f"factory_{one.name}() if {one.name} is _asked else {one.name}"
        else:
            parameters.append(one.name if one.default is MISSING else f"{one.name}=default_{one.name}")
            made = one.name
        lines.append(f"    _held[{one.name!r}] = {made}\n")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()\n")
    source = f"def __init__({', '.join(parameters)}):\n    _held = self.__dict__\n{''.join(lines)}"
    exec(source, names)  # noqa: S102 (of names of fields alone, as dataclasses do)
    made_function: Any = names["__init__"]
    made_function.__qualname__ = f"{cls.__qualname__}.__init__"
    return made_function  # type: ignore[no-any-return]


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
