"""Plain mode: the wizard as prompts."""
