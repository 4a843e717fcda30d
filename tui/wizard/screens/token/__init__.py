"""The Token screen: what a token is, calls with it, its end."""
