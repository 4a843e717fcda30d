"""Secrets that nobody typed here are known by the names they stand behind, however those are written."""

from __future__ import annotations

import base64

import pytest

from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK

SECRET = "Tr0ub4dor-XYZ"
BASIC = base64.b64encode(f"svc:{SECRET}".encode()).decode()
NOTHING_KNOWN = Redactor(())
PLACES = f"""
password: {SECRET}
Client Secret = {SECRET}
Kennwort: {SECRET}
**Password:** {SECRET}
| Password | {SECRET} |
  - password -> {SECRET}
:password => '{SECRET}'
密码：{SECRET}
パスワード：{SECRET}
contraseña: {SECRET}
$env:PASSWORD = {SECRET}
X-Api-Key: {SECRET}
Authorization: ApiKey {SECRET}
Authorization: Digest username="a", response="{SECRET}"
Authorization: Bearer {SECRET}
Cookie: a=b; session={SECRET}
curl -u svc:{SECRET} https://idp.example.com/token
curl -k -su 'svc:{SECRET}'
curl --user=svc:{SECRET}
curl --proxy-user u:{SECRET}
curl --oauth2-bearer {SECRET}
curl --client-secret={SECRET}
curl -b 'JSESSIONID={SECRET}'
curl -H "client-secret: {SECRET}"
curl -H 'Authorization: Basic {BASIC}'
curl --data-urlencode 'password={SECRET}'
curl -d 'grant_type=password&password={SECRET}'
https://svc:{SECRET}@idp.example.com/token
password%3D{SECRET}%26scope%3Dx
state=password%3D{SECRET}
password\\u003d{SECRET}
&quot;password&quot;:&quot;{SECRET}&quot;
user[password]={SECRET}
user%5Bpassword%5D={SECRET}
{{"redirect":"https://h/cb?x=1&code={SECRET}"}}
{{"name":"password","value":"{SECRET}"}}
{{"password":["{SECRET}"]}}
{{"password":{{"value":"{SECRET}"}}}}
{{'password': u'{SECRET}'}}
body.append("password", "{SECRET}")
<add key="password" value="{SECRET}"/>
<property name='client_secret'>{SECRET}</property>
invalid password '{SECRET}'
The password {SECRET} is wrong
password (was: {SECRET})
Server=x;User Id=u;Pwd={SECRET};
""".strip().split("\n")
SHOWN = """
The password field is required
password: The password must have 8 characters or more
Invalid token: signature verification failed
Unrecognized token '}' at column 1
unexpected token '<', "<!DOCTYPE "... is not valid JSON
InvalidAuthenticityToken: Can't verify CSRF token authenticity.
TokenValidationException: IDX10223: Lifetime validation failed.
in /srv/www/token.php:12
AADSTS7000215: Invalid client secret AADSTS7000215 provided.
password. Trace ID: 0f0b1c2d-aaaa-bbbb-cccc-1234567890ab
a password-grant token without apim:subscribe
Password Grant Username: svc.connector
Token URL: https://idp.example.com/token
https://login.example.com/error?code=7000218
{"required":["password","username"]}
https://idp.example.com:8443/token
token_type: Bearer
Authorization: The header is missing
Authorization: Bearer
""".strip().split("\n")


@pytest.mark.parametrize("text", PLACES)
def test_a_value_behind_a_name_that_means_a_secret_is_masked(text: str) -> None:
    shown = NOTHING_KNOWN.text(text)
    assert MASK in shown
    assert (SECRET in shown, BASIC in shown) == (False, False)


def test_the_value_below_its_label_and_that_of_a_part_of_a_form_are_masked() -> None:
    below = NOTHING_KNOWN.text(f"username: svc\npassword: |\n  {SECRET}\nscope: x")
    assert below == f"username: svc\npassword: |\n  {MASK}\nscope: x"
    part = f'Content-Disposition: form-data; name="password"\r\n\r\n{SECRET}\r\n--b'
    assert NOTHING_KNOWN.text(part) == part.replace(SECRET, MASK)
    key = "-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----"
    assert "MIIE" not in NOTHING_KNOWN.text(key)


def test_the_status_behind_a_method_of_authentication_stays() -> None:
    for text in ("Basic Auth: 401 invalid_client", "X-Auth: 400 Bad Request"):
        assert NOTHING_KNOWN.text(text) == text
    assert NOTHING_KNOWN.text("Basic Auth: 401x9").endswith(MASK)


def test_a_whole_request_in_base64_is_unpacked() -> None:
    request = base64.b64encode(b"grant_type=password&username=svc&password=Gr4nite77").decode()
    shown = NOTHING_KNOWN.text(f'{{"body": "{request}", "isBase64Encoded": true}}')
    assert MASK in shown
    assert b"Gr4" not in base64.b64decode(shown.split('"')[3].split(MASK)[0] + "==")
    other = f'{{"id": "{base64.b64encode(bytes(range(130, 200))).decode()}"}}'
    assert NOTHING_KNOWN.text(other) == other


@pytest.mark.parametrize("text", SHOWN)
def test_what_says_what_is_wrong_with_a_secret_stays(text: str) -> None:
    assert NOTHING_KNOWN.text(text) == text
