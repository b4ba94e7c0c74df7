"""Content files into core values; anything doubtful is refused, with its line and what to write instead."""
