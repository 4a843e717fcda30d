"""The wizard's ten steps, a screen each."""
