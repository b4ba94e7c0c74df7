"""`ivig-prep learn`: short answers about IVIg."""

from typing import Annotated

from ivig_prep.command import Option, Words
from ivig_prep.env import Env
from ivig_prep.faces import as_json
from ivig_prep.talk.learn import find, pick_topics, say_contents, say_topic

EXAMPLES = (
    ("ivig-prep learn", "the list of topics"),
    ("ivig-prep learn cost", "the topic nearest to a word"),
    ("ivig-prep learn 3", "a topic by its number"),
)


def run(
    env: Env,
    words: Annotated[tuple[str, ...], Words("WORDS", "a word, or a number of the list")] = (),
    *,
    json: Annotated[bool, Option(("--json",), "topics as JSON")] = False,
) -> None:
    """Read short answers about IVIg."""
    asked = " ".join(words)
    found = find(env, asked)
    if json:
        shown = (found,) if found else () if asked.strip() else env.lists.topics.topics
        env.say_json(as_json.learn(asked, shown, env.lists.sources))
        return
    env.say(env.emergency_line())
    if found:
        say_topic(env, asked, found)
        return
    say_contents(env, asked)
    if env.can_ask:
        pick_topics(env)
