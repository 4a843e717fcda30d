"""The form while it is filled in: its steps, its values, and the state that screens and prompts share.

    field_values, steps ──> journey (the state) ──> sheet (what to type where)

Neither shows anything: `tui/wizard` does, on screens, and `tui/plain`, line by line.
"""
