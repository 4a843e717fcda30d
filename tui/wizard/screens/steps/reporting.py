"""The report of a run, from the Result screen: asks for its file, writes it, and says where it is."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.screen import Screen

from ....form.copied_parts import report_of
from ....interchange.report.case import Case
from ....interchange.report.writing import written
from ....plain_text import plain_line
from ....profiles.atomic_file import replace_file
from ....profiles.profile_paths import file_name_for
from ..copying import copy_text, hand_over, made_text
from ..dialogs.file_questions import replace_question
from ..dialogs.report_dialog import ReportDialog, ReportWish


def proposed_path(name: str, ended: datetime) -> Path:
    """Return the file to propose: named after the connector and the end of the run, where the user is."""
    here = Path.cwd()
    folder = here if os.access(here, os.W_OK) else Path.home()
    return folder / f"{file_name_for(name)}-{ended:%Y%m%d-%H%M%SZ}.html"


def ask_for_report(screen: Screen[Any], case: Case, ended: datetime) -> None:
    """Ask for a file, and write the report of a run to it; before another file is replaced, ask again."""

    def chosen(wish: ReportWish | None) -> None:
        if wish is None:
            return
        path = wish.path
        if wish.is_copied or not path.exists():
            _begin(screen, case, wish)
            return

        def answered(reply: str | None) -> None:
            if reply == "replace":
                _begin(screen, case, wish)

        screen.app.push_screen(replace_question(path, "this report"), answered)

    screen.app.push_screen(ReportDialog(proposed_path(case.profile, ended)), chosen)


def _begin(screen: Screen[Any], case: Case, wish: ReportWish) -> None:
    # In the app: what was begun ends, even if the user leaves the screen.
    making = _copied(screen, case, wish.path) if wish.is_copied else _written(screen, case, wish.path)
    screen.app.run_worker(making, group="report")


async def _copied(screen: Screen[Any], case: Case, path: Path) -> None:
    if text := await made_text(screen, lambda: written([report_of(case)], path)):
        copy_text(screen, "the report", text, "press {result.report} and write it to a file")


async def _written(screen: Screen[Any], case: Case, path: Path) -> None:
    text = await made_text(screen, lambda: written([report_of(case)], path))
    if not text:
        return
    try:
        await asyncio.to_thread(replace_file, path, text.encode("utf-8", "backslashreplace"))
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        screen.notify(
            f"Not written to {plain_line(str(path))}: {plain_line(why)}", severity="error", markup=False
        )
        return
    screen.app.notify(f"Report: {plain_line(str(path))} (0600)", timeout=30, markup=False)
    hand_over(screen, path)
