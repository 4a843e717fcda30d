"""The engine: rules of the catalogue held against what a response says."""
