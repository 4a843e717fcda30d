"""The real blackbox exporter, started with a configuration and asked for probes."""

from __future__ import annotations

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest

from tests.programs import installed
from tests.servers.ports import closed_port

_NAMES: Final = ("prometheus-blackbox-exporter", "blackbox_exporter")
_PATIENCE: Final = 30.0
_TRIES: Final = 5


def exporter_path() -> str:
    """Return the program, as `installed` does."""
    return installed(*_NAMES, package=_NAMES[0])


def accepts(path: str, config: Path) -> str:
    """Return what the exporter says against a configuration; empty if nothing."""
    command = [path, f"--config.file={config}", "--config.check"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.stderr if done.returncode else ""


@contextmanager
def running(path: str, config: Path) -> Iterator[int]:
    """Run the exporter, and yield its port once it answers."""
    for _ in range(_TRIES):
        port = closed_port()
        command = [path, f"--config.file={config}", f"--web.listen-address=127.0.0.1:{port}"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                if not _answers(port, process):
                    continue  # somebody else took the port meanwhile
                yield port
                return
            finally:
                process.kill()
    pytest.fail(f"The exporter did not start: {accepts(path, config)}")


def probe_success(port: int, module: str, target: str) -> bool:
    """Have the exporter probe a target, and return whether it succeeded."""
    text = _get(port, f"/probe?{urlencode({'module': module, 'target': target})}")
    (value,) = [line.split()[1] for line in text.splitlines() if line.startswith("probe_success ")]
    return value == "1"


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the exporter answers; return false if it ended."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            _get(port, "/-/healthy")
        except OSError:
            time.sleep(0.02)
        else:
            return process.poll() is None
    return False


def _get(port: int, target: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        return response.read().decode()
    finally:
        connection.close()
