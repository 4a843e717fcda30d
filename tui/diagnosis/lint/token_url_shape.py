"""Whether a URL has the shape of a token endpoint's: by its path alone, whatever answers there."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import SplitResult

from ...oauth2.url_parts import split_web_url
from ...plain_text import plain_line
from ..finding import Finding, Severity

_LABEL: Final = "Oauth2 Token Url"


class _Shape(NamedTuple):
    pattern: re.Pattern[str]
    """Held against the path in lower case, without a slash at its end."""
    what: str


def _shape(pattern: str, what: str) -> _Shape:
    return _Shape(re.compile(pattern), what)


TOKEN_PATH: Final = re.compile(
    r"(?:.*[/_-])?(?:access_?)?tokens?(?:[._-]?(?:do|php|aspx|json|oauth2?))?|.*/oauth_token\.do"
)
"""Last segments of a path that most likely are a token endpoint's."""
_OTHER_ENDPOINTS: Final = (
    _shape(r".*/\.well-known/.*", "a discovery document, which names the token endpoint"),
    _shape(r".*/(?:authorize|authorization|authz)(?:\.\w+)?|.*/openid-connect/auth|.*/o/oauth2/(?:v2/)?auth",
           "the authorization endpoint, which people are sent to"),
    _shape(r".*/user-?info", "the userinfo endpoint, which takes a token and gives none"),
    _shape(r".*/(?:jwks(?:\.json)?|openid-connect/certs|discovery/(?:v2\.0/)?keys|oauth2/v\d/keys)",
           "a list of keys"),
    _shape(r".*/(?:token[/_-])?introspect(?:ion)?", "the introspection endpoint, which checks tokens"),
    _shape(r".*/(?:token[/_-])?revo(?:ke|cation)", "the revocation endpoint, which ends tokens"),
    _shape(r".*/(?:logout|logoff|end_?session|signout)(?:\.\w+)?", "the address to sign out at"),
    _shape(r".*/(?:login|log-in|signin|sign-in|logon|sso|saml2?|acs|adfs/ls|login\.(?:do|jsp|aspx|php|html)|idpinitiatedsignon(?:\.aspx)?)",
           "a page to sign in at"),
    _shape(r".*/(?:graphql|swagger[^/]*|openapi\.\w+|api-docs|docs|odata[^/]*)|/services/(?:data|apexrest|soap)(?:/.*)?|"
           r"/api/now(?:/.*)?|/v1\.0/(?:me|users)(?:/.*)?|.*/scim(?:/.*)?|.*/rest/api/.*",
           "an API, not the place where tokens are given"),
    _shape(r".*/protocol/openid-connect|.*/realms/[^/]+",
           "short of /protocol/openid-connect/token at its end"),
    _shape(r"(?:/[^/]+)?/oauth2/v2\.0|/oauth2/v1|/oauth2/[^/]+/v1|/services/oauth2",
           "short of /token at its end"),
)  # fmt: skip


def token_url_suspicion(url: str) -> Finding | None:
    """Return why a URL does not look like a token endpoint's, by its path alone; None when it may be one."""
    parts = split_web_url(url)
    if parts is None:
        return None
    path = parts.path.lower().rstrip("/")
    if not path and not parts.query:
        return url_finding(
            "lint.token_url_path",
            "warning",
            f"{_LABEL} has no path: it is a host alone.",
            "A token endpoint has a path, such as /oauth2/token; without one, the request meets a start "
            "page.",
            "Add the path of the token endpoint, as the system's guide gives it.",
            parts,
        )
    last = path.rpartition("/")[2]
    if any(last == ending + char for char in ".,;:)" for ending in ("token", "oauth_token.do")):
        return url_finding(
            "lint.token_url_end",
            "warning",
            f"{_LABEL} ends with a sign that does not belong to it.",
            "A full stop, comma or bracket of the sentence that it was copied from came along.",
            f"Delete the last character of {_LABEL}.",
            parts,
        )
    if path.count("/token/") and path.endswith("/token") and path.count("/oauth") > 1:
        return url_finding(
            "lint.token_url_twice",
            "warning",
            f"{_LABEL} holds its path twice.",
            "The path was added to a URL that had it already.",
            f"Leave one of the two paths in {_LABEL}.",
            parts,
        )
    shape = next((shape for shape in _OTHER_ENDPOINTS if shape.pattern.fullmatch(path)), None)
    if shape is None or TOKEN_PATH.fullmatch(last):
        return None
    return url_finding(
        "lint.token_url_shape",
        "warning",
        f"{_LABEL} looks like {shape.what}."
        if not shape.what.startswith("short")
        else f"{_LABEL} looks {shape.what}.",
        "The token request has to go to the token endpoint itself; any other address answers with a page, "
        "or not found.",
        f"Set {_LABEL} to the token endpoint: the system's guide names it, and so does its discovery "
        "document.",
        parts,
    )


def url_finding(
    finding_id: str,
    severity: Severity,
    title: str,
    cause: str,
    fix: str,
    parts: SplitResult,
    *,
    evidence: str = "",
) -> Finding:
    """Return a finding about the token URL; its query is never shown."""
    # The query may hold what must not be shown.
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=("token_url",),
        title=title,
        cause=cause,
        fix=fix,
        evidence=(evidence or plain_line(shown)[:300],),
        reference="RFC 6749 §3.2",
    )
