"""Words typed anywhere that are an emergency sign: they are answered, whatever the question was."""

from collections.abc import Iterable

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.core.page import Page
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.env import Env
from ivig_prep.pages import shared


def urgent_notice(env: Env, words: Iterable[str]) -> Page:
    """Say where to go where something that was typed is an emergency sign: it may be happening now."""
    found = (match.side_effect.tier for said in words for match in env.library.leaflet.look_up(said))
    if EMERGENCY not in found:
        return ()
    return (
        *shared.say(env.library.checklist.words.happening_now),
        *emergency_line(env),
        shared.next_step("ivig-prep unwell"),
    )
