"""Finds out why a certificate or a TLS handshake was refused, by making another handshake."""
