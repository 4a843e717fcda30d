"""The command `connector-doctor`: runs what argv asks for; every failure is a message and a status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from .commands.arguments import parse_arguments
from .commands.output import Output
from .errors import ConnectorDoctorError, describe_fault
from .exit_status import ExitStatus


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, by default that of this process, and return its exit status. Never raises."""
    output = Output()
    try:
        return _run(sys.argv[1:] if argv is None else argv, output)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (a traceback could show a secret)
        return _end(error, output)


def _run(argv: Sequence[str], output: Output) -> int:
    try:
        return _dispatch(parse_arguments(argv), output)
    except SystemExit as ended:  # argparse, after --help or --version
        output.finish()
        return ended.code if isinstance(ended.code, int) else ExitStatus.WORKS


def _end(error: BaseException, output: Output) -> ExitStatus:
    """Say why a command ended. Tasks that run side by side raise a group: its first error counts."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, ConnectorDoctorError):
        output.message(str(error))
        return ExitStatus.USAGE
    if isinstance(error, KeyboardInterrupt):
        output.message("interrupted.")
        return ExitStatus.INTERRUPTED
    output.message(describe_fault(error))
    return ExitStatus.INTERNAL_ERROR


def _dispatch(arguments: Namespace, output: Output) -> int:
    """Run the command. Each loads what it needs alone: `show` no HTTP library, only the wizard Textual."""
    match arguments.command:
        case "run":
            from .commands.run import RunOptions, run

            options = RunOptions(
                arguments.json,
                arguments.jobs,
                arguments.all_methods,
                arguments.api,
                arguments.max_failed_logins,
            )
            return run(arguments.profiles, options, output)
        case "show":
            from .commands.show import show, show_options

            return show(arguments.profile, show_options(arguments), output)
        case "explain":
            from .commands.explain import ExplainOptions, explain

            return explain(
                arguments.files, ExplainOptions(arguments.json, arguments.url, arguments.api), output
            )
        case "import":
            from .commands.import_ import ImportOptions, import_

            wanted = ImportOptions(arguments.name, arguments.output, arguments.secrets, arguments.json)
            return import_(arguments.files, wanted, output)
        case "help":
            from .commands.help import show_help

            return show_help(arguments.topic, output)
        case "demo":
            from .commands.wizard import demo

            return demo()
        case _:
            from .commands.wizard import wizard

            return wizard(arguments.profile)
