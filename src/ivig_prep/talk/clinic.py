"""Asking whether a clinic's list is to be used."""

from ivig_prep.env import Env
from ivig_prep.pages import clinic as clinic_pages
from ivig_prep.talk.ask import confirm


def is_wanted(env: Env) -> bool:
    """Ask whether to use a list, until it is a yes or a no; a quit is a no."""
    return confirm(env, clinic_pages.USE_IT) is True
