"""What scripts printed in made-up networks, as the tests of the customer's side need it."""

from __future__ import annotations

from typing import Final

LEAF: Final = (
    "93:AB:A7:D7:10:56:69:B1:15:64:0F:29:83:09:D2:12:5A:A6:4E:52:CE:4F:A5:2C:D9:5C:56:35:7B:27:2D:A1"
)
ISSUER: Final = (
    "85:B2:24:75:87:BB:48:86:A6:CB:E2:B3:E3:63:7D:C4:0F:25:8A:EB:5A:A6:19:A2:CC:0B:C2:D9:FC:FC:86:24"
)
CERTIFICATES: Final = f"""\
subject=CN=idp.example.com
issuer=CN=Example Issuing CA,O=Example Authority
notBefore=Nov 28 04:00:00 2026 GMT
notAfter=Nov 30 04:00:00 2026 GMT
fingerprint={LEAF}
subject=CN=Example Issuing CA,O=Example Authority
issuer=CN=Example Root,O=Example Authority
notBefore=Nov 28 04:00:00 2026 GMT
notAfter=Nov 30 04:00:00 2026 GMT
fingerprint={ISSUER}
tls: New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384"""
ANSWER: Final = """\
facts: status=400 ip=10.1.2.3 connect=0.0123 tls=0.0456 total=0.0789 proxy=000
1:HTTP/1.1 400 Bad Request
2:Content-Type: application/json
3:Date: Sun, 29 Nov 2026 04:00:02 GMT
5:
6:{"error":"invalid_request","error_description":"username is missing"}
7:"""
CONNECTED: Final = "facts: status=404 ip=10.1.2.3 connect=0.0123 tls=0.0456 total=0.0789 proxy=000"


def printed(
    *,
    asked: str = "",
    names: str = "address: 10.1.2.3",
    proxies: str = "",
    direct: str = CONNECTED,
    certificates: str = CERTIFICATES,
    request: str = ANSWER,
    end: bool = True,
) -> str:
    """Return what a script printed, each part as given."""
    lines = [
        "=== connector-doctor ask 1: begin ===",
        "== asked ==",
        asked or "url: https://idp.example.com/oauth2/token\ntime: 2026-11-29T04:00:00Z\nwith: curl 8.5.0",
        "== name ==",
        names,
        "== proxy settings ==",
        proxies,
        "== connection without a proxy ==",
        direct,
        "== certificates ==",
        certificates,
        "== token request without credentials ==",
        request,
        *(["=== connector-doctor ask 1: end ==="] if end else []),
    ]
    return "\n".join(line for line in lines if line) + "\n"


BY_CMD: Final = r"""
C:\Users\me> ask.cmd
=== connector-doctor ask 1: begin ===
== asked ==
url: https://idp.example.com/oauth2/token
local time: Sun 11/29/2026  4:00:00.12
== name ==
1:Server:  dc1.corp.example
2:Address:  10.0.0.53
3:
4:Non-authoritative answer:
5:Name:    idp.example.com
6:Addresses:  2001:4860:4860::8888
7:          93.184.216.34
8:Aliases:  idp.cdn.example
9:
== proxy settings ==
HTTPS_PROXY: proxy.corp.example:8080
no_proxy: set
    ProxyEnable    REG_DWORD    0x1
    ProxyServer    REG_SZ    proxy.corp.example:8080
== connection without a proxy ==
curl: (28) Connection timed out after 10013 milliseconds
facts: status=000 ip= connect=0.000000 tls=0.000000 total=10.013 proxy=000
== certificates ==
Subject:CN = idp.example.com
Issuer:C = US, O = Zscaler Inc., CN = Zscaler Intermediate Root CA
Start date:Nov 28 04:00:00 2026 GMT
Expire date:Nov 30 04:00:00 2026 GMT
== token request without credentials ==
1:HTTP/1.1 200 Connection established
2:
3:HTTP/1.1 401 Unauthorized
4:Content-Type: application/json
6:
7:{"error":"invalid_client"}
8:facts: status=401 ip=10.0.0.8 connect=0.01 tls=0.04 total=0.07 proxy=200
=== connector-doctor ask 1: end ===
"""
