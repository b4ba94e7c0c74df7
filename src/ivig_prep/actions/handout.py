"""The handout, made from the record, the content and the place that patients install from."""

from ivig_prep.actions.booklet import emergency_lines, made, notes, phones
from ivig_prep.core.checklist import TASK
from ivig_prep.core.day.sheet import lay_out
from ivig_prep.core.handout import Handout, web_address
from ivig_prep.core.numbers import Numbers
from ivig_prep.core.page import Page
from ivig_prep.core.person import Person
from ivig_prep.env import Env
from ivig_prep.pages import handout as words
from ivig_prep.pages import shared

PHASE = "day-before"


def handout(env: Env, package: str) -> Handout:
    """Return the handout. Of the person of this record it has the phone numbers alone. Raises NotUnderstood."""
    person = env.person_or_nobody()
    emergency = env.library.emergency
    call = env.library.side_effects.words.call.replace("{number}", person.emergency or emergency.unknown_number)
    return Handout(
        words.NAME,
        env.library.clinic.clinic if env.library.clinic else None,
        (*words.WHAT, _reviewed(env)),
        emergency_lines(env, person),
        phones(env, person),
        words.START,
        words.recipes(package),
        web_address(package),
        words.later(package),
        tuple(sign.text for sign in emergency.signs),
        (call, emergency.chair),
        env.library.words.to_unwell,
        _preview(env),
        (env.library.words.no_nurse, *notes(env)),
        made(env, dated=True),
    )


def _reviewed(env: Env) -> str:
    """Say whether anyone has reviewed the list: a page of two sheets says so on the first, and at its end."""
    words = env.library.checklist.words
    return shared.review_words(env.library.checklist.review, words.not_reviewed, words.changed)


def _preview(env: Env) -> Page:
    """Say the first section of the day before that has a few tasks, as it is for a person nobody knows."""
    sections = lay_out(env.library.checklist, (PHASE,), Person().traits(), Numbers())
    listed = [(e.section.title, [item.said for item in e.section.items if item.kind == TASK]) for e in sections]
    total = sum(len(tasks) for _, tasks in listed)
    title, tasks = next(((title, tasks) for title, tasks in listed if len(tasks) >= words.SHOWN), ("", []))
    return words.preview(env.library.checklist.phase(PHASE).title, title, tuple(tasks), total) if tasks else ()
