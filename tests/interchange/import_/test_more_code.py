"""Code that looks values up, spreads mappings and fills formats in, and calls without parentheses."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, expected, imported

FORM = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t!de"
ESCAPED = "$([uri]::EscapeDataString('t!de'))"
ACCOUNT = '"grant_type": "password", "username": "ferry", "password": "t!de"'
PAIRS = f'{ACCOUNT}, "client_id": "quay", "client_secret": "r0pe"'

BODIES = {
    "a mapping that Python looks up": f'import requests\nC = {{"url": "{URL}", "id": "quay", "key": "r0pe"}}\n'
    f'requests.post(C["url"], data={{{ACCOUNT}, "client_id": C["id"], "client_secret": C["key"]}})',
    "a mapping that JavaScript looks up": f"const c = {{ tokenUrl: '{URL}', id: 'quay', key: 'r0pe' }};\n"
    f"const p = new URLSearchParams({{{ACCOUNT}, client_id: c.id, client_secret: c.key}});\nawait axios.post(c.tokenUrl, p);",
    "a mapping that is spread": f'import requests\nC = {{"client_id": "quay", "client_secret": "r0pe"}}\nrequests.post("{URL}", data={{**C, {ACCOUNT}}})',
    "two names assigned at once": f'import requests\nu, p = "ferry", "t!de"\nb = "{FORM.replace("ferry", "%s").replace("t!de", "%s")}" % (u, p)\nrequests.post("{URL}", b)',
    "named arguments, one a line": f'import requests\nr = requests.post(\n    url="{URL}",\n    data="{FORM}",\n)',
    "lists of one text in Go": f'http.PostForm("{URL}", url.Values{{\n\t{PAIRS.replace(": ", ": {").replace(", ", "}, ")}}},\n}})',
    "a host and a path in Node": "const o = { hostname: 'idp.dunes.example', path: '/oauth2/token', method: 'POST' };\n"
    f"const r = https.request(o, (s) => {{}});\nr.write('{FORM}');",
    "an expression in a here-string": f'$b = @"\n{FORM.replace("t!de", ESCAPED)}\n"@\nirm {URL} -Method Post -Body $b',
    "Basic of Windows": f'Set h = CreateObject("MSXML2.XMLHTTP")\nh.Open "POST", "{URL}", False\nh.send "{FORM}"',
    "Java's Map.of": f'String form = form(Map.of({PAIRS.replace(": ", ", ")}));\n'
    f'HttpRequest.newBuilder()\n    .uri(URI.create("{URL}"))\n    .POST(BodyPublishers.ofString(form));',
    "Kotlin's mapOf": f'khttp.post("{URL}", data = mapOf({PAIRS.replace(": ", " to ")}))',
    "a content type beside the text": f'var c = new StringContent("{FORM}", Encoding.UTF8, "application/x-www-form-urlencoded");\n'
    f'await new HttpClient().PostAsync("{URL}", c);',
    "a variable named params": f'import requests\nparams = {{{PAIRS}}}\nrequests.post("{URL}", params)',
    "Dart": f"final r = await http.post(\n  Uri.parse('{URL}'),\n  body: {{{PAIRS}}},\n);",
    "a workflow": f'{{"actions": {{"HTTP": {{"type": "Http", "inputs": {{"method": "POST", "uri": "{URL}", "body": "{FORM}"}}}}}}}}',
    "a node of n8n": f'{{"nodes": [{{"parameters": {{"method": "POST", "url": "{URL}", "bodyParameters": {{"parameters": ['
    + ", ".join(f'{{"name": "{name}", "value": "{value}"}}' for name, _, value in (pair.partition("=") for pair in FORM.split("&")))
    + "]}}}]}",
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_client_in_the_body(name: str) -> None:
    assert imported(BODIES[name]) == expected()


BASICS = {
    "parameters with defaults": 'param([string]$Id = "quay", [string]$Key = "r0pe")\n'
    '$e = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(("{0}:{1}" -f $Id, $Key)))\n'
    f'irm {URL} -Method Post -Headers @{{ Authorization = "Basic $e" }} -Body @{{ grant_type="password"; username="ferry"; password="t!de" }}',
    "Ruby without parentheses": f"uri = URI('{URL}')\nr = Net::HTTP::Post.new(uri)\nr.basic_auth 'quay', 'r0pe'\n"
    "r.set_form_data('grant_type' => 'password', 'username' => 'ferry', 'password' => 't!de')",
    "got": f"await got.post('{URL}', {{ username: 'quay', password: 'r0pe', form: {{{ACCOUNT}}} }});",
    "Spring's inserters": f'webClient.post().uri("{URL}").headers(h -> h.setBasicAuth("quay", "r0pe"))\n'
    '.body(BodyInserters.fromFormData("grant_type", "password").with("username", "ferry").with("password", "t!de"));',
    "PowerShell's quotes in quotes": f'irm {URL} -Method Post -Headers @{{ Authorization = "Basic '
    '$([Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("quay:r0pe")))" } '
    '-Body @{ grant_type="password"; username="ferry"; password="t!de" }',
    "Ruby's quotes in quotes": f'HTTParty.post("{URL}", headers: {{ "Authorization" => '
    f'"Basic #{{Base64.strict_encode64("quay:r0pe")}}" }}, body: {{ {ACCOUNT} }})',
    "a chain over several lines": 'WebClient.create("https://idp.dunes.example")\n    .post()\n    .uri("/oauth2/token")\n'
    '    .headers(h -> h.setBasicAuth("quay", "r0pe"))\n    .body(BodyInserters.fromFormData("grant_type", "password")\n'
    '        .with("username", "ferry")\n        .with("password", "t!de"));',
    "Authlib": 'from authlib.integrations.requests_client import OAuth2Session\ns = OAuth2Session("quay", "r0pe")\n'
    f's.fetch_token("{URL}", grant_type="password", username="ferry", password="t!de")',
    "requests-oauthlib": 'o = OAuth2Session(client=LegacyApplicationClient(client_id="quay"))\n'
    f't = o.fetch_token(token_url="{URL}", username="ferry", password="t!de", client_id="quay", client_secret="r0pe")',
    "simple-oauth2": "const c = new ResourceOwnerPassword({ client: { id: 'quay', secret: 'r0pe' },\n"
    " auth: { tokenHost: 'https://idp.dunes.example', tokenPath: '/oauth2/token' } });\n"
    "const t = await c.getToken({ username: 'ferry', password: 't!de' });\nrequire('simple-oauth2');",
}  # fmt: skip


@pytest.mark.parametrize("name", BASICS)
def test_the_client_in_basic(name: str) -> None:
    found = imported(BASICS[name])
    assert {**found, "client_authentication": found.get("client_authentication", "basic")} == expected(
        "basic"
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            f'async with aiohttp.ClientSession() as s:\n    await s.post("{URL}", data={{{PAIRS}}}, ssl=False)',
            "insecure",
        ),
        (f'import httpx\nhttpx.post("{URL}", data={{{PAIRS}}}, proxy="http://p:1")', "proxy"),
        (
            f'$p = @{{\n Uri = "{URL}"\n Proxy = "http://p:1"\n Body = "{FORM}"\n}}\nInvoke-RestMethod @p',
            "proxy",
        ),
    ],
)
def test_what_the_connection_needs_is_a_note(text: str, note: str) -> None:
    assert imported(text) == expected(notes=[note])


def test_a_key_of_unknown_settings_stays_as_it_stands() -> None:
    text = f'var c = new FormUrlEncodedContent(new Dictionary<string, string> {{ {{"grant_type", "password"}}, {{"username", "ferry"}},\n {{"password", "t!de"}}, {{"client_id", "quay"}}, {{"client_secret", Configuration["Idp:Key"]}} }});\nawait http.PostAsync("{URL}", c);'
    found = imported(text)
    assert found["client_secret"] == 'Configuration["Idp:Key"]'
    assert found["notes"] == ["shell-variable"]


def test_the_call_that_uses_the_token_is_left_out() -> None:
    text = f'import requests\nt = requests.post("{URL}", data={{{PAIRS}}}).json()\nh = {{"Authorization": "Bearer " + t["access_token"], "X-Dock": "1"}}\nrequests.post("https://api.dunes.example/x", json={{"a": 1}}, headers=h)'
    assert imported(text) == expected()


def test_authlib_sends_the_scope_of_its_session_and_the_client_where_it_is_told_to() -> None:
    text = (
        "from authlib.integrations.httpx_client import OAuth2Client\n"
        'c = OAuth2Client("quay", "r0pe", scope="tow", token_endpoint_auth_method="client_secret_post")\n'
        f'c.fetch_token("{URL}", username="ferry", password="t!de")'
    )
    assert imported(text) == expected(data=[("scope", "tow")])


def test_a_length_that_code_counts_is_no_value_to_ask_for() -> None:
    text = f"const d = '{FORM}';\nfetch('{URL}', {{ headers: {{ 'Content-Length': d.length }}, body: d }});"
    assert imported(text) == expected()


MULTIPART = {
    "C#": "var c = new MultipartFormDataContent();\n"
    + "".join(f'c.Add(new StringContent("{v}"), "{n}");\n' for n, _, v in (p.partition("=") for p in FORM.split("&")))
    + f'await http.PostAsync("{URL}", c);',
    "PowerShell": "$c = [System.Net.Http.MultipartFormDataContent]::new()\n"
    + "".join(
        f'$stringHeader.Name = "{n}"\n$s = [System.Net.Http.StringContent]::new("{v}")\n$c.Add($s)\n'
        for n, _, v in (pair.partition("=") for pair in FORM.split("&"))
    )
    + f"Invoke-RestMethod '{URL}' -Method 'POST' -Body $c",
    "PHP": f"<?php\ncurl_setopt($c, CURLOPT_URL, '{URL}');\n"
    "curl_setopt($c, CURLOPT_POSTFIELDS, [" + PAIRS.replace(": ", " => ") + "]);",
}  # fmt: skip


@pytest.mark.parametrize("name", MULTIPART)
def test_a_multipart_form(name: str) -> None:
    assert imported(MULTIPART[name]) == expected(notes=["multipart"])
