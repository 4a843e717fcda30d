"""What looks wrong before anything is sent. What can't be sent at all is found by `oauth2.field_checks`.

lint ──> lint_values      the text of each field: spaces, placeholders, labels pasted along
     ──> lint_mixups      values in each other's field
     ──> lint_token_url   a URL that is not a token endpoint's, or another system's
     ──> lint_rows        additional headers and data that replace, repeat or contradict
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ...oauth2.connector import Connector
from ...oauth2.form_fields import FORM_FIELDS
from ..finding import Finding
from ..guard import findings_or_fault
from .mixups import lint_mixups
from .rows import lint_rows
from .token_url import lint_token_url
from .values import lint_values

_EFFECT_OF_FILLED: Final = {
    "header_auth_key": "The access token would go into this header instead of Authorization.",
    "header_auth_value_pattern": "The access token would be sent in this pattern instead of “Bearer TOKEN”.",
    "custom_grant_type": "Its value is sent as grant_type instead of password.",
    "request_custom_grant_type": "Its value is sent as grant_type instead of password.",
}


def lint(connector: Connector) -> tuple[Finding, ...]:
    """Return what is suspicious about a connector: warnings first, in the form's order. Never raises."""
    findings = [
        finding for part in _PARTS for finding in findings_or_fault(partial(part, connector), "connector")
    ]
    return tuple(sorted(findings, key=lambda finding: finding.severity == "info"))


def _filled_fields(connector: Connector) -> Iterator[Finding]:
    for field in FORM_FIELDS.values():
        if field.should_be_blank and getattr(connector, field.key):
            yield Finding(
                id="lint.should_be_blank",
                severity="warning",
                culprits=(),
                title=f"{field.label} is filled in, but should be blank for this grant.",
                cause=_EFFECT_OF_FILLED[field.key],
                fix=f"Clear {field.label}, unless the system's guide asks for a value.",
                field_keys=(field.key,),
            )


def _colons(connector: Connector) -> Iterator[Finding]:
    methods = connector.client_authentication.methods
    is_raw = connector.request.basic_encoding is BasicEncoding.RAW
    if ClientAuthentication.BASIC in methods and is_raw and ":" in connector.client_id:
        body = ClientAuthentication.REQUEST_BODY.form_value
        yield _colon(
            "client_id",
            f"Oauth2 Client Authentication: set it to “{body}”. "
            "Or set Basic encoding (a setting of this tool) to form.",
        )
    if ClientAuthentication.BASIC_USER in methods and ":" in connector.username:
        yield _colon(
            "username",
            "Oauth2 Client Authentication: choose another method. "
            "Or use an account without a colon in its name.",
        )


def _colon(key: str, fix: str) -> Finding:
    return Finding(
        id="lint.basic_colon",
        severity="warning",
        culprits=(key, "client_authentication"),
        title=f"{FORM_FIELDS[key].label} contains a colon, which Basic Auth can't carry.",
        cause=(
            "Basic Auth joins the name and the secret with a colon, "
            "and the server splits them at the first colon. "
            "It would read a shorter name and the wrong secret."
        ),
        fix=fix,
        reference="RFC 7617 §2",
    )


_PARTS: Final[tuple[Callable[[Connector], Iterator[Finding]], ...]] = (
    lint_values,
    lint_mixups,
    lint_token_url,
    lint_rows,
    _filled_fields,
    _colons,
)
