"""Takes away what stands before the name where a shell, a container or a command line sets a variable."""

from __future__ import annotations

import re
from typing import Final

_ASSIGNS: Final = re.compile(
    r"(?m)^([ \t]*)(?:(?:export|declare(?:[ \t]+-\w+)?|readonly|set|SET|env|setenv|local)[ \t]+|"
    r"\$env:|\$Env:|\$ENV:|(?:ENV|ARG)[ \t]+|-D|-e[ \t]+|--env[ \t]+)[\"']?(?=[A-Za-z_][\w.-]{0,100}[ \t]*=)"
)
_SETS: Final = re.compile(r"(?m)(?:^|[ \t])--set(?:-string)?[ \t]+(?=[\w.-]{1,100}=)")
"""Helm's way to set a value."""
_GOES_ON: Final = re.compile(r"[ \t]\\\n")
_EXPANDED: Final = re.compile(
    r"(?im)^([ \t]*\$env:\w{1,100}[ \t]*=[ \t]*)(\"(?:[^\"`\n]|`.){0,4000}\"[ \t]*)$"
)
"""A string in which PowerShell's backtick escapes."""
_NAMES: Final = re.compile(
    r"(?m)^([ \t]*)(?:ENV|setx|SETX|setenv|fastcgi_param|SetEnv)[ \t]+([A-Za-z_]\w{0,100})[ \t]+(?=[^\s=])"
)
"""Where a blank stands between the name and the value."""
_DEFINES: Final = re.compile(
    r"(?m)^([ \t]*)(?:#define[ \t]+(\w{1,100})[ \t]+(?=\")|"
    r"define\([ \t]*['\"](\w{1,100})['\"][ \t]*,[ \t]*)(.{1,4000}?)\)?;?$"
)


def without_exports(text: str) -> str:
    """Return a text in which `export NAME=value` and its kind are `NAME=value`."""
    if "--set" in text:
        text = _SETS.sub("\n", _GOES_ON.sub("\n", text))
    text = _EXPANDED.sub(lambda found: found[1] + re.sub(r"`(.)", r"\1", found[2]), text)
    text = _NAMES.sub(r"\1\2=", _ASSIGNS.sub(r"\1", text))
    return _DEFINES.sub(lambda found: f"{found[1]}{found[2] or found[3]}={found[4]}", text)
