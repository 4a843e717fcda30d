"""The commands of the command line. Each module is imported only when its command runs.

argv ──arguments──> run, show, explain, import_, compare, wizard ──output──> stdout, stderr
                        └─ profile_argument: reads PROFILE, then finds or asks for its secrets
"""
