"""ivig-prep: get ready for an infusion, one step at a time."""

__version__ = "0.1.0"

CONTACT = "words@ivig.example"
"""Where a wrong word or a fault is reported: the one place that says it.

A placeholder, until somebody maintains this and reads what comes in. No mail reaches an address that ends in .example.
"""
