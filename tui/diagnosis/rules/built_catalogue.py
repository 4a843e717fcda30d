"""The built catalogue: what matching and findings need of the rules, without cases, in one JSON file.

    catalogue/*/*.toml ──build──> catalogue/built.json ──rules_of──> rules; conditions are read when needed

It is to the TOML what a .pyc is to Python: made by whoever needs it first, left out of version control,
and made again when a source has changed. A wheel holds it in place of the TOML.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from functools import partial
from pathlib import Path
from typing import Any, Final

from .conditions import read_conditions
from .keywords import Keywords
from .rule import Rule, When
from .rule_reader import CatalogueError, Reader

FOLDERS: Final = ("providers", "frameworks", "between", "general")
"""Who speaks: an authorization server, the framework it is made with, what stands in front of it, anyone."""
CATALOGUE: Final = Path(__file__).parent.parent / "catalogue"
BUILT: Final = "built.json"
_PACKAGE: Final = Path(__file__).parent.parent.parent
_READERS: Final = (
    "diagnosis",
    "diagnosis/evidence",
    "diagnosis/rules",
    "diagnosis/rules/pattern_cost",
    "oauth2",
    "oauth2/lean",
)
"""Folders of modules that decide what a rule becomes."""
Document = Mapping[str, Any]


def built_document(catalogue: Path = CATALOGUE) -> Document:
    """Return the built catalogue: as it was stored, or built now where it was not, or not of these sources.

    A wheel has no sources, so that nothing is compared there.

    Raises:
        CatalogueError: a rule can't be understood, or there are neither sources nor a built catalogue.
    """
    sources = fingerprint(catalogue)
    stored = _stored(catalogue / BUILT)
    if stored is not None and sources in {"", stored.get("sources")}:
        return stored
    if not sources:
        raise CatalogueError(f"{BUILT}: missing or damaged. Install connector-doctor again.")
    document = build(catalogue, sources)
    store(document, catalogue / BUILT)
    return document


def fingerprint(catalogue: Path) -> str:
    """Return what tells whether a source has changed: the name, size and time of each. Empty without TOML.

    The modules that read and build rules are sources too.
    """
    told = sorted(_told(catalogue, FOLDERS, ".toml"))
    return "\n".join([*told, *sorted(_told(_PACKAGE, _READERS, ".py"))]) if told else ""


def _told(root: Path, folders: Iterable[str], ending: str) -> Iterator[str]:
    for folder in folders:
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.endswith(ending):
                    stat = entry.stat()
                    yield f"{folder}/{entry.name} {stat.st_size} {stat.st_mtime_ns}"


def built_in_files(catalogue: Path = CATALOGUE) -> dict[str, str]:
    """Return the texts of the files of the catalogue, by folder and name, such as `providers/okta.toml`."""
    paths = {
        f"{folder}/{path.name}": path for folder in FOLDERS for path in (catalogue / folder).glob("*.toml")
    }
    return {name: paths[name].read_text("utf-8") for name in sorted(paths)}


def build(catalogue: Path = CATALOGUE, sources: str = "") -> Document:
    """Return the catalogue, built from its TOML files.

    Raises:
        CatalogueError: a rule can't be understood.
    """
    import tomllib

    from .rule_file import rules_in

    rules: list[Document] = []
    for name, text in built_in_files(catalogue).items():
        document = tomllib.loads(text)  # our own, so that no gate is needed before the parser
        read = rules_in(document, name, are_ours=True)
        tables = document.get("rule", [])
        rules += [_written(rule, table["when"]) for rule, table in zip(read, tables, strict=True)]
    return {"sources": sources, "rules": rules}


def _written(rule: Rule, conditions: Document) -> Document:
    """Return a rule as JSON values; what is as by default is left out."""
    written = {
        field.name: getattr(rule, field.name)
        for field in fields(Rule)
        if field.name != "read_when" and getattr(rule, field.name) != _default_of(field)
    }
    phrases = (*rule.when.phrases, *rule.when.without_text)
    keywords = {phrase.expression: phrase.keywords for phrase in phrases if phrase.expression}
    return {**written, "when": conditions, "keywords": keywords}


def _default_of(field: Any) -> object:  # noqa: ANN401  # dataclasses.Field is generic over what it holds
    return field.default if field.default_factory is MISSING else field.default_factory()


_DEFAULTS: Final = {field.name: _default_of(field) for field in fields(Rule)}


def rules_of(document: Document) -> tuple[Rule, ...]:
    """Return the rules of a built catalogue. Their conditions are read when a response first needs them."""
    return tuple(map(_rule, document["rules"]))


def _rule(written: Document) -> Rule:
    given = dict(written)
    when, keywords = given.pop("when"), given.pop("keywords")
    given["culprits"] = tuple(given["culprits"])
    if "by" in given:
        given["by"] = {
            group: {word: tuple(culprits) for word, culprits in choices.items()}
            for group, choices in given["by"].items()
        }
    if "lockout_by" in given:
        given["lockout_by"] = {group: frozenset(words) for group, words in given["lockout_by"].items()}
    given["read_when"] = partial(_conditions, given["id"], when, keywords)
    rule = object.__new__(Rule)
    # A frozen dataclass sets each field by a call: for a thousand rules, that takes as long as reading them.
    vars(rule).update(_DEFAULTS | given)
    return rule


def _conditions(rule_id: str, when: Document, keywords: Mapping[str, Keywords]) -> When:
    return read_conditions(Reader(BUILT, is_foreign=False), f"rule “{rule_id}”", when, keywords)


def _stored(path: Path) -> Document | None:
    """Return the catalogue that is stored; None where there is none, or a broken one."""
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and isinstance(document.get("rules"), list) else None


def store(document: Document, path: Path) -> None:
    """Write a built catalogue, all of it or nothing. Where it can't be written, it will be built again."""
    # In ASCII, since Python reads that faster.
    data = json.dumps(document, separators=(",", ":"), default=_listed).encode()
    import tempfile  # once for each change of a source

    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _listed(words: frozenset[str]) -> list[str]:
    return sorted(words)
