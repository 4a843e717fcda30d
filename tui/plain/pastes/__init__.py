"""What is pasted: explained, taken into the form, or compared with.

pasting, comparing ──> request_chooser (which of several requests is meant)
"""
