"""Real servers on loopback sockets, for the tests to talk to."""
