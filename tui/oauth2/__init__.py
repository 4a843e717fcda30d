"""The OAuth 2.0 core: pure values and rules, no I/O.

    Connector ──assemble──> TokenRequest ──(sent by transport)──> Exchange ──read_answer──> answer

It imports nothing but its own modules and the standard library.
"""
