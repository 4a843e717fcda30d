"""The practice authorization server of `connector-doctor demo`: a real one, small, on the loopback alone.

    PracticeServer ─┬─routes──> authorization (oauthlib does the OAuth) ──> issued_tokens
          │         └─routes──> protected_resource (the API)     ────asks───────┘
          │                        ▲ rules
          └── fault: PracticeFault ┘──> practice_connector: the form, prefilled with its mistakes

`demo` alone imports this package, since oauthlib takes its time to load.
"""

from .faults import FAULTS, PracticeFault, practice_connector
from .server import PracticeServer

__all__ = ["FAULTS", "PracticeFault", "PracticeServer", "practice_connector"]
