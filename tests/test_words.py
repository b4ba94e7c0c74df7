"""Every word a patient can see keeps the rules for words: in the content, in the templates and in the code.

Rules are in words_rules.py, the collecting in words_kit.py. What a rule takes wrongly is named here, one by one,
with the reason; a name that is not needed any more fails.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import words_kit as kit
import words_rules as rules
from kit import GRADES, Program
from words_kit import Module, Said

from ivig_prep import app
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.sources import SourceList
from ivig_prep.pages.help import COMMANDS

EVERYTHING = kit.everything()


def broken(wrong: Callable[[str], object], texts: Iterable[Said] = EVERYTHING) -> list[str]:
    """Return the texts that are wrong, with their places."""
    return [f"{said.where}: {said.words}" for said in texts if wrong(said.words)]


def names(wrong: Callable[[str], object], texts: Iterable[Said]) -> set[str]:
    """Return the ids and fields of the texts that are wrong."""
    return {f"{said.id}.{said.meaning}" for said in texts if wrong(said.words)}


# The rules for every word


def test_it_never_reassures() -> None:
    assert broken(rules.reassures) == []


def test_it_uses_none_of_the_banned_words_and_never_shouts() -> None:
    assert broken(rules.BANNED.search) == []
    assert broken(rules.SHOUTS.search) == []


def test_everything_is_ascii_and_us_english() -> None:
    assert broken(lambda text: not text.isascii()) == []
    assert broken(rules.BRITISH.search) == []


def test_no_sentence_has_more_than_20_words() -> None:
    assert broken(rules.too_long) == []


def test_each_text_of_12_words_or_more_is_at_most_grade_6_9() -> None:
    assert broken(rules.too_hard) == []


def test_the_content_is_at_most_grade_6_and_so_is_each_file_and_all_code(
    record_property: Callable[[str, object], None],
) -> None:
    files = {
        **{
            f"data/{name}.yaml": [s for s in kit.of_data() if s.file == f"data/{name}.yaml"] for name in kit.SHOWN_FILES
        },
        "all of data/": list(kit.of_data()),
        "templates/": list(kit.of_templates()),
        "code": list(kit.of_code()),
    }
    rows = [rules.row(name, [said.words for said in texts]) for name, texts in files.items()]
    record_property(GRADES, "\n".join(map(str, rows)))

    assert all(row.texts for row in rows)
    assert [row for row in rows if row.grade > rules.MOST_GRADE] == []


def test_numbers_are_digits_ranges_have_to_and_no_sums_are_left_to_the_reader() -> None:
    assert broken(rules.NUMBER_WORD.search) == []
    assert broken(rules.RANGE.search) == []
    assert broken(rules.SUMS.search) == []


def test_units_of_the_household_stand_with_their_metric_ones() -> None:
    assert broken(rules.units_alone) == []


def test_dates_have_weekday_and_month_name() -> None:
    assert broken(rules.bad_date) == []
    assert [said for module in kit.modules() for said in module.filled_with_raw_dates()] == []


DO_NOT_ONCE = {
    "care-no-aspirin.text": "one thing not to do, for two kinds of people",
    "care-no-aspirin-after.text": "one thing not to do, for two kinds of people",
    "with-other-medicines.text": "one thing not to do, for two kinds of people",
    "very-ill.text": "not to know why is no order",
    "report.text": "not to know why is no order",
}


def test_do_not_is_said_again_for_each_thing() -> None:
    found = [said for said in EVERYTHING if rules.do_not_once(said.words)]

    assert [said for said in found if f"{said.id}.{said.meaning}" not in DO_NOT_ONCE] == []


# Advice that can harm, and its exception

EXPLAINS = {
    "drinking": {
        "weight-gain.why": "fluid in the body, nothing to drink",
        "swelling-feet-hands.why": "fluid in the body, nothing to drink",
        "vomiting.why": "what vomiting does; its do is to call",
        "pee-more.why": "where the fluid came from",
        "own-limits.text": "names a team's own limits, and to keep to them",
        "ask-swallowing.why": "what can go wrong with drinks",
        "drink-day-before.text": "the example of a clinic's list: the words to keep are put at its end",
    },
    "exercise": {
        "watch-for-infection.why": "a date moves",
        "multi-iv-care.why": "a needle moves",
        "clot-arm-leg.why": "a clot moves",
    },
    "pain medicine": {
        "plan-ride.why": "what an allergy medicine does to a driver",
    },
}


def advice() -> list[Said]:
    """Return every sentence of the content and the templates: names of sections and entries are no sentences."""
    return [said for said in kit.of_data() + kit.of_templates() if re.search(r"[.?!]$", said.words)]


def with_its_advice(said: Said) -> str:
    """Return a text; a why together with what it is the why of, which stands above it."""
    if said.meaning != "why":
        return said.words
    own = (other.words for other in kit.of_data() if (other.file, other.id) == (said.file, said.id))
    return " ".join((said.words, *(words for words in own if words != said.words)))


def unguarded(kind: str) -> set[str]:
    """Return what advises such a thing without saying for whom it is not."""
    guard = rules.ADVICE[kind][1]
    return {
        f"{said.id}.{said.meaning}"
        for said in advice()
        if rules.without_exception(kind, said.words) and not guard.search(with_its_advice(said))
    }


@pytest.mark.parametrize("kind", rules.ADVICE)
def test_advice_that_can_harm_carries_its_exception_in_the_same_text(kind: str) -> None:
    assert unguarded(kind) - set(EXPLAINS[kind]) == set()
    assert sum(rules.advises(kind, said.words) for said in advice()) >= 3  # there is such advice to be guarded


@pytest.mark.parametrize("kind", rules.ADVICE)
def test_each_text_named_as_no_advice_is_one_that_the_rule_takes_for_it(kind: str) -> None:
    assert set(EXPLAINS[kind]) - unguarded(kind) == set()


def test_each_text_named_as_one_do_not_is_one_that_the_rule_takes_for_two() -> None:
    assert set(DO_NOT_ONCE) - names(rules.do_not_once, EVERYTHING) == set()


def test_the_clinics_example_is_shown_with_the_exception_it_leaves_out(ivig: Program, tmp_path: Path) -> None:
    ivig("clinic", "--new", str(tmp_path / "oakwood.yaml"))

    ran = ivig("clinic", "--check", str(tmp_path / "oakwood.yaml"))

    assert re.search(r"Drink 8 cups \(2 liters\) of water today\. If you have a fluid limit", " ".join(ran.out.split()))


# Whys and sources


def test_every_entry_with_a_why_says_it_in_at_most_20_words() -> None:
    whys = {f"{entry.file} {entry.value.id}": entry.value.why for entry in kit.entries() if hasattr(entry.value, "why")}

    assert len(whys) > 200
    ours = {where: why for where, why in whys.items() if not where.startswith("clinic/")}
    assert [where for where, why in ours.items() if not why or len(why.split()) > 20 or not why.endswith(".")] == []


def test_every_entry_with_sources_names_one_and_each_of_them_exists() -> None:
    listed: SourceList = kit.content()["sources"]
    known = {source.id for source in listed.sources}
    sourced = {
        f"{entry.file} {entry.value.id}": entry.value.sources
        for entry in kit.entries()
        if hasattr(entry.value, "sources")
    }

    assert len(sourced) > 200
    assert [where for where, sources in sourced.items() if not sources or not set(sources) <= known] == []


# Errors


def test_each_error_is_a_sentence_and_says_what_to_do_next() -> None:
    told = list(kit.told_errors())

    assert len(told) > 100
    lines_of_their_own = {"ClinicRefused", "ContentRefused"}  # each line of theirs says what to write instead
    assert [one for one in told if not one.has_next_step and one.kind not in lines_of_their_own] == []
    assert [one for one in told if one.sentence and not re.search(r"([.?:]|it)$", one.sentence)] == []
    steps = [one for one in told if one.next_step and one.next_step != kit.STAND_IN]
    assert [one for one in steps if not re.search(r"[.?:]$|it$|(ype|is|add|line|step|with): ", one.next_step)] == []


# No words about health in the code

NO_SIGN = set(
    re.findall(
        r"\w+",
        """about after another back before better both call cannot cause change clear cold color coming dark days does
        down face fade fast feel feeling from gain gets hands hard head high hours infusion lasts left legs less
        light like lose loss more most much near need next noisy none often other port pressure reading
        right same side sides signs site slow some something spots stop such than that they this tiny trouble under
        until usual very wake warm when where will with your yourself""",
    )
)
"""Words in the names of side effects that are no sign by themselves."""
HEALTH = {
    *(
        "drink",
        "drinking",
        "drank",
        "drunk",
        "fluid",
        "fluids",
        "water",
        "sip",
        "medicine",
        "medicines",
        "pill",
        "pills",
    ),
    *(
        "pain",
        "dose",
        "symptom",
        "symptoms",
        "ill",
        "sick",
        "unwell",
        "team",
        "nurse",
        "doctor",
        "hospital",
        "emergency",
    ),
    *("reaction", "reactions", "exercise", "rest", "side-effect", "allergy", "harm", "danger"),
}
FOR_WRITERS = re.compile(r"content/|core/clinic/own_list\.py$")
"""What is said to the person who writes a list, of its lines: no patient sees it."""
ALLOWED = {
    "What was the dose?": "asks for what is on the bottle",
    "Which medicine did you get before?": "asks for what happened",
    "Did you have a reaction?": "asks for what happened",
    "Ask the nurse, such as 30 ml an hour.": "who knows a number for the log",
    "Ask the nurse, such as 200 ml an hour.": "who knows a number for the log",
    '"it" is not a dose in grams.': "a value that was not understood",
    '"it" is not an amount to drink.': "a value that was not understood",
    "A fluid goal and a fluid limit cannot stand together.": "two settings",
    "Your team set a fluid limit of it. No goal can stand beside it.": "two settings",
    "Your fluid limit: it a day.": "a setting",
    "Your fluid goal: it a day.": "a setting",
    "Your team's phone number is not on it. Write it there by hand, or set it and print again.": "a setting",
    "Your team's phone number is not on this page. Find it now, before you need it.": "a setting",
    **dict.fromkeys(
        (
            "+1 = one more cup; Enter = go on; ? = help",
            "Enter = go on, b = back, q = save and stop, u = you feel unwell.",
            "Numbers of what is done, such as 1 3; +1 = one more cup; Enter = go on; ? = help",
            "Numbers of what is done, such as 1 3; Enter = go on; ? = help",
            "Enter = go on; ? = help",
            "b = back, q = save and stop, u = you feel unwell. Enter alone changes nothing.",
            "q = save and stop, u = you feel unwell.",
            "Enter = ask me later, q = save and stop, u = you feel unwell.",
            "Enter = not now, q = save and stop, u = you feel unwell.",
        ),
        "which keys a question takes",
    ),
    'Nothing was changed: "it" is not an amount to drink. Write it like +1, 3 cups or 300 ml.': "how to write a value",
    "Drunk so far: it. Your limit: it.": "what was written down, and a setting",
    "Drunk so far: it. Your goal: it.it": "what was written down, and a setting",
    "Drunk so far: it.": "what was written down",
    "it: it the day before. Headache: it.": "what was written down",
    "Unwell? Type ivig-prep unwell, press Enter, then type how you feel.": "how to start a command",
}
"""Sentences with a word about health that may stand in code, with the reason."""


def health_words(checklist: Checklist) -> set[str]:
    """Return the words that speak of health: those in the names of side effects and signs, and HEALTH."""
    labels = [entry.label for entry in kit.content()["side_effects"].side_effects]
    signs = [sign.text for sign in checklist.emergency.signs]
    return HEALTH | {word for said in labels + signs for word in re.findall(r"[a-z]{4,}", said.lower())} - NO_SIGN


def about_health(checklist: Checklist) -> set[str]:
    """Return the sentences of code and templates in which such a word stands."""
    words = health_words(checklist)
    return {
        said.words
        for said in kit.of_code() + kit.of_templates()
        if not FOR_WRITERS.match(said.file)
        and re.search(r"[.?](\s|$|it)", said.words)
        and words & set(re.findall(r"[a-z-]+", kit.plain(said.words).lower()))
    }


def test_no_sentence_about_health_stands_outside_the_content(checklist: Checklist) -> None:
    assert about_health(checklist) - set(ALLOWED) == set()


def test_each_sentence_allowed_in_code_is_there(checklist: Checklist) -> None:
    assert set(ALLOWED) - about_health(checklist) == set()


# The rules bite


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (rules.reassures, "Do this. This is normal."),
        (rules.reassures, "Do not worry."),
        (rules.BANNED.search, "You should rest."),
        (rules.BANNED.search, "Please rest."),
        (rules.SHOUTS.search, "Call now!"),
        (rules.BRITISH.search, "A new colour."),
        (rules.BRITISH.search, "2 litres."),
        (rules.too_long, "word " * 21 + "."),
        (
            rules.too_hard,
            "Hypersensitivity manifestations necessitate immediate professional evaluation" + " and care" * 5 + ".",
        ),
        (rules.NUMBER_WORD.search, "Wait two hours."),
        (rules.RANGE.search, "Wait 4-8 hours."),
        (rules.RANGE.search, "Wait between 4 and 8 hours."),
        (rules.SUMS.search, "Take 2 ml/kg."),
        (rules.SUMS.search, "Drink 10 percent more."),
        (rules.SUMS.search, "Multiply it by your weight."),
        (rules.units_alone, "Drink 4 cups."),
        (rules.units_alone, "A fever is 100.4 F."),
        (rules.units_alone, "A gain of 2 pounds."),
        (rules.bad_date, "Come on 12/01/2026."),
        (rules.bad_date, "Come on 2026-12-01."),
        (rules.bad_date, "Come on December 1."),
        (rules.do_not_once, "Do not stand or walk."),
        (rules.do_not_once, "Do not drive, use tools, and drink beer."),
    ],
)
def test_each_rule_finds_what_it_forbids(wrong: Callable[[str], object], text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (rules.reassures, "That does not mean it is safe to wait."),
        (rules.BANNED.search, "Queasy, or your shoulder hurts."),
        (rules.too_long, "word " * 20 + "."),
        (rules.RANGE.search, "Wait 4 to 8 hours. Call 555-0100."),
        (rules.units_alone, "Drink 4 to 8 cups (1 to 2 liters). A fever is 100.4 F (38 C)."),
        (rules.bad_date, "Saved: Tuesday 1 December 2026."),
        (rules.bad_date, "Write it like 2026-12-01."),
        (rules.do_not_once, "Do not stand and do not walk."),
        (rules.do_not_once, "Do not drive if you feel dizzy or sick."),
    ],
)
def test_each_rule_lets_pass_what_is_right(wrong: Callable[[str], object], text: str) -> None:
    assert not wrong(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("drinking", "Drink plenty of water."),
        ("drinking", "Have a cup of soup at noon."),
        ("drinking", "Do not eat. Then drink water."),
        ("drinking", "If you are thirsty, drink water. Ask your team about food."),
        ("exercise", "Walk for an hour."),
        ("exercise", "Stay active."),
        ("pain medicine", "Take ibuprofen."),
        ("pain medicine", "If it hurts, take a pain pill."),
        ("pain medicine", "You can use any of your medicines."),
    ],
)
def test_advice_without_its_exception_is_found(kind: str, text: str) -> None:
    assert rules.without_exception(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("drinking", "Drink water. If you have a fluid limit, keep to it."),
        ("drinking", "Do not drink more."),
        ("exercise", "Walk. If walking is not safe for you, move your feet."),
        ("pain medicine", "Take only the pain medicine your team said you may take."),
    ],
)
def test_advice_with_its_exception_passes(kind: str, text: str) -> None:
    assert not rules.without_exception(kind, text)


# Nothing is left out

COMMAND = '''
"""A docstring, which nobody sees."""
EXAMPLES = (("ivig-prep today --nap", "rest a while"),)
PATTERN = r"(\\d+) of (\\w+)"
ROWS = "SELECT a, b FROM nap"
def run(env: "Env | None", *, on: Annotated["str | None", Option(("--on",), "what help says", "DAY")] = None) -> None:
    """Another docstring, which nobody sees."""
    env.say((Line(TEXT, f"You slept {hours} hours."), Line(NOTE, "A note. " + rest)))
    typed = env.ask("Was it long? ")
    if typed == "not at all" or typed in ("no answer", "x y"):
        env.warn("It said no." if typed else f"It said {'a lot of words'}.")
    settings["not a word of it"] = re.sub("look for this", "put this there", typed)
    raise NotUnderstood("It was not understood.", "Type: ivig-prep nap")
'''


def test_the_words_of_a_command_that_nobody_has_thought_of_are_found() -> None:
    found = [said.words for said in Module("commands/nap.py", COMMAND).said()]

    assert sorted(found) == sorted(
        [
            *("rest a while", "what help says", "You slept it hours.", "A note. ", "Was it long? ", "It said no."),
            *("It said it.", "a lot of words", "It was not understood.", "Type: ivig-prep nap"),
        ]
    )


def test_an_error_without_a_next_step_and_a_raw_date_are_found() -> None:
    code = 'raise Problem("It broke.")\nLine(TEXT, f"Checked on {clinic.checked}.")\n'
    module = Module("commands/nap.py", code)

    assert [one.has_next_step for one in kit.told_in(module)] == [False]
    assert list(module.filled_with_raw_dates()) == ["commands/nap.py: Checked on it."]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_word_of_help_is_among_those_that_are_checked(name: str) -> None:
    checked = {said.words for said in kit.of_code()}
    said = [COMMANDS[name], *(does for _, does in app.examples(name))]
    said += [option.help for option in app.options(name)]

    assert [words for words in said if words and " " in words and words not in checked] == []


def test_every_field_of_the_content_with_a_sentence_is_among_those_that_are_checked() -> None:
    checked = {said.words for said in kit.of_data()}
    lines = (kit.DATA / "checklist.yaml").read_text(encoding="utf-8").splitlines()
    written = [found[1] for line in lines if (found := re.search(r'^[^#]*: "(.*\w.*[.?])"$', line))]

    assert len(written) > 300
    assert [words for words in written if words not in checked and not is_kept(words)] == []


def is_kept(words: str) -> bool:
    """Say whether these words are the part of a step that no clinic leaves out."""
    return any(words == item.keep for item in kit.content()["checklist"].items)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Type: ivig-prep setup --date 2026-12-02", "Type: it"),
        ("Now type: ivig-prep unwell. Press Enter.", "Now type: it. Press Enter."),
        ("ivig-prep log --lot A123", "it"),
        ("ivig-prep is a free program. It helps.", "ivig-prep is a free program. It helps."),
        ("It broke.\nType: ivig-prep backup --restore FILE", "It broke.\nType: it"),
    ],
)
def test_what_is_to_be_typed_counts_as_one_word_and_no_more(text: str, read: str) -> None:
    assert kit.plain(text) == read


# As they are shown

PAGES: dict[str, tuple[str, ...]] = {
    "print.html": ("print", "-o", "-"),
    "handout.html": ("handout", "--package", "./ivig_prep-0.1.0-py3-none-any.whl", "-o", "-"),
    "report.html": ("report", "-o", "-"),
}


def test_every_page_is_among_those_that_are_read() -> None:
    assert set(PAGES) == {name for name, source in kit.pages().items() if "{% extends" in source}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_made_by_the_program_keeps_the_rules(ivig: Program, page: str) -> None:
    ivig("setup", "--date", "2026-12-02", "--emergency", "911", "--fluid-goal", "8cups", "--fits", "first-time,port")

    blocks = kit.seen(ivig(*PAGES[page]).out)

    assert len(blocks) > 5
    found = [
        text
        for text in blocks
        if rules.reassures(text)
        or rules.BANNED.search(text)
        or rules.SHOUTS.search(text)
        or rules.too_hard(text)
        or rules.too_long(text)
        or rules.bad_date(text)
        or rules.BRITISH.search(text)
        or not text.isascii()
    ]
    assert found == []


@pytest.mark.parametrize("asked", ["", "cost", "1", "xyzzy", "chest pain"])
def test_learn_says_that_no_clinician_has_reviewed_its_answers(ivig: Program, asked: str) -> None:
    ran = ivig("learn", *asked.split())

    assert ran.out.count("No doctor or nurse has reviewed these answers yet.") == 1


def test_the_past_date_is_said_once_on_every_page_of_learn(ivig: Program) -> None:
    for asked in ((), ("cost",), ("xyzzy",)):
        assert ivig.on("2027-06-01")("learn", *asked).out.count("due for a check by Saturday 22 May 2027") == 1
