"""Reads what people type: raw HTTP, .http files, and lines of labels and values."""
