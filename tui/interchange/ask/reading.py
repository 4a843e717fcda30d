"""Reads what a customer's script printed into a side: what it says, and nothing that it doesn't.

outputs_in ──> sections of entries ──> Side
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...diagnosis.sides.side import Side
from ...ip_addresses import ip_address_of
from ...oauth2.foreign_time import read_moment
from ...oauth2.http_response import HttpResponse
from ...oauth2.transport_failure import FailureCause, FailureKind, TransportFailure
from ..pasted_response import read_pasted_response
from .certificate_entries import PAIR, certificates_in
from .curl_errors import curl_failure, is_zero
from .sections import HEADINGS, Output, outputs_in

_ASKED, _NAME, _PROXIES, _DIRECT, _CERTIFICATES, _REQUEST = HEADINGS
_NUMBERED: Final = re.compile(r"[1-9]\d{0,3}:(.*)", re.DOTALL)
_FACT: Final = re.compile(r"\b([a-z]{2,10})=(\S{1,60})")
_URL: Final = re.compile(r"https?://[^\s<>\"|]{1,4000}", re.IGNORECASE)
_STATUS_LINE: Final = re.compile(r"HTTP/\d(?:\.\d)? [1-5]\d\d\b")
_NO_ANSWER: Final = re.compile(
    r"SERVFAIL|timed?[- ]?out|no response|no servers could|TryAgain", re.IGNORECASE
)
_SURELY_MISSING: Final = re.compile(r"NXDOMAIN|Non-existent domain|HostNotFound", re.IGNORECASE)
_IP: Final = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]{3,45}(?:%\w{1,15})?(?![\w.:])")
_SYSTEM_PROXY: Final = re.compile(r"ProxyServer\s+REG_SZ\s+(\S{1,200})", re.IGNORECASE)
_PROXY_FOR_HTTPS: Final = re.compile(r"https=(?:\w+://)?([^;/]+)", re.IGNORECASE)
_PROXY_ON: Final = re.compile(r"ProxyEnable\s+REG_DWORD\s+0x0*1\b", re.IGNORECASE)
_MOST_ADDRESSES: Final = 30


def sides_in(text: str) -> tuple[Side, ...]:
    """Return what each script's output in a text says; empty where it holds none. Never raises.

    A thread repeats what it quotes: outputs that say the same count once.
    """
    return tuple(dict.fromkeys(_side(output) for output in outputs_in(text)))


def _side(output: Output) -> Side:
    url = _url(output)
    is_https = url.lower().startswith("https:")
    direct_facts, facts = _facts(output.of(_DIRECT)), _facts(output.of(_REQUEST))
    # A proxy's refusal to connect is printed, too, but it is no response to the request.
    answer = None if facts.get("status") == "000" else _answer(output.of(_REQUEST))
    proxies = tuple(_proxies(output.of(_PROXIES)))
    proxy = _proxy_used(facts, proxies, is_https=is_https)
    failure = None
    if answer is None:
        failure = curl_failure(output.of(_REQUEST), facts, is_https=is_https, is_by_proxy=bool(proxy))
        failure = _judged(failure, output.of(_NAME))
    direct = curl_failure(output.of(_DIRECT), direct_facts, is_https=is_https)
    certificates = tuple(certificates_in(output.of(_CERTIFICATES)))
    return Side(
        url=url,
        time=read_moment(_value(output.of(_ASKED), "time")),
        addresses=tuple(_addresses(output.of(_NAME))),
        proxies=proxies,
        proxy=proxy,
        ip=_ip((direct_facts if proxy else facts).get("ip")) or _ip(direct_facts.get("ip")),
        certificates=certificates,
        is_whole_chain=any(seen.sha256 for seen in certificates),
        is_trusted=_is_trusted(answer, failure, facts, is_https=is_https),
        direct=_judged(direct, output.of(_NAME)),
        failure=failure,
        response=answer,
    )


def _url(output: Output) -> str:
    """Return the URL. Where it was wrapped, blanks stand in it; a ticket may have made a link of it."""
    found = _URL.search(re.sub(r"\s", "", _value(output.of(_ASKED), "url")))
    url = found[0].partition("](")[0] if found else ""
    return url if "[" in url else url.removesuffix("]")


def _value(entries: Sequence[str], key: str) -> str:
    pairs = (PAIR.match(entry) for entry in entries)
    return next((pair[2].strip() for pair in pairs if pair and pair[1].lower() == key), "")


def _facts(entries: Sequence[str]) -> dict[str, str]:
    """Return what curl measured; of a batch file it is the last line of the response."""
    told = [entry[entry.index("facts:") :] for entry in entries if "facts: status=" in entry]
    return dict(_FACT.findall(told[-1])) if told else {}


def _answer(entries: Sequence[str]) -> HttpResponse | None:
    """Return the response; None where no status line came."""
    lines = [found[1] for entry in entries if (found := _NUMBERED.match(entry))]
    kept = [line for line in lines if not line.startswith(("facts: status=", "curl: ("))]
    start = next((place for place, line in enumerate(kept) if _STATUS_LINE.match(line)), None)
    if start is None:
        return None
    pasted = read_pasted_response("\n".join(kept[start:]))
    tunnel_only = pasted.status == 200 and "connection established" in pasted.response.reason.lower()
    return None if not pasted.status or tunnel_only else pasted.response


def _proxies(entries: Sequence[str]) -> Iterator[str]:
    is_on = any(_PROXY_ON.search(entry) for entry in entries)
    for entry in entries:
        if system := _SYSTEM_PROXY.match(entry):
            if is_on:
                for_each = _PROXY_FOR_HTTPS.search(system[1])  # http=a:80;https=b:443
                yield f"system: {for_each[1] if for_each else system[1]}"
        elif not _PROXY_ON.match(entry) and (pair := PAIR.match(entry)) and pair[2].strip():
            # The script left the credentials out; an older or a changed one may not.
            yield f"{pair[1]}: {pair[2].strip().rpartition('@')[2][:200]}"


def _proxy_used(facts: Mapping[str, str], proxies: Sequence[str], *, is_https: bool) -> str:
    """Return the proxy that curl went through; empty if none is known."""
    wanted = ("https_proxy", "all_proxy") if is_https else ("http_proxy", "all_proxy")
    names = dict(setting.partition(": ")[::2] for setting in proxies)
    folded = {name.lower(): host for name, host in names.items()}
    named = next((folded[name] for name in wanted if folded.get(name)), "")
    if is_https and facts.get("proxy", "000") != "000":
        return named or "a proxy"
    return named if "no_proxy" not in folded else ""


def _judged(failure: TransportFailure | None, names: Sequence[str]) -> TransportFailure | None:
    """Tell a name that doesn't exist from a lookup that failed: curl says the same of both."""
    told = " ".join(names)
    if failure is None or failure.cause is not FailureCause.NAME_NOT_FOUND:
        return failure
    if _NO_ANSWER.search(told) and not _SURELY_MISSING.search(told):
        return TransportFailure(FailureCause.RESOLVER_FAILED, failure.message)
    return failure


def _is_trusted(
    answer: HttpResponse | None, failure: TransportFailure | None, facts: Mapping[str, str], *, is_https: bool
) -> bool | None:
    """Tell whether curl accepted the certificate; None if it didn't come to that."""
    if not is_https:
        return None
    if answer or (failure and failure.kind is not FailureKind.TLS and not is_zero(facts.get("tls", "0"))):
        return True
    about = failure is not None and failure.cause.word.startswith(("certificate_", "private_ca"))
    return False if about and failure and failure.cause is not FailureCause.CA_FILE_UNUSABLE else None


def _addresses(entries: Sequence[str]) -> list[str]:
    """Return the addresses of the name: as the script lists them, or as nslookup does after the name."""
    found: list[str] = []
    after_name = False
    for entry in entries:
        numbered = _NUMBERED.match(entry)
        line = numbered[1] if numbered else entry
        after_name = after_name or bool(numbered and re.match(r"\s*Names?:", line))
        if not numbered or after_name:
            found += [
                text.lower() for text in _IP.findall(line.partition(":")[2] or line) if ip_address_of(text)
            ]
    return list(dict.fromkeys(found))[:_MOST_ADDRESSES]


def _ip(text: str | None) -> str:
    return text or "" if ip_address_of(text) else ""
