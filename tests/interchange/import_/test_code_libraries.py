"""Code of more libraries: a base with a path, settings of OAuth libraries, helpers for Basic and headers."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, expected, imported

PAIRS = '"grant_type", "password") "username", "ferry") "password", "t!de")'.split(") ")
ADD = "\n".join(f"x.AddParameter({pair.rstrip(')')});" for pair in PAIRS)
CLIENT = 'x.AddParameter("client_id", "quay");\nx.AddParameter("client_secret", "r0pe");'
ACCOUNT = '{"grant_type": "password", "username": "ferry", "password": "t!de"}'


@pytest.mark.parametrize(
    "text",
    [
        f'var c = new RestClient("https://idp.dunes.example");\nvar x = new RestRequest("/oauth2/token", Method.Post);\n{ADD}\n{CLIENT}',
        f'var c = new RestClient(new RestClientOptions("https://idp.dunes.example/oauth2"));\nvar x = new RestRequest("token", Method.Post);\nvar path = "/token";\n{ADD}\n{CLIENT}',
        f'val r = client.submitForm(url = "{URL}", formParameters = parameters {{\n append("grant_type", "password")\n append("username", "ferry")\n'
        ' append("password", "t!de")\n append("client_id", "quay")\n append("client_secret", "r0pe")\n})',
    ],
    ids=["base and path", "base with a path", "ktor"],
)
def test_where_the_request_goes(text: str) -> None:
    assert imported(text) == expected()


@pytest.mark.parametrize(
    "text",
    [
        f'import requests\ns = requests.Session()\ns.auth = ("quay", "r0pe")\ns.post("{URL}", data={ACCOUNT})',
        f'$s = ConvertTo-SecureString "r0pe" -AsPlainText -Force\n$c = New-Object PSCredential("quay", $s)\n'
        f'Invoke-RestMethod {URL} -Method Post -Authentication Basic -Credential $c -Body @{{grant_type="password"; username="ferry"; password="t!de"}}',
        f'conf := &oauth2.Config{{\n\tClientID: "quay",\n\tClientSecret: "r0pe",\n\tEndpoint: oauth2.Endpoint{{TokenURL: "{URL}"}},\n}}\n'
        'tok, err := conf.PasswordCredentialsToken(ctx, "ferry", "t!de")',
        f'var r = await http.RequestPasswordTokenAsync(new PasswordTokenRequest {{ Address = "{URL}", ClientId = "quay",\n'
        ' ClientSecret = "r0pe", UserName = "ferry", Password = "t!de" });',
    ],
    ids=["a session", "PSCredential", "Go", "IdentityModel"],
)
def test_who_the_client_is(text: str) -> None:
    assert imported(text) == expected("basic")


@pytest.mark.parametrize("scopes", ['Arrays.asList("tow", "moor")', 'List.of("tow", "moor")'])
def test_settings_that_java_sets_one_by_one(scopes: str) -> None:
    fields = {
        "AccessTokenUri": URL,
        "ClientId": "quay",
        "ClientSecret": "r0pe",
        "Username": "ferry",
        "Password": "t!de",
    }
    lines = "".join(f'd.set{name}("{value}");\n' for name, value in fields.items())
    text = f"ResourceOwnerPasswordResourceDetails d = new ResourceOwnerPasswordResourceDetails();\n{lines}d.setScope({scopes});"
    assert imported(text) == expected("basic", data=[("scope", "tow moor")])


@pytest.mark.parametrize(
    "text",
    [
        'kc = KeycloakOpenID(server_url="https://idp.dunes.example/", realm_name="pier", client_id="quay", client_secret_key="r0pe")\nkc.token("ferry", "t!de")',
        'Keycloak kc = KeycloakBuilder.builder().serverUrl("https://idp.dunes.example").realm("pier").clientId("quay").clientSecret("r0pe")\n    .username("ferry").password("t!de").build();',
    ],
    ids=["Python", "Java"],
)
def test_keycloaks_own_libraries_know_the_way_to_the_token(text: str) -> None:
    url = "https://idp.dunes.example/realms/pier/protocol/openid-connect/token"
    assert imported(text) == expected("basic", token_url=url)


def test_go_with_resty() -> None:
    form = ACCOUNT.replace("{", "map[string]string{")
    text = (
        f'resp, err := client.R().\n\tSetBasicAuth("quay", "r0pe").\n\tSetFormData({form}).\n\tPost("{URL}")'
    )
    assert imported(text) == expected("basic")


def test_dart_puts_a_url_together() -> None:
    text = f"await http.post(Uri.https('idp.dunes.example', '/oauth2/token'), headers: {{'Authorization': 'Basic ' + base64Encode(utf8.encode('quay:r0pe'))}}, body: {ACCOUNT});"
    assert imported(text) == expected("basic")


def test_swift_names_the_value_of_a_header_first() -> None:
    body = "grant_type=password&username=ferry&password=t%21de&client_id=quay&client_secret=r0pe"
    text = f'var r = URLRequest(url: URL(string: "{URL}")!)\nr.addValue("7", forHTTPHeaderField: "X-Dock")\nr.httpBody = "{body}".data(using: .utf8)'
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_a_browsers_copy_for_powershell_holds_what_http_2_adds() -> None:
    body = "grant_type=password&username=ferry&password=t%21de&client_id=quay&client_secret=r0pe"
    text = f'Invoke-WebRequest -Uri "{URL}" `\n-Method "POST" `\n-Headers @{{\n"authority"="a"\n"method"="POST"\n"path"="/x"\n"scheme"="https"\n"accept"="*/*"\n"x-dock"="7"\n}} `\n-Body "{body}"'
    assert imported(text) == expected(headers=[("x-dock", "7")])
