"""Markdown and HTML: what a server sends stays text in its place, and no secret and no request gets out."""

from __future__ import annotations

import html
import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.depth import examples
from tests.diagnosis.api.api_runs import given as token_given
from tests.programs import installed
from tests.runs import PASSWORD, SECRET, assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.interchange.report.html_page import html_page
from tui.interchange.report.markdown import markdown
from tui.interchange.report.writing import WRITERS

from .samples import HEADERS, case_of, refused, reported

MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</pre></details><b>", "]]>", "&lt;b&gt;",
    "$title",
    "```", "~~~~", "````\n# heading\n", "![x](http://evil.example/)", "[x](javascript:alert(1))", "|", "\\|",
    "\\",
    "`", "``", "\n# x\n", "\n- x", "\n\n---\n", "<http://evil.example>", "**x**", "_x_", "1. x", "</style>",
    "\r", "\0",
    '" style="', "' onload='", "${body}", "=", "+ x", "> x",
]  # fmt: skip
FOREIGN = st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=12)), max_size=8).map("".join)
HEADER = st.tuples(st.sampled_from(["X-A", "WWW-Authenticate", "Location", "X-Request-ID", "Date"]), FOREIGN)
BODIES = st.one_of(
    FOREIGN, FOREIGN.map(lambda text: json.dumps({"error": text[:20], "error_description": text}))
)
OWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "header", "section",
    "h1", "h2", "h3",
    "p",
    "time", "ul", "ol", "li", "dl", "div", "dt", "dd", "code", "pre", "details", "summary", "table", "tbody",
    "tr", "th",
    "td", "span",
}  # fmt: skip
FEW = settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def assert_makes_no_request(text: str) -> Page:
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= OWN_TAGS
    assert not page.comments
    for tag, attributes in page.tags:
        own = {"meta": {"charset", "http-equiv", "content", "name"}, "html": {"lang"}, "details": {"open"}}
        allowed = own.get(tag, {"class", "style", "scope"} if tag in {"span", "th"} else {"class"})
        assert set(attributes) <= allowed, (tag, attributes)
        assert tag == "span" or "style" not in attributes
    assert "url(" not in text.partition("</style>")[0]
    assert "@import" not in text.partition("</style>")[0]
    return page


@FEW
@given(body=BODIES, headers=st.lists(HEADER, max_size=3), status=st.sampled_from([200, 302, 400, 401, 500]))
@example(
    body="</pre><script>x</script>", headers=[("WWW-Authenticate", 'Basic realm="<img src=//e>"')], status=401
)
def test_no_markup_of_a_server_gets_into_the_page(
    body: str, headers: list[tuple[str, str]], status: int
) -> None:
    benign = assert_makes_no_request(html_page([reported(refused("x", (), status, name=body))]))
    page = assert_makes_no_request(html_page([reported(refused(body, headers, status, name=body))]))
    assert (
        [tag for tag, _ in page.tags].count("article")
        == [tag for tag, _ in benign.tags].count("article")
        == 1
    )


@FEW
@given(body=BODIES, headers=st.lists(HEADER, max_size=3), status=st.sampled_from([200, 302, 400, 401, 500]))
@example(body="````\n# x\n```", headers=[("Location", "`|` ![x](http://e/) <b>")], status=302)
@example(body="1. x\n", headers=[("X-Request-ID", "`` 1 `")], status=400)
def test_no_markup_of_a_server_gets_into_the_markdown(
    body: str, headers: list[tuple[str, str]], status: int
) -> None:
    report = reported(refused(body, headers, status, name=body))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown([report]))
    every = [inner for token in tokens for inner in (token, *(token.children or ()))]
    kinds = {token.type for token in every}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "table_open",
        "blockquote_open",
        "hr",
        "em_open",
        "code_block",
    }
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == 1 + len(report.sections)
    fences = [token for token in tokens if token.type == "fence"]
    assert len(fences) == 3
    assert all(token.info == "text" for token in fences)


@FEW
@given(before=FOREIGN, after=FOREIGN, secret=st.sampled_from([SECRET, PASSWORD]))
def test_no_secret_gets_out_wherever_a_server_echoes_it(before: str, after: str, secret: str) -> None:
    body = json.dumps(
        {"error": "invalid_grant", "error_description": f"{before} {secret} {after}", "trace_id": secret}
    )
    report = reported(refused(body, [*HEADERS, ("X-Request-ID", f"{before}{secret}")]))
    for write in WRITERS.values():
        text = write([report])
        assert_no_secret(text)
        assert_no_secret(html.unescape(text))


def test_an_address_at_the_start_of_a_line_is_no_list_and_stays_as_it_is() -> None:
    text = markdown([reported(case_of(token_given()))])
    assert "\n- 127.0.0.1 accepted the sign-in." in text


def test_a_page_holds_the_policy_that_forbids_requests_and_works_on_paper() -> None:
    text = html_page([reported(refused())])
    page = assert_makes_no_request(text)
    policies = [attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "@media print" in text
    assert "prefers-color-scheme: dark" in text
    assert all("open" in attributes for tag, attributes in page.tags if tag == "details")
    assert '{"error": "invalid_grant"' in "".join(page.texts)


def test_a_file_on_several_connectors_begins_with_their_verdicts() -> None:
    reports = [reported(refused(name="one")), reported(refused(name="two|2"))]
    text = markdown(reports)
    assert text.startswith("# 2 connectors\n\n- one: Fails: ")
    assert "\n- two\\|2: Fails: " in text
    page = html_page(reports)
    assert page.index("2 connectors") < page.index("<article")


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_color_of_text_stands_out_from_what_is_behind_it() -> None:
    style = html_page([reported(refused())])
    for block in style.split(":root {")[1:3]:
        colors: dict[str, str] = {}
        for part in block.partition("}")[0].split(";"):
            name, _, value = part.partition(":")
            colors[name.strip()] = value.strip()
        for text in ("--text", "--soft", "--accent", "--good", "--bad"):
            for behind in ("--card", "--inset", "--page"):
                one, other = sorted((_luminance(colors[text]), _luminance(colors[behind])))
                assert (other + 0.05) / (one + 0.05) >= 4.5, (text, behind)


def test_a_browser_shows_the_findings_and_asks_for_nothing(tmp_path: Path) -> None:
    chromium = installed("chromium", "chromium-browser", "google-chrome", package="chromium")
    with RawServer(answering(http_answer(200, b""))) as server:
        evil = f'<img src="http://{server.address}/evil-a"><link rel=stylesheet href="http://{server.address}/evil-b">'
        path = tmp_path / "report.html"
        path.write_text(
            html_page([reported(refused(f"{evil}<script>document.title='evil'</script>"))]), encoding="utf-8"
        )
        done = subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu",
                f"--user-data-dir={tmp_path / 'user'}",
                "--disable-background-networking", "--disable-component-update", "--no-first-run",
                f"--proxy-server=http://{server.address}", "--proxy-bypass-list=<-loopback>", "--dump-dom",
                path.as_uri(),
            ],
            capture_output=True, text=True, timeout=120, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        asked = [request for request in server.requests if b"/evil-" in request]
    assert done.returncode == 0, done.stderr[-2000:]
    assert asked == []
    assert "For the customer" in done.stdout
    assert "&lt;img src=" in done.stdout
    assert "<title>evil" not in done.stdout
