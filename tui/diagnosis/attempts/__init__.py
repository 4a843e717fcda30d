"""Several attempts compared: what their differences prove, and whom they clear."""
