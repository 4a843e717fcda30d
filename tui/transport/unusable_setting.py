"""The error for a setting with which nothing can be sent."""

from __future__ import annotations

from ..oauth2.transport_failure import TransportFailure


class UnusableSettingError(Exception):
    """Nothing can be sent with this trust or this proxy. Never raised out of the package."""

    def __init__(self, failure: TransportFailure) -> None:
        self.failure = failure
        super().__init__(failure.message)
