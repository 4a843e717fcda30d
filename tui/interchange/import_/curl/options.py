"""curl's options: which take a value, and the long name of each short one (curl's manual page)."""

from __future__ import annotations

from typing import Final

SHORT: Final = {
    "A": "user-agent", "b": "cookie", "c": "cookie-jar", "C": "continue-at", "d": "data", "D": "dump-header",
    "e": "referer", "E": "cert", "F": "form", "H": "header", "K": "config", "m": "max-time", "o": "output",
    "P": "ftp-port", "Q": "quote", "r": "range", "t": "telnet-option", "T": "upload-file", "u": "user",
    "U": "proxy-user", "w": "write-out", "x": "proxy", "X": "request", "y": "speed-time", "Y": "speed-limit",
    "z": "time-cond",
    "a": "append", "B": "use-ascii", "f": "fail", "g": "globoff", "G": "get", "h": "help", "i": "include",
    "I": "head", "j": "junk-session-cookies", "J": "remote-header-name", "k": "insecure", "l": "list-only",
    "L": "location", "M": "manual", "n": "netrc", "N": "no-buffer", "O": "remote-name", "p": "proxytunnel",
    "q": "disable", "R": "remote-time", "s": "silent", "S": "show-error", "v": "verbose", "V": "version",
    "Z": "parallel", "#": "progress-bar", ":": "next",
    "0": "http1.0", "1": "tlsv1", "2": "sslv2", "3": "sslv3", "4": "ipv4", "6": "ipv6",
}  # fmt: skip
"""The short options."""
TAKES_VALUE: Final = frozenset(
    """
    abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config
    connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data
    data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr
    dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save
    expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port
    ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts
    interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl
    limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs
    max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max parallel-max-host pass
    pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert
    proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass
    proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword
    proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request
    request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4
    socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option
    tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
    trace-config unix-socket upload-file upload-flags url url-query user user-agent variable
    vlan-priority write-out
    """.split()
)
"""The long options that take a value."""
BOOLEAN: Final = frozenset(
    """
    anyauth append basic ca-native compressed compressed-ssh crlf digest disable disable-eprt
    disable-epsv disallow-username-in-url doh-insecure fail fail-early fail-with-body form-escape
    get globoff head http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only include
    insecure ipv4 ipv6 junk-session-cookies list-only location location-trusted manual metalink
    mptcp negotiate netrc netrc-optional next no-buffer no-progress-meter ntlm ntlm-wb parallel
    parallel-immediate path-as-is post301 post302 post303 progress-bar proxy-anyauth proxy-basic
    proxy-digest proxy-insecure proxytunnel raw remote-header-name remote-name remote-name-all
    remote-time remove-on-error retry-all-errors retry-connrefused sessionid show-error show-headers
    silent skip-existing ssl ssl-reqd suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1
    tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii verbose version xattr
    """.split()
)
"""The long options that take none."""


def full_name(name: str) -> str:
    """Return the long option that a name means: curl takes a beginning that fits only one."""
    name = name.lower().removeprefix("expand-")
    if name in TAKES_VALUE or name in BOOLEAN:
        return name
    fitting = [option for option in TAKES_VALUE | BOOLEAN if option.startswith(name)] if name else []
    return fitting[0] if len(fitting) == 1 else name
