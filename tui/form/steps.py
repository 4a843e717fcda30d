"""The ten steps of the wizard in order, and which fields each one asks for."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ..oauth2.lean.frozen import frozen


@frozen
class _Content:
    title: str
    intro: str
    fields: tuple[str, ...] = ()


BLANK_FIELDS: Final = "Fields that should stay blank, and the response keys"
SENDING_FIELDS: Final = "How this tool sends the request"
"""What the two optional parts of Client authentication are called."""


class Step(Enum):
    """A step of the wizard."""

    CONNECTOR = _Content(
        "Connector",
        "Its name, and the API that it calls. Nothing here is part of the token request.",
        ("name", "description", "base_url"),
    )
    CLIENT = _Content(
        "Client",
        "The connector's registration at the authorization server.",
        ("client_id", "client_secret"),
    )
    RESOURCE_OWNER = _Content(
        "Resource owner",
        "The account that the connector signs in with.",
        ("username", "password"),
    )
    TOKEN_ENDPOINT = _Content(
        "Token endpoint",
        "Where the token request goes.",
        ("token_url",),
    )
    CLIENT_AUTHENTICATION = _Content(
        "Client authentication",
        "How the client authenticates to the token endpoint. If in doubt, leave it blank.",
        (
            "client_authentication",
            "header_auth_key",
            "header_auth_value_pattern",
            "custom_grant_type",
            "request_custom_grant_type",
            "response.type",
            "response.access_token_key",
            "response.expires_in_key",
            "response.expires_in_format",
            "request.credential_headers",
            "request.basic_encoding",
            "request.timeout",
            "request.connect_timeout",
            "request.trust",
            "request.proxy",
        ),
    )
    ADDITIONAL_HEADERS = _Content(
        "Additional headers",
        "Extra headers for the token request. Most connectors need none.",
        ("additional_headers",),
    )
    ADDITIONAL_REQUEST_DATA = _Content(
        "Additional request data",
        "Extra fields for the body of the token request. A scope goes here.",
        ("additional_request_data",),
    )
    REVIEW = _Content("Review", "This is what will be sent, byte for byte.")
    RESULT = _Content("Result", "What the token endpoint answered.")
    SAVE = _Content("Save profile", "Save the connector to a file, to open or run it again.")

    @property
    def title(self) -> str:
        """The name of the step."""
        return self.value.title

    @property
    def intro(self) -> str:
        """What the step is about, in one or two sentences."""
        return self.value.intro

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of the fields that the step asks for."""
        return self.value.fields

    @property
    def number(self) -> int:
        """The step's place, from 1."""
        return list(Step).index(self) + 1

    @property
    def next(self) -> Step | None:
        """The step after this one; None for the last."""
        steps = list(Step)
        return steps[self.number] if self.number < len(steps) else None


def step_of_field(key: str) -> Step:
    """Return the step that asks for a field.

    Raises:
        KeyError: no step asks for the field.
    """
    for step in Step:
        if key in step.fields:
            return step
    raise KeyError(key)
