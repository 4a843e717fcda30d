"""Made-up threads of several ticket systems: what each holds, and what must be read of it."""

from __future__ import annotations

from typing import Any, Final, NamedTuple


class Thread(NamedTuple):
    """A thread, and what it means."""

    text: str
    parts: str
    """The kinds of its parts, the oldest first."""
    fields: dict[str, str]
    """Fields of the connector that it fills, secrets in the clear: all are made up."""
    contradictions: frozenset[str] = frozenset()
    newest: str = ""
    """The id of the first finding of the newest response."""


OUTLOOK: Final = Thread(
    """Hi all,
still refused, see my mail below.

From: Anna Schmidt <anna@dunes.example>
Sent: Tuesday, November 3, 2026 10:12 AM
To: Support <support@vendor.example>
Subject: RE: connector

curl -X POST https://dunes.service-now.com/oauth_token.do \\
  -d grant_type=password -d client_id=c0ffee01 -d client_secret='made up 2 ' \\
  -d username=svc.moor -d password=heather-1

HTTP/1.1 401 Unauthorized
Content-Type: application/json

{"error":"invalid_client","error_description":"bad credentials"}

From: Bob Reed <bob@vendor.example>
Sent: Monday, November 2, 2026 4:01 PM
To: Anna Schmidt <anna@dunes.example>
Subject: connector

Client ID: c0ffee01
Client Secret: made up 2
""",
    "settings request response",
    {"client_secret": "made up 2 ", "username": "svc.moor", "client_id": "c0ffee01"},
    frozenset({"ticket.secret_changed"}),
    "oauth.invalid_client_with_credentials",
)
GMAIL: Final = Thread(
    """It works now with the new one, thanks!

On Wed, Nov 4, 2026 at 9:30 AM Ada Moor <ada@heath.example> wrote:
> New client secret: fern-77-b
>
> On Tue, Nov 3, 2026 at 5:05 PM Kim Vale
> <kim@heath.example> wrote:
>> We run this:
>> curl https://login.heath.example/oauth2/token -u app-9:fern-77-a -d grant_type=password \\
>>   -d username=kim -d password=bog-1
>>
>> {"error":"invalid_client"}
""",
    "request response settings",
    {"client_secret": "fern-77-b", "client_id": "app-9", "username": "kim", "password": "bog-1"},
    frozenset({"ticket.secret_changed", "ticket.response_outdated"}),
    "oauth.invalid_client",
)
JIRA: Final = Thread(
    """Anna Schmidt added a comment - 03/Nov/26 10:12 AM
{code}
curl 'https://id.quarry.example/realms/blue/protocol/openid-connect/token' \\
  -d 'grant_type=password' \\
  -d 'client_id=crm' \\
  -d 'client_secret=ab-1' \\
  -d 'username=ida' \\
  -d 'password=pw-1'
{code}

Ben Okafor added a comment - 04/Nov/26 8:00 AM
The log has
{noformat}
2026-11-04 07:58:12,001 ERROR [worker-3] token request failed: 404 Not Found: {"error":"Realm does not exist"}
{noformat}
Our issuer is https://id.quarry.example/realms/green by the way.

Anna Schmidt added a comment - 04/Nov/26 9:10 AM
{code}
curl 'https://id.quarry.example/realms/green/protocol/openid-connect/token' \\
  -d 'grant_type=password' \\
  -d 'client_id=crm' \\
  -d 'client_secret=ab-1' \\
  -d 'username=ida' \\
  -d 'password=pw-1'
{code}
""",
    "request response request",
    {"token_url": "https://id.quarry.example/realms/green/protocol/openid-connect/token", "username": "ida"},
    frozenset({"ticket.other_tenant", "ticket.response_outdated"}),
)
ZENDESK: Final = Thread(
    """Lena Weiss
Nov 3, 2026, 10:12

Hello, this is the request from Postman:

POST /oauth2/token HTTP/1.1
Host: auth.tarn.example
Content-Type: application/x-www-form-urlencoded

grant_type=password&client_id=tarn-app&client_secret=z9&username=lena%40tarn.example&password=pw9

Omar Haddad
Nov 3, 2026, 11:40

The answer is

HTTP/1.1 400 Bad Request
Content-Type: application/json
Date: Tue, 03 Nov 2026 10:35:00 GMT

{"error":"invalid_grant","error_description":"The user 'olga@tarn.example' is locked."}
""",
    "request response",
    {"username": "lena@tarn.example", "client_secret": "z9"},
    frozenset({"ticket.response_names_other_account"}),
)
SERVICENOW: Final = Thread(
    """2026-11-05 14:02:11 - Priya Nair (Work notes)
curl -s https://mill.okta.com/oauth2/default/v1/token -u 0oa1:s-2 \\
  -d grant_type=password \\
  -d username=priya \\
  -d password=p-2 \\
  -d scope=openid
{"access_token":"made-up-token-1","token_type":"Bearer","expires_in":3600}

2026-11-06 08:15:40 - Priya Nair (Additional comments)
Since today:
curl -s https://mill.okta.com/oauth2/default/v1/token -u 0oa1:s-2 \\
  -d grant_type=password \\
  -d username=priya \\
  -d password=p-3 \\
  -d scope=openid
{"error":"invalid_grant","error_description":"The credentials provided were invalid."}
""",
    "request response request response",
    {"password": "p-3", "username": "priya"},
    frozenset({"ticket.secret_changed", "ticket.request_worked"}),
)
SLACK: Final = Thread(
    """Anna Schmidt [10:42 AM]
client id: slate-1
client secret: "k-1"
username: svc@slate.example
password: w-1
token url: https://auth.slate.example/token

Ben Okafor [10:55 AM]
I get
java.io.IOException: Server returned HTTP response code: 401 for URL: https://auth.slate.example/token
    at sun.net.www.protocol.http.HttpURLConnection.getInputStream0(HttpURLConnection.java:1900)
    at com.slate.Client.token(Client.java:33)

Anna Schmidt [11:02 AM]
password: w-2
""",
    "settings trace settings",
    {"password": "w-2", "client_id": "slate-1", "token_url": "https://auth.slate.example/token"},
    frozenset({"ticket.secret_changed", "ticket.response_outdated"}),
)
ENTRA: Final = Thread(
    """--- Comment by Jo on 2026-11-03 10:12
curl https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token \\
  -d grant_type=password \\
  -d client_id=aaaaaaaa-0000-4000-8000-000000000001 \\
  -d client_secret=q~1 \\
  -d username=jo@ridge.example \\
  -d password=pw \\
  -d scope=.default

--- Comment by Jo on 2026-11-03 10:15
{"error":"unauthorized_client",
"error_description":"AADSTS700016: Application with identifier 'aaaaaaaa-0000-4000-8000-000000000002' \
was not found in the directory '99999999-2222-3333-4444-555555555555' \
Trace ID: d9cc74aa-0000-4000-8000-000000000003 \
Correlation ID: 38941c60-0000-4000-8000-000000000004 Timestamp: 2026-11-03 09:14:57Z",
"error_codes":[700016]}
""",
    "request response",
    {"client_id": "aaaaaaaa-0000-4000-8000-000000000001"},
    frozenset({"ticket.response_of_other_tenant", "ticket.response_names_other_client"}),
)
TWO_SYSTEMS: Final = Thread(
    """Ticket 4711

03.11.2026 um 09:00 - Erik Lund:
curl https://test.salesforce.com/services/oauth2/token \\
  -d grant_type=password \\
  -d client_id=cid-t \\
  -d client_secret=sec-t \\
  -d username=erik@fjord.example.test \\
  -d password=pw-t

03.11.2026 um 12:30 - Erik Lund:
curl https://login.salesforce.com/services/oauth2/token \\
  -d grant_type=password \\
  -d client_id=cid-p \\
  -d client_secret=sec-p \\
  -d username=erik@fjord.example \\
  -d password=pw-p
{"error":"invalid_grant","error_description":"authentication failure"}
""",
    "request request response",
    {"client_id": "cid-p", "username": "erik@fjord.example"},
    frozenset({"ticket.other_host"}),
)
OTHER_SYSTEM: Final = Thread(
    """Mia Berg, Nov 3, 2026, 10:12
curl https://cove.service-now.com/oauth_token.do \\
  -d grant_type=password \\
  -d client_id=cv1 \\
  -d client_secret=cs1 \\
  -d username=mia \\
  -d password=mp1
{"error":"invalid_grant",
"error_description":"AADSTS50126: Error validating credentials due to invalid username or password."}
""",
    "request response",
    {"client_id": "cv1"},
    frozenset({"ticket.response_of_other_system"}),
)
CURL_LOG: Final = Thread(
    """On Tue, 3 Nov 2026 10:12:00 +0100, Tom Ash <tom@weir.example> wrote:

$ curl -v https://sso.weir.example/token \\
  -d grant_type=password \\
  -d client_id=weir \\
  -d client_secret=cs \\
  -d username=tom \\
  -d password=tp
*   Trying 192.0.2.10:443...
* Connected to sso.weir.example (192.0.2.10) port 443
* SSL connection using TLSv1.3
> POST /token HTTP/1.1
> Host: sso.weir.example
> Accept: */*
>
< HTTP/1.1 400 Bad Request
< Date: Tue, 03 Nov 2026 09:10:00 GMT
< Content-Type: application/json
<
{"error":"invalid_scope"}
* Connection #0 to host sso.weir.example left intact
""",
    "request response",
    {"client_id": "weir"},
    frozenset(),
    "oauth.invalid_scope",
)
MASKED: Final = Thread(
    """[03.11.26, 10:42:13] Nils: curl https://id.glen.example/token -u glen:real-1 \\
  -d grant_type=password \\
  -d username=nils \\
  -d password=np-1
[03.11.26, 10:50:00] Nils: curl https://id.glen.example/token -u glen:****** \\
  -d grant_type=password \\
  -d username=nils \\
  -d password=******
[03.11.26, 10:51:00] Nils: {"error":"invalid_client"}
""",
    "request request response",
    {"client_secret": "real-1", "password": "np-1"},
)
POWERSHELL: Final = Thread(
    """Comment 1
Sara Holm - 2026-11-03 10:00
```powershell
$body = @{
  grant_type = "password"
  client_id = "holm-1"
  client_secret = "hs-1"
  username = "sara"
  password = "hp-1"
}
Invoke-RestMethod -Method Post -Uri "https://auth.holm.example/connect/token" -Body $body
```
Sara Holm - 2026-11-03 10:05
```
Invoke-RestMethod : {"error":"unauthorized_client"}
```
""",
    "request response",
    {"client_id": "holm-1", "token_url": "https://auth.holm.example/connect/token"},
    frozenset(),
    "oauth.unauthorized_client",
)
HTML_PAGE: Final = Thread(
    """From: Kai Lee <kai@dale.example>
Date: Tue, 3 Nov 2026 10:12:13 +0000
To: help@vendor.example
Subject: token

Username: kai@dale.example
Client ID: dale-7
Client secret: ds-7
The URL is https://sso.dale.example/oauth/token

503 Service Unavailable
<html><head><title>503</title></head><body>
<h1>Service Unavailable</h1>
</body></html>
""",
    "settings response",
    {"client_id": "dale-7", "token_url": "https://sso.dale.example/oauth/token"},
)
API_CALL: Final = Thread(
    """Eve Stone commented on 2026-11-03 10:12
curl https://auth.crag.example/token -u crag:cs -d grant_type=password -d username=eve -d password=ep
{"access_token":"made-up-2","token_type":"Bearer","expires_in":3600}

Eve Stone commented on 2026-11-03 10:20
curl https://api.crag.example/v1/users -H 'Authorization: Bearer made-up-2'
HTTP/1.1 403 Forbidden
WWW-Authenticate: Bearer error="insufficient_scope", scope="users.read"

""",
    "request response call response",
    {"client_id": "crag", "token_url": "https://auth.crag.example/token"},
)
FRENCH: Final = Thread(
    """Le mar. 3 nov. 2026 à 10:12, Luc Martin <luc@val.example> a écrit :
> curl https://id.val.example/token -u val:vs-1 -d grant_type=password -d username=luc -d password=vp-1
> {"error":"invalid_grant"}

Voici le nouveau compte :
username: luc.martin
password: vp-2
""",
    "request response settings",
    {"username": "luc.martin", "password": "vp-2", "client_secret": "vs-1"},
    frozenset({"ticket.username_differs", "ticket.secret_changed", "ticket.response_outdated"}),
)
THREADS: Final[dict[str, Thread]] = {
    name.lower(): value for name, value in dict[str, Any](globals()).items() if isinstance(value, Thread)
}
