"""The practice server of `connector-doctor demo`: a small, real authorization server on this machine only.

    PracticeServer ─┬─routes──> authorization (oauthlib does the OAuth) ──> issued_tokens
          │         └─routes──> protected_resource (the API)     ────asks───────┘
          │                        ▲ server_rules
          └── fault: PracticeFault ┘──> connector(fault): the form, prefilled with the fault's mistakes

`server` is imported where practice begins, because oauthlib is slow to load. The faults and the lessons
are values only, and load no server.
"""
