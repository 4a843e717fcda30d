"""Code whose library nobody knows, names that are constants, types, and calls that a signature explains."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, expected, imported

ACCOUNT = '"grant_type": "password", "username": "ferry", "password": "t!de"'
PAIRS = f'{ACCOUNT}, "client_id": "quay", "client_secret": "r0pe"'
FORM = "grant_type=password&username=ferry&password=t!de"
WHOLE = f"{FORM}&client_id=quay&client_secret=r0pe"
LINES = [f"'{pair}'" for pair in WHOLE.split("&")]

BODIES = {
    "a library that nobody knows": f'Answer a = Wire.to("{URL}").body("{WHOLE}").go();',
    "a function of one's own": f'answer = send_token("{URL}", {{{PAIRS}}})',
    "PHP's constants": f"<?php\ndefine('IDP', '{URL.removesuffix('/token')}');\ndefine('KEY', 'r0pe');\n"
    f"curl_setopt($c, CURLOPT_URL, IDP . '/token');\ncurl_setopt($c, CURLOPT_POSTFIELDS, '{FORM}&client_id=quay&client_secret=' . KEY);",
    "libcurl in C": f'curl_easy_setopt(c, CURLOPT_URL, "{URL}");\ncurl_easy_setopt(c, CURLOPT_POSTFIELDS, "{WHOLE}");',
    "Java's constants": f'RestTemplate t = new RestTemplate();\nmap.add(OAuth2ParameterNames.GRANT_TYPE, "password");\nmap.add(OAuth2ParameterNames.USERNAME, "ferry");\n'
    f'map.add(OAuth2ParameterNames.PASSWORD, "t!de");\nmap.add(OAuth2ParameterNames.CLIENT_ID, "quay");\nmap.add(OAuth2ParameterNames.CLIENT_SECRET, "r0pe");\nt.postForEntity("{URL}", map, Token.class);',
    "parameters in a list": f"requests.post('{URL}', data='&'.join([{', '.join(LINES)}]))",
    "parameters in Delphi": "P := TStringList.Create;\n" + "".join(f"P.Add({line});\n" for line in LINES) + f"s := IdHTTP1.Post('{URL}', P);",
    "a default in a template": f"const r = http.post(`${{__ENV.IDP || '{URL.removesuffix('/token')}'}}/token`, {{{PAIRS}}});",
    "a variable of options": f"var o = {{ 'method': 'POST', 'url': '{URL}', form: {{{PAIRS}}} }};\nrequest(o, function (e, r) {{ console.log(r.body); }});",
    "types in a signature": f'def token(url: str, client_id: str, client_secret: str, user: str, password: str) -> dict:\n    d = {{"grant_type": "password", "client_id": client_id, "client_secret": client_secret, "username": user, "password": password}}\n'
    f'    return requests.post(url, data=d).json()\n\ntoken("{URL}", "quay", "r0pe", "ferry", "t!de")',
    "a function of PowerShell": 'Function Get-Token {\n  Param ([String]$Idp, [String]$Id, [String]$Key)\n  $b = @{ grant_type = "password"; username = "ferry"; password = "t!de"; client_id = $Id; client_secret = $Key }\n'
    f'  Invoke-RestMethod -Uri "$Idp/token" -Method Post -Body $b\n}}\nGet-Token -Idp "{URL.removesuffix("/token")}" -Id "quay" -Key "r0pe"',
    "Spring's scheme": f'ResourceOwnerPasswordResourceDetails d = new ResourceOwnerPasswordResourceDetails();\nd.setClientAuthenticationScheme(AuthenticationScheme.form);\nd.setAccessTokenUri("{URL}");\n'
    'd.setClientId("quay");\nd.setClientSecret("r0pe");\nd.setUsername("ferry");\nd.setPassword("t!de");',
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_client_in_the_body(name: str) -> None:
    assert imported(BODIES[name]) == expected()


BASICS = {
    "Perl": f"my $ua = LWP::UserAgent->new;\n$ua->post('{URL}', Authorization => 'Basic ' . encode_base64('quay:r0pe', ''), Content => [ grant_type => 'password', username => 'ferry', password => 't!de' ]);",
    "C#'s names of headers": 'var w = new WebClient();\nw.Headers[HttpRequestHeader.Authorization] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("quay:r0pe"));\n'
    f'w.UploadString("{URL}", "{FORM}");',
    "settings of the request": f"RestClient::Request.execute(:method => :post, :url => '{URL}', :user => 'quay', :password => 'r0pe', :payload => {{ :grant_type => 'password', :username => 'ferry', :password => 't!de' }})",
    "Delphi's settings": f"IdHTTP1.Request.BasicAuthentication := True;\nIdHTTP1.Request.Username := 'quay';\nIdHTTP1.Request.Password := 'r0pe';\ns := IdHTTP1.Post('{URL}', '{FORM}');",
    "a token client": f'var c = new TokenClient("{URL}", "quay", "r0pe");\nvar t = await c.RequestResourceOwnerPasswordAsync("ferry", "t!de");',
}  # fmt: skip


@pytest.mark.parametrize("name", BASICS)
def test_the_client_in_basic(name: str) -> None:
    found = imported(BASICS[name])
    assert found | {"client_authentication": "basic"} == expected("basic")


def test_everything_in_the_query_and_the_client_in_basic() -> None:
    text = (
        f'String u = "{URL}?{FORM}";\nHttpURLConnection c = (HttpURLConnection) new URL(u).openConnection();\n'
        'c.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString("quay:r0pe".getBytes()));'
    )
    assert imported(text) == expected("basic", notes=["query-parameters"])


def test_the_headers_of_libcurl_in_c() -> None:
    text = (
        'h = curl_slist_append(h, "Content-Type: application/x-www-form-urlencoded");\nh = curl_slist_append(h, "X-Dock: 7");\n'
        + BODIES["libcurl in C"]
    )
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_axios_makes_json_by_any_name() -> None:
    text = f"const r = await Axios({{ method: 'POST', url: '{URL}', data: {{{PAIRS}}} }});"
    assert imported(text) == expected(notes=["json-body"])


@pytest.mark.parametrize(
    "text",
    [
        f'import requests\nC = {{"idp": {{"url": "{URL}"}}, "client": ("quay", "r0pe")}}\nrequests.post(C["idp"]["url"], data={{{ACCOUNT}}}, auth=C["client"])',
        f'import requests\nAUTH = ("quay", "r0pe")\nrequests.post("{URL}", data={{{ACCOUNT}}}, auth=AUTH)',
        f'val r = basicRequest.post(uri"{URL}").auth.basic("quay", "r0pe").body(Map("grant_type" -> "password", "username" -> "ferry", "password" -> "t!de")).send()',
    ],
    ids=["a pair in a mapping", "a pair in a variable", "Scala"],
)  # fmt: skip
def test_a_pair_that_is_handed_over(text: str) -> None:
    assert imported(text) == expected("basic")


def test_a_call_that_nobody_knows_is_never_its_arguments_put_together() -> None:
    found = imported(
        f'import requests\nrequests.post("{URL}", data={{{ACCOUNT}, "client_id": "quay", "client_secret": fetch("pier", "key")}})'
    )
    assert found["client_secret"] == 'fetch("pier","key")'
    assert found["notes"] == ["shell-variable"]


def test_the_default_of_an_argument_of_the_program() -> None:
    text = 'key := flag.String("key", "r0pe", "the secret")\nv := url.Values{}\n'
    text += "".join(
        f'v.Add("{name}", "{value}")\n'
        for name, _, value in (pair.partition("=") for pair in f"{FORM}&client_id=quay".split("&"))
    )
    assert imported(f'{text}v.Add("client_secret", *key)\nhttp.PostForm("{URL}", v)') == expected()


def test_settings_with_a_host_are_no_headers() -> None:
    text = f'import requests\nC = {{"host": "https://idp.dunes.example", "realm": "sea"}}\nrequests.post(C["host"] + "/oauth2/token", data={{{PAIRS}}})'
    assert imported(text) == expected()


def test_a_constant_for_the_grant() -> None:
    text = 'RestTemplate t = new RestTemplate();\nmap.add(OAuth2Constants.GRANT_TYPE, OAuth2Constants.PASSWORD);\nmap.add("username", "ferry");\nmap.add("password", "t!de");\n'
    assert imported(f'{text}t.postForObject("{URL}", map, String.class);') == expected(
        "", notes=["no-client"]
    )


STEPS = [pair if number == 0 else f"&{pair}" for number, pair in enumerate(WHOLE.split("&"))]
GENERATED = {
    "Objective-C": f'NSMutableURLRequest *r = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:@"{URL}"]];\n[r setAllHTTPHeaderFields:@{{ @"X-Dock": @"7" }}];\n'
    + "".join(f'[d appendData:[@"{step}" dataUsingEncoding:NSUTF8StringEncoding]];\n' for step in STEPS),
    "Swift": f'let d = NSMutableData(data: "{STEPS[0]}".data(using: .utf8)!)\n'
    + "".join(f'd.append("{step}".data(using: .utf8)!)\n' for step in STEPS[1:])
    + f'var r = URLRequest(url: URL(string: "{URL}")!)\nr.addValue("7", forHTTPHeaderField: "X-Dock")\nr.httpBody = d as Data',
    "RCurl": 'library(RCurl)\nheaders = c("Content-Type" = "application/x-www-form-urlencoded", "X-Dock" = "7")\n'
    + f'params = c({PAIRS.replace(": ", " = ")})\nres <- postForm("{URL}", .params = params, .opts = list(httpheader = headers))',
    "a mapping that begins with another one": 'base = dict(client_id="quay", client_secret="r0pe")\nhead = dict({"X-Dock": "7"})\n'
    + f'import requests\nrequests.post("{URL}", headers=head, data=dict(base, grant_type="password", username="ferry", password="t!de"))',
}  # fmt: skip


@pytest.mark.parametrize("name", GENERATED)
def test_code_that_tools_generate(name: str) -> None:
    assert imported(GENERATED[name]) == expected(headers=[("X-Dock", "7")])


def test_quotes_that_powershell_escapes_in_a_here_string() -> None:
    lines = ",\n".join(
        f'  `"{name}`": `"{value}`"' for name, _, value in (pair.partition("=") for pair in WHOLE.split("&"))
    )
    text = f'$body = @"\n{{\n{lines}\n}}\n"@\nInvoke-RestMethod \'{URL}\' -Method Post -ContentType "application/json" -Body $body'
    assert imported(text) == expected(notes=["json-body"])


@pytest.mark.parametrize(
    "text",
    [
        "class Settings(BaseSettings):\n"
        f'    token_url: str = "{URL}"\n    client_id: str = "quay"\n    client_secret: SecretStr = "r0pe"\n    username: Optional[str] = "ferry"\n    password: str = "t!de"\n',
        f'String tokenUrl = "{URL}";\nString clientId = "quay";\nString clientSecret = "r0pe";\nString username = "ferry";\nString password = "t!de";',
    ],
    ids=["Python", "Java"],
)
def test_fields_with_their_types_and_values(text: str) -> None:
    found = imported(text)
    assert found | {"client_authentication": "request-body"} == expected()


def test_groovys_mapping() -> None:
    text = f"def body = [{PAIRS.replace(chr(34) + ':', ':').replace(', ' + chr(34), ', ').replace(chr(34) + 'grant', 'grant')}]\nnew HTTPBuilder('{URL}').post(body: body)"
    assert imported(text) == expected()


def test_a_content_type_that_is_a_constant() -> None:
    text = f'new RestTemplate();\nh.add(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE);\nt.postForObject("{URL}", "{WHOLE}", String.class);'
    assert imported(text) == expected()


def test_a_builder_of_java() -> None:
    text = 'OAuth20Service s = new ServiceBuilder("quay").apiSecret("r0pe").defaultScope("tow").build(api);\ns.getAccessTokenPasswordGrant("ferry", "t!de");'
    found = imported(text)
    assert found == expected("", token_url="", data=[("scope", "tow")], notes=["no-url"]) | {
        "client_id": "quay",
        "client_secret": "r0pe",
        "client_authentication": "basic",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"final r = await dio.post('{URL}', data: {{{ACCOUNT}}}, options: Options(headers: {{'X-Dock': '7', 'Authorization': 'Basic ${{base64Encode(utf8.encode('quay:r0pe'))}}'}}));",
        f"$c = stream_context_create(['http' => ['method' => 'POST', 'header' => \"Authorization: Basic cXVheTpyMHBl\\r\\nX-Dock: 7\\r\\n\", 'content' => '{FORM}']]);\nfile_get_contents('{URL}', false, $c);",
        f'RestAssured.given().header("X-Dock", "7").auth().preemptive().basic("quay", "r0pe").formParams({ACCOUNT.replace(": ", ", ")}).post("{URL}");',
    ],
    ids=["Dart", "PHP's streams", "several at once"],
)
def test_headers_and_parameters_of_more_libraries(text: str) -> None:
    assert imported(text) == expected("basic", headers=[("X-Dock", "7")])


def test_a_key_of_what_was_read_from_a_file_stays_as_it_stands() -> None:
    text = f'import json, requests\nc = json.load(open("pier.json"))\nrequests.post("{URL}", data={{"grant_type": "password", "username": c["user"], "password": c["pass"]}}, auth=("quay", "r0pe"))'
    found = imported(text)
    assert (found["username"], found["password"]) == ('c["user"]', 'c["pass"]')
    assert found["notes"] == ["shell-variable"]


def test_angulars_own_client() -> None:
    text = f"$http({{ method: 'POST', url: '{URL}', data: $httpParamSerializer({{ {PAIRS} }}) }})"
    assert imported(text) == expected()


def test_a_mapping_that_is_updated() -> None:
    text = f'import requests\nd = {{{ACCOUNT}}}\nd.update(client_id="quay", client_secret="r0pe")\nrequests.post("{URL}", d)'
    assert imported(text) == expected()
