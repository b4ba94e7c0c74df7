"""What `unwell` does with words: the answer of the list, and on a terminal what follows it."""

from collections.abc import Iterable

from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match
from ivig_prep.env import Env
from ivig_prep.errors import EmergencyShown
from ivig_prep.pages.unwell import Voice


def unwell(env: Env, *words: str) -> None:
    """Answer these words. Without any, ask for them on a terminal, and show the whole list anywhere else."""
    if not words:
        _ask(env) if env.can_ask else show_list(env)
        return
    voice = voice_of(env)
    typed = " ".join(words)
    matches = env.library.leaflet.look_up(typed)
    env.say(voice.answer(typed, matches, env.past_check_by()))
    if env.can_ask:
        from ivig_prep.talk.unwell import offer_diary  # late: all that asks, for a terminal alone

        offer_diary(env, voice, typed, matches)


def _ask(env: Env) -> None:
    from ivig_prep.talk.unwell import ask_signs  # late: see above

    ask_signs(env, voice_of(env))


def answer(env: Env, typed: str, matches: tuple[Match, ...]) -> None:
    """Show what the list says of these words."""
    env.say(voice_of(env).answer(typed, matches, env.past_check_by()))


def answer_ids(env: Env, ids: Iterable[str]) -> None:
    """Show what the list says of these side effects, most urgent first. Raises EmergencyShown after an emergency."""
    wanted = set(ids)
    matches = tuple(Match(entry) for entry in env.library.side_effects.side_effects if entry.id in wanted)
    answer(env, "", matches)
    if matches[0].side_effect.tier == EMERGENCY:
        raise EmergencyShown


def answer_words(env: Env, typed: str) -> None:
    """Show what the list says of these words, listed or not. Raises EmergencyShown after an emergency."""
    matches = env.library.leaflet.look_up(typed)
    answer(env, typed, matches)
    if matches and matches[0].side_effect.tier == EMERGENCY:
        raise EmergencyShown


def show_list(env: Env) -> None:
    """Show the whole list, most urgent first."""
    env.say(voice_of(env).leaflet(env.past_check_by()))


def voice_of(env: Env) -> Voice:
    """Return what says the answers, with this person's numbers where they can be read."""
    return Voice(env.library.checklist, env.library.side_effects, env.person_or_nobody())
