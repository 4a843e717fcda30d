"""Makes requests of curl commands, as curl's manual page says what each option sends; nothing is run."""
