"""The engine: matches the rules of the catalogue against what a response says."""
