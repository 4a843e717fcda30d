"""The signs by which a part of a ticket is told from talk: how requests, responses and traces begin."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..import_.texts.labels.meanings import is_weak, meaning_of_label

CURL: Final = re.compile(
    r"(?i)(?:^|(?<=[\s`\"'(:>$#%@=]))curl(?:\.exe)?[\"']?[ \t]{1,9}"
    r"(?:-{1,2}[A-Za-z]|[\"'“\\^`$<{]|https?:|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}[/:\s])"
)
"""curl and its first argument, after a prompt or in the middle of a sentence."""
ASSIGNMENT: Final = re.compile(
    r"[ \t]{0,20}(?:export |set |\$(?:env:)?)?[A-Za-z_]\w{0,60}[ ]?=[ ]?\S.{0,4000}"
)
SENDS: Final = re.compile(r"(?i)\s*(?:\$\w{1,40}\s?=\s?)?Invoke-(?:RestMethod|WebRequest)\s+(?!:)")
SAYS: Final = re.compile(r"(?i)\s*Invoke-(?:RestMethod|WebRequest)\s*:")
"""What PowerShell prints of a response that is an error."""
STATUS_LINE: Final = re.compile(r"HTTP/\d(?:\.\d)? [1-5]\d\d(?: .{0,200})?$")
CURL_LOG: Final = re.compile(r"(?:\* |> [A-Z]{3,10} \S+ HTTP/\d|< HTTP/\d)")
CURL_MARK: Final = re.compile(r"(?:[*<>]|[{}] \[\d)(?:\s|$)|\s*(?:% Total|Dload|\d{1,3} [\d.kMG]+ +\d{1,3} )")
CURL_HEARD: Final = re.compile(r"> [A-Z]{3,10} \S+ HTTP/\d|< HTTP/\d|curl: \(\d")
TRACE_HEAD: Final = re.compile(
    r"Traceback \(most recent call last\)|"
    r"(?:Caused by: |Exception in thread \"[^\"]{0,80}\" |Unhandled exception\W{1,4}|--->[ ])?"
    r"(?:[\w$]{1,80}\.){0,12}[\w$]{0,80}(?:Exception|Error|Fault)\b(?:: |$| ?\()"
)
FRAME: Final = re.compile(
    r"\s+at (?:[\w.$<>/\[\]`]+ ?\(|[\w.$<>]+\b)|\s*File \".{1,300}\", line \d|\s+\.\.\. \d+ |\s*--- End of|"
    r"\s*(?:Caused by|Suppressed): |\s*--->|During handling of|The above exception|\s*#\d+ "
)
BODY: Final = re.compile(
    r"""\{\s{0,20}(?:["'\\}]|\w{1,40}\s?:|$)|\[\s{0,20}(?:\{|$)|"""
    r"""<(?:!doctype|html|\?xml|fault|error|oauth|\w{1,20}:(?:fault|envelope|error))""",
    re.IGNORECASE,
)
OF_A_REQUEST: Final = re.compile(r"""["']?grant_type["']?\s?[:=]""")
ANSWERS: Final = re.compile(
    r"(?i)[\"'<]?(?:\w{0,20}error\w{0,20}|faults?|message|access_token|accesstoken|token_type|exception|status\w{0,5}|detail|"
    r"title|code|reason|\w{1,20}:fault|h1)[\"']?\s{0,3}[:=>]"
)
"""What a body of a response holds, and no other JSON."""
ERROR_FORM: Final = re.compile(
    r"(?:[\w.%+-]{1,60}=[^\s&]{0,2000}&)*error(?:_description|_code)?=[^\s]{1,4000}"
)
URL_WITH_CREDENTIALS: Final = re.compile(r"https?://\S{1,2000}[?&](?:grant_type|username|client_id)=\S")
CODE: Final = re.compile(
    r"(?<![\w.])(?:AADSTS\d{5,7}|invalid_(?:client|grant|request|scope|token)|unauthorized_client|access_denied|"
    r"unsupported_grant_type|insufficient_scope|temporarily_unavailable|server_error|slow_down|interaction_required)(?!\w)"
    r"|^curl: \(\d{1,3}\) \S"
)
"""Error codes of the standards, and those that are no other word."""
CODE_LINE: Final = re.compile(
    r"\s*(?:import |from \w[\w.]* import |using |const |let |var |def |async |await |try\b|"
    r"return |function |public |"
    r"[\w$.\[\]\"':<>]+(?: [\w$]+)?\s*(?:=|\()|[})\]#]|//|@|\$\w)"
)
"""A line of a program, by how it begins."""
_LABELED: Final = re.compile(
    r"^[ \t>|*•·–+-]{0,20}(?:\d{1,2}[.)][ \t]+)?[\"'`*_]{0,3}"
    r"(?:(?P<age>(?i:new|neue[sr]?|updated|current|correct|rotated"
    r"|old|alte[sr]?|previous|former|wrong))[ ])?"
    r"(?P<label>[^\W\d_][\w '’().\-/]{0,70}?)[\"'`*_]{0,3}[ \t]*"
    r"(?:=>|->|→|[:=：|\t])[ \t]*(?P<value>\S.{0,4000})$"
)
_OLD: Final = re.compile(r"(?i)old|alte[sr]?|previous|former|wrong")


@lru_cache(maxsize=4096)
def _meaning(label: str) -> str | None:
    return meaning_of_label(label)


def label_in(line: str) -> tuple[str, bool, str] | None:
    """Return what a line's label means, whether it is weak, and the line without `new`; None without one."""
    found = _LABELED.match(line[:4200])
    if found is None or (found["age"] and _OLD.fullmatch(found["age"])):
        return None
    meaning = _meaning(found["label"])
    if meaning is None or (
        len(found["value"].split()) > 4 and meaning not in {"scope", "client_authentication"}
    ):
        return None
    plain = line[: found.start("age")] + line[found.start("label") :] if found["age"] else line
    return meaning, is_weak(found["label"]), plain
