"""What is asked where it is open whose record a command is about."""

from collections.abc import Sequence

from ivig_prep.core.page import QUESTION, Line, Page, Prompt
from ivig_prep.pages import shared

NAME = Prompt(
    "Type a name, such as Ann, or press Enter to stop: ",
    shared.say("The name stays on this computer."),
    own_words=True,
)
YOUR_OWN = "You, without a name"
YOU_ARE_NEW = "You: a new list, without a name"
SOMEBODY_NEW = "Somebody new, with a name"
NOBODY_PICKED = "Stopped. Nobody was picked, so nothing was saved."
FOR_YOU = "This is for you."
WHOSE = {"today": "Whose list is it?", "unwell": "In whose diary?", "forget": "Whose answers are to be deleted?"}


def whose(command: str) -> Page:
    """Ask who a command is for."""
    return (Line(QUESTION, WHOSE.get(command, "Who is this for?")),)


def pick(above: Page, people: tuple[str, ...]) -> Prompt:
    """Return the prompt below the people to pick from, who are shown again after a line that was no answer."""
    return Prompt(shared.PICK_OR_STOP.text, (*above, *shared.choices(people)), is_first=True)


def nobody_named(name: str, near: Sequence[str], *, alone: bool) -> Page:
    """Say that a name is not on file, and ask who is meant: one of those near it, or where they are `alone`, them."""
    meant = f"Did you mean {near[0]}?" if near else "Is that somebody new?" if alone else "Who is it?"
    return (*shared.say(f"Nobody named {name} is on file."), Line(QUESTION, meant))


def is_new(name: str) -> str:
    """Return the words for a person who is not on file yet."""
    return f"{name} is somebody new"
