"""Reading exchanges: what was found, why, and which field of the form to change.

Which room answers which question, and `findings` is the door of each:

    before sending            lint
    no answer                 failures
    an answer, and no token   answers, by the rules (the engine) of the catalogue (the data)
    a token                   tokens
    several attempts          attempts
    the call after it         api

`run_diagnosis` walks through them. Nothing here sends anything: a connector or a run comes in, findings and
a headline go out.
"""
