"""A clinic's own steps have a kind, and a tick keeps to the words that were ticked."""

import json
from pathlib import Path
from typing import Any

import pytest
from kit import Program
from story_kit import Person

HEAD = 'clinic: "Oakwood"\nchecked: "2026-11-22"\ncheck_by: "2027-11-22"\nitems:\n'
STEP = '  - id: {id}\n    section: packing\n    kind: "{kind}"\n    text: "{text}"\n'
FEVER = (
    STEP.format(id="oak-fever", kind="sign", text="If you have a fever, call {team} now.") + '    answers: ["fever"]\n'
)
EVE = "2026-12-01"


class Clinic:
    """A person on the eve, who takes one list of a clinic after the other into use."""

    def __init__(self, person: Person, ivig: Program, folder: Path, fits: tuple[str, ...] = ("--fits", "none")) -> None:
        self._person, self._ivig, self._folder = person, ivig, folder
        ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--clinic-phone", "555 0100", *fits)

    def use(self, items: str, name: str = "Oakwood") -> None:
        """Take a list with these steps into use."""
        path = self._folder / "oakwood.yaml"
        path.write_text(HEAD.replace("Oakwood", name) + items, encoding="utf-8")
        ran = self._person.run(EVE, "clinic", str(path), answers=["y"])
        assert "Saved." in ran.text, ran.text

    def items(self) -> dict[str, dict[str, Any]]:
        """Return the entries of the list of the day, by id."""
        found = json.loads(self._ivig("today", "--json").out)
        return {item["id"]: item for section in found["sections"] for item in section["items"]}

    def tick_all(self) -> str:
        """Tick everything on each screen, and return all that was shown."""
        return self._person.run(
            EVE, "today", answers=lambda shown: "all" if "Numbers of what is done" in shown else ""
        ).text

    def run(self, *words: str) -> str:
        """Return what a command line shows in a pipe."""
        return self._ivig(*words).out


@pytest.fixture
def clinic(ivig: Program, tmp_path: Path) -> Clinic:
    """Return a person with a date, and no clinic's list yet."""
    return Clinic(Person(ivig.home, columns=200, plain=True), ivig, tmp_path)


def ticket(text: str) -> str:
    """Return a step of the clinic's own with these words."""
    return STEP.format(id="oak-ticket", kind="task", text=text)


def test_a_step_is_a_task_unless_it_says_otherwise(clinic: Clinic) -> None:
    clinic.use(ticket("Bring your ticket.").replace('    kind: "task"\n', "") + FEVER)

    kinds = {key: (item["kind"], item["status"]) for key, item in clinic.items().items() if key.startswith("oak")}
    assert kinds == {"oak-ticket": ("task", "to-do"), "oak-fever": ("sign", None)}


def test_a_clinics_sign_is_asked_about_with_the_persons_number_and_never_ticked(clinic: Clinic) -> None:
    clinic.use(FEVER)
    shown = clinic.tick_all()

    asked = shown.partition("Do you have any of these today?")[2].partition(">")[0]
    assert "If you have a fever, call your team now: 555 0100. (From Oakwood)" in asked
    assert clinic.items()["oak-fever"]["status"] is None
    assert "(From Oakwood)" in clinic.run("today").partition("Get help if")[2].partition("Pack your bag")[0]


def test_the_number_of_a_clinics_sign_opens_its_answer(clinic: Clinic, ivig: Program) -> None:
    clinic.use(FEVER)
    person = Person(ivig.home, columns=200, plain=True)
    asked = person.run(EVE, "today", answers=[None]).typed[-1].shown
    number = next(line.strip().split(".")[0] for line in asked.splitlines() if "From Oakwood" in line)

    shown = person.run(EVE, "today", answers=[number, "q"]).text
    assert "Fever" in shown.partition(f"> {number}\n")[2] or "fever" in shown.partition(f"{number}\n")[2]


def test_a_tick_stays_while_the_words_stay_whatever_else_changes(clinic: Clinic) -> None:
    clinic.use(ticket("Bring your ticket."))
    clinic.tick_all()
    assert clinic.items()["oak-ticket"]["status"] == "done"

    clinic.use(ticket("bring  your TICKET") + '    why: "We stamp it."\n' + FEVER)

    assert clinic.items()["oak-ticket"]["status"] == "done"


def test_a_tick_does_not_stay_with_an_id_whose_words_became_another_steps(clinic: Clinic) -> None:
    clinic.use(ticket("Bring your ticket."))
    clinic.tick_all()
    clinic.use(ticket("Bring your insulin."))

    assert clinic.items()["oak-ticket"]["status"] == "to-do"
    assert "to do: Bring your insulin." in clinic.run("print", "--text", "-o", "-") or "insulin" in clinic.run("today")


def test_the_tick_comes_back_with_its_words(clinic: Clinic) -> None:
    clinic.use(ticket("Bring your ticket."))
    clinic.tick_all()
    clinic.run("clinic", "--remove")
    clinic.use(ticket("Bring your insulin."))
    clinic.use(ticket("Bring your ticket."))

    assert clinic.items()["oak-ticket"]["status"] == "done"


def test_new_words_for_a_step_of_ours_do_not_take_its_tick_and_its_own_comes_back(clinic: Clinic) -> None:
    clinic.tick_all()
    assert clinic.items()["pack-warm"]["status"] == "done"

    clinic.use('  - id: pack-warm\n    text: "Bring your insulin."\n')
    assert clinic.items()["pack-warm"]["status"] == "to-do"

    clinic.run("clinic", "--remove")
    assert clinic.items()["pack-warm"]["status"] == "done"


def test_undo_says_a_clinics_step_in_its_words(clinic: Clinic) -> None:
    clinic.use(ticket("Show {team} your ticket."))
    clinic.tick_all()

    assert "done: Show your team your ticket." in clinic.run("undo", "--yes")


def test_two_steps_under_one_id_never_share_a_tick_on_a_phone(clinic: Clinic) -> None:
    pages = []
    for words in ("Bring your ticket.", "Bring your insulin."):
        clinic.use(ticket(words))
        page = clinic.run("print", "-o", "-")
        pages.append({part.split('"')[0] for part in page.split('id="')[1:] if "oak-ticket" in part.split('"')[0]})

    assert len(pages[0]) == len(pages[1]) == 1
    assert pages[0].isdisjoint(pages[1])


def test_a_persons_number_in_the_words_does_not_take_the_tick_away(clinic: Clinic) -> None:
    clinic.use(ticket("Tell {team} when you are there."))
    clinic.tick_all()
    clinic.run("setup", "--clinic-phone", "555 0111")

    assert clinic.items()["oak-ticket"]["status"] == "done"


def test_words_on_drinking_get_the_sentence_on_fluid_limits_behind_them(clinic: Clinic) -> None:
    clinic.use(STEP.format(id="oak-tea", kind="advice", text="Drink tea with us.") + "    not_for: [fluid-limit]\n")

    said = clinic.items()["oak-tea"]["text"]
    assert said == "Drink tea with us. If you have a fluid limit or trouble swallowing, follow your team's plan."


def test_the_name_of_a_clinic_is_no_call_to_drink(clinic: Clinic) -> None:
    clinic.use(ticket("Bring your ticket."), name="Water Street Center")

    assert clinic.items()["oak-ticket"]["text"] == "Bring your ticket."


def test_an_amount_is_not_shown_to_a_child_or_before_it_was_asked_what_fits(clinic: Clinic) -> None:
    clinic.use(STEP.format(id="oak-tea", kind="advice", text="Drink 4 cups of tea.") + "    not_for: [fluid-limit]\n")
    shown = {fits: "oak-tea" in clinic.items() for fits in ("none", "child") if clinic.run("setup", "--fits", fits)}

    assert shown == {"none": True, "child": False}


def test_a_clinics_amount_is_not_shown_before_it_was_asked_what_fits(ivig: Program, tmp_path: Path) -> None:
    clinic = Clinic(Person(ivig.home, columns=200, plain=True), ivig, tmp_path, fits=())
    ours = clinic.items()["drink-day-before"]["text"]
    clinic.use('  - id: drink-day-before\n    text: "Drink 8 cups (2 liters) of water today."\n')
    assert clinic.items()["drink-day-before"]["text"] == ours

    clinic.run("setup", "--fits", "first-time")

    assert clinic.items()["drink-day-before"]["text"].startswith("Drink 8 cups (2 liters) of water today. If you have")


def test_a_calendar_says_what_to_bring_and_no_warning(clinic: Clinic) -> None:
    clinic.use(FEVER + ticket("Bring your ticket. Show it to {team}."))
    said = clinic.run("calendar", "-o", "-").replace("\r\n ", "")

    assert "Show it to your team." in said
    assert "fever" not in said


def test_a_new_brand_is_pointed_out_where_the_clinic_hides_its_step(clinic: Clinic) -> None:
    clinic.use("  - id: check-brand\n    hide: true\n")
    clinic.run("log", "--date", "2026-11-04", "--brand", "Octagam")

    assert "Privigen" in clinic.run("log", "--date", "2026-11-30", "--brand", "Privigen")


def test_an_amount_in_words_that_people_type_is_no_call_to_drink(clinic: Clinic) -> None:
    clinic.use(
        ticket("Bring your ticket.")
        + 'side_effects:\n  - id: oak-water\n    label: "Too much water"\n    tier: call-now\n'
        + '    synonyms: ["drank 5 liters of water"]\n'
    )

    assert "Too much water" in clinic.run("unwell", "drank", "5", "liters", "of", "water")
