"""Words typed anywhere that are an emergency sign: they are answered, whatever the question was."""

from collections.abc import Iterable

from ivig_prep.core.page import Page
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.env import Env
from ivig_prep.pages import shared


def urgent_notice(env: Env, words: Iterable[str]) -> Page:
    """Say where to go where something that was typed is an emergency sign: it may be happening now."""
    found = (match.tier for said in words for match in env.lists.leaflet.look_up(said))
    if EMERGENCY not in found:
        return ()
    return (
        *shared.say(env.lists.frame.words.happening_now),
        *env.emergency_line(),
        shared.next_step("ivig-prep unwell"),
    )
