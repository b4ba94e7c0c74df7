"""`ivig-prep learn`: short answers about IVIg."""

from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.content.library import Library
from ivig_prep.core.answers import picked_number, tidy
from ivig_prep.core.page import Page
from ivig_prep.core.words.topics import Topic, nearest
from ivig_prep.env import Env
from ivig_prep.faces import as_json
from ivig_prep.pages import learn as learn_pages
from ivig_prep.pages import shared

EXAMPLES = (
    ("ivig-prep learn", "the list of topics"),
    ("ivig-prep learn cost", "the topic nearest to a word"),
    ("ivig-prep learn 3", "a topic by its number"),
)


def _topics() -> list[str]:
    return [topic.id for topic in Library().topics.topics]


def run(
    ctx: Context,
    words: Annotated[
        list[str] | None, Argument(metavar="WORDS", help="a word, or a number of the list", autocompletion=_topics)
    ] = None,
    *,
    json: Annotated[bool, Option("--json", help="topics as JSON")] = False,
) -> None:
    """Read short answers about IVIg."""
    env: Env = ctx.obj
    asked = " ".join(words or ())
    found = _find(env, asked)
    if json:
        shown = (found,) if found else () if asked.strip() else env.library.topics.topics
        env.say_json(as_json.learn(asked, shown, env.library.sources))
        return
    env.say(emergency_line(env))
    if found:
        _say_topic(env, asked, found)
    else:
        _say_contents(env, asked)


def _find(env: Env, asked: str) -> Topic | None:
    number = picked_number(asked, len(env.library.topics.topics))
    return env.library.topics.topics[number - 1] if number else nearest(env.library.topics.topics, asked)


def _say_topic(env: Env, asked: str, found: Topic) -> None:
    env.say((*_unwell_first(env, asked), *learn_pages.topic(found, env.library.sources), *_notes(env)))


def _unwell_first(env: Env, asked: str) -> Page:
    """Say where to go with a symptom: it may be felt now."""
    return shared.say(env.library.checklist.words.feel_now) if env.library.leaflet.look_up(asked) else ()


def _notes(env: Env) -> Page:
    return (*learn_pages.not_reviewed(env.library.topics), *env.past_check_by())


def _say_contents(env: Env, asked: str) -> None:
    """Show the list of topics; on a terminal let one be picked, again and again, until Enter."""
    if asked.strip():
        env.say((*_unwell_first(env, asked), *learn_pages.not_found(asked)))
    env.say((*learn_pages.contents(env.library.topics), *_notes(env)))
    while env.can_ask:
        typed = env.ask(learn_pages.PROMPT) or ""
        if tidy(typed) in ("", "q", "quit", "b", "back", "stop"):
            return
        found = _find(env, typed)
        if found:
            _say_topic(env, typed, found)
        else:
            env.say(learn_pages.not_found(typed))
