"""Dialogs on top of a screen: questions, rows, secrets, choices."""
