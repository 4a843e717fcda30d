"""An answer came, and no token with it: pages, redirects, broken bodies, misplaced tokens."""
