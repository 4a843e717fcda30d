"""The command `run`: `single` runs one profile, `fleet` many; `result` says what came of each."""
