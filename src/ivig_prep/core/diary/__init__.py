"""The diary as values: infusions, reactions, scores, and what they add up to."""
