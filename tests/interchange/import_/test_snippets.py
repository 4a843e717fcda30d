"""Source code that sends the request, in several languages and libraries. Nothing of it is run."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, expected, imported

FORM = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t%21de"
DICT = '"grant_type": "password", "client_id": "quay", "client_secret": "r0pe", "username": "ferry", "password": "t!de"'
ACCOUNT = '"grant_type": "password", "username": "ferry", "password": "t!de"'

BODIES = {
    "requests": f'import requests\nr = requests.post("{URL}", data={{{DICT}}})',
    "requests with a variable": f'import requests\nurl = "{URL}"\nbody = {{{DICT}}}\nr = requests.post(url, data=body)',
    "requests as Postman writes it": f'import requests\nurl = "{URL}"\npayload = \'{FORM}\'\n'
    'requests.request("POST", url, headers={"Accept": "x"}, data=payload)',
    "PowerShell": f'$b = @{{\n grant_type = "password"; client_id = \'quay\'\n client_secret = "r0pe"\n username = "ferry"\n'
    f' password = "t!de"\n}}\nInvoke-RestMethod -Method Post -Uri "{URL}" -Body $b',
    "PowerShell with text": f'$secret = "r0pe"\n$b = "{FORM.replace("r0pe", "$secret")}"\nirm {URL} -Method Post -Body $b',
    "fetch": f'await fetch("{URL}", {{ method: "POST", body: new URLSearchParams({{{DICT}}}) }});',
    "fetch as Chrome copies it": f'fetch("{URL}", {{"headers": {{"accept": "*/*"}}, "body": "{FORM}", "method": "POST"}});',
    "fetch as Postman writes it": 'const u = new URLSearchParams();\nu.append("grant_type", "password");\n'
    'u.append("client_id", "quay");\nu.append("client_secret", "r0pe");\nu.append("username", "ferry");\n'
    f'u.append("password", "t!de");\nfetch("{URL}", {{method: "POST", body: u}})',
    "axios": f"const qs = require('qs');\naxios.post('{URL}', qs.stringify({{{DICT}}}))",
    "C# with pairs": "var p = new List<KeyValuePair<string, string>>();\np.Add(new(\"grant_type\", \"password\"));\n"
    'p.Add(new("client_id", "quay"));\np.Add(new KeyValuePair<string, string>("client_secret", "r0pe"));\n'
    'p.Add(new("username", "ferry"));\np.Add(new("password", "t!de"));\n'
    f'var r = await new HttpClient().PostAsync("{URL}", new FormUrlEncodedContent(p));',
    "C# with RestSharp": f'var c = new RestClient("{URL}");\nvar r = new RestRequest(Method.POST);\n'
    f'r.AddParameter("application/x-www-form-urlencoded", "{FORM}", ParameterType.RequestBody);',
    "Java with Apache": f'HttpPost p = new HttpPost("{URL}");\nList<NameValuePair> f = new ArrayList<>();\n'
    'f.add(new BasicNameValuePair("grant_type", "password"));\nf.add(new BasicNameValuePair("client_id", "quay"));\n'
    'f.add(new BasicNameValuePair("client_secret", "r0pe"));\nf.add(new BasicNameValuePair("username", "ferry"));\n'
    'f.add(new BasicNameValuePair("password", "t!de"));',
    "PHP with curl": f"<?php\n$c = curl_init();\ncurl_setopt($c, CURLOPT_URL, '{URL}');\n"
    "curl_setopt($c, CURLOPT_POSTFIELDS, http_build_query(['grant_type' => 'password', 'client_id' => 'quay', "
    "'client_secret' => 'r0pe', 'username' => 'ferry', 'password' => 't!de']));",
    "Go": 'd := url.Values{}\nd.Set("grant_type", "password")\nd.Set("client_id", "quay")\nd.Set("client_secret", "r0pe")\n'
    f'd.Set("username", "ferry")\nd.Set("password", "t!de")\nhttp.PostForm("{URL}", d)',
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_client_in_the_body(name: str) -> None:
    assert imported(BODIES[name]) == expected()


BASICS = {
    "a tuple": f'import requests\nrequests.post("{URL}", auth=("quay", "r0pe"), data={{{ACCOUNT}}})',
    "an object": f'import requests\nA = "quay"\na = HTTPBasicAuth(A, "r0pe")\nrequests.post("{URL}", auth=a, data={{{ACCOUNT}}})',
    "base64 by hand": 'import base64, requests\ni = "quay"\nb = base64.b64encode(f"{i}:r0pe".encode()).decode()\n'
    f'requests.post("{URL}", headers={{"Authorization": "Basic " + b}}, data={{{ACCOUNT}}})',
    "btoa": f'fetch("{URL}", {{headers: {{Authorization: `Basic ${{btoa(`quay:r0pe`)}}`}}, body: new URLSearchParams({{{ACCOUNT}}})}})',
    "axios": f"const qs = require('qs');\naxios.post('{URL}', qs.stringify({{{ACCOUNT}}}), {{auth: {{username: 'quay', password: 'r0pe'}}}})",
    "PowerShell": '$p = "quay:r0pe"\n$e = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($p))\n'
    f'Invoke-RestMethod {URL} -Method Post -Headers @{{ Authorization = "Basic $e" }} '
    "-Body @{ grant_type='password'; username='ferry'; password='t!de' }",
    "Java": 'String b = Base64.getEncoder().encodeToString(("quay" + ":" + "r0pe").getBytes());\n'
    f'HttpRequest.newBuilder().uri(URI.create("{URL}")).header("Authorization", "Basic " + b)\n'
    '.POST(BodyPublishers.ofString("grant_type=password&username=ferry&password=" + URLEncoder.encode("t!de", UTF_8)))',
    "OkHttp": f'Request r = new Request.Builder().url("{URL}").addHeader("Authorization", Credentials.basic("quay", "r0pe"))\n'
    '.post(new FormBody.Builder().add("grant_type", "password").add("username", "ferry").add("password", "t!de").build());',
    "PHP": f"<?php\n$r = (new GuzzleHttp\\Client())->post('{URL}', ['auth' => ['quay', 'r0pe'], "
    "'form_params' => ['grant_type' => 'password', 'username' => 'ferry', 'password' => 't!de']]);",
}  # fmt: skip


@pytest.mark.parametrize("name", BASICS)
def test_the_client_in_basic(name: str) -> None:
    assert imported(BASICS[name]) == expected("basic")


def test_variables_without_a_value_stay_and_are_noted() -> None:
    text = f'import os, requests\nrequests.post(ROOT + "/token", data={{{DICT.replace(chr(34) + "r0pe" + chr(34), "SECRET")}}})'
    found = imported(text)
    assert found["client_secret"] == "SECRET"
    assert found["token_url"] == "ROOT/token"
    assert found["notes"] == ["shell-variable"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f'import requests\nrequests.post("{URL}", json={{{DICT}}})', "json-body"),
        (f"axios.post('{URL}', {{{DICT}}})", "json-body"),
        (f'import requests\nrequests.post("{URL}", data={{{DICT}}}, verify=False)', "insecure"),
        (f'import requests\nrequests.post("{URL}", data={{{DICT}}}, proxies={{"https": "p:1"}})', "proxy"),
        (f'import requests\nrequests.post("{URL}", files={{{DICT}}})', "multipart"),
    ],
)
def test_what_a_connector_cannot_express_is_a_note(text: str, note: str) -> None:
    assert imported(text) == expected(notes=[note])
