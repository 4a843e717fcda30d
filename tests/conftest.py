"""What every test may use."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

from tests.depth import examples
from tests.posix_only import what_it_needs
from tui.oauth2.own_fault import RAISE_VARIABLE

pytest_plugins = ["tests.servers.fixtures"]
if os.name != "posix":
    # All in these needs a pseudo-terminal, or a shell.
    collect_ignore = ["test_terminal.py", "faults/test_terminal.py", "test_ci_run.py"]

_TESTS: Final = Path(__file__).resolve().parent
_SELDOM: Final = (400_000, 20, 100)
"""A third of the time of an app's test went into looking for garbage in the many objects of Textual.

A look frees the apps of the tests before, and has to leave the one that runs: with few looks, that is little.
"""

# How long an example takes says more about the machine than about the code. Each run has other examples.
settings.register_profile(
    "connector-doctor",
    deadline=None,
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("connector-doctor")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(*_SELDOM)
    # The guards at the engine's doors must hide no fault from a test.
    os.environ[RAISE_VARIABLE] = "1"
    # The keychain of the machine that runs the tests is never touched.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    # django-oauth-toolkit's warning against the password grant, which is what is under test here.
    config.addinivalue_line("filterwarnings", "ignore:.*RFC 9700:DeprecationWarning")


def pytest_collection(session: pytest.Session) -> None:
    """Load a share of all test modules first, another one in each process.

    On a fresh checkout, all processes would rewrite the asserts of the same module at the same time. So each
    module is rewritten once, and read by the others.
    """
    worker: dict[str, Any] | None = getattr(session.config, "workerinput", None)
    if worker is None or [Path(place).resolve() for place in session.config.args] != [_TESTS]:
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in sorted(_TESTS.rglob("test_*.py"))[number::count]:
        # What can't be loaded is told when it is collected.
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(_TESTS.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    # The code and the tests stay. A test that looks for what it left behind needn't look through them.
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    # pytest looks for exceptions in what is garbage by now, five times over: once finds them.
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    # The test before may have run the program itself, which has values of its own.
    gc.set_threshold(*_SELDOM)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.name == "posix":
        return
    for item in items:
        if isinstance(item, pytest.Function) and (needed := what_it_needs(item.function)):
            item.add_marker(pytest.mark.skip(reason=f"needs a POSIX system: {needed}"))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start a process more than there are processors: there is always a test that waits for a time-out."""
    return (yield) + 1
