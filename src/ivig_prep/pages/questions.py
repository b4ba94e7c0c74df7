"""What every question says besides its own words."""

from ivig_prep.core.page import Page
from ivig_prep.pages.shared import say

PROMPT = "> "
NO_STEP_BACK = "There is no question before this one."
COMMAND_TYPED = "Commands are not run here. To type one, press q first, then Enter."
GENERAL_HELP = ("Enter = go on, q = save and stop, u = you feel unwell.",)


def not_an_answer(typed: str) -> Page:
    """Say that a line is no answer here, and that nothing was changed by it."""
    return say(f'"{typed[:40]}" is not one of the answers.')
