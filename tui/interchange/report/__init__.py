"""Reports of a run for a ticket: one model, and its writers for Markdown, HTML and JSON."""
