"""The wizard's ten steps, one screen each."""
