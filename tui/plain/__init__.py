"""The wizard as prompts, for terminals that can't place text, for pipes, and for screen readers.

session ──> start ──> questions ──> sending ──> menu ──> saving, copying, what_works, pasting, token
                 all of them: conversation (the state) ──> console (what is said and typed)

It shares the wizard's state and steps, and loads nothing that draws a screen. What was piped in is never
repeated, and `Conversation.shown` masks what is said of anything that was typed or read.
"""
