"""What the attempts of a run show together, and none of them shows alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication, basic_credentials
from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ..finding import Finding, Severity
from .disproved import without_disproved
from .reading import Reading, Stage
from .suspect_headers import suspects

_LABEL: Final = short_label_of("client_authentication")
_MAY_STAY_BLANK: Final = "It may also stay blank, but setting it saves one refused attempt for each token."
_CLIENT_METHODS: Final = (ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY)


def compare(connector: Connector, readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Return what the attempts that were made show together. Never raises."""
    parts: tuple[Callable[[Connector, Sequence[Reading]], Iterator[Finding]], ...] = (
        _method,
        _encoding,
        _unanswered,
        _held_back,
        suspects,
    )
    return tuple(finding for part in parts for finding in part(connector, readings))


def with_hindsight(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Return a reading whose first finding takes into account what the other attempts proved."""
    main = reading.main
    if main is None or reading.attempt.token:
        return reading
    others = [other for other in readings if other is not reading]
    if any(other.stage >= Stage.CLIENT for other in others) and main.id != "answer.redirect":
        # Another attempt got a response that only a token endpoint sends.
        main = main.exonerating("token_url")
    if reading.stage is Stage.CLIENT and _refused_alike(readings):
        # One finding for both: the words of the first, and the evidence of each.
        first = next(other.main for other in readings if other.main and other.method in _CLIENT_METHODS)
        main = replace(
            first.exonerating("token_url", "client_authentication"),
            cause=f"{first.cause} The server refused {_names(readings)} alike, "
            "so suspect the credentials, not the way they are sent.",
            evidence=(*main.evidence, f"{_names(readings)}: the same refusal"),
        )
    if reading.stage > Stage.CLIENT and any(other.stage.client_was_accepted for other in others):
        main = main.exonerating("client_id", "client_secret")
    return reading.with_main(without_disproved(main, readings))


def _refused_alike(readings: Sequence[Reading]) -> bool:
    """Tell whether Basic Auth and the body were both refused, as clients, with the same code or status."""
    clients = [reading for reading in readings if reading.method in _CLIENT_METHODS]
    refusals = {
        reading.seen.folded_codes[0] if reading.seen.folded_codes else str(reading.seen.status)
        for reading in clients
        if reading.seen is not None
    }
    return (
        len(clients) > 1
        and len(refusals) == 1
        and all(reading.stage is Stage.CLIENT for reading in clients)
        and all(reading.main and not _names_the_method(reading.main) for reading in clients)
    )


def _names_the_method(finding: Finding) -> bool:
    """Tell whether a finding is about the method, not the credentials: sent twice, or not at all."""
    return not {"client_id", "client_secret"} & set(finding.culprits[:3])


def _names(readings: Sequence[Reading]) -> str:
    return " and ".join(
        reading.method.short_name for reading in readings if reading.method in _CLIENT_METHODS
    )


def _method(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield which client authentication to set, where one was accepted and another refused."""
    chosen = connector.client_authentication
    working = [reading for reading in readings if reading.stage is Stage.TOKEN]
    refused = [
        reading for reading in readings if reading.stage in {Stage.CLIENT, Stage.ELSEWHERE, Stage.REQUEST}
    ]
    if working:
        right = working[0]
        settled = chosen in {reading.method for reading in working}
        if not settled and refused and (chosen or len(working) == 1):
            found = _set_method(right, refused[0], "comparison.set_client_authentication", "warning")
            yield found if chosen else replace(found, fix=f"{found.fix} {_MAY_STAY_BLANK}")
        return
    refused = [reading for reading in readings if reading.stage is Stage.CLIENT]
    accepted = [reading for reading in readings if reading.stage.client_was_accepted]
    if accepted and refused and chosen not in {reading.method for reading in accepted}:
        is_in_use = chosen is ClientAuthentication.BLANK
        yield _set_method(
            accepted[0], refused[0], "comparison.client_accepted", "warning" if is_in_use else "error"
        )


def _set_method(right: Reading, wrong: Reading, finding_id: str, severity: Severity) -> Finding:
    success = (
        "issued an access token"
        if right.attempt.token
        else "accepted the client, and refused the request for another reason"
    )
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=("client_authentication",),
        title=f"The server accepts {right.method.short_name} for this client, not {wrong.method.short_name}.",
        cause=f"With {right.method.short_name}, it {success}. "
        f"With {wrong.method.short_name} and the same values, it refused the request.",
        fix=f"Oauth2 Client Authentication: set it to “{right.method.form_value}”.",
        evidence=(_outcome(wrong), _outcome(right)),
        reference="RFC 6749 §2.3.1",
    )


def _outcome(reading: Reading) -> str:
    if reading.attempt.token:
        return f"{reading.method.short_name}: access token"
    evidence = reading.main.evidence if reading.main else ()
    words = ", ".join(dict.fromkeys(evidence[:2])) or (reading.main.title if reading.main else "no response")
    return f"{reading.method.short_name}: {words}"


def _encoding(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield that the encoding may be why Basic Auth was refused, where the two encodings differ."""
    basic = next((reading for reading in readings if reading.method is ClientAuthentication.BASIC), None)
    if basic is None or basic.stage is not Stage.CLIENT or not encodings_differ(connector):
        return
    body = next(
        (reading for reading in readings if reading.method is ClientAuthentication.REQUEST_BODY), None
    )
    used = connector.request.basic_encoding
    other = BasicEncoding.RAW if used is BasicEncoding.FORM else BasicEncoding.FORM
    body_refused = body is not None and body.stage is Stage.CLIENT
    body_accepted = body is not None and body.stage.client_was_accepted
    if body_accepted:
        lesson = "The server accepted the same credentials with Request Body, so this can be the reason."
    elif body_refused:
        lesson = "Request Body has only one way and was refused too, so check the credentials first."
    else:
        lesson = "This can be why the server refused Basic Auth."
    way_out = "If that works, ask for a secret of only letters and digits."
    if not body_refused:
        body_value = ClientAuthentication.REQUEST_BODY.form_value
        way_out = f"{_LABEL}: if that works, set it to “{body_value}”."
    yield Finding(
        id="comparison.basic_encoding",
        severity="info" if body_accepted or body_refused else "warning",
        culprits=("client_authentication", "client_secret"),
        confidence="likely",
        title="Basic Auth has two ways to encode these credentials, and servers disagree on the right one.",
        cause="Client ID or Client Secret contains characters that form-urlencoding changes. "
        f"This attempt used “{used}”. {lesson}",
        fix=f"Send once with Basic encoding “{other}” (a setting of this tool). {way_out}",
        evidence=("the Basic value differs between “form” and “raw”",),
        reference="RFC 6749 §2.3.1",
    )


def encodings_differ(connector: Connector) -> bool:
    """Tell whether the two Basic encodings of a connector's client credentials differ."""
    written = {
        basic_credentials(connector.client_id, connector.client_secret, encoding)
        for encoding in BasicEncoding
    }
    return len(written) > 1


def _unanswered(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield that one attempt got no response and another did, over the same route."""
    silent = next((reading for reading in readings if reading.seen is None), None)
    heard = next((reading for reading in readings if reading.seen is not None), None)
    if silent and heard:
        yield Finding(
            id="comparison.one_unanswered",
            severity="info",
            culprits=("network", "client_authentication", "server_side"),
            confidence="open",
            title=f"{silent.method.short_name} got no response, but {heard.method.short_name} did.",
            cause="The route to the server is open. Either the network is unstable, or something in front of "
            "the server blocks this request. The cause may be its Authorization header, or the lack of one.",
            fix="Send again. If it happens again, ask the server's owner for the firewall log.",
            evidence=(_outcome(silent), _outcome(heard)),
        )


def _held_back(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield that a rate limit stopped one attempt after another got through."""
    held = [reading for reading in readings if reading.main and reading.main.culprits[0] == "rate_limit"]
    others = [reading for reading in readings if reading.seen is not None and reading not in held]
    if held and others:
        yield Finding(
            id="comparison.held_back",
            severity="info",
            culprits=("rate_limit",),
            title=f"A rate limit stopped the attempt with {held[0].method.short_name}, so it proves nothing.",
            cause=f"The server answered {others[0].method.short_name}, and then asked for a pause.",
            fix=f"Wait, then send again with {held[0].method.short_name} only.",
            evidence=(_outcome(held[0]),),
        )
