"""Reads lines with labels, as people type the fields into tickets: a label, what it means, its value."""
