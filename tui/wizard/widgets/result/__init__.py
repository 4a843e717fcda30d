"""The parts of the Result screen."""
