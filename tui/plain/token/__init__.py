"""What can be done with a token: the counterpart of the wizard's screen Token.

menu ──> facts (what it is), call_form (what to call), using (call, rehearse, refresh) ──> use (one of them)
"""
