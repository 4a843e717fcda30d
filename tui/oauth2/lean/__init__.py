"""What starts faster than its like in the standard library: most of a run is loading the program."""
