"""Reads what somebody pastes or attaches to show a request that works, and makes a connector of it."""
