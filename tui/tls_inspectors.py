"""Recognizes products that decrypt TLS on the way to the server and issue their own certificates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_INSPECTORS: Final = {
    # Company gateways.
    "Zscaler": r"zscaler",
    "Netskope": r"netskope|goskope",
    "Fortinet FortiGate": r"fortinet|fortigate",
    "Palo Alto Networks": r"palo ?alto|prisma access",
    "Blue Coat / Symantec ProxySG": r"blue ?coat|proxysg|symantec web security",
    "Cisco Umbrella": r"cisco umbrella|opendns",
    "Cisco Secure Web Appliance": r"ironport|cisco web security",
    "Sophos": r"sophos",
    "Check Point": r"check ?point",
    "Forcepoint / Websense": r"forcepoint|websense",
    "McAfee / Skyhigh": r"mcafee|skyhigh|trellix",
    "Trend Micro": r"trend micro",
    "Barracuda": r"barracuda",
    "WatchGuard": r"watchguard|fireware",
    "SonicWall": r"sonicwall",
    "Cloudflare Gateway": r"gateway ca - cloudflare|cloudflare for teams",
    "Cato Networks": r"cato networks",
    "iboss": r"\biboss\b",
    "Menlo Security": r"menlo security",
    "Smoothwall": r"smoothwall",
    "Squid": r"\bsquid\b",
    # Virus scanners on this machine.
    "Kaspersky": r"kaspersky",
    "Avast / AVG": r"\bavast\b|\bavg\b|web/mail shield",
    "ESET": r"\beset\b",
    "Bitdefender": r"bitdefender",
    "Dr.Web": r"dr\.? ?web",
    "AdGuard": r"adguard",
    # Debugging proxies.
    "mitmproxy": r"mitmproxy",
    "Charles": r"charles proxy",
    "Fiddler": r"fiddler",
    "Burp Suite": r"portswigger|\bburp\b",
    "ZAP": r"\bowasp\b|\bzap root\b|zed attack proxy",
    "Proxyman": r"proxyman",
    "HTTP Toolkit": r"http toolkit",
    "Requestly": r"requestly",
}
_PATTERNS: Final = {product: re.compile(pattern, re.IGNORECASE) for product, pattern in _INSPECTORS.items()}


def inspector_among(issuers: Iterable[str]) -> str:
    """Return the product that one of these certificate issuers belongs to; empty if none is known."""
    for issuer in issuers:
        for product, pattern in _PATTERNS.items():
            if pattern.search(issuer):
                return product
    return ""
