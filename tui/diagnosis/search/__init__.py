"""The search for what works: which experiment comes next, and which ones need not be made."""
