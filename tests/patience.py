"""How long a test waits for what must happen until it fails: for long, since the machine may be busy.

What is waited for comes in a moment. So only a test that fails takes as long.
"""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 60.0
"""Seconds."""
