"""Any paste: cut, doubled, quoted again, wrapped, with other line ends. Nothing raises, nothing is invented."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import re
from functools import partial
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processor_time import seconds, takes_less
from tui.interchange.import_.bodies import decoded
from tui.interchange.import_.imported import Import
from tui.interchange.import_.read import decode_pasted, read_import
from tui.interchange.import_.shown import import_document, import_text
from tui.oauth2.secret import reveal

from .test_collections import BRUNO, BRUNO_SETTINGS, INSOMNIA_5, OPENCOLLECTION, postman, request
from .test_snippets import BASICS, BODIES
from .test_texts import BODY

URL = "https://idp.dunes.example/oauth2/token"
CURLS = (
    f"$ curl -X POST '{URL}' \\\n  -H 'X-Dock: 7' \\\n  -u 'quay:r0pe' \\\n  -d 'grant_type=password' \\\n  -d \"username=ferry\" \\\n"
    "  --data-urlencode 'password=t!de' | jq .\n",
    f'curl "{URL}" ^\n  -H ^"X-Dock: 7^" ^\n  -d "{BODY}"\n',
    f"curl.exe '{URL}' `\n  -d \"{BODY}\" `\n  -k\n",
)
CLIENT = "quay r0pe"
"""What the base64 in the texts holds."""
TEXTS = (
    *CURLS, BRUNO, BRUNO_SETTINGS, INSOMNIA_5, OPENCOLLECTION, postman(request()), *BODIES.values(), *BASICS.values(),
    f"POST {URL} HTTP/1.1\nAuthorization: Basic cXVheTpyMHBl\n\n{BODY}\n\nHTTP/1.1 401\n\n{{}}",
    f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de\n",
)  # fmt: skip
"""What is pasted, before something happens to it."""

_MOST_PIECES = 12
_TIME_TO_BEGIN = 0.3
"""Seconds that are no sign of anything, on any machine."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 80)))
        match draw(st.integers(0, 6)):
            case 0:
                text = text[:start]
            case 1:
                text = text[start:]
            case 2:
                text = text[:start] + text[end:]
            case 3:
                text += text
            case 4:
                text = text.replace(draw(st.sampled_from("'\"")), draw(st.sampled_from("'\"`“’")))
            case 5:
                text = "\n".join(text[index : index + 72] for index in range(0, len(text), 72))
            case 6:
                text = text.replace("\n", draw(st.sampled_from(["\r", "\r\n", "\n\n", " "])))
    return text


def values_of(found: Import) -> list[str]:
    connector = found.connector
    rows = (*connector.additional_headers, *connector.additional_request_data)
    fields = (connector.client_id, connector.client_secret, connector.username, connector.password)
    return [reveal(value) for value in (*fields, *(row.value for row in rows))]


def letters(text: str) -> str:
    """Return the letters and digits of a text: quoting and encoding change everything else."""
    return re.sub(r"[\W_]", "", text)


@given(damaged())
def test_a_damaged_paste_never_raises_and_invents_no_value(text: str) -> None:
    found = read_import(text)
    import_document(found)
    list(import_text(found))
    known = [letters(spelling) for spelling in (text, decoded(text), quote_plus(text), CLIENT)]
    for value in values_of(found):
        assert is_made_of(letters(value), known), value


def is_made_of(value: str, known: list[str]) -> bool:
    """Tell whether a value is put together from few pieces of the paste, as source code does."""
    pieces = 0
    while value and pieces < _MOST_PIECES:
        size = len(value)
        while size and not any(value[:size] in text for text in known):
            size -= 1
        if not size:
            return False
        value, pieces = value[size:], pieces + 1
    return not value


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    import_document(read_import(text))
    for start in (
        f"curl {URL} ",
        "POST / HTTP/1.1\n",
        "import requests\n",
        "$x = @{",
        "_type: ",
        '{"item": [',
        "meta {\n",
    ):
        import_document(read_import(start + text))


@given(st.binary())
def test_any_bytes_are_decoded(data: bytes) -> None:
    read_import(decode_pasted(data))


@pytest.mark.parametrize("text", CURLS)
def test_line_ends_of_any_kind_change_nothing(text: str) -> None:
    plain = read_import(text)
    for line_end in ("\r\n", "\r"):
        again = read_import(text.replace("\n", line_end))
        assert (again.connector, again.note_codes) == (plain.connector, plain.note_codes)


def test_the_pasted_text_is_kept_nowhere() -> None:
    found = read_import(TEXTS[0])
    shown = repr(found) + str(import_document(found)) + "\n".join(import_text(found))
    assert "r0pe" not in shown
    assert "t!de" not in shown
    assert "jq" not in shown


@pytest.mark.parametrize(
    "unit",
    ["curl ", "a=b&", "'\"", "\\\n", "{", "[", "<", "$(", "POST /a\n", "-H x ", "a: b\n", "@{a=b\n", "('a', ", "{{a}}", "%A%",
     "x" * 72 + "\n", "https://a.example ", "- a\n", "meta {\n", "// x\n", "auth=(", "A=\"\n", "\"curl ", "> x\n",
     "1 x\n", "cat > a <<", "{a:b}", "client id is ", "user / password: a / b\n", "| a | b | c |\n", "client id;a;b\n",
     "client:\n  id: a\n", "<a b='c'>", "<add key='client id' value=", "name: client id\nvalue: a\n", "def f(a): f(b)\n",
     "{a=[b], ", "{grant_type=[b], c=", "--> POST https://a\n", "send: b'POST / HTTP/1.1\\r\\n'\n", "['curl', 'a', ",
     "\"curl\",", "x.add('a', 'b')\n", "$a.b['c'] = 'd'\n", "client_id a1\n", "{\"info\": ", "info:\n", "a.....b\n",
     "POST /a\n\n{\n\n", "a=b\nx y\n", "the client\nsecret is\na1 ", "insert into t (a) values ('a''b', N'c', ", "update t set a = 'b', ",
     "=3D=20=\n", "-d 'a’ b ", "<HTTPSamplerProxy a='b'><elementProp elementType=\"HTTPArgument\">", "*** Variables ***\n${A}    ${A}${A}\n",
     "POST /a\n[Form]\na: b\n", "\"POST /a?grant_type=b ", "- POST /a HTTP/1.1\n", "10:02 eva: user a / pw b\n", "kind: Secret\ndata:\n  a: YWJj\n",
     "<name>password</name><type>a</type>", "[database]\na = b\n", "https://a.example/b}}]]", "Basic Auth\nUsername: a\n", "f('grant_type=a', 'b=c')\n",
     "[a@b.c](mailto:a@b.d) ", "a=b c=d --e f ", "INFO POST /a\n> a: b\n", "<![CDATA[a", "dict(a, b='c', ", "x.formParams('a', 'b', ",
     "update a set b='", "please update the set "],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_as_long(unit: str) -> None:
    for start in ("", f"curl {URL} -d '", "import requests\n", "<?php curl_setopt ", "Username: "):
        text, longer = (start + unit * (length // len(unit)) for length in (4_000, 16_000))
        short = seconds(partial(read_import, text))
        # Quadratic time is sixteen times as long: where that would be allowed, the long text tells nothing.
        if 16 * short >= 8 * short + _TIME_TO_BEGIN:
            assert takes_less(8 * short + _TIME_TO_BEGIN, partial(read_import, longer)), start


@pytest.mark.parametrize(
    "line",
    [
        f"Tenant: a, client id:{' ' * 60_000}=",
        f"Tenant: a, client id: {'=a' * 30_000}",
        f"Tenant: a, {'client id: (' + ' ' * 8_000}\n" * 8,
        f";{' ' * 60_000}",
        f"let mut a = reqwest::get;\n{'%q(' * 12_000}",
        f"import requests\nkind = Grant{'.value' * 3_000}",
        "let mut a = reqwest::get;\n" + '("grant_type"' * 4_000,
        f"let mut a = reqwest::get;\n{'Aa' * 32_000}.b('c')",
        f"a:{' ' * 60_000}x",
        f"scope: [a]{' ' * 60_000}x",
        f"user{' ' * 60_000}x",
    ],
    ids=[
        "blanks",
        "equals signs",
        "brackets",
        "a wiki's definition",
        "raw strings",
        "members",
        "calls in calls",
        "capitals",
        "a parent",
        "a list of scopes",
        "a label alone",
    ],
)
def test_a_long_line_takes_no_long_time(line: str) -> None:
    assert takes_less(2, partial(read_import, line))
