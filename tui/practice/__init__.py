"""The practice authorization server of `connector-doctor demo`: a real one, small, on the loopback alone.

    PracticeServer ─┬─routes──> authorization (oauthlib does the OAuth) ──> issued_tokens
          │         └─routes──> protected_resource (the API)     ────asks───────┘
          │                        ▲ rules
          └── fault: PracticeFault ┘──> connector(fault): the form, prefilled with its mistakes

`demo` alone imports this package, since oauthlib takes its time to load.
"""
