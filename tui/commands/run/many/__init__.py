"""Many profiles in one `run`: one process sends, others read the profiles and judge what came back.

    fleet (main thread: writes, asks) <──> dispatch (sending loop: attempts) <──> judge (other processes)

So nothing that computes for long runs where attempts are open, and the times they show are the network's.
"""
