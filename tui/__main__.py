"""`python -m tui`: the same as the command `connector-doctor`."""

from __future__ import annotations

import sys

from .cli import main

sys.exit(main())
