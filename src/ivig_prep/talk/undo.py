"""Asking before the last change is taken back."""

from ivig_prep.env import Env
from ivig_prep.pages import undo as undo_pages
from ivig_prep.talk.ask import confirm


def is_sure(env: Env) -> bool:
    """Ask whether to take it back; Enter is a no."""
    return confirm(env, undo_pages.PROMPT) is True
