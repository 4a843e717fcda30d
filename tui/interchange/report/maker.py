"""What a report was made with: this tool, Python and the operating system."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from ...oauth2.wire_request import USER_AGENT


@dataclass(frozen=True)
class Maker:
    """Versions, for whoever wants to make the same request again."""

    tool: str
    python: str
    system: str


def this_maker() -> Maker:
    """Return what runs here. The name of the machine is no part of it."""
    system = " ".join(word for word in (platform.system(), platform.release(), platform.machine()) if word)
    return Maker(USER_AGENT.replace("/", " "), platform.python_version(), system)
