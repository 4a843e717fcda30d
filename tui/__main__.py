"""Makes `python -m tui` run the command `connector-doctor`."""

from __future__ import annotations

import sys

from .cli import main

sys.exit(main())
