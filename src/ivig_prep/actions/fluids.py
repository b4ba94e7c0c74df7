"""What was drunk on a day, read from the record."""

from datetime import date

from ivig_prep.core.day.fluids import Fluids, drunk
from ivig_prep.env import Env


def fluids_of(env: Env, day: date) -> Fluids:
    """Return what was drunk that day, beside the goal or the limit."""
    person = env.person()
    return Fluids(drunk(env.store.fluids(day)), person.fluid_goal, person.fluid_limit)
