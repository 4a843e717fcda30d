"""Checks of this machine: `checkup` is the door, each other module a family of checks. Nothing is sent."""
