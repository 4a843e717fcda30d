"""Tells the redirections of a POSIX shell from placeholders in angle brackets."""

from __future__ import annotations

import re
from typing import Final

PLACEHOLDER: Final = re.compile(r"<[^<>\n|;&$]{1,60}>|\{\{[^{}\n]{1,80}\}\}|‹[^‹›\n]{1,60}›")
"""What a shell would take for two redirections, but no author meant so."""
REDIRECTION: Final = re.compile(
    r"\d?>{1,2}[ \t]*(?:&\d|[^\s|;&)]+)?|\d?<(?!<)[ \t]*[^\s|;&)<>]+(?=[\s|;&)]|$)"
)
"""A redirection with its file; here-documents are told apart before."""
