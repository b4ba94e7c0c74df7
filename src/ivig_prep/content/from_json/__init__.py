"""Checked content back from its JSON, a module for each file, so that a start builds only what it shows."""
