"""Loads the whole program but its screens: imported by the process that forks for each run of it.

What a run makes when it first needs it is made here, too: conditions of rules, and compiled expressions. Each
run would make them anew, which takes longer than most of what it does.
"""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module

import tui
from tui.diagnosis.codes.known import known_codes
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.oauth2.lean.lazy_pattern import LazyPattern

_SCREENS = ("tui.wizard", "tui.practice", "tui.__main__")
for module in pkgutil.walk_packages(tui.__path__, "tui."):
    if not module.name.startswith(_SCREENS):
        import_module(module.name)
known_codes(built_in_rules())  # which looks into the conditions of all
for made in gc.get_objects():
    if isinstance(made, LazyPattern):
        _ = made.compiled
gc.collect()
gc.freeze()  # a run that looks for garbage finds its own: it shares all that was here before
