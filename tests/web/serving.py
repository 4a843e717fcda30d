"""Runs `connector-doctor serve` in a process of its own, and knows its address."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli_support import PROGRAM, environment
from tests.patience import PATIENCE
from tests.pseudo_terminal import hear_ctrl_c


@dataclass
class Served:
    """A running server."""

    url: str
    process: asyncio.subprocess.Process

    async def interrupted(self) -> tuple[int, str]:
        """Press Ctrl+C, and return the exit status and what was said on stderr."""
        return await self.told(signal.SIGINT)

    async def told(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal that ends it, and return the exit status and what was said on stderr."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            _, said = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, said.decode()


@contextlib.asynccontextmanager
async def serving(
    home: Path,
    *arguments: str,
    variables: Mapping[str, str] | None = None,
    ignores: signal.Signals | None = None,
) -> AsyncIterator[Served]:
    """Serve, and kill the server at the end if it still runs. One signal may be ignored from the start."""

    def begin() -> None:
        hear_ctrl_c()
        if ignores:
            signal.signal(ignores, signal.SIG_IGN)

    process = await asyncio.create_subprocess_exec(
        *PROGRAM,
        "serve",
        *arguments,
        env=environment(home, variables),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=begin,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(PATIENCE):
            url = (await process.stdout.readline()).decode().strip()
        yield Served(url, process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
