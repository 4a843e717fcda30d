"""TLS looked into: why a certificate or a handshake was refused, told by another look at the server."""
