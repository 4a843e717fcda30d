"""No response came: name, connection, proxy, TLS, time, protocol, and how far the attempt got."""
