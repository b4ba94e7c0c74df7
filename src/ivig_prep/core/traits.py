"""What can fit a person, or follow from what they set."""

TRAITS = (
    "first-time",
    "new-brand",
    "home",
    "port",
    "diabetes",
    "nerve-muscle",
    "child",
    "caregiver",
)
"""What a person can say fits them, in the order in which it is asked."""

DERIVED_TRAITS = ("multi-day", "more-days", "later-day", "fluid-limit", "fluid-goal", "not-asked")
"""What follows from other answers: the number of days, that another day of the infusion follows or one came before, a
fluid limit or goal, and that nobody asked yet what fits."""
