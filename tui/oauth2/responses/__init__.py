"""Responses read: access token and error responses (RFC 6749 §5), challenges, discovery documents, JWTs."""
