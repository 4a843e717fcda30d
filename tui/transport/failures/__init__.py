"""Turns every exception of the network and of HTTP into a cause and a sentence."""
