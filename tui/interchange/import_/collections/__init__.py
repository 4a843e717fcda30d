"""Reads files that other API tools and browsers export, and documents that describe a server."""
