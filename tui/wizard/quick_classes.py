"""Makes the classes of widgets and screens in less time: there are 150 until the first screen is painted.

For each class, Textual looks through all attributes of it and of those above it, thousands, to find the
reactive ones and those that are computed. Here each class is looked through once. The package does this
before more of Textual is loaded than the class at the root. test_textual_inside.py compares what is found.
"""

from __future__ import annotations

from typing import Any, Final

from textual.dom import DOMNode
from textual.reactive import Reactive

_NAMES: Final = (
    "super __init_subclass__ _reactives reversed __mro__ update __dict__ items "
    "_inherit_css _inherit_bindings _inherit_component_classes "
    "set _css_bases __name__ _css_type_name add _merge_bindings _merged_bindings "
    "frozenset _css_type_names dir _computes"
)
"""What Textual's own way deals with, if it is the one that is known here."""
_COMPUTE: Final = ("_compute_", "compute_")

Found = tuple[dict[str, Reactive[Any]], frozenset[str]]
_found: Final = dict[type, Found]()


def found_in(cls: type) -> Found:
    """Return what a class itself has: reactive attributes, and the names of the computed ones."""
    found = _found.get(cls)
    if found is None:
        own = vars(cls)
        reactives = {name: value for name, value in own.items() if isinstance(value, Reactive)}
        computed = frozenset(name.lstrip("_")[8:] for name in own if name.startswith(_COMPUTE))
        found = _found[cls] = (reactives, computed)
    return found


def _init_subclass(
    cls: type[DOMNode],
    inherit_css: bool = True,
    inherit_bindings: bool = True,
    inherit_component_classes: bool = True,
) -> None:
    super(DOMNode, cls).__init_subclass__()
    found = [found_in(base) for base in reversed(cls.__mro__)]
    cls._reactives = {}
    for reactives, _ in found:
        cls._reactives.update(reactives)
    cls._computes = frozenset().union(*(computed for _, computed in found))
    cls._inherit_css = inherit_css
    cls._inherit_bindings = inherit_bindings
    cls._inherit_component_classes = inherit_component_classes
    bases = cls._css_bases(cls)
    cls._css_type_name = bases[0].__name__
    cls._css_type_names = frozenset(base.__name__ for base in bases)
    cls._merged_bindings = cls._merge_bindings()


def make_classes_quickly() -> None:
    """Make all classes of widgets in this way from now on, if Textual's own is the one that is known here."""
    own: Any = DOMNode.__init_subclass__
    if " ".join(own.__func__.__code__.co_names) == _NAMES:
        DOMNode.__init_subclass__ = classmethod(_init_subclass)  # type: ignore[assignment, method-assign]
