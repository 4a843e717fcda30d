"""The practice as a school: the list of lessons, a lesson's dialog, and the one when it is solved."""
