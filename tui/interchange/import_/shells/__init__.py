"""Reads a command line as sh, cmd and PowerShell read it, and as its author meant it; nothing is run."""
