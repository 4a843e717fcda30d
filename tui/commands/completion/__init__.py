"""Shell completion: `scripts` makes a script for each shell, a wheel holds them, `command` prints one."""
