"""Every fault of tests/servers/faults, at each level: the transport, the command line, the terminal."""
