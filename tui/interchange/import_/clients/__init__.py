"""Makes requests of what other programs of the command line are told: wget, HTTPie and xh; nothing is run."""
