"""What `unwell` says. The emergency answer has at most 12 lines at 72 columns, and nothing after the call.

An entry with an `opening` has a calm card of its own, as long as it needs to be. Where a sign of the body was found
too, that comes first, and the whole card follows.
"""

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ivig_prep.core.numbers import fill
from ivig_prep.core.page import BLANK, EMERGENCY, HEADING, NOTE, STEP, TEXT, TITLE, WHY, Line, Page, Prompt, wrap
from ivig_prep.core.person import Person, clinic_phones, numbers_of
from ivig_prep.core.side_effects import EMERGENCY as EMERGENCY_TIER
from ivig_prep.core.side_effects import SideEffect, SideEffects
from ivig_prep.core.words.triage import Match, Understood
from ivig_prep.pages import shared

if TYPE_CHECKING:
    from ivig_prep.core.clinic.own_list import Clinic
    from ivig_prep.core.notices import Notices

ECHO_COLUMNS = 48
OTHERS_COLUMNS = (120, 48, 0)
LAYOUTS = (*((columns, True) for columns in OTHERS_COLUMNS), (0, False))
"""How many columns the other matches get, and whether what could be left out is said; the first that fits is taken."""
TREATED_FIRST = "very-low-sugar"
"""The entry of which what to treat at once stands right below the call."""

NOT_SEEN = "The answer did not come to this screen."

MOST_LINES = 12
COUNTED_AT = 72


class Heard(NamedTuple):
    """What the answer needs to know of how something was typed: entries it may have `meant`, a topic to read."""

    understood: Understood
    meant: tuple[SideEffect, ...] = ()
    topic: str | None = None


class _Around(NamedTuple):
    """What stands around an emergency answer: before the call, right below it, and at the end."""

    lead: Page
    second: str | None
    notes: Page


class Voice:
    """Says what the list says, with the person's own numbers where they are known."""

    def __init__(
        self, notices: "Notices", side_effects: SideEffects, person: Person, clinic: "Clinic | None" = None
    ) -> None:
        self._notices, self._list, self.person, self._clinic = notices, side_effects, person, clinic
        self._number = person.emergency or notices.emergency.unknown_number
        self._numbers = numbers_of(person, clinic)

    def answer(self, typed: str, matches: tuple[Match, ...], notes: Page = (), heard: Heard | None = None) -> Page:
        """Say what to do about what was typed, most urgent first. `heard` says how it was typed, where it was."""
        notes = (*(Line(NOTE, said) for said in self._list.notes_for(typed)), *notes)
        heard = heard or Heard(Understood(matches))
        cards, others = _cards(matches)
        around = _Around((), self.second_line(heard), notes)
        if heard.understood.spanish and _is_emergency(matches):
            around = _Around(self._spanish(), around.second, (Line(NOTE, self._list.words.spanish_note), *notes))
        if cards:
            return self._with_card(typed, cards[0], others, around)
        if not matches:
            return self._not_listed(typed, notes, heard)
        if _is_emergency(matches):
            return self._emergency(typed, matches, around)
        return self._listed(typed, matches, notes, heard)

    def second_line(self, heard: Heard) -> str | None:
        """Return what stands right below the call, or the emergency line, where there is something to say there."""
        words, matches = self._list.words, heard.understood.matches
        if matches and matches[0].side_effect.id == TREATED_FIRST:
            return words.treat_low
        if heard.understood.negated:
            return words.said_no
        if any(match.side_effect.opening for match in matches):
            return None
        if heard.topic and (heard.understood.past or heard.understood.asked):
            return words.asked.replace("{topic}", heard.topic)
        return None

    def below(self, heard: Heard) -> tuple[str, ...]:
        """Return sentences that stand below an answer: a milder entry it may be, or what a number alone cannot say."""
        words, understood = self._list.words, heard.understood
        if understood.milder:
            return (words.headache_below,)
        alone = (words.number_alone, words.number_ask) if understood.is_usual else ()
        return (*alone, words.false_readings) if understood.is_misread else alone

    def _spanish(self) -> Page:
        words, number = self._list.words, self.person.emergency
        return (Line(EMERGENCY, words.spanish.replace("{number}", number) if number else words.spanish_unknown),)

    def ask_signs(self) -> Page:
        """Say the emergency signs as a numbered list, the last number for none of them."""
        words = self._list.words
        signs = (*(sign.text for sign in self._notices.emergency.signs), words.none_of_these)
        return (*self.emergency_line(), *shared.heading(words.signs), *shared.choices(signs))

    def ask_how_bad(self) -> Page:
        """Ask about a headache that nothing else was typed about."""
        words = self._list.words
        asked = (words.headache_mild, words.headache_bad, words.headache_unsure)
        return (*self.emergency_line(), *shared.heading(words.headache_ask), *shared.choices(asked))

    def leaflet(self, notes: Page = ()) -> Page:
        """Say the whole list, most urgent first."""
        lines: list[Line] = list(self.emergency_line())
        for tier in self._list.tiers:
            lines += [Line(TITLE, tier.label), Line(TEXT, self._filled(tier.action))]
            for entry in self._list.side_effects:
                if entry.tier == tier.id:
                    lines += [Line(HEADING, entry.said), *self._what_to_do(entry)]
        lines.append(Line(TITLE, "Rules for this list"))
        lines += [Line(TEXT, self._filled(rule.text)) for rule in self._list.rules]
        return (*lines, shared.list_note(self._list), *notes)

    def calm_card(self, matches: tuple[Match, ...]) -> Page:
        """Return the card of its own that an entry has; empty where none of the matches has one."""
        cards, _ = _cards(matches)
        return self._card(cards[0]) if cards else ()

    def urgent_lines(self, page: Page, *, was_typed: bool) -> Page:
        """Return the urgent lines at the top of an answer, for where the rest is not seen.

        Where the line `was_typed` by a person, they are also asked to type it again in a way that no shell sends away.
        """
        urgent = tuple(takewhile(lambda line: line.kind == EMERGENCY, page))
        return (*urgent, *shared.say(NOT_SEEN, self._notices.words.to_unwell)) if was_typed else urgent

    def say(self, matches: tuple[Match, ...]) -> str:
        """Return the one sentence that matters most."""
        if not matches:
            return f"{self._list.words.not_listed} {self._filled(self._list.words.not_listed_do)}"
        cards, others = _cards(matches)
        if cards and not _is_emergency(others):
            return self._filled(cards[0].opening or "")
        tier = matches[0].tier
        return self._call_first() if tier == EMERGENCY_TIER else self._filled(self._list.tier(tier).action)

    def _with_card(self, typed: str, card: SideEffect, others: tuple[Match, ...], around: "_Around") -> Page:
        """Say the card; before it the emergency answer, where there is one."""
        if _is_emergency(others):
            return (*self._emergency(typed, others, around), Line(BLANK), *self._card(card))
        opening, *rest = self._card(card)
        also = _others([match.side_effect for match in others], OTHERS_COLUMNS[0])
        only = shared.list_note(self._list)
        second = shared.say(around.second) if around.second else ()
        return (*around.lead, opening, *second, *_echo(typed), *rest, *also, only, *around.notes)

    def _card(self, entry: SideEffect) -> Page:
        return (
            Line(EMERGENCY, self._filled(entry.opening or "")),
            Line(STEP, entry.said),
            Line(TEXT, entry.why),
            Line(TEXT, self._filled(entry.do)),
            *_lines(entry),
        )

    def _emergency(self, typed: str, matches: tuple[Match, ...], around: "_Around") -> Page:
        """Say the emergency answer; what is not about the first match gets room only where twelve lines are kept."""
        page: Page = ()
        for columns, whole in LAYOUTS:
            page = self._emergency_page(typed if whole else "", matches, around, columns, lines_of_all=whole)
            if _height(page) <= MOST_LINES:
                break
        return page

    def _emergency_page(
        self, typed: str, matches: tuple[Match, ...], around: "_Around", columns: int, *, lines_of_all: bool
    ) -> Page:
        first, *others = matches
        return (
            *around.lead,
            Line(EMERGENCY, self._call_first()),
            *((Line(STEP, around.second),) if around.second else ()),
            *_echo(typed),
            Line(STEP, first.side_effect.said),
            Line(WHY, first.side_effect.why),
            Line(TEXT, self._filled(_first_aid(first))),
            *_first_lines(matches if lines_of_all else matches[:1]),
            *_others([match.side_effect for match in others], columns),
            shared.list_note(self._list),
            *around.notes,
            Line(EMERGENCY, self._filled(self._list.words.call)),
        )

    def _listed(self, typed: str, matches: tuple[Match, ...], notes: Page, heard: Heard) -> Page:
        tier = self._list.tier(matches[0].tier)
        second = self.second_line(heard)
        lines = [*self.emergency_line(), *shared.say(*filter(None, (second,))), *_echo(typed)]
        lines += [Line(TITLE, tier.label), Line(TEXT, self._filled(tier.action)), *self._phones()]
        number = 0
        for match in matches:
            number += match.near
            label = f"Did you mean {number}: {match.side_effect.said}?" if match.near else match.side_effect.said
            lines += [Line(HEADING, label), *self._what_to_do(match.side_effect)]
        lines += shared.say(*self.below(heard))
        if all(match.near for match in matches):
            lines += [Line(HEADING, "If it is none of these"), Line(TEXT, self.say(()))]
        return (*lines, shared.list_note(self._list), *notes)

    def _not_listed(self, typed: str, notes: Page, heard: Heard) -> Page:
        words = self._list.words
        return (
            *self.emergency_line(),
            *_echo(typed),
            Line(STEP, words.not_listed),
            Line(STEP, self._filled(words.not_listed_do)),
            *self._phones(),
            *shared.say(*self.below(heard)),
            *self._net(heard),
            shared.list_note(self._list),
            *notes,
            shared.next_step("ivig-prep unwell --list"),
        )

    def _net(self, heard: Heard) -> Page:
        """Ask for the emergency signs, and for a few entries that may have been meant, all in one row of numbers."""
        signs = tuple(sign.text for sign in self._notices.emergency.signs)
        numbered = shared.choices((*signs, *(entry.said for entry in heard.meant)))
        meant = (*shared.heading(self._list.words.did_you_mean), *numbered[len(signs) :]) if heard.meant else ()
        return (*shared.heading(self._list.words.signs), *numbered[: len(signs)], *meant)

    def _what_to_do(self, entry: SideEffect) -> Page:
        opening = (Line(STEP, self._filled(entry.opening)),) if entry.opening else ()
        step_up = (Line(TEXT, self._filled(entry.step_up)),) if entry.step_up else ()
        return (*opening, Line(WHY, entry.why), Line(TEXT, self._filled(entry.do)), *_lines(entry), *step_up)

    def _phones(self) -> Page:
        by_day, by_night = self.person.clinic_phone, self.person.night_phone
        lines = [Line(STEP, f"Your infusion team, daytime: {by_day}")] if by_day else []
        lines += [Line(STEP, f"Your infusion team, night: {by_night}")] if by_night else []
        clinic = clinic_phones(self._clinic, self.person)
        return (*lines, *(Line(STEP, f"{name}: {number}") for name, number in clinic))

    def emergency_line(self) -> Page:
        """Say the emergency line, with this person's number."""
        return shared.emergency(self._notices.emergency, self.person.emergency)

    def _call_first(self) -> str:
        return f"{self._filled(self._list.words.call)} {self._notices.emergency.chair}"

    def _filled(self, text: str) -> str:
        return fill(text.replace("{number}", self._number), self._numbers)


def _cards(matches: tuple[Match, ...]) -> tuple[tuple[SideEffect, ...], tuple[Match, ...]]:
    """Return the entries with a card of their own, and the other matches."""
    cards = tuple(match.side_effect for match in matches if match.side_effect.opening)
    return cards, tuple(match for match in matches if not match.side_effect.opening)


def _is_emergency(matches: tuple[Match, ...]) -> bool:
    return bool(matches) and matches[0].tier == EMERGENCY_TIER


def _first_aid(match: Match) -> str:
    """Return what to do about the first match; one that was raised is an emergency by its own step up."""
    entry = match.side_effect
    return entry.step_up or entry.do if match.raised_to == EMERGENCY_TIER else entry.do


def _lines(entry: SideEffect) -> Page:
    """Say the lines to call, each on one of its own."""
    return tuple(Line(TEXT, line) for line in entry.lines)


def _first_lines(matches: tuple[Match, ...]) -> Page:
    """Say the lines to call of the first match that has some."""
    return next((_lines(match.side_effect) for match in matches if match.side_effect.lines), ())


def _height(page: Page) -> int:
    """Return how many lines the page has where lines are counted."""
    width = COUNTED_AT - 2
    return sum(len(wrap(line.words, width)) if len(line.words) > width else 1 for line in page)


def _echo(typed: str) -> Page:
    if not typed.strip():
        return ()
    short = typed if len(typed) <= ECHO_COLUMNS else typed[:ECHO_COLUMNS] + "..."
    return (Line(TEXT, f"You typed: {' '.join(short.split())}"),)


def _others(others: list[SideEffect], columns: int) -> Page:
    """Say the other matches on one line: as many labels as fit, then how many more."""
    if not others:
        return ()
    said = ""
    for count, entry in enumerate(others):
        longer = f"{said}; {entry.said}" if said else entry.said
        if len(longer) > columns:
            more = len(others) - count
            return (Line(TEXT, f"It also fits: {said}; and {more} more." if said else f"It also fits {more} more."),)
        said = longer
    return (Line(TEXT, f"It also fits: {said}."),)


def choose(numbers: int) -> Prompt:
    """Return the prompt below the emergency signs."""
    return Prompt(f"Type a number from 1 to {numbers}, or type how you feel: ", is_first=True)


def write_down(name: str | None) -> Prompt:
    """Ask whether to write a symptom down, and in whose diary, where a name was given."""
    return Prompt(f"Write this in {_diary(name)}? y = yes, Enter = no: ")


def written_down(name: str | None) -> Page:
    """Say in whose diary a symptom was written down."""
    return shared.say(f"Saved in {_diary(name)}.")


def _diary(name: str | None) -> str:
    return "your diary" if name is None else f"the diary of {name}"


IN_OWN_WORDS = Prompt("How do you feel? Type it in your own words: ")


def choose_how_bad(numbers: int) -> Prompt:
    """Return the prompt below the question how bad it is."""
    return Prompt(f"Type a number from 1 to {numbers}. Enter = not sure: ", is_first=True)


def choose_from_net(numbers: int) -> Prompt:
    """Return the prompt below an answer for words that are not listed."""
    return Prompt(f"Type a number from 1 to {numbers}, or say it in other words. Enter = none: ")
