"""TLS failed: the certificate, the server's TLS settings, or something that is not the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .network import ALLOW_LIST
from .words import FailureWords

_CERTIFICATE: Final = ("tls", "server_side")
_CLOCK: Final = "Compare this machine's date and time with a public clock: a wrong clock looks the same."
_NOT_IN_THE_FORM: Final = "No field of the form can fix this."

CERTIFICATE_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.CERTIFICATE_EXPIRED: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one in its chain, has expired.",
        why="Every client that checks certificates refuses it, and so does the product.",
        fix=f"{_CLOCK} If this clock is right, ask the server's owner to renew the certificate. "
        f"{_NOT_IN_THE_FORM}",
        reference="RFC 5280 §4.1.2.5",
    ),
    FailureCause.CERTIFICATE_NOT_YET_VALID: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one in its chain, is not valid yet.",
        why="By this machine's clock, its first day is still to come.",
        fix=f"{_CLOCK} If this clock is right, wait for that day, "
        "or ask the server's owner to use the previous certificate until then.",
        reference="RFC 5280 §4.1.2.5",
    ),
    FailureCause.CERTIFICATE_FOR_ANOTHER_NAME: FailureWords(
        culprits=("tls", "token_url", "server_side"),
        title="The certificate of {endpoint} is for another name.",
        why="It does not list the host in {field}. That host is an alias, an old name, a bare IP address, "
        "or a name that the server is not set up for. Or another server answers there.",
        fix="{field}: use one of the certificate's names as the host, if it is the system's own. "
        "If the host is right, ask its owner for a certificate that lists it.",
        field="token_url",
        reference="RFC 9110 §4.3.4",
    ),
    FailureCause.CERTIFICATE_SELF_SIGNED: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint} is self-signed.",
        why="No CA vouches for it, and the product trusts only public CAs. "
        "New and internal systems have such certificates, "
        "and so do devices that answer in place of a server.",
        fix="Ask the server's owner for a certificate from a public CA. "
        "To test the rest from here, get this certificate as a file from the owner. "
        "Then set Trust (a setting of this tool) to that file.",
    ),
    FailureCause.PRIVATE_CA: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint} is from a private CA.",
        why="A company's own CA signed it. "
        "That company's machines trust it, so browsers there show no error. "
        "The product trusts only public CAs, so it fails.",
        fix="Ask the server's owner for a certificate from a public CA at this address, "
        "or for a way through the on-premise agent. To test the rest from here, "
        "set Trust (a setting of this tool) to the CA's file. On a machine that trusts it, system will do. "
        "If it should be a public CA, “connector-doctor certificates” tells what the server leaves out.",
    ),
    FailureCause.TLS_INSPECTED: FailureWords(
        culprits=("tls", "network"),
        title="A device on this network intercepts the TLS connection to {endpoint}.",
        why="The certificate is not the server's. A web filter made it, to read the traffic of this network. "
        "The product does not go through this filter, so this says nothing about the connector.",
        fix="Send from a network without the filter, or ask its administrator to exempt this host. "
        "Or set Trust (a setting of this tool) to system: "
        "that tests through the filter, which then reads the secrets.",
    ),
    FailureCause.INTERMEDIATE_MISSING: FailureWords(
        culprits=_CERTIFICATE,
        title="The server at {endpoint} leaves out an intermediate certificate.",
        why="That certificate links the server's own to a public CA, and the server must send it. "
        "Browsers fetch or remember it, so they hide this fault. The product and most programs don't.",
        fix="Ask the server's owner to install the full chain from its CA (“bundle” or “fullchain”). "
        "“connector-doctor certificates” names what is missing, and writes that chain for them. "
        f"{_NOT_IN_THE_FORM}",
        reference="RFC 8446 §4.4.2",
    ),
    FailureCause.CERTIFICATE_TOO_WEAK: FailureWords(
        culprits=_CERTIFICATE,
        title="The certificate of {endpoint}, or one in its chain, is too weak to be trusted.",
        why="Its key is too short, or its signature uses a broken digest (MD5, SHA-1).",
        fix="Ask the server's owner for a new certificate: RSA with 2048 bits or more, "
        "or an elliptic curve, signed with SHA-256.",
    ),
    FailureCause.CERTIFICATE_REFUSED: FailureWords(
        culprits=("tls", "server_side", "network"),
        title="The certificate of {endpoint} is not trusted.",
        why="The reason does not say whose fault it is. The usual causes are a private CA, "
        "an incomplete chain, or a filter that made its own certificate.",
        fix="If the reason names the setting Trust, change that setting. "
        "Look at the chain with “connector-doctor certificates”. "
        "Otherwise show the reason and the certificate to the server's owner. "
        "If the owner does not know it, a device on this network made it: send from another network.",
    ),
}
"""The certificate is refused."""

HANDSHAKE_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.TLS_TOO_OLD: FailureWords(
        culprits=("tls", "server_side"),
        title="The server at {endpoint} has no TLS version in common with current clients.",
        why="Clients offer TLS 1.2 and 1.3. Older versions are retired.",
        fix="Ask the server's owner to turn on TLS 1.2 or 1.3, or for another address that has it.",
        reference="RFC 8996",
    ),
    FailureCause.NO_COMMON_CIPHER: FailureWords(
        culprits=("tls", "server_side"),
        title="The server at {endpoint} has no cipher in common with this client.",
        why="It accepts only ciphers that current clients don't offer. Some servers say the same "
        "when they miss a client certificate or don't know the host name.",
        fix="Ask the server's owner what this minute's log says. "
        "Ciphers such as ECDHE with AES-GCM must be on.",
    ),
    FailureCause.CLIENT_CERTIFICATE_WANTED: FailureWords(
        culprits=("tls", "server_side", "token_url"),
        title="The server at {endpoint} requires a client certificate (mutual TLS).",
        why="The form has no field for a client certificate, so the product can't send one.",
        fix="Ask the server's owner for an address without mutual TLS, often another host or port. "
        "{field}: enter it. Without one, the product can't use this system.",
        field="token_url",
        reference="RFC 8705 §2",
    ),
    FailureCause.NAME_UNKNOWN_TO_SERVER: FailureWords(
        culprits=("tls", "token_url", "server_side"),
        title="The server at {endpoint} has no certificate for this host name.",
        why="It answers only for other names. This host is an alias or an old name, "
        "or the gateway or content network in front of the system does not know it yet.",
        fix="{field}: compare the host with the system's guide. "
        "If it is right, ask the server's owner to set up TLS for it.",
        field="token_url",
        reference="RFC 6066 §3",
    ),
    FailureCause.PLAIN_HTTP: FailureWords(
        culprits=("token_url", "tls", "server_side"),
        title="The service at {endpoint} does not speak TLS.",
        why="{field} begins with https://, but its port belongs to a plain http service "
        "or to something else altogether.",
        fix="{field}: correct the port, or leave it out to use 443. "
        "If the service has only http, ask its owner for https.",
    ),
    FailureCause.TLS_CLOSED: FailureWords(
        culprits=("tls", "network", "server_side", "token_url"),
        title="The connection to {endpoint} was closed during the TLS handshake.",
        why="No reason was given. Firewalls do this to senders that are not on the allow-list "
        "and to host names that they don't know. So do services that are not https.",
        fix="{field}: check host and port. If they are right, ask the server's owner "
        f"for this minute's log of the firewall or load balancer. {ALLOW_LIST}",
    ),
    FailureCause.TLS_FAILED: FailureWords(
        culprits=("tls", "server_side", "token_url"),
        title="The TLS handshake with {endpoint} failed.",
        why="The reason is an unusual one.",
        fix="{field}: check scheme, host and port. If they are right, show the reason to the server's owner.",
    ),
    FailureCause.CA_FILE_UNUSABLE: FailureWords(
        culprits=("tls",),
        title="Nothing was sent to {endpoint}: the CA file in the setting Trust can't be used.",
        why="Trust is a setting of this tool, not a field of the form.",
        fix="Set Trust to public (what a cloud service trusts), to system, "
        "or to a file of CA certificates in PEM format. "
        "Such a file begins with -----BEGIN CERTIFICATE-----.",
    ),
}
"""The handshake failed before a certificate was judged, or for another reason."""
