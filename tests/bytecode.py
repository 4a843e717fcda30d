"""Lets Python keep the bytecode of tests and plugins, also where it is told not to, as in many containers.

Asserts are rewritten as a module is loaded: each process would rewrite all tests, and all of hypothesis, in
each run. A plugin that is loaded first (`-p` in pyproject.toml): conftest.py comes after the other plugins.
"""

from __future__ import annotations

import sys

sys.dont_write_bytecode = False
