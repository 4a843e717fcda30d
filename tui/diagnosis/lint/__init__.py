"""Before sending: what is wrong with the fields as they are typed."""
