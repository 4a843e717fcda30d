"""Before sending: what looks wrong in the fields as they are typed."""
