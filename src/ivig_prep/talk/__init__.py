"""Everything that asks a person something, one file for each conversation."""
