"""The main thread of a fleet: what it does with what it hears, in whatever order that comes."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.patience import PATIENCE
from tui.commands.output import Output
from tui.commands.run.fleet import _Front
from tui.commands.run.many.events import Ended, Event
from tui.commands.run.many.records import Records
from tui.commands.run.many.told import Told
from tui.commands.run.options import RunOptions
from tui.errors import ConnectorDoctorError
from tui.exit_status import ExitStatus


class FullDisk(Output):
    """Takes no result."""

    def result(self, text: str) -> None:
        raise ConnectorDoctorError("The result can't be written.")


@pytest.mark.parametrize("at_once", [True, False], ids=["with the end", "before the end"])
def test_a_result_that_cannot_be_written_ends_the_run_whether_or_not_the_end_came_with_it(
    at_once: bool,
) -> None:
    events = SimpleQueue[Event]()
    canceled = threading.Event()

    def cancel() -> None:
        canceled.set()
        if not at_once:
            events.put(Ended())

    dispatch: Any = SimpleNamespace(
        names=["a"], events=events, cancel=cancel, written=lambda count: None, running=0
    )
    events.put((0, Told("a", ExitStatus.WORKS, "works")))
    if at_once:
        events.put(Ended())
    options = RunOptions()
    front = _Front(cast(Any, dispatch), options, FullDisk(), Records(options))
    raised = list[BaseException]()

    def follow() -> None:
        try:
            front.follow()
        except ConnectorDoctorError as error:
            raised.append(error)

    following = threading.Thread(target=follow, daemon=True)
    following.start()
    following.join(PATIENCE / 6)
    assert not following.is_alive()
    assert canceled.is_set()
    assert [str(error) for error in raised] == ["The result can't be written."]
