"""What a single error code means, by the standards and by the rules."""
