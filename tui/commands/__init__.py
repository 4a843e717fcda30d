"""The command line's commands, each loaded when it is asked for.

argv ──arguments──> run, show, wizard ──output──> stdout, stderr
                        └─ opening: PROFILE read, its secrets filled in or asked for
"""
