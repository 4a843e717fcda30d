"""A setting that leaves no way to send anything."""

from __future__ import annotations

from ..oauth2.transport_failure import TransportFailure


class UnusableSettingError(Exception):
    """Nothing can be sent with this trust or this proxy. Never leaves the package."""

    def __init__(self, failure: TransportFailure) -> None:
        self.failure = failure
        super().__init__(failure.message)
