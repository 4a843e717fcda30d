"""Strings and comments in the manner of single languages: raw ones, doubled quotes, formats, here documents."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from tui.interchange.import_.snippets.quoted.raw_strings import raw_string_at
from tui.interchange.import_.snippets.signs import Language

from .support import URL, expected, imported

FORM = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password="


def adding(call: str, secret: str, key: str = '"{}"', value: str = '"{}"') -> str:
    """Return lines that add the parameters by a call each; `secret` is the password as the language writes it."""
    fields = {"grant_type": "password", "client_id": "quay", "client_secret": "r0pe", "username": "ferry"}
    lines = [call.format(key.format(name), value.format(text)) + "\n" for name, text in fields.items()]
    return "".join(lines) + call.format(key.format("password"), secret) + "\n"


STRINGS = {
    "Go": ("package main\nform := url.Values{}\n" + adding("form.Add({}, {})", "`t\"\\de`") + f'http.PostForm("{URL}", form)', 't"\\de'),
    "Rust": (f'let c = reqwest::Client::new().post("{URL}").form(&[' + adding("({}, {}),", 'r#"t"\\de"#') + "]).send()", 't"\\de'),
    "Swift": (adding("c.add(URLQueryItem(name: {}, value: {}))", '#"t"\\de"#') + f'var r = URLRequest(url: URL(string: "{URL}")!)', 't"\\de'),
    "C++": (f'auto r = cpr::Post(cpr::Url{{"{URL}"}}, cpr::Payload{{' + adding("{{{}, {}}},", 'R"x(t"\\(d)e)x"') + "});", 't"\\(d)e'),
    "Perl": ("use LWP::UserAgent;\nmy $ua = LWP::UserAgent->new;\n" + f"$ua->post('{URL}', [ " + adding("{} => {},", "q{t'{1}e}", "{}") + "]);", "t'{1}e"),
    "Ruby": (f"require 'net/http'\nNet::HTTP.post_form(URI('{URL}'), " + adding("{} => {},", "%q(t'(d)e)") + ")", "t'(d)e"),
    "Visual Basic": ("Dim form As New NameValueCollection()\n" + adding("form.Add({}, {})", '"t""de"') + f'client.UploadValues("{URL}", "POST", form) \' form.Add("password", "old")', 't"de'),
    "ABAP": (f"cl_http_client=>create_by_url( EXPORTING url = '{URL}' IMPORTING client = c ).\n" + adding("c->request->set_form_field( name = {} value = {} ).", "'t''de' \"other'", "'{}'", "'{}'"), "t'de"),
    "Delphi": ("P := TStringList.Create;\n" + adding("P.AddPair({}, {});", "'t''\\de'", "'{}'", "'{}'") + f"s := IdHTTP1.Post('{URL}', P);", "t'\\de"),
    "Power Query": (f'Web.Contents("{URL}", [Content = Uri.BuildQueryString([' + adding("{} = {},", '"t""de"', "{}") + "])])", 't"de'),
    "Scala": (f'basicRequest.post(uri"{URL}").body(Map(' + adding("{} -> {},", '"""t"\\de"""') + "))", 't"\\de'),
    "PL/SQL": (f"apex_web_service.make_rest_request(p_url => '{URL}', p_body => '{FORM}' || 't''de');", "t'de"),
}  # fmt: skip


@pytest.mark.parametrize("language", STRINGS)
def test_a_password_in_quotes_as_the_language_writes_them(language: str) -> None:
    text, password = STRINGS[language]
    assert imported(text) == expected(password=password)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ('r##"a"#b"##!', Language.OTHER, 'a"#b'), ('#"a\\n"#', Language.OTHER, "a\\n"),
        ('R"(a)b)"', Language.OTHER, "a)b"), ("%q[a[b]c]", Language.OTHER, "a[b]c"),
        ("q{a}", Language.PERL, "a"), ("q/a'b/", Language.PERL, "a'b"),
        ("q'[it's]'", Language.PLSQL, "it's"), ('r#"open', Language.OTHER, None), ("q{open", Language.PERL, None),
        ('#"a"', Language.OTHER, None), ("q{a}", Language.PYTHON, None),
    ],
)  # fmt: skip
def test_raw_strings(text: str, language: Language, value: str | None) -> None:
    found = raw_string_at(text, 0, language)
    assert (found[0] if found else None) == value


def test_what_only_looks_like_a_raw_string_of_perl() -> None:
    assert raw_string_at("$q{a}", 1, Language.PERL) is None
    assert raw_string_at("$o->q(a)", 4, Language.PERL) is None


WHOLE = '"client_id": "quay", "client_secret": "r0pe", "username": "ferry"'


@pytest.mark.parametrize(
    "text",
    [
        f'<?php\n$w = "t!de";\n$j = <<<JSON\n{{"grant_type": "password", {WHOLE}, "password": "$w"}}\nJSON;\ncurl_setopt($c, CURLOPT_URL, "{URL}");\ncurl_setopt($c, CURLOPT_POSTFIELDS, $j);',
        f"<?php\n$j = <<<'X'\n{{\"grant_type\": \"password\", {WHOLE}, \"password\": \"t!de\"}}\n  X;\ncurl_setopt($c, CURLOPT_URL, '{URL}');\ncurl_setopt($c, CURLOPT_POSTFIELDS, $j);",
        f'j = <<~BODY\n  {{"grant_type": "password", {WHOLE}, "password": "t!de"}}\nBODY\nHTTParty.post("{URL}", body: j)',
        f'import requests\nw = "t!de"\nj = f\'{{{{"grant_type": "password", {WHOLE}, "password": "{{w}}"}}}}\'\nrequests.post("{URL}", data=j)',
    ],
    ids=["PHP", "PHP without variables", "Ruby", "Python's doubled braces"],
)  # fmt: skip
def test_json_in_a_string_of_its_own(text: str) -> None:
    assert imported(text) == expected(notes=["json-body"])


@pytest.mark.parametrize(
    "text",
    [
        f'let (u, w) = ("ferry", "t!de");\nlet b = format!("{FORM[: FORM.index("username")]}username={{}}&password={{w}}", u);\nreqwest::Client::new().post("{URL}").body(b).send()',
        f'NSString *b = [NSString stringWithFormat:@"{FORM}%@", @"t!de"];\nNSMutableURLRequest *r = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:@"{URL}"]];',
        f'<?php\nclass Idp {{\n  const KEY = ["word" => "t!de"];\n  function go() {{\n    curl_setopt($c, CURLOPT_URL, "{URL}");\n    curl_setopt($c, CURLOPT_POSTFIELDS, "{FORM}" . self::KEY["word"]);\n  }}\n}}',
        f'var w = new {{ Word = "t!de" }};\nvar b = $"{FORM}{{w.Word}}";\nawait new HttpClient().PostAsync("{URL}", new StringContent(b));',
        f'import requests\nk = {{"word": "t!de"}}\nrequests.post("{URL}", data=f"{FORM}{{k[\'word\']}}")',
        f"DATA(w) = `t!de`.\nDATA(b) = |{FORM}{{ w }}|.\ncl_http_client=>create_by_url( EXPORTING url = '{URL}' ).\nc->set_cdata( b ).",
    ],
    ids=["Rust", "Objective-C", "PHP's constants", "C#", "Python's keys", "ABAP"],
)  # fmt: skip
def test_values_that_are_filled_into_a_body(text: str) -> None:
    assert imported(text) == expected()


def test_a_property_of_a_string_is_no_other_text() -> None:
    text = f'let p = Data("quay:r0pe".utf8).base64EncodedString()\nvar r = URLRequest(url: URL(string: "{URL}")!)\nr.setValue("Basic \\(p)", forHTTPHeaderField: "Authorization")\n'
    text += 'r.httpBody = Data("grant_type=password&username=ferry&password=t!de".utf8)'
    assert imported(text) == expected("basic")


def test_a_class_of_types_is_no_value() -> None:
    text = f'var t = await "{URL}".PostUrlEncodedAsync(new {{ grant_type = "password", client_id = "quay", client_secret = "r0pe", username = "ferry", password = "t!de" }}).ReceiveJson<Token>();\nusing System.Net.HttpClient;'
    assert imported(text) == expected()
