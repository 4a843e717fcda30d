"""`help [TOPIC]`: a page of the reference, or what pages there are."""

from __future__ import annotations

from difflib import get_close_matches

from ..docs.pages import TOPICS, read_page
from ..errors import UsageError
from ..exit_status import ExitStatus
from .arguments import command_help
from .output import Output


def show_help(topic: str | None, output: Output) -> ExitStatus:
    """Write a page to stdout; without a topic, the list of pages. A command's name stands for its --help.

    Raises:
        UsageError: there is no such page.
    """
    if topic is None:
        output.result(_list_of_pages())
        return ExitStatus.WORKS
    name = "-".join(topic.lower().removesuffix(".md").replace("_", " ").split())
    if name in TOPICS:
        output.result(read_page(name).text.rstrip("\n"))
        return ExitStatus.WORKS
    if text := command_help(name):
        output.result(text.rstrip("\n"))
        return ExitStatus.WORKS
    near = get_close_matches(name, TOPICS, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"There is no such page.{hint} Pages: {', '.join(TOPICS)}.")


def _list_of_pages() -> str:
    width = max(len(topic) for topic in TOPICS)
    lines = [f"  {topic:<{width}}  {read_page(topic).summary}" for topic in TOPICS]
    return "\n".join(["connector-doctor help TOPIC prints one of these pages:", "", *lines])
