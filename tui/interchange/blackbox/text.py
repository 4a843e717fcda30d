"""The probe of one attempt as YAML: a part for each file it goes into, after comments on what to know."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.token_request import TokenRequest
from ...plain_text import plain_line
from .probe import probe, repeated_headers, seconds_of_probe
from .references import References
from .scraping import INTERVAL_MINUTES, rule_document, scrape_document

_WIDTH: Final = 98
_PARTS: Final = (
    "This goes into blackbox.yml, below modules.",
    "This goes into prometheus.yml, below scrape_configs.",
    "This goes into a rule file that prometheus.yml names below rule_files.",
)


def blackbox_text(
    connector: Connector,
    requests: Sequence[TokenRequest],
    number: int,
    redactor: Redactor,
    *,
    module: str,
    profile: str,
    reveal: bool = False,
) -> str:
    """Return the probe of attempt `number`, from 1, as three YAML documents in one text.

    The exporter reads the first one alone, so the whole text is a file for it too. `module` is a name of
    letters, digits and dashes, `profile` what the user calls the profile. Secrets are references to files, or
    placeholders, unless `reveal` is set.
    """
    request = requests[number - 1]
    references = References(module, redactor, in_clear=reveal)
    modules = {"modules": {module: probe(request, connector, references)}}
    target = references.text(request.url, "target", "the Oauth2 Token Url, whose query holds a secret")
    documents = (
        modules,
        scrape_document(module, target, seconds_of_probe(connector)),
        rule_document(module),
    )
    comments = [
        *_comment(f"Prometheus' blackbox exporter: does {module} get an access token?"),
        *_comment(_LOGINS),
        *(line for note in _notes(connector, requests, number) for line in _comment(f"- {note}")),
        *_on_secrets(references, shlex.quote(plain_line(profile)), number),
    ]
    parts = [f"# {title}\n{_yaml(document)}" for title, document in zip(_PARTS, documents, strict=True)]
    return "\n".join(comments) + "\n" + "---\n".join(parts).removesuffix("\n")


_LOGINS: Final = (
    f"Each probe is a login: every {INTERVAL_MINUTES} minutes, {24 * 60 // INTERVAL_MINUTES} a day. "
    "Nothing stops it after a failed one, so a changed password can lock the account. Use an account of its "
    "own, and ask how many failed logins an hour the server allows."
)


def _notes(connector: Connector, requests: Sequence[TokenRequest], number: int) -> Iterator[str]:
    """Yield what the exporter can't do, or does in another way than the connector."""
    names = [request.client_authentication.short_name for request in requests]
    for other, name in enumerate(names, start=1):
        if other != number:
            yield (
                f"A probe is one request. This is attempt {number} of {len(names)}, {names[number - 1]}; "
                f"for {name}, add --attempt {other}."
            )
    if repeated := repeated_headers(requests[number - 1]):
        shown = ", ".join(map(plain_line, repeated))
        yield f"The exporter sends one header of a name. Only the first of each is here: {shown}."
    trust = connector.request.trust
    if connector.token_url.lower().startswith("https:"):
        if trust == "public":
            yield "The exporter trusts what its machine trusts, not the public roots alone."
        elif trust != "system":
            yield f"The CA file must be on the exporter's machine too: {plain_line(trust)}."
    if not connector.request.proxy:
        yield "The exporter takes no proxy from the environment. If there is one, add proxy_url."


def _on_secrets(references: References, profile: str, number: int) -> Iterator[str]:
    if references.in_clear:
        yield from _comment("! This text holds secrets in clear. Let nobody but the exporter read it.")
        return
    if not references.meanings:
        return
    yield from _comment("These stand for the secrets, of which none is in here:")
    for reference, meaning in references.meanings.items():
        yield f"#   {reference}  {meaning}"
    yield from _comment(
        "Fill in the placeholders with what you use for secrets, such as envsubst or Ansible. Or let this "
        "program write the file, which only the exporter should be able to read:"
    )
    show = f"connector-doctor show {profile} --attempt {number} --reveal"
    yield f"#   (umask 077; {show} --as blackbox > blackbox.yml)"
    yield from _comment("From version 0.24 on, body_file can take the place of body. To write that file:")
    yield f"#   (umask 077; {show} --as json | jq -rj '.attempts[0].body' > FILE)"


def _comment(text: str) -> list[str]:
    more = "#   " if text.startswith(("- ", "! ")) else "# "
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent=more)


def _yaml(document: dict[str, Any]) -> str:
    import yaml  # here, since no other form of a request needs it

    class Dumper(yaml.SafeDumper):  # type: ignore[misc]
        """Quotes what YAML takes for a line break, which would be read as a blank (YAML 1.1 §4.2)."""

    def represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        style = None if _LINE_BREAKS.isdisjoint(text) else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, represent)
    written: str = yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_NEVER)
    return written


_LINE_BREAKS: Final = frozenset("\x85\u2028\u2029")
_NEVER: Final = 1_000_000
"""Columns: a folded line would still be right, and hard to compare."""
