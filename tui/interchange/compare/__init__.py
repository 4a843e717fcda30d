"""How a connector's request differs from one that works, and the proof which difference matters."""
