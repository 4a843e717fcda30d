"""Every fault of tests/servers/faults, met at every height: the transport, the command line, the terminal."""
