"""What was recognized in a pasted ticket, as content: its parts in the order of time, and the form."""

from __future__ import annotations

from textual.content import Content

from ...interchange.ticket.overlay import Replacement, replaced_title
from ...interchange.ticket.part import Part
from ...interchange.ticket.shown import IN_TIME, counted, response_title, time_lines
from ...interchange.ticket.ticket import Ticket

_INDENT = "  "


def ticket_content(ticket: Ticket) -> Content:
    """Return the lines on a ticket's parts, the oldest first, and the ids that its vendor asks for."""
    lines = [Content.styled(f"A ticket: {counted(ticket)}", "bold"), Content(f"{IN_TIME}:")]
    lines += [Content(line.removeprefix(_INDENT)) for line in time_lines(ticket)]
    if ticket.ids:
        lines.append(Content(f"For the vendor's logs: {', '.join(ticket.ids)}"))
    return Content("\n").join(lines)


def response_heading(part: Part) -> Content:
    """Return the heading above the findings of one response."""
    return Content.styled(response_title(part), "bold")


def replaced_content(replaced: tuple[Replacement, ...]) -> Content:
    """Return the fields of the open connector that filling would replace: from what to what."""
    lines = [Content.styled(replaced_title(replaced), "bold")]
    for one in replaced:
        lines.append(Content.assemble((f"{one.label}: ", "$warns"), f"{one.old} → {one.new}"))
    return Content("\n").join(lines)


def choice_prompt(told: str, place: str = "") -> Content:
    """Return a line on one of several requests: what tells it from the others, and where it stands."""
    return Content(" · ".join(filter(None, (told, place))))
