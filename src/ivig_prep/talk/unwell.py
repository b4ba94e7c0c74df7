"""`unwell` on a terminal: the emergency signs by number, the person's own words, and the offer of the diary."""

from collections.abc import Iterable

from ivig_prep.actions.entries import remember_symptom
from ivig_prep.actions.hear import hear
from ivig_prep.core.answers import Move, is_yes, move, picked_number, picked_signs, tidy
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match, Understood
from ivig_prep.env import Env
from ivig_prep.errors import Problem
from ivig_prep.pages import shared
from ivig_prep.pages import unwell as unwell_pages
from ivig_prep.pages.unwell import Heard, Voice
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.look_up import answer_words, show_heard, voice_of
from ivig_prep.talk.people import settle_diary

NONE_OF_THESE = ("", "n", "no", "none", "none of these", "none of them", "not sure")
MILD, BAD_OR_UNSURE = "mild", "bad"

Felt = tuple[str, Heard]
"""What was typed, and what of the list it is."""


def answer(env: Env, voice: Voice, typed: str) -> None:
    """Answer words, and ask what follows from the answer: signs where they are not listed, the diary where they are."""
    heard = hear(env, typed)
    if heard.understood.milder:
        typed, heard = _ask_how_bad(env, voice, typed, heard)
    _answer(env, voice, typed, heard)


def _answer(env: Env, voice: Voice, typed: str, heard: Heard) -> None:
    matches = heard.understood.matches
    env.say(voice.answer(typed, matches, env.past_check_by(), heard))
    if matches:
        offer_diary(env, voice, typed, matches)
        return
    felt = pick_from_net(env, heard)
    if isinstance(felt, str):
        answer(env, voice, felt)
    elif felt is not None:
        _answer(env, voice, *felt)


def _ask_how_bad(env: Env, voice: Voice, typed: str, heard: Heard) -> Felt:
    """Ask about a word that may be one of two entries. Only the first choice is the milder one; Enter is the other."""
    words = env.library.side_effects.words
    choices = len((words.headache_mild, words.headache_bad, words.headache_unsure))
    env.say(voice.ask_how_bad())
    said = question(env, unwell_pages.choose_how_bad(choices), _read_how_bad)
    if said is MILD:
        return typed, _picked(env, [heard.understood.milder or ""])
    if said is BAD_OR_UNSURE:
        return typed, Heard(heard.understood._replace(milder=None))
    if isinstance(said, Move):
        return typed, heard
    return f"{typed}, {said}", hear(env, f"{typed}, {said}")


def _read_how_bad(typed: str) -> str:
    """Return MILD or BAD_OR_UNSURE, or words of the person's own."""
    if picked_number(typed, 1) or tidy(typed) in ("mild", "mild and easing"):
        return MILD
    return BAD_OR_UNSURE if tidy(typed) in NONE_OF_THESE or tidy(typed).isdigit() or move(typed) else typed


def pick_from_net(env: Env, heard: Heard) -> Felt | str | None:
    """Ask which of the signs it is, or of what may have been meant, by the numbers just shown; None for Enter.

    Returns other words as they were typed.
    """
    ids = (*(sign.id for sign in env.library.emergency.signs), *(entry.id for entry in heard.meant))
    said = question(env, unwell_pages.choose_from_net(len(ids)), lambda typed: _read_net(typed, ids))
    if isinstance(said, str):
        return said
    return ("", _picked(env, said)) if said and not isinstance(said, Move) else None


def _read_net(typed: str, ids: tuple[str, ...]) -> tuple[str, ...] | str | None:
    """Return the ids of the numbers, or words of the person's own; None where it is none of these."""
    if tidy(typed) in NONE_OF_THESE:
        return None
    return tuple(ids[number - 1] for number in picked_signs(typed, len(ids))) or typed


def _picked(env: Env, ids: Iterable[str]) -> Heard:
    """Return the entries with these ids as what was heard."""
    wanted = set(ids)
    return Heard(Understood(tuple(Match(e) for e in env.library.side_effects.side_effects if e.id in wanted)))


def ask_signs(env: Env, voice: Voice) -> None:
    """Ask for signs by number or for the person's own words; Enter is never taken as `none`."""
    env.say(voice.ask_signs())
    felt = ask_felt(env)
    if isinstance(felt, str):
        answer(env, voice, felt)
    elif felt is not None:
        _answer(env, voice, *felt)


def ask_felt(env: Env) -> Felt | str | None:
    """Ask until the person says how they feel, by numbers or in words; None where they stop."""
    count = len(env.library.emergency.signs)
    while True:
        felt = question(env, unwell_pages.choose(count + 1), lambda typed: _read_signs(env, typed))
        if felt is None:
            said = question(env, unwell_pages.IN_OWN_WORDS, lambda typed: typed)
            if said is Move.BACK:
                continue
            return None if isinstance(said, Move) else said
        return None if isinstance(felt, Move) else felt


def _read_signs(env: Env, typed: str) -> Felt | str | Again | None:
    """Return the signs of the numbers, or words of the person's own; None where it is none of the signs."""
    ids = tuple(sign.id for sign in env.library.emergency.signs)
    picked = picked_signs(typed, len(ids))
    if picked:
        return typed, _picked(env, [ids[number - 1] for number in picked])
    if picked_number(typed, len(ids) + 1) or tidy(typed) in NONE_OF_THESE:
        return None
    if tidy(typed).isdigit() or move(typed):
        return Again(shared.not_on_the_list(typed, len(ids) + 1))
    return typed


def offer_diary(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    """Offer to write a symptom down where it is no emergency; Enter means no, other words are how they feel now."""
    if not matches or matches[0].tier == EMERGENCY:
        return
    said = question(env, unwell_pages.write_down(env.flags.person), _read_offer)
    if said is True:
        settle_diary(env)
        _write_down(env, typed, matches[0].side_effect.id)
    elif isinstance(said, str):
        answer(env, voice, said)


def _read_offer(typed: str) -> bool | str:
    if is_yes(typed):
        return True
    return False if tidy(typed) in NONE_OF_THESE or move(typed) else typed


def _write_down(env: Env, typed: str, side_effect: str) -> None:
    try:
        remember_symptom(env, typed, side_effect)
    except Problem as problem:  # the answer above stands, whatever the record is like
        env.warn_page(shared.problem(problem, env.flags.person))
        return
    env.say(unwell_pages.written_down(env.flags.person))


def visit(env: Env) -> None:
    """Ask how the person feels, from within another question, and come back to it.

    Raises EmergencyShown after the answer to an emergency sign.
    """
    env.say(voice_of(env).ask_signs())
    felt = ask_felt(env)
    if isinstance(felt, str):
        answer_words(env, felt)
    elif felt is not None:
        show_heard(env, *felt)
