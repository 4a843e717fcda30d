"""Loads the whole program but its screens: imported by the process that forks for each run of it."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import tui
from tui.diagnosis.rules.catalogue import built_in_rules

_SCREENS = ("tui.wizard", "tui.practice", "tui.__main__")
for module in pkgutil.walk_packages(tui.__path__, "tui."):
    if not module.name.startswith(_SCREENS):
        import_module(module.name)
built_in_rules()
