"""The parts of the Token screen."""
