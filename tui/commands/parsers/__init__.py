"""Parsers of arguments: `profiles`, `run` and `pastes` make one a command, `parser` is what they share."""
