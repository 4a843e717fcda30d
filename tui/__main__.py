"""Starts the command `connector-doctor`. Nothing is loaded outside `main`: Ctrl+C then shows no traceback."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process, and return its exit status."""
    try:
        from .cli import main as run

        return run()
    except KeyboardInterrupt:  # while the program is being loaded, or in its last words
        sys.stderr.write("connector-doctor: interrupted.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
