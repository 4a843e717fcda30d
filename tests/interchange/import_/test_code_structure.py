"""Code whose values stand elsewhere: in objects, below, in typed parameters; and URLs that are put together."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import pytest

from .support import URL, expected, imported

HOST = URL.removesuffix("/oauth2/token")
WHOLE = '"grant_type": "password", "client_id": "quay", "client_secret": "r0pe", "username": "ferry", "password": "t!de"'
QUOTED_ID, QUOTED_WORD = '"quay"', '"t!de"'
ASSIGNED = 'grant_type = "password", client_id = "quay", client_secret = "r0pe", username = "ferry", password = "t!de"'
GO = 'url.Values{"grant_type": {"password"}, "client_id": {c.ID}, "client_secret": {c.Secret}, "username": {user}, "password": {word}}'
ADD = "".join(
    f'p.add(new Pair("{name}", {value}));\n'
    for name, value in {
        "grant_type": '"password"', "client_id": "id", "client_secret": "key", "username": "user", "password": "word",
    }.items()
)  # fmt: skip

ELSEWHERE = {
    "Go's structure": f'package main\nfunc (c *Idp) Token(user, word string) {{\n  http.PostForm(c.URL, {GO})\n}}\nfunc main() {{\n  c := &Idp{{URL: "{URL}", ID: "quay", Secret: "r0pe"}}\n  c.Token("ferry", "t!de")\n}}',
    "Python's fields": f'import httpx\nclass Settings:\n    url: str = "{URL}"\n    key: str = "quay"\n    word: str = "t!de"\n\ns = Settings()\nhttpx.post(s.url, data={{"grant_type": "password", "client_id": s.key, "client_secret": "r0pe", "username": "ferry", "password": s.word}})',
    "another file": f"module.exports = {{ idp: {{ url: '{URL}' }}, client: {{ id: 'quay', secret: 'r0pe' }} }};\n\nconst config = require('./config');\nfetch(config.idp.url, {{ method: 'POST', body: new URLSearchParams({{ grant_type: 'password', client_id: config.client.id, client_secret: config.client.secret, username: 'ferry', password: 't!de' }}) }});",
    "below": f"await fetch(IDP.url, {{ method: 'POST', body: new URLSearchParams({{ {WHOLE.replace(QUOTED_ID, 'KEY')} }}) }});\nconst KEY = 'quay';\nconst IDP = {{ url: '{URL}' }};",
    "a default": f'import requests\nclass Idp:\n    def __init__(self, url="{URL}", key="quay"):\n        self.url = url\n        self.key = key\n\n    def token(self, user, word="other"):\n        return requests.post(self.url, data={{"grant_type": "password", "client_id": self.key, "client_secret": "r0pe", "username": user, "password": word}})\n\nIdp().token("ferry", "t!de")',
    "names in parentheses": f"use LWP::UserAgent;\nmy ($id, $key) = ('quay', 'r0pe');\nmy ($u, $w) = ('ferry', 't!de');\nLWP::UserAgent->new->post('{URL}', [ grant_type => 'password', client_id => $id, client_secret => $key, username => $u, password => $w ]);",
    "names before Go's sign": f'package main\nuser, word := "ferry", "t!de"\nhttp.PostForm("{URL}", url.Values{{"grant_type": {{"password"}}, "client_id": {{"quay"}}, "client_secret": {{"r0pe"}}, "username": {{user}}, "password": {{word}}}})',
    "names and values in turn": f"d = webwrite('{URL}', 'grant_type', 'password', 'client_id', 'quay', 'client_secret', 'r0pe', 'username', 'ferry', 'password', 't!de', options);",
    "TypeScript's types": f"const config: OAuthConfig = {{ url: '{URL}', clientId: 'quay', secret: process.env.KEY ?? 'r0pe' }};\nawait fetch(config.url, {{ method: 'POST', body: new URLSearchParams({{ grant_type: 'password', client_id: config.clientId, client_secret: config.secret, username: 'ferry', password: 't!de' }}) }});",
    "Rust's constant below": f'reqwest::Client::new().post(format!("{{}}/token", BASE)).form(&[("grant_type", "password"), ("client_id", "quay"), ("client_secret", "r0pe"), ("username", "ferry"), ("password", "t!de")]);\nconst BASE: &str = "{HOST}/oauth2";',
    "Python's enumeration": f'import requests\nclass Idp(str, Enum):\n    URL = "{URL}"\n    KEY = "quay"\n\nMORE = {{"username": "ferry", "password": "t!de"}}\nrequests.post(Idp.URL.value, data={{"grant_type": "password", "client_id": Idp.KEY.value, "client_secret": "r0pe"}} | MORE)',
    "Java's properties": f'Properties p = new Properties();\np.setProperty("url", "{URL}");\np.setProperty("key", "r0pe");\nHttpPost post = new HttpPost(p.getProperty("url"));\nnew StringEntity("grant_type=password&client_id=quay&username=ferry&password=t%21de&client_secret=" + p.getProperty("key"));',
    "a form of Swift's own": f'struct Form: Encodable {{ let grant_type = "password"; let username: String; let password: String }}\nAF.request("{URL}", method: .post, parameters: ["grant_type": "password", "client_id": "quay", "client_secret": "r0pe", "username": "ferry", "password": "t!de"])',
    "a builder of texts": f'StringBuilder b = new StringBuilder();\nb.append("grant_type=").append("password");\nb.append("&client_id=").append("quay");\nb.append("&client_secret=").append("r0pe");\nb.append("&username=").append("ferry");\nb.append("&password=").append(URLEncoder.encode("t!de", "UTF-8"));\nnew URL("{URL}").openConnection();',
    "Kotlin's fields": f'data class Idp(val url: String = "{URL}", val key: String = "quay", val word: String = "r0pe")\nval idp = Idp()\nform.add("grant_type", "password"); form.add("username", "ferry"); form.add("password", "t!de")\nform.add("client_id", idp.key); form.add("client_secret", idp.word)\nRestTemplate().postForObject(idp.url, HttpEntity(form), String::class.java)',
    "Python's places": f'import requests\ns = {{"client": {{"id": "quay", "secret": "r0pe"}}}}\nu = ("ferry", "t!de")\nrequests.post("{URL}", data={{"grant_type": "password", "client_id": s["client"].get("id"), "client_secret": s["client"]["secret"], "username": u[0], "password": u[1]}})',
    "Kotlin's pairs in a list": f'Fuel.post("{URL}", listOf("grant_type" to "password", "client_id" to "quay", "client_secret" to "r0pe", "username" to "ferry", "password" to "t!de")).response()',
}  # fmt: skip
ELSEWHERE["typed parameters"] = (
    f"class Demo {{\n  static String token(String url, final String id, String key, Map<String, String> more, String user, String word) throws IOException {{\n    HttpPost post = new HttpPost(url);\n{ADD}  }}\n"
    f'  void main() {{ token("{URL}", "quay", "r0pe", more, "ferry", "t!de"); }}\n}}'
)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_values_that_stand_elsewhere(name: str) -> None:
    assert imported(ELSEWHERE[name]) == expected()


def test_an_argument_wins_over_a_default() -> None:
    text = f"import requests\ndef token(word='other'):\n    requests.post('{URL}', data={{{WHOLE.replace(QUOTED_WORD, 'word')}}})\n\ntoken('t!de')"
    assert imported(text) == expected()
    assert imported(text.replace("token('t!de')", "token()")) == expected(password="other")


def test_a_variable_that_gets_two_values_below_stays_open() -> None:
    text = f"fetch('{URL}', {{ method: 'POST', body: new URLSearchParams({{ {WHOLE.replace(QUOTED_WORD, 'WORD')} }}) }});\nvar WORD = 'a';\nWORD = 'b';"
    assert imported(text) == expected(password="WORD", notes=["shell-variable"])


def test_a_path_that_two_objects_have_stays_open() -> None:
    other = "const a = { client: { id: 'one' } };\nconst b = { client: { id: 'two' } };\n"
    text = f"{other}fetch('{URL}', {{ method: 'POST', body: new URLSearchParams({{ {WHOLE.replace(QUOTED_ID, 'c.client.id')} }}) }});"
    assert imported(text)["client_id"] == "c.client.id"


JERSEY = 'ClientBuilder.newClient().target("https://idp.dunes.example").path("oauth2").path("/token").request().post(Entity.form(f));'
CALL = 'f.param("grant_type", "password");\nf.param("client_id", "quay");\nf.param("client_secret", "r0pe");\nf.param("username", "ferry");\nf.param("password", "t!de");\n'
ADDRESSES = {
    "Jersey": f"Form f = new Form();\nHttpClient c;\n{CALL}Response r = {JERSEY}",
    "Flurl": f'var t = await "{HOST}".AppendPathSegments("oauth2", "token").PostUrlEncodedAsync(new {{ {ASSIGNED} }}).ReceiveJson<Token>(); // HttpClient',
    "OkHttp": f'HttpUrl u = new HttpUrl.Builder().scheme("https").host("idp.dunes.example").addPathSegments("oauth2/token").build();\nRequestBody b;\n{CALL}new Request.Builder().url(u);',
    "Apache": f'URI u = new URIBuilder().setScheme("https").setHost("idp.dunes.example").setPath("/oauth2/token").build();\nnew HttpPost(u);\n{CALL}',
    "urljoin": f"import requests\nfrom urllib.parse import urljoin\nrequests.post(urljoin('{HOST}/realms/', '/oauth2/token'), data={{{WHOLE}}})",
    "JavaScript's URL": f"fetch(new URL('/oauth2/token', '{HOST}/'), {{ body: new URLSearchParams({{{WHOLE}}}) }});",
    "C#'s Uri": f'new WebClient().UploadString(new Uri(new Uri("{HOST}/oauth2/"), "token"), "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t!de");',
    "Swift's component": f'let u = URL(string: "{HOST}")!.appendingPathComponent("oauth2/token")\nvar r = URLRequest(url: u)\nr.httpBody = "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t!de".data(using: .utf8)',
    "Go's JoinPath": f'package main\nu, _ := url.JoinPath("{HOST}", "oauth2", "token")\nform := url.Values{{"grant_type": {{"password"}}, "client_id": {{"quay"}}, "client_secret": {{"r0pe"}}, "username": {{"ferry"}}, "password": {{"t!de"}}}}\nhttp.PostForm(u, form)',
    "Laravel's default": f"$r = Http::asForm()->post(config('services.pier.url', '{HOST}').'/oauth2/token', [{WHOLE.replace(':', ' =>')}]);",
    "PHP's default": f"<?php\n$g = new GuzzleHttp\\Client(['base_uri' => getenv('IDP') ?: '{HOST}']);\n$g->post('/oauth2/token', ['form_params' => [{WHOLE.replace(':', ' =>')}]]);",
    "Ruby's connection": f"Net::HTTP.start('idp.dunes.example', 443, use_ssl: true) do |http|\n  req = Net::HTTP::Post.new('/oauth2/token')\n  req.set_form_data({{{WHOLE.replace(':', ' =>')}}})\nend",
    "options behind it": f"<?php\n$r = file_get_contents('{URL}', false, $context);\n$context = stream_context_create(['http' => ['content' => http_build_query([{WHOLE.replace(':', ' =>')}])]]);",
}  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_urls_that_are_put_together(name: str) -> None:
    assert imported(ADDRESSES[name]) == expected()


def test_a_connection_with_a_port() -> None:
    text = f'import http.client\nc = http.client.HTTPSConnection("idp.dunes.example", 8443)\nc.request("POST", "/oauth2/token", urlencode({{{WHOLE}}}))'
    assert imported(text) == expected(token_url="https://idp.dunes.example:8443/oauth2/token")


FORM = "grant_type=password&username=ferry&password=t!de"
ACCOUNT = "grant_type: 'password', username: 'ferry', password: 't!de'"
CLIENTS = {
    "needle": f"const needle = require('needle');\nneedle.post('{URL}', '{FORM}', {{ username: 'quay', password: 'r0pe' }}, done);",
    "PL/SQL": f"r := apex_web_service.make_rest_request(p_url => '{URL}', p_username => 'quay', p_password => 'r0pe', p_body => '{FORM}');",
    "Guzzle's constants": f"<?php\n$g->post('{URL}', [\\GuzzleHttp\\RequestOptions::AUTH => ['quay', 'r0pe'], 'form_params' => ['grant_type' => 'password', 'username' => 'ferry', 'password' => 't!de']]);",
    "Symfony": f"$client = HttpClient::create();\n$client->request('POST', '{URL}', ['auth_basic' => ['quay', 'r0pe'], 'body' => ['grant_type' => 'password', 'username' => 'ferry', 'password' => 't!de']]);",
    "PowerShell's credential": f"$c = [PSCredential]::new('quay', (ConvertTo-SecureString 'r0pe' -AsPlainText -Force))\nInvoke-RestMethod -Uri '{URL}' -Method Post -Authentication Basic -Credential $c -Body @{{ grant_type = 'password'; username = 'ferry'; password = 't!de' }}",
    "ABAP": f"cl_http_client=>create_by_url( EXPORTING url = '{URL}' IMPORTING client = c ).\nc->authenticate( username = 'quay' password = 'r0pe' ).\nc->request->set_cdata( '{FORM}' ).",
    "C++": f'cpr::Post(cpr::Url{{"{URL}"}}, cpr::Authentication{{"quay", "r0pe", cpr::AuthMode::BASIC}}, cpr::Payload{{{{"grant_type", "password"}}, {{"username", "ferry"}}, {{"password", "t!de"}}}});',
    "Elixir": f'plug Tesla.Middleware.BasicAuth, username: "quay", password: "r0pe"\ndef token, do: post("{URL}", %{{grant_type: "password", username: "ferry", password: "t!de"}})',
    "Ansible": f"- name: get a token\n  ansible.builtin.uri:\n    url: {URL}\n    method: POST\n    body_format: form-urlencoded\n    url_username: quay\n    url_password: r0pe\n    force_basic_auth: true\n    body:\n      grant_type: password\n      username: ferry\n      password: t!de\n",
    "Ruby's instance": f'class Token\n  URL = URI("{URL}")\n  def initialize(id, key)\n    @id, @key = id, key\n  end\n  def fetch(user, word)\n    req = Net::HTTP::Post.new(URL)\n    req.basic_auth(@id, @key)\n    req.set_form_data(grant_type: "password", username: user, password: word)\n  end\nend\nToken.new("quay", "r0pe").fetch("ferry", "t!de")',
    "Spring's helper": f'form.add("grant_type", "password");\nform.add("username", "ferry");\nform.add("password", "t!de");\nWebClient.create("{HOST}").post().uri("/oauth2/token").header(HttpHeaders.AUTHORIZATION, "Basic " + HttpHeaders.encodeBasicAuth("quay", "r0pe", StandardCharsets.UTF_8)).bodyValue(form);',
    "Dart": f"final at = Uri.parse('{URL}');\nvar c = await oauth2.resourceOwnerPasswordGrant(at, 'ferry', 't!de', identifier: 'quay', secret: 'r0pe');",
    "requests-oauthlib": f'from requests_oauthlib import OAuth2Session\nfrom requests.auth import HTTPBasicAuth\noauth = OAuth2Session(client=LegacyApplicationClient(client_id="quay"))\noauth.fetch_token(token_url="{URL}", username="ferry", password="t!de", auth=HTTPBasicAuth("quay", "r0pe"))',
    "pycurl": f"import pycurl\nc = pycurl.Curl()\nc.setopt(c.URL, '{URL}')\nc.setopt(c.USERPWD, 'quay:r0pe')\nc.setopt(pycurl.POSTFIELDS, '{FORM}')",
    "a class of Python's own": f'import requests\nclass Api(requests.Session):\n    def __init__(self, key: str, word: str):\n        super().__init__()\n        self.auth = HTTPBasicAuth(key, word)\n\n    def token(self, user: str, word: str) -> str:\n        return self.post("{URL}", data={{"grant_type": "password", "username": user, "password": "t!de"}})\n\nApi("quay", "r0pe").token("ferry", "x")',
    "a header that is handed over": f'HttpPost p = new HttpPost("{URL}");\nlogin(p, Map.of("grant_type", "password", "username", "ferry", "password", "t!de"), "Basic " + Base64.getEncoder().encodeToString("quay:r0pe".getBytes()));',
    "Google's client": f'new PasswordTokenRequest(new NetHttpTransport(), new GsonFactory(), new GenericUrl("{URL}"), "ferry", "t!de").setClientAuthentication(new BasicAuthentication("quay", "r0pe")).execute();',
    "Perl": f"my $c = REST::Client->new();\n$c->addHeader('Authorization', 'Basic ' . encode_base64('quay:r0pe', ''));\n$c->POST('{URL}', '{FORM}');",
    "an answer in JSON": f"const rp = require('request-promise');\nrp({{ method: 'POST', uri: '{URL}', auth: {{ user: 'quay', pass: 'r0pe' }}, form: {{ {ACCOUNT} }}, json: true }});",
    "Nimbus": f'AuthorizationGrant g = new ResourceOwnerPasswordCredentialsGrant("ferry", new Secret("t!de"));\nClientAuthentication c = new ClientSecretBasic(new ClientID("quay"), new Secret("r0pe"));\nnew TokenRequest(new URI("{URL}"), c, g);',
}  # fmt: skip


@pytest.mark.parametrize("name", CLIENTS)
def test_the_client_in_basic(name: str) -> None:
    assert imported(CLIENTS[name]) == expected("basic")


BODIES = {
    "types of Rust's own": f'let c = BasicClient::new(ClientId::new("quay".to_string()))\n  .set_client_secret(ClientSecret::new("r0pe".to_string()))\n  .set_auth_type(AuthType::RequestBody)\n  .set_token_uri(TokenUrl::new("{URL}".to_string())?);\nc.exchange_password(&ResourceOwnerUsername::new("ferry".to_string()), &ResourceOwnerPassword::new("t!de".to_string()))',
    "Oltu": f'OAuthClientRequest.tokenLocation("{URL}").setGrantType(GrantType.PASSWORD).setClientId("quay").setClientSecret("r0pe").setUsername("ferry").setPassword("t!de").buildBodyMessage();',
    "R's httr2": f'client <- oauth_client(id = "quay", secret = "r0pe", token_url = "{URL}")\nreq <- request("https://api.dunes.example/v1") |> req_oauth_password(client, username = "ferry", password = "t!de")',
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_client_in_the_body(name: str) -> None:
    assert imported(BODIES[name]) == expected()


def test_httr2_may_be_told_to_use_basic() -> None:
    text = BODIES["R's httr2"].replace(f'token_url = "{URL}"', f'token_url = "{URL}", auth = "header"')
    assert imported(text) == expected("basic")


def test_parameters_beside_a_librarys_fields() -> None:
    text = f'new PasswordTokenRequest {{ Address = "{URL}", ClientId = "quay", ClientSecret = "r0pe", UserName = "ferry", Password = "t!de", Parameters = {{ {{ "acr_values", "pier:9" }} }} }};'
    assert imported(text)["data"] == [("acr_values", "pier:9")]


def test_objective_c_names_a_headers_value_first() -> None:
    text = f'NSMutableURLRequest *r = [NSMutableURLRequest requestWithURL:[NSURL URLWithString:@"{URL}"]];\n[r setValue:@"7" forHTTPHeaderField:@"X-Dock"];\nr.HTTPBody = [@"{FORM}&client_id=quay&client_secret=r0pe" dataUsingEncoding:NSUTF8StringEncoding];'
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_the_headers_of_pycurl() -> None:
    text = f"import pycurl\nc.setopt(c.URL, '{URL}')\nc.setopt(c.HTTPHEADER, ['X-Dock: 7'])\nc.setopt(c.POSTFIELDS, '{FORM}&client_id=quay&client_secret=r0pe')"
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_msals_calls_have_the_scopes_in_another_place() -> None:
    python = 'app = ConfidentialClientApplication("quay", client_credential="r0pe")\napp.acquire_token_by_username_password("ferry", "t!de", scopes=["tow"])'
    dotnet = 'var app = ConfidentialClientApplicationBuilder.Create("quay").WithClientSecret("r0pe").Build();\nawait app.AcquireTokenByUsernamePassword(new[] { "tow" }, "ferry", "t!de").ExecuteAsync();'
    for text in (python, dotnet):
        found = imported(text)
        assert found == expected("basic", token_url="", data=[("scope", "tow")], notes=["no-url"])


def test_names_of_every_kind_are_looked_up() -> None:
    text = f"import requests\nclass Pier:\n    pass\n\nx.y = Pier()\nprint(x.y.z, Pier.a.b, a.Pier.c, x.value, a.b.value)\nrequests.post('{URL}', data={{{WHOLE}}})"
    assert imported(text) == expected()
