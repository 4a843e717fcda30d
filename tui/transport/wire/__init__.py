"""Sockets and bytes: names, connections, proxies, one request over HTTP/1.1, and the body that comes back."""
