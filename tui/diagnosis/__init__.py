"""Reading exchanges: what was found, why, and which field of the form to change.

Nothing here sends anything: a connector or a run comes in, findings and a headline go out.
"""
