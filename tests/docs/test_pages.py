"""The shape of what is written: each page alike, no line too wide for a terminal, no link into nothing."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tui.docs.pages import TOPICS, read_page, topic_of_link

from .written import ALL, OTHERS, PAGES, ROOT, codes

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_LONGEST_LINE = 80
_TABLES = {"tui/docs/keys.md", "tui/docs/key-ids.md"}
"""Pages in which one looks something up, and which nobody reads from end to end."""


def test_every_page_has_its_topic_and_every_topic_its_page() -> None:
    found = {entry.name for entry in files("tui.docs").iterdir() if entry.name.endswith(".md")}
    assert found == {f"{topic}.md" for topic in TOPICS}
    assert len(TOPICS) == len(set(TOPICS))
    with pytest.raises(KeyError):
        read_page("../docs/keys")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_says_first_what_it_is_about(topic: str) -> None:
    page = read_page(topic)
    assert page.text.startswith(f"# {page.title}\n\n{page.summary}\n\n")
    assert re.findall(r"^# ", re.sub(r"```.*?```", "", page.text, flags=re.DOTALL), re.MULTILINE) == ["# "]
    assert page.summary.endswith(".")
    assert page.text.endswith("\n")
    assert not page.text.endswith("\n\n")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_terminal(name: str) -> None:
    wide = [line for line in PAGES[name].splitlines() if len(line) > _LONGEST_LINE]
    assert wide == []
    assert name in _TABLES or len(PAGES[name].splitlines()) < 240, "a page is short"


@pytest.mark.parametrize("name", ALL)
def test_every_link_leads_somewhere(name: str) -> None:
    for address in _LINK.findall(ALL[name]):
        if "://" in address:
            assert address.startswith("https://")
        elif name in PAGES:
            assert topic_of_link(address), f"{address}: from a page only another page can be reached"
        else:
            assert ((ROOT / name).parent / address.partition("#")[0]).exists(), address


@pytest.mark.parametrize("name", OTHERS)
def test_every_path_of_the_project_exists(name: str) -> None:
    for code in codes(OTHERS[name]):
        if re.match(r"(tui|tests|screenshots|\.ci|\.github)/", code):
            assert list(ROOT.glob(code.rstrip("/"))), code


def test_a_link_that_leads_out_is_no_topic() -> None:
    assert topic_of_link("keys.md") == topic_of_link("keys.md#start") == "keys"
    for address in (
        "",
        "#start",
        "keys",
        "https://example.com/keys.md",
        "../keys.md",
        "other.md",
        "keys.md.exe",
    ):
        assert topic_of_link(address) == ""


def test_nothing_is_named_twice() -> None:
    titles = [read_page(topic).title for topic in TOPICS]
    assert len(titles) == len(set(titles))


def test_the_readme_is_read_to_its_end() -> None:
    readme = ALL["README.md"]
    assert len(readme.splitlines()) <= 150
    assert readme.count("![") == 1
    for topic in TOPICS:
        assert f"(tui/docs/{topic}.md)" in readme
    assert Path(ROOT / ".ci/run").exists()
