"""ivig-prep: get ready for an infusion, one step at a time."""

__version__ = "0.1.0"
