"""The reference, in Markdown: printed by `help`, shown in the wizard, linked from the README."""
