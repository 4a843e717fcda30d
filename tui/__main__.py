"""Starts the command `connector-doctor`. Nothing is loaded outside `main`: Ctrl+C then shows no traceback."""

from __future__ import annotations

import gc
import sys
from typing import Final

_ALLOCATIONS: Final = 50_000
"""How many objects more are allocated than freed before Python looks for garbage: 700 by default.

Almost all that is allocated while the program loads stays, so that a look for garbage only takes time.
"""


def main() -> int:
    """Run the command line of this process, and return its exit status."""
    gc.set_threshold(_ALLOCATIONS, 10, 10)
    try:
        from .cli import main as run

        return run()
    except KeyboardInterrupt:  # while the program is being loaded, or in its last words
        sys.stderr.write("connector-doctor: interrupted.\n")
        return 130
    finally:
        gc.freeze()  # the process ends: no last look for garbage


if __name__ == "__main__":
    sys.exit(main())
