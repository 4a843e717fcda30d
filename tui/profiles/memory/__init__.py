"""What is remembered of a profile's runs: when, how they ended, and a mark of each field that was sent."""
