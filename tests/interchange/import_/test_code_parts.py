"""Code that makes a body in several steps, hands values to functions, or starts curl itself."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interchange.import_.curl.argument_lists import with_listed_commands

from .support import URL, expected, imported

BODY = "grant_type=password&username=ferry&password=t%21de"
FORM = f"{BODY}&client_id=quay&client_secret=r0pe"
ARGUMENTS = f'"-s", "-u", "quay:r0pe", "-d", "grant_type=password", "--data", "username=ferry", "-d", "password=t!de", "{URL}"'


@pytest.mark.parametrize(
    "text",
    [
        "$b = @{ grant_type = 'password' }\n$b.Add('client_id', 'quay')\n$b['client_secret'] = 'r0pe'\n$b.Add('username', 'ferry')\n$b['password'] = 't!de'\n"
        f"Invoke-RestMethod -Method Post -Uri {URL} -Body $b",
        "const p = new URLSearchParams({ grant_type: 'password', client_id: 'quay', client_secret: 'r0pe' });\np.append('username', 'ferry');\np.append('password', 't!de');\n"
        f"await fetch('{URL}', {{ method: 'POST', body: p }});",
        'var p = new Dictionary<string, string> { { "grant_type", "password" }, { "client_id", "quay" }, { "client_secret", "r0pe" } };\np.Add("username", "ferry");\np["password"] = "t!de";\n'
        f'await new HttpClient().PostAsync("{URL}", new FormUrlEncodedContent(p));',
        "import requests\np = {'grant_type': 'password', 'client_id': 'quay', 'client_secret': 'r0pe'}\np['username'] = 'ferry'\np['password'] = 't!de'\n"
        f"requests.post('{URL}', data=p)",
        f"request\n  .post('{URL}')\n  .type('form')\n  .send({{ grant_type: 'password', client_id: 'quay', client_secret: 'r0pe' }})\n  .send({{ username: 'ferry' }})\n  .send({{ password: 't!de' }})\n  .end(() => require('superagent'));",
    ],
    ids=["PowerShell", "JavaScript", "C#", "Python", "SuperAgent"],
)  # fmt: skip
def test_a_body_in_several_steps(text: str) -> None:
    assert imported(text) == expected()


def test_another_body_in_the_same_variable_is_another_request() -> None:
    again = "$b = @{ grant_type = 'refresh_token'; refresh_token = $r; scope = 'tow' }\nirm $u -Method Post -Body $b"
    first = "$b = @{ grant_type = 'password'; client_id = 'quay'; client_secret = 'r0pe'; username = 'ferry'; password = 't!de' }"
    assert imported(f"$u = '{URL}'\n{first}\nirm $u -Method Post -Body $b\n{again}") == expected()


@pytest.mark.parametrize(
    "text",
    [
        f"import requests\ndef token(url, key, secret, *, user, word):\n    return requests.post(url, data={{'grant_type': 'password', 'username': user, 'password': word}}, auth=(key, secret))\n\ntoken('{URL}', 'quay', 'r0pe', word='t!de', user='ferry')",
        "class Api:\n    def __init__(self, host, key, secret):\n        self.host = host\n        self.key = key\n        self.secret = secret\n\n    def login(self, user, word):\n"
        "        return requests.post(self.host + '/oauth2/token', auth=(self.key, self.secret), data={'grant_type': 'password', 'username': user, 'password': word})\n\n"
        "Api('https://idp.dunes.example', 'quay', 'r0pe').login('ferry', 't!de')",
        f"async function token(user, word) {{\n  const body = new URLSearchParams({{ grant_type: 'password', username: user, password: word }});\n  return axios.post('{URL}', body, {{ auth: {{ username: 'quay', password: 'r0pe' }} }});\n}}\ntoken('ferry', 't!de');",
        f"import requests\nCONFIG = {{'idp': {{'url': '{URL}', 'key': 'quay', 'secret': 'r0pe'}}, 'account': {{'username': 'ferry', 'password': 't!de'}}}}\n\ndef token(given):\n    idp = given['idp']\n"
        "    return requests.post(idp['url'], auth=(idp['key'], idp['secret']), data={'grant_type': 'password', **given['account']})\n\ntoken(CONFIG)",
        f"function Get-Pier {{\n  param([string]$User = 'ferry', [string]$Word)\n  Invoke-RestMethod -Method Post -Uri '{URL}' -Headers @{{ Authorization = 'Basic cXVheTpyMHBl' }} -Body @{{ grant_type = 'password'; username = $User; password = $Word }}\n}}\nGet-Pier -Word 't!de'",
    ],
    ids=["a function", "a class", "JavaScript", "a mapping", "PowerShell"],
)  # fmt: skip
def test_parameters_get_what_calls_hand_over(text: str) -> None:
    assert imported(text) == expected("basic")


@pytest.mark.parametrize(
    "text",
    [
        f'given().auth().preemptive().basic("quay", "r0pe").formParam("grant_type", "password").formParam("username", "ferry").formParam("password", "t!de").when().post("{URL}");',
        "c = Faraday.new(url: 'https://idp.dunes.example') do |f|\n  f.request :authorization, :basic, 'quay', 'r0pe'\nend\nc.post('/oauth2/token', grant_type: 'password', username: 'ferry', password: 't!de')",
        f"import urllib3\nh = urllib3.make_headers(basic_auth='quay:r0pe')\nurllib3.PoolManager().request('POST', '{URL}', body='{BODY}', headers=h)",
        f'var r = (HttpWebRequest)WebRequest.Create("{URL}");\nr.Headers["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Format("{{0}}:{{1}}", "quay", "r0pe")));\nvar b = string.Format("grant_type=password&username={{0}}&password={{1}}", "ferry", HttpUtility.UrlEncode("t!de"));',
        f'var r = URLRequest(url: URL(string: "{URL}")!)\nlet pair = String(format: "%@:%@", "quay", "r0pe").data(using: .utf8)!\nr.setValue("Basic \\(pair.base64EncodedString())", forHTTPHeaderField: "Authorization")\nr.httpBody = "{BODY}".data(using: .utf8)',
        f"$r = wp_remote_post( '{URL}', array( 'headers' => array( 'Authorization' => 'Basic ' . base64_encode( 'quay' . ':' . 'r0pe' ) ),\n 'body' => array( 'grant_type' => 'password', 'username' => 'ferry', 'password' => 't!de' ) ) );",
        f"<?php\n$c = curl_init('{URL}');\ncurl_setopt_array($c, [CURLOPT_USERPWD => 'quay:r0pe', CURLOPT_POSTFIELDS => 'grant_type=password&username=ferry&password=' . rawurlencode('t!de')]);",
        f'library(httr)\nPOST("{URL}", authenticate("quay", "r0pe"), body = list(grant_type = "password", username = "ferry", password = "t!de"), encode = "form")',
        'library(httr2)\nrequest("https://idp.dunes.example") |>\n  req_url_path("/oauth2/token") |>\n  req_auth_basic("quay", "r0pe") |>\n  req_body_form(grant_type = "password", username = "ferry", password = "t!de")',
        f"def conn = new URL('{URL}').openConnection()\nconn.setRequestProperty('Authorization', \"Basic ${{\"quay:r0pe\".bytes.encodeBase64()}}\")\nconn.outputStream << '{BODY}'",
        f'Set h = CreateObject("MSXML2.XMLHTTP")\nh.Open "POST", "{URL}", False, "quay", "r0pe"\nh.setRequestHeader "Authorization", _\n    "Basic cXVheTpyMHBl"\nh.send "grant_type=password" & _\n    "&username=ferry" & _\n    "&password=t%21de"',
        f"import subprocess\nsubprocess.run([\n    'curl', {ARGUMENTS},\n])",
        f'cmd := exec.Command("curl", {ARGUMENTS})',
        f"execFile('/usr/bin/curl', [{ARGUMENTS}], print)",
    ],
    ids=["RestAssured", "Faraday", "urllib3", "string.Format", "Swift", "WordPress", "PHP", "httr", "httr2", "Groovy", "VBA", "subprocess", "Go's exec", "Node's execFile"],
)  # fmt: skip
def test_the_client_in_basic(text: str) -> None:
    assert imported(text) == expected("basic")


@pytest.mark.parametrize(
    "text",
    [
        f"uri = URI('{URL}')\nreq = Net::HTTP::Post.new(uri)\nreq['X-Dock'] = '7'\nreq.set_form_data('grant_type' => 'password', 'client_id' => 'quay', 'client_secret' => 'r0pe', 'username' => 'ferry', 'password' => 't!de')",
        f"superagent.post('{URL}').set('X-Dock', '7').send('{FORM}')",
        f'httr::POST("{URL}", httr::add_headers(`X-Dock` = "7"), body = "{FORM}")',
        f"cl_http_client=>create_by_url( EXPORTING url = '{URL}' IMPORTING client = lo ).\n"
        + "".join(
            f"lo->request->set_form_field( name = '{name}' value = '{value}' ).\n"
            for name, value in (pair.split("=") for pair in FORM.replace("%21", "!").split("&"))
        )
        + "lo->request->set_header_field( name = 'X-Dock' value = '7' ).",
        f"require 'rest-client'\nRestClient.post '{URL}', {{ grant_type: 'password', client_id: 'quay', client_secret: 'r0pe', username: 'ferry', password: 't!de' }}, {{ 'X-Dock' => '7' }}",
    ],
    ids=["Ruby", "SuperAgent", "R", "ABAP", "rest-client"],
)
def test_headers_of_more_libraries(text: str) -> None:
    assert imported(text) == expected(headers=[("X-Dock", "7")])


@pytest.mark.parametrize(
    "text",
    [
        f"$b = @{{ grant_type = 'password'; client_id = 'quay'; client_secret = 'r0pe'; username = 'ferry'; password = 't!de' }}\nirm {URL} -Method Get -Body $b",
        f"import requests\nrequests.get('{URL}', data={{'grant_type': 'password', 'client_id': 'quay', 'client_secret': 'r0pe', 'username': 'ferry', 'password': 't!de'}})",
    ],
    ids=["PowerShell", "Python"],
)  # fmt: skip
def test_code_may_send_the_request_by_get(text: str) -> None:
    assert imported(text) == expected(notes=["get-method"])


@pytest.mark.parametrize(
    "text",
    [
        f'b = "grant_type=password&client_id=quay"\nb = b & "&client_secret=r0pe"\nb = b & "&username=ferry&password=t%21de"\nSet h = CreateObject("MSXML2.XMLHTTP")\nh.open "POST", "{URL}", False\nh.send b',
        f"import os, requests\nword = os.getenv('WORD') or 't!de'\nrequests.post('{URL}', data={{'grant_type': 'password', 'client_id': 'quay', 'client_secret': 'r0pe', 'username': 'ferry', 'password': word}})",
        f'var r = new HttpRequestMessage(HttpMethod.Post, "{URL}") {{ Content = new StringContent("{FORM}") }};',
    ],
    ids=["a text that grows", "a value in place of another", "an object that is filled at once"],
)  # fmt: skip
def test_expressions_end_where_they_end(text: str) -> None:
    assert imported(text) == expected()


def test_a_dollar_sign_within_a_word_is_no_variable() -> None:
    text = f'HttpRequest.newBuilder(URI.create("{URL}")).POST(BodyPublishers.ofString("{FORM.replace("t%21de", "t$de")}"));'
    assert imported(text) == expected(password="t$de")


def test_a_credential_of_powershell_is_no_text() -> None:
    text = f"$c = [pscredential]::new('ferry', (ConvertTo-SecureString 't!de' -AsPlainText -Force))\nirm {URL} -Method Post -Body @{{ grant_type = 'password'; client_id = 'quay'; client_secret = 'r0pe'; username = $c.UserName; password = $c.GetNetworkCredential().Password }}"
    found = imported(text)
    assert found["username"] == "$c.UserName"
    assert found["password"] == "$c.GetNetworkCredential().Password"


def test_the_address_of_a_proxy_is_no_header() -> None:
    text = f"axios.post('{URL}', qs.stringify({{ grant_type: 'password', client_id: 'quay', client_secret: 'r0pe', username: 'ferry', password: 't!de' }}), {{ proxy: {{ host: '10.0.0.1', port: 8080 }} }})"
    assert imported(text) == expected(notes=["proxy"])


def test_the_colon_in_a_variable_parts_no_pair() -> None:
    pair = "$($env:PIER_ID):$($env:PIER_KEY)"
    text = f'$b = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("{pair}"))\nirm {URL} -Method Post -Headers @{{Authorization = "Basic $b"}} -Body "{BODY}"'
    found = imported(text)
    assert (found["client_id"], found["client_secret"]) == ("$($env:PIER_ID)", "$($env:PIER_KEY)")


def test_a_variable_says_more_than_the_command_that_fills_it() -> None:
    text = f"$Word = Read-Host -Prompt 'Password' -AsSecureString\nirm {URL} -Method Post -Body \"{FORM.replace('t%21de', '$Word')}\""
    assert imported(text) == expected(password="$Word", notes=["shell-variable"])


@given(st.text(alphabet='[](\'"curl", -dx=\\\n', max_size=120))
def test_lists_of_arguments_of_any_kind_are_read(text: str) -> None:
    for start in ("", '["curl", "-d", "x", "'):
        with_listed_commands(start + text)
