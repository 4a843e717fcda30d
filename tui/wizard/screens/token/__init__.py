"""The Token screen: what the token is, calls of the API with it, and its expiry."""
