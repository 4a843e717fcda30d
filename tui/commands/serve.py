"""`serve [PROFILE]`: the wizard in a browser on this machine. It needs the extra `web`."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import redirect_stdout, suppress
from importlib.util import find_spec
from typing import Final

from ..errors import UsageError
from ..exit_status import ExitStatus
from .output import Output
from .profile_argument import open_profile

_ADDRESS: Final = "127.0.0.1"
_HOW_TO_INSTALL: Final = (
    "The browser needs textual-serve, which is not installed. Install the extra: "
    "python -m pip install 'connector-doctor[web]', or in a checkout: python -m pip install '.[web]'"
)


def serve(name_or_path: str | None, port: int, output: Output) -> ExitStatus:
    """Serve the wizard on 127.0.0.1 until Ctrl+C, with a profile if one is named. Port 0 is any free one.

    Raises:
        UsageError: the extra is not installed, or the port can't be used.
        ProfileError: the profile can't be read.
    """
    if find_spec("textual_serve") is None:
        raise UsageError(_HOW_TO_INSTALL)
    arguments = []
    if name_or_path is not None:
        open_profile(name_or_path)  # what is wrong with it is told here, and not in the browser
        arguments = ["--", name_or_path]
    from ..web.serving import serve_until_interrupted

    with _listening(port) as listener:

        def ready(url: str) -> None:
            output.result(url)
            output.message("open this address in a browser on this machine; Ctrl+C ends it.")
            output.message("whoever has the address has the wizard, so keep it to yourself.")

        # What a session says when it fails goes to stderr, though textual-serve prints it.
        with redirect_stdout(sys.stderr), suppress(KeyboardInterrupt):  # where signals aren't heard otherwise
            serve_until_interrupted(listener, arguments, ready)
    output.message("ended. Unsaved work is offered again at the next start.")
    return ExitStatus.WORKS


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_ADDRESS, port))
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else "it can't be opened"
        raise UsageError(
            f"Port {port} of {_ADDRESS} can't be used: {why}. Choose another one with --port."
        ) from None
