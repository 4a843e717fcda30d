"""No TLS connection with the server: its certificate, its settings, or not the server at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

_CERTIFICATE: Final = ("tls", "server_side")
_CLOCK: Final = "Compare this machine's date and time with a public clock first: a wrong one looks the same."
_FORM_HAS_NOTHING: Final = "nothing in the form can make up for it"

CERTIFICATE_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.CERTIFICATE_EXPIRED: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one that it rests on, has expired.",
        why="Whoever checks certificates refuses it, and so does the product.",
        fix=f"{_CLOCK} If it is right, the server's owner has to renew the certificate: {_FORM_HAS_NOTHING}.",
        reference="RFC 5280 §4.1.2.5",
    ),
    FailureCause.CERTIFICATE_NOT_YET_VALID: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one that it rests on, is not valid yet.",
        why="Certificates begin at a moment, and by this machine's clock that is still to come.",
        fix=f"{_CLOCK} If it is right, wait for that moment, or ask the server's owner to use the "
        "certificate before it until then.",
        reference="RFC 5280 §4.1.2.5",
    ),
    FailureCause.CERTIFICATE_FOR_ANOTHER_NAME: FailureWords(
        culprits=("tls", "token_url", "server_side"),
        title="The certificate of {endpoint} is for another name.",
        why="The host of {field} is not among the names that the certificate is for: it is an alias, "
        "an old name, a bare address, or a host that the server was not set up for.",
        fix="If one of the certificate's names is the system's own, write it as the host in "
        "{field}. If the host is right, its owner needs a certificate that names it. If none of the "
        "names is of that system, another server answers there.",
        field="token_url",
        reference="RFC 9110 §4.3.4",
    ),
    FailureCause.CERTIFICATE_SELF_SIGNED: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint} is signed by itself alone.",
        why="Nobody vouches for it, so the product, which trusts public authorities alone, refuses "
        "it. New and internal systems come with one, and so do devices that answer in a server's "
        "place.",
        fix="Ask the server's owner for a certificate of a public authority. To test the rest from "
        "here, set Trust (a setting of this tool) to a file that holds this certificate, obtained "
        "from the owner.",
    ),
    FailureCause.PRIVATE_CA: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint} is from a private authority.",
        why="A company's own authority signed it. Machines of that company trust it, so a browser "
        "there shows no fault; a cloud service trusts the public authorities alone, and so the "
        "product fails.",
        fix="Ask the server's owner for a certificate of a public authority at this address, or for a "
        "way through the on-premise agent. To test the rest from here, set Trust (a setting of this "
        "tool) to system, or to the authority's file.",
    ),
    FailureCause.TLS_INSPECTED: FailureWords(
        culprits=("tls", "network"),
        title="The TLS connection to {endpoint} is opened by a device on the way.",
        why="The certificate is not the server's: a web filter of this network made it, to read "
        "along. It stands between this desk and the server alone; the product does not pass it, so "
        "this says nothing about the connector.",
        fix="Send from a network without the filter, or have its owner exempt this host. Or set Trust "
        "(a setting of this tool) to system, which tests through the filter: it reads the secrets "
        "then.",
    ),
    FailureCause.INTERMEDIATE_MISSING: FailureWords(
        culprits=_CERTIFICATE,
        title="The server at {endpoint} leaves out an intermediate certificate.",
        why="Its certificate rests on one between it and the public authority, which the server has "
        "to send and does not. Browsers hide this fault, because they fetch or remember that one; the "
        "product and most programs do not.",
        fix="Ask the server's owner to install the full chain, as the authority gives it out "
        f"(“bundle” or “fullchain”): {_FORM_HAS_NOTHING}.",
        reference="RFC 8446 §4.4.2",
    ),
    FailureCause.CERTIFICATE_TOO_WEAK: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one that it rests on, is too weak to be trusted.",
        why="Its key is too short, or its signature uses a digest that has been broken (MD5, SHA-1).",
        fix="Ask the server's owner for a new certificate: RSA of 2048 bits or more, or an elliptic "
        "curve, signed with SHA-256.",
    ),
    FailureCause.CERTIFICATE_REFUSED: FailureWords(
        culprits=("tls", "server_side", "network"),
        title="The certificate of {endpoint} is not trusted.",
        why="Whose fault it is can't be told: a private authority, a chain that is not whole, or a "
        "filter on the way that made a certificate of its own are the usual ones.",
        fix="Where the reason names the setting Trust, change that. Else show the reason and the "
        "certificate to the server's owner: if they don't know it, a device of this network made it, "
        "so send from another network.",
    ),
}
"""The certificate is refused."""

HANDSHAKE_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.TLS_TOO_OLD: FailureWords(
        culprits=("tls", "server_side"),
        title="The server at {endpoint} shares no TLS version with today's clients.",
        why="Clients offer TLS 1.2 and 1.3; versions before 1.2 are given up.",
        fix="Ask the server's owner to turn on TLS 1.2 or 1.3, or for another address that has it.",
        reference="RFC 8996",
    ),
    FailureCause.NO_COMMON_CIPHER: FailureWords(
        culprits=("tls", "server_side"),
        title="The server at {endpoint} and this client agree on no way to encrypt.",
        why="The server takes only ciphers that today's clients don't offer. Some servers say the "
        "same where they miss a client certificate or don't know the host name.",
        fix="Ask the server's owner for what its log says at this minute; ciphers such as ECDHE with "
        "AES-GCM have to be on.",
    ),
    FailureCause.CLIENT_CERTIFICATE_WANTED: FailureWords(
        culprits=("tls", "server_side", "token_url"),
        title="The server at {endpoint} wants a client certificate (mutual TLS).",
        why="The connector's form has no field for a client certificate, so the product can't show one.",
        fix="Ask the server's owner for an address without mutual TLS, often another host or port, "
        "and write it into {field}. Without one, the product can't use this system.",
        field="token_url",
        reference="RFC 8705 §2",
    ),
    FailureCause.NAME_UNKNOWN_TO_SERVER: FailureWords(
        culprits=("tls", "token_url", "server_side"),
        title="The server at {endpoint} has no certificate for this host name.",
        why="Something answers there for other names: the host is an alias or an old name, or it was "
        "not set up yet at the gateway or content network before the system.",
        fix="Check the host in {field} against the system's guide. If it is right, ask the server's "
        "owner to set up TLS for it.",
        field="token_url",
        reference="RFC 6066 §3",
    ),
    FailureCause.PLAIN_HTTP: FailureWords(
        culprits=("token_url", "tls", "server_side"),
        title="What listens at {endpoint} does not speak TLS.",
        why="{field} begins with https://, and its port belongs to a service in plain http, or to "
        "another one altogether.",
        fix="Correct the port in {field}; where none is needed leave it out, which means 443. If the "
        "service has http alone, ask its owner for https: over http everyone on the way reads the "
        "secrets.",
    ),
    FailureCause.TLS_CLOSED: FailureWords(
        culprits=("tls", "network", "server_side", "token_url"),
        title="The connection to {endpoint} was closed during the TLS handshake.",
        why="No reason was given. Firewalls do so with senders that are not on the allow-list and "
        "with host names they don't know; so does a service that is not https.",
        fix="Check host and port in {field}. If they are right, ask the server's owner for the log of "
        "its firewall or load balancer at this minute, and whether this machine's and the product's "
        "addresses are on the allow-list.",
    ),
    FailureCause.TLS_FAILED: FailureWords(
        culprits=("tls", "server_side", "token_url"),
        title="No TLS connection with {endpoint}.",
        why="The handshake broke off for a reason that is none of the usual ones.",
        fix="Check scheme, host and port in {field}. If they are right, show that reason to the "
        "server's owner.",
    ),
    FailureCause.CA_FILE_UNUSABLE: FailureWords(
        culprits=("tls",),
        title="Nothing was sent to {endpoint}: the CA file of the setting Trust can't be used.",
        why="Trust is a setting of this tool, not of the form.",
        fix="Set Trust to public (what a cloud service trusts), to system, or to a file of CA "
        "certificates in PEM form, which begins with -----BEGIN CERTIFICATE-----.",
    ),
}
"""It came to no certificate, or not because of it."""
