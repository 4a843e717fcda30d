"""What a server sends as its certificates, what is wrong with that, and the chain that repairs it."""
