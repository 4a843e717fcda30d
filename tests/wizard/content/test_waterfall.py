"""The waterfall: each layer with its time and its bar, where an attempt stopped, what was never reached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.wizard.samples import BASIC, COMPLETE, GRANTED, attempt, failed_attempt
from tui.interchange.report.layers import layers_of, layers_under_way
from tui.oauth2.assembly import assemble
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import AddressTrial, Connection, Layer, Peer, Progress, Timings
from tui.oauth2.exchange import BodyFault, Exchange
from tui.oauth2.transport_failure import FailureCause
from tui.plain_text import plain_text
from tui.wizard.content.waterfall import Waterfall

TIMES = Timings(dns=10.0, connect=30.0, tls=40.0, send=0.01, wait=1_920.0, receive=0.3, total=2_000.4)
FOUND = ("192.0.2.1", "192.0.2.2", "192.0.2.3")
WAY = Connection(
    addresses=FOUND, trials=(AddressTrial("192.0.2.1", "Network is unreachable"), AddressTrial("192.0.2.2"))
)
PEER = Peer("192.0.2.2", "TLSv1.3", "TLS_AES_256_GCM_SHA384")


def exchange_of(made: Attempt) -> Exchange:
    assert made.exchange
    return made.exchange


GRANT = replace(exchange_of(attempt(200, GRANTED)), timings=TIMES, connection=WAY, peer=PEER)


def lines(exchange: Exchange, width: int = 100) -> list[str]:
    return [line.rstrip() for line in Waterfall(layers_of(exchange)).content(width).plain.splitlines()]


def words(exchange: Exchange, width: int = 100) -> list[str]:
    """Return the lines without their bars and gaps."""
    return [" ".join(line.replace("━", "").replace("╸", "").split()) for line in lines(exchange, width)]


def test_each_layer_has_its_time_and_what_it_met() -> None:
    assert words(GRANT) == [
        "✓ DNS 10 ms 192.0.2.1, 192.0.2.2, 192.0.2.3",
        "✓ TCP 30 ms 192.0.2.2",
        "✗ 192.0.2.1: Network is unreachable",
        "✓ TLS 40 ms TLSv1.3 · TLS_AES_256_GCM_SHA384",
        "✓ Send <0.1 ms",
        "✓ Wait 1,920 ms",
        "✓ Receive 0.3 ms 170 bytes",
    ]


def test_bars_stand_where_a_layer_began_and_are_as_long_as_it_took() -> None:
    even = Timings(dns=250.0, connect=250.0, tls=0.0, send=0.2, wait=500.0, receive=0.0, total=1_000.0)
    bars = [line[22 : 22 + 25] for line in lines(replace(GRANT, timings=even, connection=Connection()))]
    starts = [len(bar) - len(bar.lstrip()) for bar in bars]
    assert starts == [0, 6, 12, 12, 12, 24]
    assert [len(bar.strip()) for bar in bars] == [6, 6, 1, 1, 13, 1]
    assert [bars[number].strip() for number in (2, 3, 5)] == [
        "╸",
        "╸",
        "╸",
    ]  # hardly any time, and yet a mark


@pytest.mark.parametrize("width", [20, 44, 47, 60, 87, 167, 300])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    hostile = AddressTrial("192.0.2.9", "漢字\x1b[2J\u202e" * 200)
    wild = replace(
        GRANT, connection=replace(WAY, trials=(hostile,) * 9), peer=replace(PEER, cipher="漢" * 999)
    )
    content = Waterfall(layers_of(wild)).content(width)
    assert all(line.cell_length <= width for line in content.split("\n"))
    assert content.plain == plain_text(content.plain)
    assert "and 5 more addresses failed"[: width - 5] in content.plain


def test_of_many_addresses_as_many_are_shown_as_there_is_room_for() -> None:
    assert words(GRANT, 47)[0] == "✓ DNS 10 ms 192.0.2.1 +2"
    assert words(replace(GRANT, connection=replace(WAY, addresses=FOUND[:1])), 47)[0].endswith("192.0.2.1")


def test_a_failure_marks_where_it_stopped_what_worked_and_what_was_not_reached() -> None:
    failed = exchange_of(failed_attempt(FailureCause.CERTIFICATE_EXPIRED, "It has expired."))
    times = Timings(dns=1.0, connect=2.0, proxy=8.0, tls=3.0, total=14.0)
    connection = replace(WAY, proxy="proxy.example:3128", stopped_at=Layer.TLS)
    stopped = replace(failed, timings=times, connection=connection)
    assert [line for line in words(stopped) if "192" not in line] == [
        "✓ Proxy 8.0 ms proxy.example:3128",
        "✗ TLS 3.0 ms stopped here",
        "Send not reached",
        "Wait not reached",
        "Receive not reached",
    ]
    assert all("not reached" in line for line in words(failed))  # nothing was begun


def test_plain_http_has_no_tls_and_an_address_no_name() -> None:
    connector = replace(COMPLETE, token_url="http://127.0.0.1/token")
    plain = replace(
        GRANT, request=assemble(connector, BASIC), connection=Connection(), peer=Peer("127.0.0.1")
    )
    assert words(plain)[:3] == ["✓ DNS 10 ms no lookup needed", "✓ TCP 30 ms 127.0.0.1", "✓ Send <0.1 ms"]
    unknown = replace(plain, timings=replace(TIMES, dns=None))
    assert words(unknown)[0] == "✓ DNS – no lookup needed"


def test_a_body_that_is_cut_short_is_no_success_of_its_layer() -> None:
    cut = exchange_of(attempt(200, b"{}", body_fault=BodyFault.CUT_SHORT))
    assert words(cut)[-1] == "! Receive 0.6 ms incomplete · 2 bytes"


def test_what_is_under_way_grows_and_says_so_in_words() -> None:
    times = Timings(dns=10.0, connect=30.0, tls=40.0, send=1.0, wait=5.0, total=86.0)
    progress = Progress(Layer.WAIT, times, WAY, PEER)
    seen = []
    for turn, since in enumerate((0.0, 500.0)):
        rows = layers_under_way(GRANT.request, progress, since)
        content = Waterfall(rows, turn).content(100).plain.splitlines()
        seen.append(" ".join(content[-2].replace("━", "").split()))
        assert content[-1].split() == ["Receive", "not", "reached"]
    assert seen == ["◐ Wait 5.0 ms waiting for the first byte", "◓ Wait 505 ms waiting for the first byte"]
    nothing = Progress(None, Timings(), Connection(), None)
    assert all(
        "not reached" in line
        for line in str(Waterfall(layers_under_way(GRANT.request, nothing, 9.0))).splitlines()
    )
