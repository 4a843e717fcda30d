"""Finds secrets in foreign text, however a server writes them, and masks them.

A server may echo what we sent: as it was, percent-encoded, JSON- or HTML-escaped, or in base64. Each
known secret becomes one pattern that matches all these forms character by character, mixtures included.
Tokens that we have not seen before are found by the names they come with.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, quote_plus

from .client_authentication import BasicEncoding, basic_credentials
from .connector import AdditionalRow, Connector, is_sensitive_name
from .secret import MASK, Secret, reveal

_MASKED_HEADERS: Final = frozenset({"set-cookie", "cookie", "authorization", "proxy-authorization"})
_NAMES_OF_TOKENS: Final = (
    r"(?:access|refresh|id|auth|session|bearer|api|security|device|saml|user|client)?[_-]?token(?:[_-]?value)?"
    r"|client[_-]?secret|client[_-]?assertion|assertion|api[_-]?key|session[_-]?id|jwt"
)
_NAMED: Final = re.compile(
    rf"""(?P<json>\\?["'](?:{_NAMES_OF_TOKENS})\\?["']\s*:\s*\\?["'])(?P<json_value>(?:\\[^"']|[^"'\\])++)"""
    rf"""|(?P<form>(?:^|[?&;#\s"'])(?:{_NAMES_OF_TOKENS})=)(?P<form_value>[^&;\s"'<>]+)"""
    rf"""|(?P<xml><(?:\w+:)?(?:{_NAMES_OF_TOKENS})(?:\s[^<>]{{0,200}})?>)(?P<xml_value>[^<]+)"""
    r"""|(?P<bearer>\b(?:Bearer|Basic)\s+)(?P<bearer_value>(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{16,}=*)"""
    # Match a run of base64url only from its start. Trying every eyJ in it could take hours.
    r"""|(?P<jwt>)(?P<jwt_value>(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*?\b(?-i:eyJ)[A-Za-z0-9_-]{8})"""
    r"""[A-Za-z0-9_-]++\.[A-Za-z0-9_-]{8,}+(?:\.[A-Za-z0-9_-]*+){1,3})""",
    re.IGNORECASE | re.MULTILINE,
)
_LONG: Final = 256
"""A longer secret, such as a token or key, is found only in its usual forms, without mixtures: a pattern of
1 MiB would take minutes to compile."""
_SHORT: Final = 4
"""A shorter secret is masked only as a complete word: otherwise `a` would mask every letter a."""


class Redactor:
    """Masks known secrets in any text, and values that are named like tokens."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._secrets = frozenset(secret for secret in secrets if secret)
        clear = sorted({secret.reveal() for secret in self._secrets}, key=len, reverse=True)
        self._long = [form for text in clear if len(text) > _LONG for form in _usual_forms(text)]
        patterns = [pattern for text in clear if len(text) <= _LONG for pattern in _patterns(text)]
        self._known = re.compile("|".join(patterns)) if patterns else None

    @classmethod
    def for_connector(cls, connector: Connector, more: Iterable[Secret] = ()) -> Redactor:
        """Return a redactor that knows a connector's secrets and `more`, such as issued tokens."""
        secrets = [connector.client_secret, connector.password, *more]
        rows: tuple[AdditionalRow, ...] = (
            *connector.additional_headers,
            *connector.additional_request_data,
            *connector.api.headers,
            *connector.api.query,
        )
        secrets += [Secret(reveal(row.value)) for row in rows if row.is_secret or is_sensitive_name(row.name)]
        for encoding in BasicEncoding:
            for user_id, password in (
                (connector.client_id, connector.client_secret),
                (connector.username, connector.password),
            ):
                if password:
                    credentials = basic_credentials(user_id, password, encoding).reveal()
                    secrets.append(Secret(credentials.removeprefix("Basic ")))
        secrets += connector.request.proxy.secrets
        return cls(secrets)

    def with_secrets(self, more: Iterable[Secret]) -> Redactor:
        """Return a redactor that knows `more` secrets too."""
        return Redactor((*self._secrets, *more))

    def text(self, text: str) -> str:
        """Return the text with every secret masked."""
        masked = text
        for form in self._long:
            masked = masked.replace(form, MASK)
        if self._known:
            masked = self._known.sub(MASK, masked)
        return _NAMED.sub(_mask_named, masked)

    def header(self, name: str, value: str) -> str:
        """Return a header's value as it may be shown."""
        if name.lower() == "set-cookie":
            # The cookie's name and attributes show which product answers; its value is a session.
            cookie, equals, rest = value.partition("=")
            _, semicolon, attributes = rest.partition(";")
            return self.text(cookie) + equals + MASK + semicolon + self.text(attributes)
        if name.lower() in _MASKED_HEADERS:
            return MASK
        return self.text(value)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return headers as they may be shown."""
        return [(self.text(name), self.header(name, value)) for name, value in headers]


def _mask_named(match: re.Match[str]) -> str:
    kind = (match.lastgroup or "").removesuffix("_value")
    return f"{match.group(kind)}{MASK}"


def _patterns(text: str) -> list[str]:
    """Return the patterns that match a secret in every form."""
    spelled = "".join(_spellings(char) for char in text)
    if len(text) < _SHORT:
        return [rf"(?<![0-9A-Za-z]){spelled}(?![0-9A-Za-z])"]
    return [spelled, *(re.escape(core) for core in _base64_cores(text)), *_double_encoded(text)]


def _usual_forms(text: str) -> list[str]:
    """Return the usual forms of a long secret."""
    data = text.encode("utf-8", "surrogatepass")
    percent_encoded = [quote_plus(data), quote(data), quote(data, safe="")]
    escaped = [json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], html.escape(text)]
    return list(dict.fromkeys([text, *percent_encoded, *escaped, *_base64_cores(text)]))


def _spellings(char: str) -> str:
    """Return a pattern for one character: plain, percent-encoded, or as JSON or HTML escape it."""
    code = ord(char)
    utf8 = char.encode("utf-8", "surrogatepass")
    spellings = [re.escape(char), "(?i:" + "".join(f"%{byte:02x}" for byte in utf8) + ")"]
    if char == " ":
        spellings.append(r"\+")
    if not char.isalnum() or not char.isascii():
        utf16 = char.encode("utf-16-be", "surrogatepass")
        units = [utf16[i : i + 2].hex() for i in range(0, len(utf16), 2)]
        spellings.append("(?i:" + "".join(rf"\\u{unit}" for unit in units) + ")")
        spellings.append(rf"(?i:&\#0*{code};|&\#x0*{code:x};)")
        spellings += _NAMED_ESCAPES.get(char, ())
    return "(?:" + "|".join(spellings) + ")"


_NAMED_ESCAPES: Final[dict[str, tuple[str, ...]]] = {
    "&": ("&amp;",),
    "<": ("&lt;",),
    ">": ("&gt;",),
    '"': ("&quot;", r'\\"'),
    "'": ("&apos;", r"\\'"),
    "/": (r"\\/",),
    "\\": (r"\\\\",),
    "\b": (r"\\b",),
    "\f": (r"\\f",),
    "\n": (r"\\n",),
    "\t": (r"\\t",),
    "\r": (r"\\r",),
}


def _double_encoded(text: str) -> list[str]:
    twice = quote_plus(quote_plus(text, errors="surrogatepass"))
    return [f"(?i:{re.escape(twice)})"] if twice != text else []


def _base64_cores(text: str) -> set[str]:
    """Return the base64 that any text around the secret must contain, for each of three alignments."""
    data = text.encode("utf-8", "surrogatepass")
    cores = set()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode("ascii")
        start = (offset * 8 + 5) // 6
        end = (offset + len(data)) * 8 // 6
        core = encoded[start:end]
        if len(core) >= _SHORT:
            cores |= {core, core.replace("+", "-").replace("/", "_")}
    return cores
