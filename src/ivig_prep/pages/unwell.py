"""What `unwell` says. The emergency answer has at most 12 lines at 72 columns, and nothing after the call."""

from ivig_prep.core.checklist import Checklist
from ivig_prep.core.page import EMERGENCY, HEADING, NOTE, STEP, TEXT, TITLE, WHY, Line, Page, Prompt, wrap
from ivig_prep.core.person import Person, clinic_phones
from ivig_prep.core.side_effects import EMERGENCY as EMERGENCY_TIER
from ivig_prep.core.side_effects import SideEffect, SideEffects
from ivig_prep.core.words.triage import Match
from ivig_prep.pages import shared

ECHO_COLUMNS = 48
OTHERS_COLUMNS = (120, 48, 0)
MOST_LINES = 12
COUNTED_AT = 72


class Voice:
    """Says what the list says, with the person's own numbers where they are known."""

    def __init__(self, checklist: Checklist, side_effects: SideEffects, person: Person) -> None:
        self._checklist, self._list, self.person = checklist, side_effects, person
        self._number = person.emergency or checklist.emergency.unknown_number

    def answer(self, typed: str, matches: tuple[Match, ...], notes: Page = ()) -> Page:
        """Say what to do about what was typed, most urgent first."""
        if not matches:
            return self._not_listed(typed, notes)
        if matches[0].side_effect.tier == EMERGENCY_TIER:
            return self._emergency(typed, matches, notes)
        return self._listed(typed, matches, notes)

    def ask_signs(self) -> Page:
        """Say the emergency signs as a numbered list, the last number for none of them."""
        words = self._list.words
        signs = (*(sign.text for sign in self._checklist.emergency.signs), words.none_of_these)
        return (*self._emergency_line(), *shared.heading(words.signs), *shared.choices(signs))

    def leaflet(self, notes: Page = ()) -> Page:
        """Say the whole list, most urgent first."""
        lines: list[Line] = list(self._emergency_line())
        for tier in self._list.tiers:
            lines += [Line(TITLE, tier.label), Line(TEXT, self._filled(tier.action))]
            for entry in self._list.side_effects:
                if entry.tier == tier.id:
                    lines += [Line(HEADING, entry.said), *self._what_to_do(entry)]
        lines.append(Line(TITLE, "Rules for this list"))
        lines += [Line(TEXT, self._filled(rule.text)) for rule in self._list.rules]
        return (*lines, Line(NOTE, self._list.words.list_only), *notes)

    def say(self, matches: tuple[Match, ...]) -> str:
        """Return the one sentence that matters most."""
        if not matches:
            return f"{self._list.words.not_listed} {self._filled(self._list.words.not_listed_do)}"
        tier = matches[0].side_effect.tier
        return self._call_first() if tier == EMERGENCY_TIER else self._filled(self._list.tier(tier).action)

    def _emergency(self, typed: str, matches: tuple[Match, ...], notes: Page) -> Page:
        """Say the emergency answer; the other matches get a second line only where twelve are kept."""
        page: Page = ()
        for columns in OTHERS_COLUMNS:
            page = self._emergency_page(typed, matches, notes, columns)
            if _height(page) <= MOST_LINES:
                break
        return page

    def _emergency_page(self, typed: str, matches: tuple[Match, ...], notes: Page, columns: int) -> Page:
        first, *others = (match.side_effect for match in matches)
        return (
            Line(EMERGENCY, self._call_first()),
            *_echo(typed),
            Line(STEP, first.said),
            Line(WHY, first.why),
            Line(TEXT, first.do),
            *_others(others, columns),
            Line(NOTE, self._list.words.list_only),
            *notes,
            Line(EMERGENCY, self._filled(self._list.words.call)),
        )

    def _listed(self, typed: str, matches: tuple[Match, ...], notes: Page) -> Page:
        tier = self._list.tier(matches[0].side_effect.tier)
        lines = [*self._emergency_line(), *_echo(typed)]
        lines += [Line(TITLE, tier.label), Line(TEXT, self._filled(tier.action)), *self._phones()]
        number = 0
        for match in matches:
            number += match.near
            label = f"Did you mean {number}: {match.side_effect.said}?" if match.near else match.side_effect.said
            lines += [Line(HEADING, label), *self._what_to_do(match.side_effect)]
        if all(match.near for match in matches):
            lines += [Line(HEADING, "If it is none of these"), Line(TEXT, self.say(()))]
        return (*lines, Line(NOTE, self._list.words.list_only), *notes)

    def _not_listed(self, typed: str, notes: Page) -> Page:
        words = self._list.words
        return (
            *self._emergency_line(),
            *_echo(typed),
            Line(STEP, words.not_listed),
            Line(STEP, self._filled(words.not_listed_do)),
            *self._phones(),
            Line(NOTE, words.list_only),
            *notes,
            shared.next_step("ivig-prep unwell --list"),
        )

    def _what_to_do(self, entry: SideEffect) -> Page:
        step_up = (Line(TEXT, self._filled(entry.step_up)),) if entry.step_up else ()
        return (Line(WHY, entry.why), Line(TEXT, self._filled(entry.do)), *step_up)

    def _phones(self) -> Page:
        by_day, by_night = self.person.clinic_phone, self.person.night_phone
        lines = [Line(STEP, f"Your infusion team, daytime: {by_day}")] if by_day else []
        lines += [Line(STEP, f"Your infusion team, night: {by_night}")] if by_night else []
        clinic = clinic_phones(self._checklist.clinic, self.person)
        return (*lines, *(Line(STEP, f"{name}: {number}") for name, number in clinic))

    def _emergency_line(self) -> Page:
        return shared.emergency(self._checklist.emergency, self.person.emergency)

    def _call_first(self) -> str:
        return f"{self._filled(self._list.words.call)} {self._checklist.emergency.chair}"

    def _filled(self, text: str) -> str:
        return text.replace("{number}", self._number)


def _height(page: Page) -> int:
    """Return how many lines the page has where lines are counted."""
    return sum(len(wrap(line.words, COUNTED_AT - 2)) for line in page)


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


WRITE_DOWN = Prompt("Write this in your diary? y = yes, Enter = no: ")
IN_OWN_WORDS = Prompt("How do you feel? Type it in your own words: ")
