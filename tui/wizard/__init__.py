"""The wizard: the only package that imports Textual. It shows and asks; every rule lives below it."""
