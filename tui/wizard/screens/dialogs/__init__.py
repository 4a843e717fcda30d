"""Sheets over a screen: questions, rows, secrets, choices."""
