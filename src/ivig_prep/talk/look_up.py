"""What `unwell` does with words: the answer of the list, and on a terminal what follows it."""

from collections.abc import Iterable

from ivig_prep.actions.hear import hear
from ivig_prep.core.page import NEXT, Page
from ivig_prep.core.side_effects import EMERGENCY
from ivig_prep.core.words.triage import Match, Understood
from ivig_prep.env import Env
from ivig_prep.errors import EmergencyShown
from ivig_prep.pages.unwell import Heard, Voice


def unwell(env: Env, *words: str) -> None:
    """Answer these words. Without any, ask for them on a terminal, and show the whole list anywhere else."""
    if not words:
        _ask(env) if env.can_ask else show_list(env)
        return
    typed = " ".join(words)
    if env.can_ask:
        from ivig_prep.talk.unwell import answer  # late: all that asks, for a terminal alone

        answer(env, voice_of(env), typed)
        return
    heard = hear(env, typed)
    voice = voice_of(env)
    _say(env, voice, voice.answer(typed, heard.understood.matches, env.past_check_by(), heard))


def _say(env: Env, voice: Voice, page: Page) -> None:
    """Show a page. Where nobody sees it, as after `unwell temp > 38.5`, what is urgent also goes to standard error."""
    if not env.terminal.is_seen:
        env.warn_page(voice.urgent_lines(page, was_typed=env.terminal.is_typed_unseen))
    env.say(page)


def _ask(env: Env) -> None:
    from ivig_prep.talk.unwell import ask_signs  # late: see above

    ask_signs(env, voice_of(env))


def answer_words(env: Env, typed: str) -> None:
    """Show what the list says of these words, listed or not. Raises EmergencyShown after an emergency."""
    show_heard(env, typed, hear(env, typed))


def answer_ids(env: Env, ids: Iterable[str]) -> None:
    """Show what the list says of these side effects, most urgent first. Raises EmergencyShown after an emergency."""
    wanted = set(ids)
    found = tuple(Match(entry) for entry in env.library.side_effects.side_effects if entry.id in wanted)
    show_heard(env, "", Heard(Understood(found)))


def show_heard(env: Env, typed: str, heard: Heard) -> None:
    """Show the answer to what was heard. What is not listed is asked for by the numbers of the signs it shows.

    Raises EmergencyShown after an emergency.
    """
    matches = heard.understood.matches
    page = voice_of(env).answer(typed, matches, env.past_check_by(), heard)
    env.say(tuple(line for line in page if line.kind != NEXT))  # no command is run where a question was asked
    if matches and matches[0].tier == EMERGENCY:
        raise EmergencyShown
    if not matches:
        _ask_from_net(env, heard)


def _ask_from_net(env: Env, heard: Heard) -> None:
    from ivig_prep.talk.unwell import pick_from_net  # late: only words that are not listed need it

    felt = pick_from_net(env, heard)
    if isinstance(felt, str):
        answer_words(env, felt)
    elif felt is not None:
        show_heard(env, *felt)


def show_list(env: Env) -> None:
    """Show the whole list, most urgent first. On a terminal the emergency line comes again last."""
    voice = voice_of(env)
    page = voice.leaflet(env.past_check_by())
    if not env.can_ask:
        _say(env, voice, page)
        return
    from ivig_prep.talk.long import say_long  # late: see above

    say_long(env, page, voice.emergency_line())


def voice_of(env: Env) -> Voice:
    """Return what says the answers, with this person's numbers where they can be read."""
    person, lists = env.person_or_nobody(), env.library  # in this order: see `hear`
    return Voice(lists.notices, lists.side_effects, person, lists.clinic)
