"""Tests of tui.transport, all over real sockets."""
