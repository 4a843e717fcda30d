"""JSON Schemas (2020-12) of all that the command line prints as JSON: a file each, and what they share."""
