"""The real program under a real tmux: a terminal between it and the user, with a paste buffer of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.cli_support import environment
from tests.patience import PATIENCE
from tests.programs import installed

_POLL: Final = 0.05


class Tmux:
    """Runs `python -m tui ARGUMENTS` in the only window of a tmux server of its own."""

    def __init__(self, folder: Path, *arguments: str, size: tuple[int, int] = (80, 24)) -> None:
        self._program = installed("tmux", package="tmux")
        self._socket = folder / "tmux"
        self._arguments = arguments
        self._size = size
        self._environment: Mapping[str, str] = environment(folder)

    def __enter__(self) -> Self:
        columns, rows = self._size
        given = [f"-e{name}={value}" for name, value in self._environment.items()]
        program = [sys.executable, "-m", "tui", *self._arguments]
        self._tmux("new-session", "-d", f"-x{columns}", f"-y{rows}", *given, *program)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.is_alive:
            self._tmux("kill-server")

    @property
    def is_alive(self) -> bool:
        """Whether the program runs: tmux ends with it."""
        return self._ran("has-session").returncode == 0

    @property
    def seen(self) -> str:
        """The text on the screen."""
        return self._ran("capture-pane", "-p").stdout

    def sees(self, *texts: str) -> None:
        """Wait until all texts are on the screen at once. Line breaks count as spaces."""
        deadline = time.monotonic() + PATIENCE
        while not all(text in " ".join((seen := self.seen).split()) for text in texts):
            assert time.monotonic() < deadline, f"never saw {texts}; on the screen:\n{seen}"
            time.sleep(_POLL)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names, such as `Enter` or `C-s`, or type texts."""
        for key in keys:
            self._tmux("send-keys", key)

    def paste(self, text: str, *, bracketed: bool) -> None:
        """Paste as tmux does: each line end becomes a CR. Bracketed, it is marked as a paste."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", *(["-p"] if bracketed else []))

    def ends(self) -> None:
        """Wait until the program, and tmux with it, has ended."""
        deadline = time.monotonic() + PATIENCE
        while self.is_alive:
            assert time.monotonic() < deadline, f"never ended; on the screen:\n{self.seen}"
            time.sleep(_POLL)

    def _tmux(self, *arguments: str) -> None:
        ran = self._ran(*arguments)
        assert ran.returncode == 0, ran.stderr

    def _ran(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        # -f: not what the user has set. -u: the test's environment names no UTF-8 locale.
        command = [self._program, "-S", str(self._socket), "-f", "/dev/null", "-u", *arguments]
        kept = {name: value for name, value in self._environment.items() if name in {"PATH", "HOME"}}
        return subprocess.run(
            command, env=kept, capture_output=True, text=True, encoding="utf-8", check=False
        )
