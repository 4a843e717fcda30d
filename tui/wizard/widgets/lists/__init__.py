"""Lists that are filtered, or whose Enter goes on."""
