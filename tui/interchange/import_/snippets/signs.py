"""The signs by which source code shows its language, how it sends a body, and what it switches off."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from ..request import BodyKind


class Language(StrEnum):
    """The languages that differ in their strings and comments."""

    POWERSHELL = "PowerShell"
    PYTHON = "Python"
    PHP = "PHP"
    PERL = "Perl"
    JAVASCRIPT = "JavaScript"
    BASIC = "Visual Basic"
    ABAP = "ABAP"
    DELPHI = "Delphi"
    PLSQL = "PL/SQL"
    POWER_QUERY = "Power Query"
    GO = "Go"
    KOTLIN = "Kotlin or Scala"
    OTHER = "source code"
    """C#, Java, Ruby and the like."""


WITH_DOLLARS: Final = (Language.PHP, Language.PERL)
"""The languages whose variables begin with a dollar sign, and whose dot joins texts."""
WITH_DOUBLED_QUOTES: Final = (
    Language.BASIC,
    Language.ABAP,
    Language.DELPHI,
    Language.PLSQL,
    Language.POWER_QUERY,
)
"""The languages whose strings have no escapes: a quote in one is written twice."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_LANGUAGES: Final = (
    (Language.OTHER, _any(r"\bcurl_easy_(?:setopt|init)\b")),
    (
        Language.PERL,
        _any(
            r"LWP::UserAgent|(?<!:)\bHTTP::(?:Request|Tiny)\b|"
            r"(?m:^use strict\b|^[ \t]*my [$%@(]\w?)|Mojo::UserAgent"
        ),
    ),
    (
        Language.POWERSHELL,
        _any(
            r"(?i)\b(?:Invoke-RestMethod|Invoke-WebRequest|ConvertTo-Json|iwr|irm)\b",
            r"\bcurl\b[^\n]{0,500}[ \t]-(?:Uri|Method|Body|Headers)\b",
            r"\$\w+[ \t]*=[ \t]*@\{",
        ),
    ),
    (
        Language.PHP,
        _any(
            r"<\?php|curl_setopt|CURLOPT_|http_build_query|GuzzleHttp|Http::|\bwp_remote_(?:post|request)\(|\bbase64_encode\(",
            r"\$\w+[ \t]*=[ \t]*(?:array\(|\[|new )",
        ),
    ),
    (
        Language.PYTHON,
        _any(
            r"(?m)^[ \t]*(?:import|from)[ \t]+[\w.]+(?:[ \t]+(?:import|as)[ \t]+[\w, *]+)?[ \t]*$",
            r"\brequests\.(?:post|get|request|Session)|\bhttpx\.|\baiohttp\b|urllib\.request|http\.client",
            r"OAuth2Session|HTTPBasicAuth|KeycloakOpenID|\bsession\.post\([^;]*$",
        ),
    ),
    (
        Language.BASIC,
        _any(
            r"(?m)^[ \t]*(?:(?:Dim|Const|Private|Public)[ \t]+\w+[ \t]+As\b|"
            r"Set[ \t]+\w+[ \t]*=[ \t]*(?:CreateObject\(|New\b))"
        ),
    ),
    (Language.ABAP, _any(r"\bcl_http_client\b|\bif_web_http_client\b|(?m:^[ \t]*DATA(?::[ \t]|\(\w))")),
    (
        Language.DELPHI,
        _any(r"\bTIdHTTP\b|\bIdHTTP\d*\.|\bTStringList\b|\bTREST(?:Request|Client)\b|\bTNetHTTPClient\b"),
    ),
    (Language.POWER_QUERY, _any(r"\bWeb\.Contents\(|\bJson\.Document\(")),
    (Language.PLSQL, _any(r"(?i)\butl_http\.|\bapex_web_service\.")),
    (
        Language.GO,
        _any(
            r"\burl\.Values\b|\bhttp\.(?:NewRequest\w*|PostForm)\(|\boauth2\.Config\b|\bresty\.|\bclientcredentials\.Config\b",
            r"(?m:^package[ \t]+\w+[ \t]*$)|(?m:^func[ \t]+\w*\()",
        ),
    ),
    (
        Language.OTHER,
        _any(
            r"\bURLRequest\(|\bURL\(string:|\bURLSession\b|\breqwest\b|"
            r"\bureq::|\bhyper::|\bformat!\(|\blet mut\b|\b(?:Request|Client|Url)::\w"
        ),
    ),  # Swift and Rust begin lines with let, too
    (
        Language.KOTLIN,
        _any(
            r"(?m)^[ \t]*(?:(?:private|override|const|lazy|implicit)[ \t]+){0,4}"
            r"(?:val[ \t]+\w+[^\n=]{0,60}=|(?:suspend[ \t]+)?fun[ \t])",
            r"\b(?:mapOf|listOf|parametersOf)\(|\bbasicRequest\b|\bsttp\b",
        ),
    ),
    (
        Language.JAVASCRIPT,
        _any(
            r"\bfetch\(|\baxios\b|XMLHttpRequest|URLSearchParams|\$\.(?:ajax|post)|\$http\b|require\(['\"]",
            r"\bhttps?\.request\(|\bgot\.post|superagent|request\.post\(|request\(\{|qs\.stringify",
            r"(?m:^[ \t]*(?:const|let)[ \t]+[\w{])|(?m:^[ \t]*var[ \t]+\w+[ \t]*=[ \t]*(?:[\[{]|require\b))",
        ),
    ),
    (
        Language.OTHER,
        _any(
            r"HttpClient|HttpRequest|RestClient|RestRequest|RestTemplate|WebClient|OkHttp|\bWebRequest\b|HttpWebRequest|RequestBody|FormBody",
            r"Unirest|HttpPost|HttpURLConnection|NameValuePair|FormUrlEncodedContent|MultipartFormDataContent|KeyValuePair",
            r"Net::HTTP|HTTParty|Faraday|RestAssured|given\(\)|khttp|Fuel\.",
            r"OAuth2::|PasswordTokenRequest|RequestPasswordTokenAsync|reqwest|URLRequest|MultiValueMap",
            r"PasswordCredentialsToken|submitForm|formParameters|parametersOf\(|setFormParam",
            r"\bUri\.(?:parse|https?)\(|ResourceDetails\b|\bdio\.(?:post|request)|UnityWebRequest",
            r"openConnection\(|MSXML2|WinHttp|\bcpr::|"
            r"BodyInserters|\.setEntity|\.formParam|library\(httr2?\)|\bhttr2?::|\breq_auth_basic\(|\breq_body_form\(|"
            r"\bTokenClient\(|\bOAuth20Service\b|\bNS(?:Mutable)?URLRequest\b|"
            r"\bsn_ws\.|\bKeycloakBuilder\b|\b[pP]ost\(\s{0,40}[\"'`]https?:",
        ),
    ),
)
_NOTES: Final = (
    (
        "insecure",
        _any(
            r"(?i)verify\s*[=:]\s*false|rejectUnauthorized\s*:\s*false|InsecureSkipVerify\s*:\s*true",
            r"SSL_VERIFYPEER['\"]?\s*(?:,|=>)\s*(?:false|0)|ssl_?verifypeer['\"]?\s*(?::|=>)\s*(?:false|0)|['\"](?:ssl)?verify['\"]\s*=>\s*false",
            r"-SkipCertificateCheck|SkipCertificateCheck\s*=\s*\$true|ServerCertificate\w*ValidationCallback|NODE_TLS_REJECT_UNAUTHORIZED",
            r"\bssl\s*=\s*False|verify_ssl\s*=\s*False|strictSSL['\"]?\s*:\s*false|_create_unverified_context|CERT_NONE|verify_hostname\s*=>\s*0",
            r"TrustAll|NoopHostnameVerifier|VERIFY_NONE|relaxedHTTPSValidation|DangerousAcceptAny|danger_accept_invalid",
        ),
    ),
    (
        "proxy",
        _any(
            r"(?i)\bproxies\s*=|CURLOPT_PROXY\b|-Proxy\b|new WebProxy|\bproxy\s*=\s*f?['\"]",
            r"['\"]?proxy['\"]?\s*(?:=>|:)\s*['\"{]",
        ),
    ),
    ("ca-file", _any(r"(?i)\bverify\s*=\s*f?['\"]|CURLOPT_CAINFO")),
    (
        "client-certificate",
        _any(
            r"(?i)\bcert\s*=\s*[('\"]|CURLOPT_SSLCERT|-Certificate(?:Thumbprint)?\b|ClientCertificates\.Add"
        ),
    ),
)
_JSON: Final = _any(
    r"(?i)\bjson\s*=\s*[\w{(]|JSON\.stringify\(|ConvertTo-Json|json\.dumps\(|json_encode\(|JsonContent",
    r"PostAsJsonAsync|AddJsonBody|['\"]json['\"]\s*=>|\bjson\s*:\s*(?:true|\{)|\.json\(&|\bto_json\b",
    r"JsonConvert\.Serialize|JsonSerializer\.Serialize|\breq_body_json\(|\bencode\s*=\s*['\"]json['\"]",
)
_MULTIPART: Final = _any(
    r"new FormData\(|MultipartFormDataContent|MultipartBody|\bfiles\s*=|['\"]multipart['\"]\s*=>",
    r"(?<=[ \t])-Form\b|\breq_body_multipart\(|\bencode\s*=\s*['\"]multipart['\"]",
    r"\bformData\s*:|CURLOPT_POSTFIELDS\s*(?:=>|,)\s*(?:array\(|\[)",
)
_FORM_OPTION: Final = re.compile(r"\bform\s{0,9}:\s{0,9}[{\w]")
_JSON_ANSWER: Final = re.compile(r"\bjson\s{0,9}:\s{0,9}true\b")
"""Beside a form, the option that reads the answer as JSON."""
_FORM_MAKERS: Final = _any(r"(?i)URLSearchParams|querystring|urlencoded|stringify\(")

BASIC_CALLS: Final = re.compile(
    r"(?i)basic_?auth\w*$|UsernamePasswordCredentials$|NetworkCredential$|Credentials\.basic$|"
    r"PSCredential(?:::new)?$|auth[._]basic$|(?:^|\.)(?:basic|authorization)$|(?:^|::|->)authenticate$|HttpBasicAuthenticator$|BasicAuthenticationHeaderValue$|"
    r"BasicAuthentication$"
)
"""The calls that take a client's id and secret for a Basic header."""


_CALL: Final = re.compile(r"[A-Za-z_]\w{0,60}[!?]?\(\s{0,40}(?:[\"'`]|[{\[]\s{0,40}[\w\"'])")
_QUOTED_GRANT: Final = re.compile(
    r"by_?username_?password\(|\b(?:set|with)_?password\(\s{0,9}[\"'`]|[a-z]\([^()]{0,400}\b(?:pass(?:word)?|pwd)\s{0,9}[=:]\s{0,9}[\"'`]|"
    r"\b(?:exchange|token_by|request|with|by|get_by|from)_?password\(|\bResourceOwnerPassword|\bpassword_?(?:credentials_?)?grant\w*\(|"
    r"[\"'`](?:[^\"'`\n]{0,400}\b)?grant_?type\b|\bgrant_?type\s{0,9}(?:=>?|:)\s{0,9}[\"'`]",
    re.IGNORECASE,
)


def language_of(text: str) -> Language | None:
    """Return the language of a snippet; None if the text is no code that sends a request.

    Of a library that nobody knows, a call with a text and a grant type in quotes show that it is code.
    """
    known = next((language for language, pattern in _LANGUAGES if pattern.search(text)), None)
    is_code = known is None and _CALL.search(text) and _QUOTED_GRANT.search(text)
    return Language.OTHER if is_code else known


def notes_on_code(text: str) -> tuple[str, ...]:
    """Return the notes on what the code sets for its connection."""
    return tuple(code for code, pattern in _NOTES if pattern.search(text))


def body_kind_of(text: str, language: Language) -> BodyKind:
    """Return how the code writes the body. axios makes JSON of an object, unless a header says otherwise."""
    if _MULTIPART.search(text):
        return BodyKind.MULTIPART
    if _FORM_OPTION.search(text):
        text = _JSON_ANSWER.sub("", text)
    if _JSON.search(text) and not re.search(r"(?i)x-www-form-urlencoded", text):
        return BodyKind.JSON
    if language is Language.JAVASCRIPT and "axios" in text.lower() and not _FORM_MAKERS.search(text):
        return BodyKind.JSON
    return BodyKind.FORM
