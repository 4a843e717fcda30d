"""Keys: what they are called, what they do now, the user's own, and what help says of them."""
