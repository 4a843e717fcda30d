"""The screens: start, the ten steps, the token, experiments, and the dialogs."""
