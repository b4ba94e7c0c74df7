"""Short answers about IVIg: one topic after the other, picked by number or by a word."""

from functools import partial

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.core.answers import Move, picked_number, tidy
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.page import Page
from ivig_prep.core.person import numbers_of
from ivig_prep.core.words.topics import Topic, nearest
from ivig_prep.env import Env
from ivig_prep.pages import learn as learn_pages
from ivig_prep.pages import shared
from ivig_prep.talk.ask import Again, question
from ivig_prep.talk.long import Picker, say_long


def find(env: Env, asked: str) -> Topic | None:
    """Return the topic of a number of the list, else the one nearest to the words; None where none is."""
    number = picked_number(asked, len(env.library.topics.topics))
    return env.library.topics.topics[number - 1] if number else nearest(env.library.topics.topics, asked)


def say_topic(env: Env, asked: str, found: Topic) -> None:
    """Show one topic; first where to go with a symptom, where one was typed."""
    env.say((*_unwell_first(env, asked), *learn_pages.topic(found, env.library.sources, numbers(env)), *_notes(env)))


def numbers(env: Env) -> Numbers:
    """Return whom this person can call; also where the record cannot be read."""
    return numbers_of(env.person_or_nobody(), env.library.clinic)


def say_contents(env: Env, asked: str) -> bool:
    """Show the list of topics; first that there is none for what was asked. Return False where the person stops."""
    if asked.strip():
        env.say((*_unwell_first(env, asked), *learn_pages.not_found(asked)))
    page = (*learn_pages.contents(env.library.topics), *_notes(env))
    picker = Picker(learn_pages.MORE, partial(_say_typed, env))
    return say_long(env, page, emergency_line(env), picker) is not Move.QUIT


def pick_topics(env: Env) -> None:
    """Let a topic be picked, again and again, until Enter."""
    while question(env, learn_pages.PROMPT, lambda typed: _say_typed(env, typed) if tidy(typed) else False) is True:
        pass


def _say_typed(env: Env, typed: str) -> bool | Again:
    """Show the topic of a number or of words that were typed."""
    found = find(env, typed)
    if found is None:
        return Again(learn_pages.not_found(typed))
    say_topic(env, typed, found)
    return True


def _unwell_first(env: Env, asked: str) -> Page:
    """Say where to go with a symptom: it may be felt now."""
    return shared.say(env.library.words.feel_now) if env.library.leaflet.look_up(asked) else ()


def _notes(env: Env) -> Page:
    return (*learn_pages.reviewed(env.library.topics), *env.past_check_by())
