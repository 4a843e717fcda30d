"""Bad profile files: each error names file, key, what was found and what is allowed, but no secret."""

from __future__ import annotations

import math
import os
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from tests.profiles.strategies import QUICK
from tui.errors import ProfileError, ProfileNotFoundError
from tui.oauth2.field_checks import check_proxy, check_timeout
from tui.profiles.reading import load_profile
from tui.profiles.schema import KEYS

ANY_SECRET = (
    'a string, { from = "prompt" }, { from = "keyring" }, { from = "env", name = "VARIABLE" } '
    'or { from = "plain", value = "..." }.'
)
MARKER = "MARKER"


def error_of(path: Path) -> str:
    with pytest.raises(ProfileError) as raised:
        load_profile(path)
    return str(raised.value).replace(str(path), "FILE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('nmae = "x"', "FILE: nmae: unknown key; did you mean name?"),
        ('client_id = "x"', "FILE: client_id: unknown key; did you mean oauth2.client_id?"),
        ("[response]", "FILE: response: unknown key; did you mean oauth2.response?"),
        ("oauth2.clientid = 1", "FILE: oauth2.clientid: unknown key; did you mean oauth2.client_id?"),
        ("api.zzz = 1", "FILE: api: key 1 is unknown; allowed here: path, method, query, headers."),
        (f"name = ''\noauth2.{MARKER} = 1", "FILE: oauth2: key 1 is unknown; allowed here: OAUTH2."),
        ("oauth2.passw0rd = 1", "FILE: oauth2: key 1 is unknown; did you mean oauth2.password?"),
        (f"[{MARKER}x]\n[{MARKER}x]", "FILE: line 2, column 9: not valid TOML: Cannot declare … twice."),
        ("a" + ".a" * 20_000 + " = 1", "FILE: line 1: a key has more than 16 dots."),
        (
            "".join(f"{n}.a.a.a.a.a.a.a.a = 1\n" for n in range(3000)),
            "FILE: line 2501: the keys have too many dots.",
        ),
        ('"api.path" = 1', "FILE: top level: key 1 is unknown; allowed here: TOP."),
        ('"\\u001b[2J" = 1', "FILE: top level: key 1 is unknown; allowed here: TOP."),
        ("name = 5", "FILE: name: found a whole number, 5; allowed: a string."),
        ("name = [1]", "FILE: name: found an array; allowed: a string."),
        ("name = 2024-01-01", "FILE: name: found a date or time; allowed: a string."),
        ("oauth2 = true", "FILE: oauth2: found a boolean; allowed: a table, [oauth2]."),
        (
            "oauth2.response = 1",
            "FILE: oauth2.response: found a whole number; allowed: a table, [oauth2.response].",
        ),
        (
            'oauth2.grant_type = "Password"',
            'FILE: oauth2.grant_type: found a string, "Password"; allowed: "password"; '
            'did you mean "password"?',
        ),
        (
            'oauth2.client_authentication = "\\u001bx"',
            'FILE: oauth2.client_authentication: found a string, "␛x"; '
            'allowed: "" or "basic" or "basic-user" or "request-body".',
        ),
        (
            "oauth2.response.type = 1",
            'FILE: oauth2.response.type: found a whole number, 1; allowed: "json" or "text".',
        ),
        (
            f'request.basic_encoding = "{"x" * 50}"',
            f'FILE: request.basic_encoding: found a string, "{"x" * 40}…"; allowed: "form" or "raw".',
        ),
        (
            "request.credential_headers = 1",
            "FILE: request.credential_headers: found a whole number, 1; allowed: true or false.",
        ),
        (
            "request.timeout = true",
            "FILE: request.timeout: found a boolean, true; allowed: a number of seconds.",
        ),
        (
            "request.timeout = 0",
            f"FILE: request.timeout: found a whole number, 0. {check_timeout(0)}",
        ),
        (
            "request.timeout = nan",
            f"FILE: request.timeout: found a number, nan. {check_timeout(math.nan)}",
        ),
        (
            f"request.timeout = 0x{'f' * 5000}",
            f"FILE: request.timeout: found a whole number. {check_timeout(math.inf)}",
        ),
        (
            'request.trust = " "',
            'FILE: request.trust: found a string, " ". '
            'It is blank. Write "public", "system" or the path of a CA file.',
        ),
        (
            f'request.proxy = "ftp://u:{MARKER}@h"',
            f"FILE: request.proxy: {check_proxy('ftp://h')}",
        ),
        ("request.proxy = 3", f"FILE: request.proxy: found a whole number; allowed: {ANY_SECRET}"),
        (
            f'request.proxy = {{ from = "plain", value = "http://u:{MARKER}/@h" }}',
            f"FILE: request.proxy: {check_proxy('http://u:a/@h')}",
        ),
        (
            'request.proxy = { from = "env" }',
            "FILE: request.proxy.name: allowed: the name of an environment variable, without = or NUL.",
        ),
        (
            f'request.proxy = {{ form = "{MARKER}" }}',
            "FILE: request.proxy.form: unknown key; did you mean request.proxy.from?",
        ),
        ("schema = 0", "FILE: schema: found a whole number, 0; allowed: the whole number 1."),
        ('schema = "1"', 'FILE: schema: found a string, "1"; allowed: the whole number 1.'),
        ("schema = true", "FILE: schema: found a boolean, true; allowed: the whole number 1."),
        (
            "schema = 2\nwhatever = 1",
            "FILE: schema: found 2. A newer connector-doctor wrote this file; "
            "this version only reads schema 1. Update connector-doctor.",
        ),
        (
            "oauth2.client_secret = 5",
            f"FILE: oauth2.client_secret: found a whole number; allowed: {ANY_SECRET}",
        ),
        (
            f'oauth2.password = {{ form = "x", value = "{MARKER}" }}',
            "FILE: oauth2.password.form: unknown key; did you mean oauth2.password.from?",
        ),
        (
            f'oauth2.password = {{ from = "{MARKER}" }}',
            "FILE: oauth2.password.from: not a known source; "
            'allowed: "prompt" or "keyring" or "env" or "plain".',
        ),
        (
            f'oauth2.password = {{ value = "{MARKER}" }}',
            'FILE: oauth2.password.from: missing; allowed: "prompt" or "keyring" or "env" or "plain".',
        ),
        (
            f'oauth2.password = {{ from = "prompt", value = "{MARKER}" }}',
            'FILE: oauth2.password.value: not allowed with from = "prompt"; allowed: from.',
        ),
        (
            f'oauth2.password = {{ from = "env", name = "{MARKER}=" }}',
            "FILE: oauth2.password.name: allowed: the name of an environment variable, without = or NUL.",
        ),
        (
            'oauth2.password = { from = "env" }',
            "FILE: oauth2.password.name: allowed: the name of an environment variable, without = or NUL.",
        ),
        ('oauth2.password = { from = "plain" }', "FILE: oauth2.password.value: allowed: a string."),
        (
            f'oauth2.additional_headers = {{ X-Key = "{MARKER}" }}',
            "FILE: oauth2.additional_headers: found a table; allowed: tables, [[oauth2.additional_headers]].",
        ),
        (
            f'oauth2.additional_headers = [{{ name = "a", value = "b" }}, "{MARKER}"]',
            "FILE: oauth2.additional_headers[2]: found a string; "
            'allowed: a table, { name = "...", value = "..." }.',
        ),
        (
            f'oauth2.additional_request_data = [{{ name = ["{MARKER}"], value = 1.5, nam = 2 }}]',
            "FILE: oauth2.additional_request_data[1].nam: unknown key; "
            "did you mean oauth2.additional_request_data[1].name?\n"
            "FILE: oauth2.additional_request_data[1].name: found an array; allowed: a string.\n"
            f"FILE: oauth2.additional_request_data[1].value: found a number; allowed: {ANY_SECRET}",
        ),
        (
            f'oauth2.additional_headers = [{{ name = 12, value = "{MARKER}" }}]',
            "FILE: oauth2.additional_headers[1].name: found a whole number; allowed: a string.",
        ),
        (
            'name = 1\n[oauth2]\nusername = false\n[api]\nmetod = "GET"',
            "FILE: name: found a whole number, 1; allowed: a string.\n"
            "FILE: oauth2.username: found a boolean, false; allowed: a string.\n"
            "FILE: api.metod: unknown key; did you mean api.method?",
        ),
        (
            'api.method = "get"',
            'FILE: api.method: found a string, "get"; allowed: "GET" or "HEAD" or "POST" or "PUT" or "PATCH" '
            'or "DELETE"; did you mean "GET"?',
        ),
        (
            'api.method = "TRACE"',
            'FILE: api.method: found a string, "TRACE"; allowed: "GET" or "HEAD" or "POST" or "PUT" or '
            '"PATCH" or "DELETE".',
        ),
        (
            f'api.headers = {{ X-Key = "{MARKER}" }}',
            "FILE: api.headers: found a table; allowed: tables, [[api.headers]].",
        ),
        (
            f'[[api.query]]\nname = "a"\nvalue = {{ form = "{MARKER}" }}\n'
            f'[[api.query]]\nnam = "{MARKER}"\nvalue = 1\n',
            "FILE: api.query[1].value.form: unknown key; did you mean api.query[1].value.from?\n"
            "FILE: api.query[2].nam: unknown key; did you mean api.query[2].name?\n"
            f"FILE: api.query[2].value: found a whole number; allowed: {ANY_SECRET}",
        ),
        ('headers = "x"', "FILE: headers: unknown key; did you mean api.headers?"),
        (
            "name = acme",
            'FILE: line 1, column 8: not valid TOML: Invalid value. Put text in quotes, as in name = "acme".',
        ),
        ('\n\nname = "a\nb"', "FILE: line 3, column 10: not valid TOML: Illegal character '\\n'."),
        ('name = "a', "FILE: end of document: not valid TOML: Unterminated string."),
        (
            f"name = {'[' * 5000}",
            "FILE: a number is too long, or values are nested too deeply.",
        ),
        (
            f"name = {'1' * 5000}",
            "FILE: a number is too long, or values are nested too deeply.",
        ),
    ],
)
def test_what_a_bad_file_says(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(text, "utf-8")
    top = "schema, name, description, base_url, oauth2, request, api"
    oauth2 = ", ".join(
        name.split(".")[1] for name in KEYS if name.count(".") == 1 and name.startswith("oauth2.")
    )
    assert error_of(path) == expected.replace("TOP", top).replace("OAUTH2", f"{oauth2}, response")


def test_a_file_full_of_unknown_keys_gives_twenty_lines(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text("".join(f"key{number} = 1\n" for number in range(50_000)))
    lines = error_of(path).split("\n")
    assert len(lines) == 21
    assert lines[-1] == "FILE: and 49980 more."


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_bytes(b'name = "a"\ndescription = "caf\xe9"\n')
    assert error_of(path) == "FILE: line 2 is not UTF-8 (byte 0xE9). Save the file as UTF-8."
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    assert error_of(path) == "FILE: not a profile: it is larger than 1 MiB."
    path.write_bytes(b"#" * 1024 * 1024)
    assert load_profile(path).sources == {}
    assert error_of(tmp_path) == "FILE: can't be read: it is a folder."
    assert error_of(path / "below.toml") == "FILE: can't be read: part of the path is not a folder."
    assert error_of(tmp_path / "a\0b") == "FILE: can't be read: this is not a valid file name.".replace(
        "FILE", f"{tmp_path}/a␀b"
    )
    link = tmp_path / "link.toml"
    link.symlink_to(link)
    assert error_of(link) == "FILE: can't be read: it is a link that points to itself."


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    (tmp_path / "acme.toml").touch()
    monkeypatch.setattr(os, "open", refuse)  # root may read anything, and tests may run as root
    assert error_of(tmp_path / "acme.toml") == "FILE: can't be read: no permission."


def test_a_missing_file_names_the_near_ones(tmp_path: Path) -> None:
    missing = tmp_path / "acme-servicnow.toml"
    with pytest.raises(ProfileNotFoundError, match=r"no such profile; this folder has no profiles\.$"):
        load_profile(missing)
    (tmp_path / "other.toml").touch()
    with pytest.raises(ProfileNotFoundError, match=r"no such profile; this folder has: other\.$"):
        load_profile(missing)
    (tmp_path / "acme-servicenow.toml").touch()
    with pytest.raises(ProfileNotFoundError, match=r"no such profile; did you mean acme-servicenow\?$"):
        load_profile(missing)
    with pytest.raises(ProfileNotFoundError, match="this folder has no profiles"):
        load_profile(tmp_path / "nowhere" / "acme.toml")


scalars = st.one_of(
    st.sampled_from([MARKER, f"{MARKER}=", f"{MARKER}\0", "prompt", "env", "plain", ""]),
    st.integers(-3, 3),
    st.booleans(),
    st.dates(),
)
words = st.sampled_from(["from", "form", "name", "value", "Authorization", "x.y", ""])
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
CONFIDENTIAL = [
    "client_secret",
    "password",
    "additional_headers",
    "additional_request_data",
    "response",
    "clientsecret",
]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    sections: dict[str, Any] = {
        "oauth2": draw(st.dictionaries(st.sampled_from(CONFIDENTIAL), anything, min_size=1))
    }
    sections["request"] = {"proxy": draw(anything)}
    sections["api"] = draw(st.dictionaries(st.sampled_from(["query", "headers", "header"]), anything))
    for name in ("password", "oauth"):
        if draw(st.booleans()):
            sections[name] = draw(anything)
    return sections


def assert_not_shown(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "acme.toml")
        path.write_text(text, "utf-8")
        shown = ""
        try:
            load_profile(path)
        except ProfileError as error:
            shown = "".join(traceback.format_exception(error))
    assert MARKER not in shown


@QUICK
@given(documents())
@example({"oauth2": {"client_secret": {"form": "x", "value": MARKER}}})
@example({"oauth2": {"additional_headers": [{"name": MARKER, "value": [MARKER]}]}})
@example({"oauth2": MARKER})
def test_no_error_shows_a_secret(document: dict[str, Any]) -> None:
    assert_not_shown(tomli_w.dumps(document))


@QUICK
@given(st.data())
def test_no_error_about_broken_toml_shows_a_secret(data: st.DataObject) -> None:
    text = (
        f'name = "x"\n[oauth2]\nclient_secret = "{MARKER}"\n'
        f'password = {{ from = "plain", value = "{MARKER}" }}\n'
        f'[[oauth2.additional_headers]]\nname = "Authorization"\nvalue = "Bearer {MARKER}"\n'
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    assert_not_shown(
        text[:start] + data.draw(st.sampled_from(["", '"', "\\", "{", "\n", "\0", "é", "]"])) + text[end:]
    )


def test_every_key_refuses_a_value_of_no_type_it_knows(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    for key in KEYS:
        path.write_text(f"{key} = 2024-01-01\n")
        assert error_of(path).startswith(f"FILE: {key}: found a date or time")
