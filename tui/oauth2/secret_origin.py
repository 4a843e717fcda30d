"""Where a secret came from, as it is told to people and programs. The secret itself is not in it."""

from __future__ import annotations

from typing import Any, Literal

from .lean.frozen import frozen


@frozen
class SecretOrigin:
    """Where one secret of a profile came from."""

    key: str
    """Such as `client_secret`, or `additional_headers:X-Key` for a row."""
    label: str
    source: Literal["prompt", "env", "keyring", "plain"]
    """In a profile's words. Of a secret that is missing: where it has to come from."""
    variable: str | None = None
    """The environment variable, where it came from one."""

    def document(self) -> dict[str, Any]:
        """Return it as a JSON value. The names in it are foreign, and must be made harmless."""
        return {"key": self.key, "label": self.label, "from": self.source, "variable": self.variable}
