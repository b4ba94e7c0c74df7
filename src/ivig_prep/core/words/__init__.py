"""How typed words are read and found in a list."""
