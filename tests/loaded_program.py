"""Loads the program and compiles its rules: imported by the process that forks for each run of it."""

from __future__ import annotations

import tui.cli
import tui.commands.explain
import tui.commands.run
import tui.commands.show
import tui.transport.calling
import tui.transport.login_guard
import tui.transport.running  # noqa: F401
from tui.diagnosis.rules.catalogue import built_in_rules

built_in_rules()
