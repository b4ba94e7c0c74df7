"""Offering to open a page that was written."""

from ivig_prep.env import Env
from ivig_prep.pages import booklet as booklet_pages
from ivig_prep.talk.ask import confirm


def offer_to_open(env: Env, path: str) -> None:
    """Open a page in the browser where the person wants to see it now."""
    if confirm(env, booklet_pages.OPEN_NOW) is True:
        env.open_page(path)
