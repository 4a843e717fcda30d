"""The OAuth 2.0 core: pure values and rules, no I/O.

    Connector ──assemble──> TokenRequest ──(sent by transport)──> Exchange ──read_answer──> answer

Nothing here imports another package of ours, or anything outside the standard library.
"""
