"""A token in words, for screens and prompts alike.

facts ──> what it is, row by row: claims (what is in it), moments (how long it lives)
use   ──> what can be done with it, each step of that, and what came of it
"""
