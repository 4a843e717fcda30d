"""The whole journey in a real browser: a refused secret is found, corrected, accepted and saved."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, write_profile
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.profiles.reading import load_profile

pytest.importorskip("textual_serve", reason="textual-serve is in the extra test")

from .browser import Browser
from .serving import serving

GRANTED = answering(http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode()))
REFUSED = answering(http_answer(401, b'{"error": "invalid_client"}'))
WITHOUT_WEBGL = ("--disable-webgl", "--disable-webgl2", "--disable-3d-apis")
"""As on remote desktops and in browsers that a company has locked down."""
IS_DRAWN = """(() => {
    const rows = document.querySelector(".xterm-rows");
    const hasColors = (canvas) => {
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data.buffer;
        return pixels && new Set(new Uint32Array(pixels)).size > 20;
    };
    return rows?.innerText.includes("Works") || [...document.querySelectorAll("canvas")].some(hasColors);
})()"""
"""Whether the terminal shows something: in elements of the page, or drawn on a canvas."""
SECRETS = {"CONNECTOR_DOCTOR_CLIENT_SECRET": "wr0ng-made-up", "CONNECTOR_DOCTOR_PASSWORD": PASSWORD}


@pytest.mark.parametrize("options", [(), WITHOUT_WEBGL], ids=["", "without WebGL"])
async def test_a_refused_secret_is_corrected_and_the_profile_saved_in_a_browser(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    with RawServer(REFUSED, GRANTED) as server:
        path = write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "basic"')
        async with (
            serving(tmp_path, "acme", variables=SECRETS) as served,
            Browser(tmp_path / "browser", *options) as page,
        ):
            await page.allows(served.url, tmp_path / "downloads")
            await page.open(served.url)
            await page.sees("Review", "POST /oauth2/token HTTP/1.1")
            assert_no_secret(page.seen, *SECRETS.values())
            await page.press("f")
            await page.sees("Form sheet: acme")
            await page.press("y")
            await page.sees("Copied the form sheet")
            assert "Form sheet: acme" in await page.evaluate("navigator.clipboard.readText()")
            await page.press("w")
            await page.until(lambda: page.downloaded, "nothing was downloaded")
            (sheet,) = (tmp_path / "downloads").glob("connector-doctor-form-sheet-*.txt")
            assert "Form sheet: acme" in sheet.read_text()
            await page.press("escape")
            await page.sees("POST /oauth2/token HTTP/1.1")
            await page.press("s")
            await page.sees("Fails", "Client Secret")
            await page.press("g")
            await page.sees("Step 2 of 10")
            await page.press("end", "ctrl+u", CLIENT_SECRET)
            await page.press("shift+tab", "end", "ctrl+u", "efgh-5678")
            await page.press("ctrl+g")
            await page.press("8")
            await page.sees("Client-Id: efgh-5678")
            await page.press("s")
            await page.sees("Works")
            assert_no_secret(page.seen, *SECRETS.values(), CLIENT_SECRET, "tok-4f1d.made-up")
            await page.press("ctrl+s")
            await page.until(
                lambda: load_profile(path).connector.client_id == "efgh-5678", "the profile was not saved"
            )
            assert await page.evaluate(IS_DRAWN)
            assert page.exceptions == []
            assert {urlsplit(url).netloc for url in page.asked_for} == {urlsplit(served.url).netloc}
            assert page.refusals == []
            await page.press("ctrl+q")
            await page.waits_for("document.body.classList.contains('-closed')")
            status, said = await served.interrupted()
    assert (status, "Traceback" in said) == (0, False)
    last = server.requests[-1].decode()
    assert "Client-Id: efgh-5678\r\n" in last
    assert f"Client-Secret: {CLIENT_SECRET}\r\n" in last
