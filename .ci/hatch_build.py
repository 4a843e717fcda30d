"""Builds the catalogue into the package: a wheel holds it as JSON, in place of the TOML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_CATALOGUE = "tui/diagnosis/catalogue"


class BuiltCatalogue(BuildHookInterface):
    """Puts `built.json` into a wheel. In an editable installation it stands beside the TOML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the catalogue.

        The wheel's file names no sources, so that the same sources always make the same wheel.
        """
        sys.path.insert(0, self.root)
        try:
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

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file that has gone into the wheel."""
        if version != "editable":
            self._folder.cleanup()
