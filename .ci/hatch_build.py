"""Builds into the package what a checkout makes when it needs it: catalogue, scripts, parsed style sheets."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CATALOGUE = "tui/diagnosis/catalogue"
_COMPLETION = "tui/commands/completion"
_STYLES = "tui/wizard/styles"


class BuiltParts(BuildHookInterface):
    """Puts into a wheel `built.json`, in place of the TOML, a script for each shell, and parsed style sheets.

    In an editable installation, `built.json` stands beside the TOML, and there is nothing else.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the parts.

        The catalogue names no sources, so that the same sources always make the same wheel.
        """
        sys.path.insert(0, self.root)
        try:
            from tui.commands.completion.scripts import completion_script
            from tui.commands.completion.shells import SHELLS, built_script
            from tui.diagnosis.rules import built_catalogue
            from tui.wizard.parsed_sheets import FILE
            from tui.wizard.parsing_ahead import parsed_ahead
        finally:
            sys.path.remove(self.root)
        if version == "editable":
            built_catalogue.built_document()
            return
        self._folder = tempfile.TemporaryDirectory()
        built = Path(self._folder.name, built_catalogue.BUILT)
        built_catalogue.store(built_catalogue.build(), built)
        build_data["force_include"][str(built)] = f"{_CATALOGUE}/{built_catalogue.BUILT}"
        styles = Path(self._folder.name, FILE.name)
        styles.write_bytes(parsed_ahead())
        build_data["force_include"][str(styles)] = f"{_STYLES}/{FILE.name}"
        for shell in SHELLS:
            script = Path(self._folder.name, shell)
            script.write_text(completion_script(shell), encoding="utf-8")
            build_data["force_include"][str(script)] = f"{_COMPLETION}/{built_script(shell).name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file that has gone into the wheel."""
        if version != "editable":
            self._folder.cleanup()
