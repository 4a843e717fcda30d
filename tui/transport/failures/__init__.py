"""Whatever the network and the HTTP library throw, as a cause and a sentence."""
