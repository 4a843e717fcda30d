"""The command `connector-doctor`: runs what argv asks for; every failure is a message and a status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .commands.names import COMMANDS
from .commands.output import Output
from .errors import ConnectorDoctorError
from .exit_status import ExitStatus
from .profiles.profile_paths import profiles_in

if TYPE_CHECKING:
    from argparse import Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, by default that of this process, and return its exit status. Never raises."""
    output = Output()
    words = sys.argv[1:] if argv is None else argv
    try:
        return _run(words, output)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (a traceback could show a secret)
        return _end(error, words, output)


def _run(argv: Sequence[str], output: Output) -> int:
    if not argv or (len(argv) == 1 and not argv[0].startswith("-") and argv[0] not in COMMANDS):
        from .commands.wizard import wizard  # which doesn't wait for a parser

        return wizard(next(iter(argv), None), output)
    try:
        from .commands.arguments import parse_arguments

        arguments = parse_arguments(argv)
        with profiles_in(getattr(arguments, "profile_dir", "")):
            return _dispatch(arguments, output)
    except SystemExit as ended:  # argparse, after --help or --version
        output.finish()
        return ended.code if isinstance(ended.code, int) else ExitStatus.WORKS


def _end(error: BaseException, argv: Sequence[str], output: Output) -> ExitStatus:
    """Say why a command ended. Tasks that run side by side raise a group: its first error counts."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, ConnectorDoctorError):
        output.message(str(error))
        return ExitStatus.USAGE
    if isinstance(error, KeyboardInterrupt):
        output.message("interrupted.")
        return ExitStatus.INTERRUPTED
    from .crash_report import apology

    command = argv[0] if argv and argv[0] in COMMANDS else "no command"  # nothing else of what was typed
    output.message(apology(error, f"command line: {command}"))
    return ExitStatus.INTERNAL_ERROR


def _dispatch(arguments: Namespace, output: Output) -> int:
    """Run the command. Each loads what it needs alone: `show` no network, only the wizard Textual."""
    match arguments.command:
        case "run":
            from .commands.run.command import run
            from .commands.run.options import run_options

            return run(arguments.profiles, run_options(arguments), output)
        case "show":
            from .commands.show import show, show_options

            return show(arguments.profile, show_options(arguments), output)
        case "explain":
            from .commands.explain import explain
            from .commands.explain_options import explain_options

            return explain(arguments.files, explain_options(arguments), output)
        case "ask":
            from .commands.ask import ask

            return ask(arguments.profile, arguments.shell, arguments.output, output)
        case "certificates":
            from .commands.certificates.command import certificates, certificates_options

            return certificates(arguments.server, certificates_options(arguments), output)
        case "import":
            from .commands.import_ import ImportOptions, import_

            wanted = ImportOptions(arguments.name, arguments.output, arguments.secrets, arguments.json)
            return import_(arguments.files, wanted, output)
        case "compare":
            from .commands.compare import CompareOptions, compare_request

            choice = CompareOptions(arguments.json, arguments.tries, arguments.max_failed_logins)
            return compare_request(arguments.profile, arguments.file, choice, output)
        case _:
            return _dispatch_other(arguments, output)


def _dispatch_other(arguments: Namespace, output: Output) -> int:
    """Run a command that is about no request: this machine, the reference, or the wizard."""
    match arguments.command:
        case "checkup":
            from .commands.checkup import checkup

            return checkup(arguments.profile, output, color=arguments.color, as_json=arguments.json)
        case "schema":
            from .commands.schema import show_schema

            return show_schema(arguments.name, output)
        case "help":
            from .commands.help import show_help

            return show_help(arguments.topic, output)
        case "completion":
            from .commands.completion.command import print_completion

            return print_completion(arguments.shell, output)
        case "serve":
            from .commands.serve import serve

            return serve(arguments.profile, arguments.port, output)
        case "demo":
            from .commands.wizard import demo

            return demo(output, plain=arguments.plain)
        case _:
            from .commands.wizard import wizard

            return wizard(arguments.profile, output, plain=arguments.plain)
