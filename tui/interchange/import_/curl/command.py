"""Makes a request of a curl command, as curl's manual page says what each option sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..bodies import form_items, json_items, lost_its_quotes
from ..request import BodyKind, Item, PastedRequest
from .options import SHORT, TAKES_VALUE, full_name
from .words import CommandLine, Word

_NOTED: Final = {
    "insecure": "insecure", "proxy": "proxy", "preproxy": "proxy", "socks4": "proxy", "socks4a": "proxy",
    "socks5": "proxy", "socks5-hostname": "proxy", "proxy1.0": "proxy", "cacert": "ca-file",
    "capath": "ca-file", "cert": "client-certificate", "key": "client-certificate",
    "config": "file-reference", "netrc": "file-reference", "netrc-file": "file-reference",
}  # fmt: skip
_DATA: Final = ("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json")
_FORM_TYPE: Final = re.compile(r";\s*(?:type|filename|headers|encoder)=.*", re.DOTALL)
_CONFIG_LINE: Final = re.compile(
    r"^\s*-{0,2}([\w.-]+)[ \t]*[=: \t]?[ \t]*(?:\"((?:[^\"\\]|\\.)*)\"|(.{0,8000}?))\s*$"
)


@dataclass
class _Draft:
    url: str = ""
    url_where: str = "the URL"
    method: str = ""
    client: tuple[str, str] | None = None
    headers: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    raw: list[tuple[str, str, Item | None]] = field(default_factory=list)
    kind: BodyKind = BodyKind.NONE
    is_get: bool = False
    notes: list[str] = field(default_factory=list)


def requests_of(line: CommandLine) -> list[PastedRequest]:
    """Return the requests of one command: several with `--next`."""
    drafts = [_Draft(notes=list(line.notes))]
    words = list(line.words)
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if not word.text.startswith("-") or word.text == "-" or word.text.startswith("- "):
            _positional(drafts[-1], word)
            continue
        for name, glued in _options(word):
            value: Word | None = None
            if name in TAKES_VALUE:
                if glued is not None:
                    value = Word(glued, word.notes)
                elif index < len(words):
                    value = words[index]
                    index += 1
            if name == "next":
                drafts.append(_Draft(notes=list(line.notes)))
            elif name == "config" and value and value.text == "-" and line.here_document is not None:
                words[index:index] = _config_words(line.here_document)
            else:
                _take(drafts[-1], name, value, line.here_document)
    return [_finished(draft) for draft in drafts if draft.url or draft.body or draft.raw or draft.client]


def _options(word: Word) -> list[tuple[str, str | None]]:
    """Return the options in one word, each with the value that is glued to it."""
    text = word.text
    if text.startswith("--"):
        name, mark, value = text[2:].partition("=")
        return [(full_name(name.removeprefix("expand-").lower()), value if mark else None)]
    found: list[tuple[str, str | None]] = []
    for position, letter in enumerate(text[1:], 2):
        name = SHORT.get(letter, letter)
        if name in TAKES_VALUE:
            found.append((name, text[position:] or None))
            break
        found.append((name, None))
    return found


def _positional(draft: _Draft, word: Word) -> None:
    if draft.url or not word.text.strip() or not _may_be_url(word.text):
        return
    draft.url = word.text
    draft.notes += word.notes


def _may_be_url(text: str) -> bool:
    return bool(re.match(r"(?i)https?:|[\w.-]+[:./]|localhost|[{<$%\[]|/", text))


def _take(draft: _Draft, name: str, value: Word | None, here: str | None) -> None:
    """Take one option over."""
    if name in _NOTED:
        draft.notes.append(_NOTED[name])
    elif name == "get":
        draft.is_get = True
    elif name == "head":
        draft.method = draft.method or "HEAD"
    if value is None:
        return
    text = value.text
    used = True
    if name == "url":
        if not draft.url:
            draft.url, draft.url_where = text, "--url"
    elif name == "request":
        draft.method = text.strip().upper()
    elif name == "user":
        user, _, secret = text.partition(":")
        draft.client = (user, secret)
    elif name == "header":
        _take_header(draft, text)
    elif name == "oauth2-bearer":
        draft.headers.append(Item("Authorization", f"Bearer {text}", "--oauth2-bearer"))
    elif name in ("form", "form-string"):
        _take_form(draft, name, text)
    elif name in _DATA:
        _take_data(draft, name, text, here)
    elif name == "url-query":
        draft.url += ("&" if "?" in draft.url else "?") + text
    else:
        used = False
    if used:
        draft.notes += value.notes


def _take_header(draft: _Draft, text: str) -> None:
    if text.startswith("@"):
        draft.notes.append("file-reference")
        return
    name, mark, value = text.partition(":")
    if not mark and text.rstrip().endswith(";"):
        name, mark = text.rstrip().rstrip(";"), ":"
    elif not mark and re.match(r"(?i)authorization\s+(?:basic|bearer)\s", text):
        name, _, value = text.partition(" ")
        mark = " "
    if mark and (value.strip() or text.rstrip().endswith(";")) and name.strip():
        name = name.strip()
        where = "the Authorization header" if name.lower() == "authorization" else "-H"
        draft.headers.append(Item(name, value.strip(" \t\n"), where))


def _take_form(draft: _Draft, option: str, text: str) -> None:
    draft.kind = BodyKind.MULTIPART
    name, _, value = text.partition("=")
    name = name.strip().strip('"')
    if option == "form":
        if value.startswith(("@", "<")) and not re.match(r"<[^<>]+>$", value):
            draft.notes.append("file-reference")
            return
        if value.startswith('"'):
            closed = re.match(r'"((?:[^"\\]|\\.)*)"', value, re.DOTALL)
            value = re.sub(r'\\(["\\])', r"\1", closed[1]) if closed else value
        else:
            value = _FORM_TYPE.sub("", value)
    draft.body.append(Item(name, value, "-F"))


def _take_data(draft: _Draft, option: str, text: str, here: str | None) -> None:
    if option == "json":
        draft.headers.append(Item("Content-Type", "application/json", "--json"))
    if option == "data-urlencode":
        _take_urlencoded(draft, text)
        return
    if text.startswith("@") and option != "data-raw":
        if text != "@-" or here is None:
            draft.notes.append("file-reference")
            draft.method = draft.method or "POST"
            return
        text = here if option in ("data-binary", "json") else here.replace("\n", "")
        text = text.rstrip("\n")
    draft.raw.append((option, text, None))


def _take_urlencoded(draft: _Draft, text: str) -> None:
    name, mark, value = text.partition("=")
    at = text.find("@")
    if at >= 0 and (not mark or at < len(name)):
        draft.notes.append("file-reference")
        return
    if not (mark and name):
        name, value = value or name, ""
    item = Item(name, value, "--data-urlencode") if name else None
    draft.raw.append(("data-urlencode", "", item))


def _finished(draft: _Draft) -> PastedRequest:
    body, kind = list(draft.body), draft.kind
    texts = [text for option, text, _ in draft.raw if option != "data-urlencode"]
    is_json = any(option == "json" for option, _, _ in draft.raw) or any(
        text.lstrip().startswith("{") and not text.lstrip().startswith("{{") for text in texts[:1]
    )
    found = json_items("".join(texts), "the JSON body") if is_json else None
    if found is not None:
        body, kind = found, BodyKind.JSON
        if lost_its_quotes("".join(texts)):
            draft.notes.append("wrong-shell-quotes")
    elif is_json:
        kind = BodyKind.JSON
    if kind is BodyKind.JSON and not any(item.name.lower() == "content-type" for item in draft.headers):
        draft.notes.append("content-type-mismatch")  # curl says form-urlencoded
    if not is_json and draft.raw and kind is not BodyKind.MULTIPART:
        body, kind = _in_order(draft), BodyKind.FORM
    notes, method, url = draft.notes, draft.method, draft.url
    if draft.is_get:
        notes, method = [*notes, "query-parameters"], method or "GET"
    elif not method and not draft.raw and kind is BodyKind.NONE:
        method = "GET"
    return PastedRequest(
        "curl", url, draft.url_where, method, tuple(draft.headers), tuple(body), kind,
        draft.client, "-u", notes=tuple(notes),
    )  # fmt: skip


def _in_order(draft: _Draft) -> list[Item]:
    """Return the parameters of -d and --data-urlencode in the order of the command."""
    items: list[Item] = []
    for option, text, item in draft.raw:
        if item:
            items.append(item)
        elif option != "data-urlencode":
            items += _pairs(text, draft)
    return items


def _pairs(text: str, draft: _Draft) -> list[Item]:
    """Read what -d holds. A piece without an equals sign may be the end of an unencoded value."""
    if "&" in text and any("=" not in piece and piece.strip() for piece in text.split("&")):
        draft.notes.append("unencoded-character")
    if re.search(r"[\r\n]", text.strip("\r\n")):
        draft.notes.append("line-break-in-value")
    return form_items(text, "-d")


def _config_words(text: str) -> list[Word]:
    """Return the options of a config file as words (curl's manual page, --config)."""
    words = []
    for each in text.split("\n"):
        found = None if each.lstrip().startswith("#") else _CONFIG_LINE.match(each)
        if not found:
            continue
        value = re.sub(r"\\(.)", _unescaped, found[2]) if found[2] is not None else found[3]
        name = found[1] if len(found[1]) > 1 else SHORT.get(found[1], found[1])
        words.append(Word(f"--{name}"))
        if name in TAKES_VALUE:
            words.append(Word(value or ""))
    return words


def _unescaped(found: re.Match[str]) -> str:
    return {"t": "\t", "n": "\n", "r": "\r", "v": "\v"}.get(found[1], found[1])
