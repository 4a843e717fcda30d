"""The wizard: the only package that imports Textual. It shows and asks; the rules live below it."""
