"""What stands around every screen: its first line, its last line, and the list of steps."""
