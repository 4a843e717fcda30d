"""connector-doctor: why a connector with the OAuth 2.0 password grant fails, and which field to change."""

__version__ = "0.1.0"
