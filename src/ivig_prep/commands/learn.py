"""`ivig-prep learn`: short answers about IVIg."""

from typing import Annotated

from typer import Argument, Context, Option

from ivig_prep.actions.emergency import emergency_line
from ivig_prep.content.library import Library
from ivig_prep.env import Env
from ivig_prep.faces import as_json
from ivig_prep.talk.learn import find, numbers, pick_topics, say_contents, say_topic

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
    found = find(env, asked)
    if json:
        shown = (found,) if found else () if asked.strip() else env.library.topics.topics
        review = env.library.topics.review
        env.say_json(as_json.learn(asked, shown, env.library.sources, numbers(env), review=review))
        return
    env.say(emergency_line(env))
    if found:
        say_topic(env, asked, found)
        return
    if say_contents(env, asked) and env.can_ask:
        pick_topics(env)
