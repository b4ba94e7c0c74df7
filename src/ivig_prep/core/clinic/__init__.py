"""A clinic's own list, and how it changes ours."""
