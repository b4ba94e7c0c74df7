"""The rules: values in, values out; no file, clock, screen or randomness."""
