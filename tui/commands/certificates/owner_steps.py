"""What the server's owner, or whoever helps them, is to do about its certificates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnosis.failures.tls import CERTIFICATE_FAILURES, HANDSHAKE_FAILURES
from ...oauth2.form_fields import short_label_of
from ...plain_text import plain_line
from ...transport.chains.building import Gap
from ...transport.chains.served_chain import Oddity, ServedChain

_FILE: Final = "chain.pem"
"""What the file is called in the lines where none was named."""
_TO_REPAIR: Final = frozenset({Oddity.MISPLACED, Oddity.STRANGER, Oddity.REPEATED, Oddity.EXPIRED})
_SERVERS: Final = """\
nginx    ssl_certificate {file};
         then: nginx -t && systemctl reload nginx
Apache   SSLCertificateFile {file}
         from 2.4.8 on; remove SSLCertificateChainFile
HAProxy  cat {file} private.key > site.pem
         and: bind :443 ssl crt site.pem
IIS      certutil -addstore CA intermediate.cer
         once for each that is left out; IIS builds the chain itself"""


def owner_steps(chain: ServedChain, file: str, *, fetched: bool) -> Iterator[str]:
    """Yield the steps, each a sentence; further lines of one are to be copied as they are."""
    is_of_intermediates = chain.misses_an_intermediate or (chain.gap and chain.gap.has_expired)
    if chain.failure and not is_of_intermediates:
        words = {**CERTIFICATE_FAILURES, **HANDSHAKE_FAILURES}.get(chain.failure.cause)
        if words:
            places = {"endpoint": chain.endpoint, "field": short_label_of("token_url")}
            yield plain_line(words.fix.format_map(places))
    elif chain.failure and Oddity.EXPIRED in chain.oddities()[0]:
        yield "Ask the server's owner to renew the certificate, and to send its intermediates along."
    if chain.inspector:
        return
    if chain.gap and not chain.repaired:
        yield from _closing(chain.gap, fetched=fetched)
    if chain.repaired and (chain.missing or _is_untidy(chain)):
        yield from _installing(chain, file)
    elif any(Oddity.ROOT in oddities for oddities in chain.oddities()):
        yield "The root can be left out of what the server sends. It does no harm."
    if chain.root and not chain.built.is_trusted and chain.failure:
        yield f"Only clients that were given the root {plain_line(chain.root.certificate.subject)} accept it."


def _is_untidy(chain: ServedChain) -> bool:
    return any(_TO_REPAIR & set(oddities) for oddities in chain.oddities())


def _closing(gap: Gap, *, fetched: bool) -> Iterator[str]:
    what = f"the {'valid ' if gap.has_expired else ''}certificate of {plain_line(gap.subject)}"
    can_be_fetched = gap.web_urls and not fetched
    if can_be_fetched:
        yield f"Run this again with --fetch: it gets {what} from there."
    yield f"{'Or get' if can_be_fetched else 'Get'} {what} from its CA, and run this again with --add FILE."


def _installing(chain: ServedChain, file: str) -> Iterator[str]:
    shown = plain_line(file) if file else _FILE
    if not file:
        yield f"Run this again with --output {_FILE}: it writes the certificates to be sent, in order."
    yield (
        f"Give {shown} to the server's owner. It takes the place of the certificate's file; the private key "
        f"stays as it is.\n{_SERVERS.format(file=shown)}"
    )
    yield f"Then run this again: it must find nothing wrong at {chain.endpoint}."
