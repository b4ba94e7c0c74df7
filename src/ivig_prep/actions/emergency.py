"""The emergency line, with the person's own number where it can be read."""

from ivig_prep.core.page import Page
from ivig_prep.env import Env
from ivig_prep.pages import shared


def emergency_line(env: Env) -> Page:
    """Return the emergency line; never fails."""
    return shared.emergency(env.library.emergency, env.person_or_nobody().emergency)
