"""The text of a profile's file: written anew, or an existing one with its values changed."""
