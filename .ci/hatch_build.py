"""Builds into the package what a checkout makes when it needs it: the catalogue, and completion scripts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CATALOGUE = "tui/diagnosis/catalogue"
_COMPLETION = "tui/commands/completion"


class BuiltParts(BuildHookInterface):
    """Puts `built.json` into a wheel, in place of the TOML, and a completion script for each shell.

    In an editable installation, `built.json` stands beside the TOML, and there are no scripts.
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
        finally:
            sys.path.remove(self.root)
        if version == "editable":
            built_catalogue.built_document()
            return
        self._folder = tempfile.TemporaryDirectory()
        built = Path(self._folder.name, built_catalogue.BUILT)
        built_catalogue.store(built_catalogue.build(), built)
        build_data["force_include"][str(built)] = f"{_CATALOGUE}/{built_catalogue.BUILT}"
        for shell in SHELLS:
            script = Path(self._folder.name, shell)
            script.write_text(completion_script(shell), encoding="utf-8")
            build_data["force_include"][str(script)] = f"{_COMPLETION}/{built_script(shell).name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file that has gone into the wheel."""
        if version != "editable":
            self._folder.cleanup()
