"""Several attempts compared: what their differences prove, and what they rule out."""
