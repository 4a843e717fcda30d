"""Whether a URL looks like a token endpoint's, by its path alone."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import SplitResult

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.url_parts import split_web_url
from ...plain_text import plain_line
from ..finding import Finding, FindingKind


class _Shape(NamedTuple):
    pattern: LazyPattern
    """Matched against the path in lower case, without a slash at its end."""
    words: str
    """To follow the field's label: "looks like a list of keys"."""


def _shape(pattern: str, words: str, *needs: str) -> _Shape:
    return _Shape(LazyPattern(pattern, needs=needs), words)


odd_url: Final = FindingKind("warning", ("token_url",), "RFC 6749 §3.2")
"""A finding about the token URL."""
TOKEN_PATH: Final = LazyPattern(
    r"(?:.*[/_-])?(?:access_?)?tokens?(?:[._-]?(?:do|php|aspx|json|oauth2?))?|.*/oauth_token\.do"
)
"""Last segments of a path that most likely belong to a token endpoint."""
_OTHER_ENDPOINTS: Final = (
    _shape(r".*/\.well-known/.*", "looks like a discovery document, which names the token endpoint",
           ".well-known"),
    _shape(r".*/(?:authorize|authorization|authz)(?:\.\w+)?|.*/openid-connect/auth|.*/o/oauth2/(?:v2/)?auth",
           "looks like the authorization endpoint, where people sign in", "auth"),
    _shape(r".*/user-?info", "looks like the userinfo endpoint, which reads tokens and issues none", "info"),
    _shape(r".*/(?:jwks(?:\.json)?|openid-connect/certs|discovery/(?:v2\.0/)?keys|oauth2/v\d/keys)",
           "looks like a list of signing keys", "jwks", "certs", "keys"),
    _shape(r".*/(?:token[/_-])?introspect(?:ion)?",
           "looks like the introspection endpoint, which checks tokens", "introspect"),
    _shape(r".*/(?:token[/_-])?revo(?:ke|cation)", "looks like the revocation endpoint, which ends tokens",
           "revo"),
    _shape(r".*/(?:logout|logoff|end_?session|signout)(?:\.\w+)?", "looks like a sign-out page",
           "log", "end", "sign"),
    _shape(r".*/(?:login|log-in|signin|sign-in|logon|sso|saml2?|acs|adfs/ls|login\.(?:do|jsp|aspx|php|html)|idpinitiatedsignon(?:\.aspx)?)",
           "looks like a sign-in page"),
    _shape(r".*/(?:graphql|swagger[^/]*|openapi\.\w+|api-docs|docs|odata[^/]*)|/services/(?:data|apexrest|soap)(?:/.*)?|"
           r"/api/now(?:/.*)?|/v1\.0/(?:me|users)(?:/.*)?|.*/scim(?:/.*)?|.*/rest/api/.*",
           "looks like an API, which issues no tokens"),
    _shape(r".*/protocol/openid-connect|.*/realms/[^/]+",
           "is cut short: it should end in /protocol/openid-connect/token", "openid-connect", "/realms/"),
    _shape(r"(?:/[^/]+)?/oauth2/v2\.0|/oauth2/v1|/oauth2/[^/]+/v1|/services/oauth2",
           "is cut short: it should end in /token", "oauth2"),
)  # fmt: skip


def token_url_suspicion(url: str) -> Finding | None:
    """Return why a URL does not look like a token endpoint's, by its path alone; None when it may be one."""
    parts = split_web_url(url)
    if parts is None:
        return None
    path = parts.path.lower().rstrip("/")
    if not path and not parts.query:
        return odd_url(
            "lint.token_url_path",
            "Oauth2 Token Url has no path, only a host.",
            "A token endpoint has a path, such as /oauth2/token. "
            "Without one, the request reaches a start page.",
            "Add the path of the token endpoint from the system's guide.",
            evidence=url_shown(parts),
        )
    last = path.rpartition("/")[2]
    if any(last == ending + char for char in ".,;:)" for ending in ("token", "oauth_token.do")):
        return odd_url(
            "lint.token_url_end",
            "Oauth2 Token Url ends with a character that does not belong to it.",
            "A period, comma or bracket was copied along with the URL.",
            "Oauth2 Token Url: delete its last character.",
            evidence=url_shown(parts),
        )
    if path.count("/token/") and path.endswith("/token") and path.count("/oauth") > 1:
        return odd_url(
            "lint.token_url_twice",
            "Oauth2 Token Url contains its path twice.",
            "The path was added to a URL that already had it.",
            "Oauth2 Token Url: delete one of the two paths.",
            evidence=url_shown(parts),
        )
    if TOKEN_PATH.fullmatch(last):
        return None
    shape = next((shape for shape in _OTHER_ENDPOINTS if shape.pattern.fullmatch(path)), None)
    if shape is None:
        return None
    return odd_url(
        "lint.token_url_shape",
        f"Oauth2 Token Url {shape.words}.",
        "The token request must go to the token endpoint itself. "
        "Any other address answers with a page or with “not found”.",
        "Oauth2 Token Url: set it to the token endpoint. "
        "The system's guide and its discovery document name it.",
        evidence=url_shown(parts),
    )


def url_shown(parts: SplitResult) -> tuple[str, ...]:
    """Return the evidence that quotes a URL without user info and query, which may hold secrets."""
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return (plain_line(shown)[:300],)
