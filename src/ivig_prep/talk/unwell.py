"""`unwell` on a terminal: the emergency signs by number, the person's own words, and the offer of the diary."""

from ivig_prep.actions.entries import remember_symptom
from ivig_prep.actions.hear import hear
from ivig_prep.core.answers import QUIT, is_yes, move, picked_number, picked_signs, tidy
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match, Understood
from ivig_prep.env import Env
from ivig_prep.errors import Problem
from ivig_prep.pages import shared
from ivig_prep.pages.unwell import IN_OWN_WORDS, Heard, Voice, choose, choose_from_net, choose_how_bad

NONE_OF_THESE = ("", "n", "no", "none", "none of these", "none of them", "not sure")
WRITE_DOWN = "Write this in your diary? y = yes, Enter = no: "


def answer(env: Env, voice: Voice, typed: str, *, asks_signs: bool = True) -> None:
    """Answer words, and ask what follows from the answer: signs where they are not listed, the diary where they are.

    Signs are not asked for twice: not with `asks_signs` off.
    """
    heard = hear(env, typed)
    if heard.understood.milder:
        return _ask_how_bad(env, voice, typed, heard)
    return _answer(env, voice, typed, heard, asks_signs=asks_signs)


def _answer(env: Env, voice: Voice, typed: str, heard: Heard, *, asks_signs: bool = True) -> None:
    matches = heard.understood.matches
    env.say(voice.answer(typed, matches, env.past_check_by(), heard))
    if matches:
        offer_diary(env, voice, typed, matches)
    elif asks_signs:
        _ask_from_net(env, voice, heard)


def _ask_how_bad(env: Env, voice: Voice, typed: str, heard: Heard) -> None:
    """Ask about a word that may be one of two entries. Only the first choice is the milder one; Enter is the other."""
    words = env.side_effects.words
    env.say(voice.ask_how_bad())
    typed_next = env.ask(choose_how_bad(len((words.headache_mild, words.headache_bad, words.headache_unsure))))
    if typed_next is None or move(typed_next) == QUIT:
        return _answer(env, voice, typed, heard)
    if picked_number(typed_next, 1) or tidy(typed_next) in ("mild", "mild and easing"):
        milder = (Match(entry) for entry in env.side_effects.side_effects if entry.id == heard.understood.milder)
        return _answer(env, voice, typed, Heard(Understood(tuple(milder))))
    if tidy(typed_next) in NONE_OF_THESE or tidy(typed_next).isdigit() or move(typed_next):
        return _answer(env, voice, typed, Heard(heard.understood._replace(milder=None)))
    return _answer(env, voice, f"{typed}, {typed_next}", hear(env, f"{typed}, {typed_next}"))


def _ask_from_net(env: Env, voice: Voice, heard: Heard) -> None:
    """Ask which of the signs it is, or of what may have been meant; Enter ends, other words are answered."""
    ids = (*(sign.id for sign in env.lists.emergency.signs), *(entry.id for entry in heard.meant))
    typed = env.ask(choose_from_net(len(ids)))
    if typed is None or move(typed) == QUIT or tidy(typed) in NONE_OF_THESE:
        return None
    picked = {ids[number - 1] for number in picked_signs(typed, len(ids))}
    if not picked:
        return answer(env, voice, typed, asks_signs=False)
    matches = tuple(Match(entry) for entry in env.side_effects.side_effects if entry.id in picked)
    return _answer(env, voice, typed, Heard(Understood(matches)))


def offer_diary(env: Env, voice: Voice, typed: str, matches: tuple[Match, ...]) -> None:
    """Offer to write a symptom down where it is no emergency; Enter means no, other words are how they feel now."""
    if not matches or matches[0].tier == EMERGENCY:
        return
    said = env.ask(WRITE_DOWN) or ""
    if tidy(said) not in NONE_OF_THESE and not is_yes(said) and not move(said):
        answer(env, voice, said)
    elif is_yes(said):
        try:
            remember_symptom(env, typed, matches[0].side_effect.id)
        except Problem as problem:  # the answer above stands, whatever the record is like
            env.warn(f"{problem.sentence}\n{problem.next_step}")
            return
        env.say(shared.say("Saved in your diary."))


def ask_signs(env: Env, voice: Voice) -> None:
    """Ask for signs by number or for the person's own words; Enter is never taken as `none`."""
    ids = tuple(sign.id for sign in env.lists.emergency.signs)
    env.say(voice.ask_signs())
    while True:
        typed = env.ask(choose(len(ids) + 1))
        if typed is None or move(typed) == QUIT:
            return None
        picked = picked_signs(typed, len(ids))
        if picked:
            signs = {ids[number - 1] for number in picked}
            matches = (Match(entry) for entry in env.side_effects.side_effects if entry.id in signs)
            return _answer(env, voice, typed, Heard(Understood(tuple(matches))))
        if picked_number(typed, len(ids) + 1) or tidy(typed) in NONE_OF_THESE:
            typed = env.ask(IN_OWN_WORDS)
            if typed is None or move(typed) == QUIT:
                return None
            return answer(env, voice, typed, asks_signs=False)
        if tidy(typed).isdigit() or move(typed):
            env.say(shared.say(f'"{typed[:40]}" is not a number on this list.'))
        else:
            return answer(env, voice, typed, asks_signs=False)
