"""The rules of a day around an infusion: its phase, its list, the walk through it, and fluids."""
