"""Makes the completion scripts from the parsers of all commands. It needs shtab, as only a build has it."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Final

import shtab

from ...oauth2.client_authentication import ClientAuthentication
from ..arguments import parser_of
from ..names import COMMANDS
from ..output import PROGRAM
from .shells import SHELLS

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = r"""
  if [ -n "$chosen" ]; then
    folder="$chosen"
  elif [ -n "$CONNECTOR_DOCTOR_PROFILES" ]; then
    folder="$CONNECTOR_DOCTOR_PROFILES"
  elif [ -n "$CONNECTOR_DOCTOR_HOME" ]; then
    folder="$CONNECTOR_DOCTOR_HOME/profiles"
  elif [ -d "$HOME/Library/Application Support/connector-doctor/profiles" ]; then
    folder="$HOME/Library/Application Support/connector-doctor/profiles"
  else
    folder="${XDG_CONFIG_HOME:-$HOME/.config}/connector-doctor/profiles"
  fi
"""
"""Finds the folder of the saved profiles, as `tui.profiles.profile_paths` does. `chosen`: --profile-dir."""
_BASH: Final = rf"""
_connector_doctor_profiles() {{
  local folder file chosen word IFS=$'\n'
  # With "=" among the characters that break words, --profile-dir=DIR is three of them.
  for word in "${{COMP_WORDS[@]}}"; do
    [ "$chosen$word" = --profile-dir= ] && continue
    [ "$chosen" = --profile-dir ] && chosen="$word" && break
    [ "$word" = --profile-dir ] && chosen="$word"
    [ "${{word#--profile-dir=}}" != "$word" ] && chosen="${{word#--profile-dir=}}" && break
  done
  [ "$chosen" = --profile-dir ] && chosen=""
  [ "$chosen" = "~" ] || [ "${{chosen#"~/"}}" != "$chosen" ] && chosen="$HOME${{chosen#"~"}}"
{_NAMES}
  for file in "$folder"/*.toml; do
    [ -e "$file" ] && file="${{file##*/}}" && compgen -W "${{file%.toml}}" -- "$1"
  done
  compgen -f -X '!*.toml' -- "$1"
  compgen -d -- "$1"
}}
"""
_ZSH: Final = rf"""
_connector_doctor_profiles() {{
  local folder chosen="${{words[${{words[(i)--profile-dir]}} + 1]}}"
  local -a names
{_NAMES}
  names=("$folder"/*.toml(N:t:r))
  compadd -a names
  _files -g '*.toml'
}}
"""
_FISH: Final = """
function _connector_doctor_profiles
  set -l folder "$HOME/.config/connector-doctor/profiles"
  if set -q XDG_CONFIG_HOME; and test -n "$XDG_CONFIG_HOME"
    set folder "$XDG_CONFIG_HOME/connector-doctor/profiles"
  end
  if test -d "$HOME/Library/Application Support/connector-doctor/profiles"
    set folder "$HOME/Library/Application Support/connector-doctor/profiles"
  end
  if set -q CONNECTOR_DOCTOR_HOME; and test -n "$CONNECTOR_DOCTOR_HOME"
    set folder "$CONNECTOR_DOCTOR_HOME/profiles"
  end
  if set -q CONNECTOR_DOCTOR_PROFILES; and test -n "$CONNECTOR_DOCTOR_PROFILES"
    set folder "$CONNECTOR_DOCTOR_PROFILES"
  end
  set -l words (commandline -opc)
  if set -l index (contains -i -- --profile-dir $words)
    set folder $words[(math $index + 1)]
  end
  for file in $folder/*.toml
    string replace -r '.*/(.*)\\.toml$' '$1' -- $file
  end
  __fish_complete_suffix .toml
end
"""
_PROFILE: Final = {
    "bash": "_connector_doctor_profiles",
    "zsh": "_connector_doctor_profiles",
    "fish": "(_connector_doctor_profiles)",
    "tcsh": "f:*.toml",
}
_PREAMBLES: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
_OF_METAVAR: Final[Mapping[str, Any]] = {
    "PROFILE": _PROFILE,
    "FILE": shtab.FILE,
    "RUN": shtab.FILE,
    "FOLDER": shtab.DIRECTORY,
}
"""What completes an argument, by what the help calls it."""
_FIRST_SENTENCE: Final = re.compile(r".+?[.:](?=\s|$)", re.DOTALL)


def completion_script(shell: str) -> str:
    """Return the script that completes command lines in a shell, one of `SHELLS`.

    Raises:
        ValueError: it is another shell.
    """
    if shell not in SHELLS:
        raise ValueError(f"no completion for {shell}")
    return str(shtab.complete(_whole_parser(), shell, preamble=_PREAMBLES.get(shell, "")))


def _whole_parser() -> argparse.ArgumentParser:
    """Return one parser with every command as a subcommand, each argument with what completes it."""
    whole = argparse.ArgumentParser(PROGRAM)
    whole.add_argument("--version", action="store_true", help="show the version and exit")
    commands = whole.add_subparsers(metavar="COMMAND")
    for name in COMMANDS:
        parser = parser_of(name)
        about = _FIRST_SENTENCE.match(" ".join((parser.description or "").split()))
        summary = about[0].rstrip(":.").replace("%", "%%") if about else name
        made = commands.add_parser(name, parents=[parser], add_help=False, help=summary)
        for action in made._actions:
            _complete(action)
    return whole


def _complete(action: argparse.Action) -> None:
    if action.dest == "client_authentication":
        action.choices = tuple(filter(None, ClientAuthentication))
    elif isinstance(action.metavar, str) and action.metavar in _OF_METAVAR:
        action.complete = _OF_METAVAR[action.metavar]  # type: ignore[attr-defined]  # shtab's own attribute
