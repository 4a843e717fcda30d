"""Programs that read what this one writes, or that it runs in, and that not every machine has."""

from __future__ import annotations

import os
import shutil

import pytest


def installed(*names: str, package: str) -> str:
    """Return the path of the first of some programs that is here.

    Where .ci/run has installed them, the absence of all is a failure; elsewhere it is the reason to skip.
    """
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        reason = f"there is no {names[0]} here: on Debian, apt-get install {package}"
        if os.environ.get("CONNECTOR_DOCTOR_CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
