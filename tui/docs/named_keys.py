"""Which actions the keys stand for that the pages name in their sentences, page by page, in their order.

So that each is one that is bound, and that the wizard shows it as it is for whoever has changed it.
"""

from __future__ import annotations

import re
from typing import Final

NAMED_KEY: Final = re.compile(
    r"`((?:(?:Ctrl|Alt|Shift)\+)?(?:F\d+|Esc|Enter|Tab|Space|PgDn|PgUp|Backspace|[a-zA-Z/+?-]))`"
)
"""A key as a page writes it: `Ctrl+N`."""
NO_ACTION: Final = "-"
"""Stands for what looks like a key and is no action's: a sign, or a key that a list or a button has."""
_ = NO_ACTION
NAMED: Final = {
    "appearance": ("app.palette", "app.quit", "step.rail"),
    "browser": (_, _, _),
    "commands": (_, _, "step.form_sheet"),
    "fields": ("app.help", _, _),
    "keys": ("app.palette", _, _, _, _, _, "start.search"),
    "many": (_,) * 4,
    "more-fields": (_,),
    "pasted": (_,),
    "plain": (_, _),
    "practice": (
        *("start.practice", "app.palette", "faults.lessons", "app.practice"),
        *("dialog.cancel", "review.send", "card.change_field", _, "solved.next"),
        *("app.practice", "lesson.hint", "app.start"),
        *("lessons.free", "app.practice"),
    ),
    "report": (_, _),
    "secrets": ("secrets.reveal", "token.copy"),
    "sending": ("review.send", "compare.try", "token.call", "token.rehearse", "token.refresh"),
    "tour": (
        *(_, "start.new", "start.explain", "explain.fill"),
        *("step.send", "result.evidence"),
        *("card.change_field", _, "card.leave"),
        *("result.experiments", "experiments.find", "step.compare"),
        *("step.form_sheet", "result.report", "result.token", "step.save", "start.practice"),
    ),
    "wizard": (
        *("app.quit", "app.help", "help.search", "app.palette", "app.jump", "step.back"),
        *("start.search", "start.duplicate", "start.rename", "start.delete", "start.undo", "start.practice"),
        *("fields.trim", "scroll.page_down", "scroll.page_up", "step.rail"),
        *("card.change_field", _, "card.leave", "fields.undo"),
        *("step.form_sheet", "sheet.copy", "sheet.write", "sheet.codes"),
        *("step.copy", "copy.write", "secrets.reveal"),
        *("result.field", "result.fields", "result.experiments"),
        *("result.experiments", "experiments.find", "experiments.more_logins", "experiments.less_logins"),
        *("experiments.back", "experiments.find", "experiments.apply"),
        *("result.report", "result.token"),
        *("step.compare", "compare.take_over", "compare.try", "compare.apply"),
        *(_, "start.explain", "step.paste", "explain.phase", "explain.back", "explain.fill", "fields.undo"),
        *("app.start", "rows.undo", "app.practice"),
    ),
}
"""The ids of actions; a page that names no key has no entry."""
