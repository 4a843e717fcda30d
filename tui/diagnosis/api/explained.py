"""What a response of an API says on its own, without the call: for a response that was saved or pasted.

After a token was issued, client and user are out of the question. What is in: the token's scope, audience and
lifetime, the headers of the call, the account's rights, path and method.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from ...oauth2.exchange import HttpResponse
from ...oauth2.masking.redaction import Redactor
from ..answers.body import body_finding
from ..finding import Finding, fields_named_in
from ..guard import guarded
from ..quoting import quoter
from ..rules.catalogue import built_in_rules
from ..rules.findings import observe_masked, rule_finding
from ..rules.observation import Observation
from ..rules.rule import Rule
from ..telling_apart import with_next
from .catalogue_rules import rules_of_api


@guarded("response")
def diagnose_api_response(
    response: HttpResponse,
    *,
    status: int | None,
    url: str = "",
    rules: tuple[Rule, ...] | None = None,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a response to a call with the token: at least one. Never raises.

    `status` is None for a bare body. `url` is the address that was called, where it is known.
    """
    rules = built_in_rules() if rules is None else rules
    redactor = Redactor(())
    seen = observe_masked(response, redactor, status=status, url=url)
    fault = body_finding(response, quoter(redactor))
    found = rule_finding(seen, rules_of_api(rules), redactor, may_echo=False)
    is_silent = seen.shape != "html" and not seen.codes and not seen.claims
    if found is None or (_is_success(seen) and is_silent):
        found = _NO_FAULT if _is_success(seen) and not _has_error_code(seen) else _UNKNOWN
    found = _of_the_call(found)
    return with_next((found, fault) if fault else (found,), of_a_call=True)


def _of_the_call(found: Finding) -> Finding:
    """Return a finding whose first field is one that its fix names: a call has an address of its own."""
    named = fields_named_in(found.fix)
    return found if not named or found.first_field in named else replace(found, field_keys=named)


def _is_success(seen: Observation) -> bool:
    return seen.status is not None and 200 <= seen.status < 300


def _has_error_code(seen: Observation) -> bool:
    """Tell whether a success names an error by a number, as APIs do that always answer with 200."""
    members = seen.document.items() if isinstance(seen.document, dict) else ()
    return any(
        key.lower().replace("_", "") in _ERROR_NUMBERS and str(value).lstrip("-").strip("0").isdecimal()
        for key, value in members
    )


_ERROR_NUMBERS: Final = frozenset({"errcode", "errorcode", "errno", "errornumber"})
"""Members, without their underscores, that hold 0 where nothing went wrong."""
_NO_FAULT: Final = Finding(
    id="api.said.works",
    severity="info",
    culprits=(),
    title="The API answered with a success.",
    cause="Nothing in the response is an error.",
    fix="Nothing to change for the call.",
    evidence=("a status of success",),
    reference="RFC 9110 §15.3",
)
_UNKNOWN: Final = Finding(
    id="api.said.unknown",
    severity="error",
    culprits=("response_format", "additional_headers", "token_url", "account_state"),
    title="The response of the API names no cause.",
    cause="It has no status, no error code and no sentence that is known.",
    fix="Json Access Token Key: check that it leads to the access token. "
    "API path: compare the call with the API's guide. Show the response to the API's owner.",
    evidence=("no error code",),
    field_keys=("api.path",),
    confidence="open",
)
