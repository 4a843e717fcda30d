"""Turns every exception of the network and the HTTP library into a cause and a sentence."""
