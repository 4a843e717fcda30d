"""Builds the chain that a server ought to send, and has OpenSSL prove it in a handshake with that server."""
