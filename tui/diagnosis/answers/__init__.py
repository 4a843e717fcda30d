"""A response came, but no token that the connector finds: pages, redirects, damage, misplaced tokens."""
