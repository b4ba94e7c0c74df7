"""Make the pack that a clinician reviews the words with, and save what they signed.

    python tools/review_pack.py                    writes review-pack/review.html and review-pack/review.csv
    python tools/review_pack.py --open             the same, with only what no review holds in its present words
    python tools/review_pack.py --sign "A. Nurse, RN" --date 2026-12-01 --part numbers --hash 0123456789ab

The page is one file without any script. The table says the same, for a spreadsheet. Each part has a hash of its words:
whoever signs a part writes down its hash, and --sign saves it only while the words are still the same.
docs/safety.md says who reviews, and what happens then. Needs what the program needs.
"""

import argparse
import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ivig_prep.content.files import LOADERS
from ivig_prep.content.reviews import all_texts, hash_of, hash_of_lines, is_a_name, reading_id
from ivig_prep.core.checklist import TASK, Item
from ivig_prep.core.dates import say_date
from ivig_prep.core.side_effects import SideEffect
from ivig_prep.core.sources import Source
from ivig_prep.core.words.readings import Bound
from ivig_prep.world.clock import TODAY_VARIABLE, clock_for

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
LISTS = ("checklist", "side_effects", "topics", "matching", "sources", "reviews")
LEAST_HASH = 12
"""How many digits of a hash are enough to type from paper."""

PARTS = {
    "side-effects": ("Signs and side effects", "What `unwell` answers, most urgent first, and the signs asked for."),
    "numbers": ("Numbers", "From which reading on the program calls it an emergency, or says to call now."),
    "safety": ("Safety steps", "Steps, signs and advice of the daily lists that keep people from harm."),
    "steps": ("Other steps", "All other steps of the daily lists, and the sentences around them."),
    "answers": ("Short answers", "What `learn` says about IVIg."),
}
"""The parts of the pack, each signed by itself: its title, and what it is."""

COLUMNS = (
    *("part", "id", "hash", "tier", "title", "words", "shown for", "why", "sources"),
    *("agree", "raise", "lower", "change", "remove", "harm if wrong", "initials", "comment"),
)


class Row(NamedTuple):
    """One text to review. `words` are pairs of what a sentence is and the sentence."""

    part: str
    id: str
    hash: str
    title: str
    words: tuple[tuple[str, str], ...]
    why: str = ""
    sources: tuple[str, ...] = ()
    tier: str = ""
    shown_for: str = ""


class Question(NamedTuple):
    """One question about the whole, with what it aims at."""

    about: str
    question: str
    aim: str
    may_not_apply: str


class Pack(NamedTuple):
    """All that a reviewer reads."""

    rows: tuple[Row, ...]
    sources: dict[str, Source]
    version: str
    checked: str

    def part(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one part."""
        return tuple(row for row in self.rows if row.part == name)

    def hash(self, name: str) -> str:
        """Return the hash that is signed for a part."""
        return hash_of_lines(f"{row.id} {row.hash}" for row in self.part(name))


def main(words: Sequence[str] | None = None) -> None:
    """Run one command line."""
    given = _parser().parse_args(words)
    lists = {name: LOADERS[name](str(given.data)) for name in LISTS}
    if given.sign is not None:
        sys.exit(_sign(given, lists))
    pack = _only_open(make(lists), lists) if given.open else make(lists)
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, write in (("review.html", write_page), ("review.csv", write_table)):
        path = given.folder / name
        write(path, pack)
        print(path.resolve())
    for name in PARTS:
        print(f"{len(pack.part(name)):4} texts in {name}, hash {pack.hash(name)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Make the pack for a review of the words, or save a review.")
    parser.add_argument("--folder", type=Path, default=Path("review-pack"), help="where the two files go")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the lists")
    parser.add_argument("--open", action="store_true", help="only what no review holds in its present words")
    parser.add_argument("--sign", metavar="NAME", help="save a review: who signed it, with what they are")
    parser.add_argument("--date", type=date.fromisoformat, help="when it was signed, such as 2026-12-01")
    parser.add_argument("--part", choices=PARTS, help="which part was signed")
    parser.add_argument("--hash", default="", help=f"the hash on the signed page, or its first {LEAST_HASH} digits")
    return parser


# What is to be reviewed


def make(lists: dict[str, Any]) -> Pack:
    """Return every text of the lists with what a reviewer needs to judge it."""
    hashes = {name: hash_of(text) for name, text in all_texts(lists).items()}
    rows = tuple(
        row._replace(hash=hashes.pop(row.id))
        for row in (*_side_effects(lists), *_numbers(lists), *_steps(lists), *_answers(lists))
    )
    if hashes:
        raise ValueError(f"no row shows these texts: {', '.join(hashes)}")
    sources = {source.id: source for source in lists["sources"].sources}
    return Pack(rows, sources, lists["checklist"].version, lists["checklist"].checked)


def _only_open(pack: Pack, lists: dict[str, Any]) -> Pack:
    held = {line for review in lists["reviews"].reviews for line in review.texts}
    return pack._replace(rows=tuple(row for row in pack.rows if f"{row.id} {row.hash}" not in held))


def _side_effects(lists: dict[str, Any]) -> Iterator[Row]:
    content = lists["side_effects"]
    labels = {entry.id: entry.label for entry in content.side_effects}
    row = partial(Row, "side-effects", hash="")
    for sign in lists["checklist"].emergency.signs:
        name, asked = f"checklist/sign/{sign.id}", (("Asked as", sign.text),)
        yield row(name, title=sign.text, words=asked, sources=sign.sources, tier="emergency")
    for tier in content.tiers:
        for entry in (entry for entry in content.side_effects if entry.tier == tier.id):
            name, words = f"side-effects/entry/{entry.id}", tuple(_entry_words(entry, labels))
            yield row(name, title=entry.label, words=words, why=entry.why, sources=entry.sources, tier=entry.tier)
    for rule in content.rules:
        name, said = f"side-effects/rule/{rule.id}", (("Rule", rule.text),)
        yield row(name, title="Rule for the list", words=said, why=rule.why, sources=rule.sources)
    for note in content.notes:
        both = (("Says", note.text), ("Where typed", ", ".join(note.words)))
        yield row(f"side-effects/note/{note.id}", title="Note", words=both, sources=note.sources)
    tiers = tuple((tier.label, tier.action) for tier in content.tiers)
    rest = (*tiers, *_sentences(content.words))
    yield row("side-effects/rest", title="What each tier says to do, and the sentences around the list", words=rest)


def _entry_words(entry: SideEffect, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    if entry.opening:
        yield "First line", entry.opening
    yield "Do", entry.do
    if entry.step_up:
        yield "More urgent", entry.step_up
    yield from (("Line to call", line) for line in entry.lines)
    for condition in entry.raised:
        by = " or ".join(labels.get(name, _spaced(name)).lower() for name in condition.by)
        also = " or ".join(labels.get(name, _spaced(name)).lower() for name in condition.also)
        yield f"Raised to {condition.to}", f"with {by}{f'; and also {also}' if also else ''}"


def _numbers(lists: dict[str, Any]) -> Iterator[Row]:
    labels = {entry.id: entry.label for entry in lists["side_effects"].side_effects}
    for bound in lists["matching"].readings:
        name, title = f"side-effects/number/{reading_id(bound)}", _reading(bound)
        words = (("Answered as", labels[bound.side_effect]), *_needs(bound, labels))
        yield Row("numbers", name, "", title, words, sources=(bound.source,), tier=bound.tier)


def _reading(bound: Bound) -> str:
    names = {"upper": "blood pressure, top number", "lower": "blood pressure, bottom number"}
    kind = names.get(bound.kind, bound.kind)
    edges = [
        *([f"{bound.least:g} or more"] if bound.least is not None else []),
        *([f"{bound.most:g} or less"] if bound.most is not None else []),
    ]
    said = "any number" if bound.least == 0 and bound.most is None else " and ".join(edges)
    return f"{kind[0].upper()}{kind[1:]}: {said} ({bound.unit})"


def _needs(bound: Bound, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    if bound.when:
        yield "Only with", " and ".join(labels.get(name, _spaced(name)).lower() for name in bound.when)
    if bound.also:
        yield "Only with one of", ", ".join(labels.get(name, _spaced(name)).lower() for name in bound.also)


def _steps(lists: dict[str, Any]) -> Iterator[Row]:
    content = lists["checklist"]
    traits = {trait.id: trait.text for trait in content.traits}
    found = [
        _step(item, f"{phase.title}: {section.title}", traits)
        for phase in content.phases
        for section in phase.sections
        for item in section.items
    ]
    yield from sorted(found, key=lambda row: row.part)
    titles = [
        (phase.title, "; ".join(s.title for s in (*phase.groups, *phase.sections) if s.title))
        for phase in content.phases
    ]
    questions = [(question.text, f"{question.how} {question.why}") for question in content.questions]
    fits = [("What can fit a person", "; ".join(traits.values()))]
    line = content.emergency
    lead = [("Emergency line", f"{line.line} {line.chair}"), ("With no number known", line.unknown_number)]
    rest = (*lead, *_sentences(content.words), *questions, *fits, *titles)
    yield Row("steps", "checklist/rest", "", "Titles, questions and the sentences around the lists", rest)


def _step(item: Item, place: str, traits: dict[str, str]) -> Row:
    part = "safety" if item.safety or item.kind != TASK else "steps"
    shown = [
        *([f"Only for: {', '.join(traits.get(t, _spaced(t)) for t in item.fits)}."] if item.fits else []),
        *([f"Not for: {', '.join(traits.get(t, _spaced(t)) for t in item.not_for)}."] if item.not_for else []),
    ]
    words = [(item.kind.capitalize(), item.text)]
    words += [("About", ", ".join(map(_spaced, item.answers)))] if item.answers else []
    words += [("No clinic may leave out", item.keep)] if item.keep else []
    name = f"checklist/step/{item.id}"
    return Row(part, name, "", place, tuple(words), item.why, item.sources, shown_for=" ".join(shown))


def _answers(lists: dict[str, Any]) -> Iterator[Row]:
    content = lists["topics"]
    for topic in content.topics:
        words = tuple(("", paragraph) for paragraph in topic.text)
        yield Row("answers", f"topics/topic/{topic.id}", "", topic.title, words, sources=topic.sources)
    words = (("Not reviewed", content.not_reviewed), ("Changed", content.changed))
    yield Row("answers", "topics/rest", "", "The sentences around the answers, and their order", words)


def _sentences(words: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_spaced(name), text) for name, text in words._asdict().items())


def _spaced(name: str) -> str:
    return "any symptom of the list" if name == "symptom" else re.sub("[-_]", " ", name)


# The two files


def write_page(path: Path, pack: Pack) -> None:
    """Write the pack as one page."""
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["said"] = lambda day: say_date(date.fromisoformat(day))
    made.filters["typed"] = typed_address
    page = made.get_template("review_pack.html").render(pack=pack, parts=PARTS, questions=questions())
    path.write_text(page + "\n", encoding="utf-8")


def questions() -> tuple[Question, ...]:
    """Return the questions about the whole."""
    with (HERE / "review_questions.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(Question(**row) for row in csv.DictReader(file, delimiter="\t"))


def write_table(path: Path, pack: Pack) -> None:
    """Write the pack as a table, with empty columns for what the reviewer says."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL)
        table.writerow(COLUMNS)
        for row in pack.rows:
            words = " ".join(f"{label}: {text}" if label else text for label, text in row.words)
            sources = "; ".join(cited(pack.sources[name]) for name in row.sources)
            cells = (row.part, row.id, row.hash, row.tier, row.title, words, row.shown_for, row.why, sources)
            table.writerow([*map(_cell, cells), *[""] * (len(COLUMNS) - len(cells))])


def cited(source: Source) -> str:
    """Return a source with its year, as it is cited beside a text."""
    return f"{source.publisher}: {source.title} ({source.year or 'no date'})"


def typed_address(source: Source) -> str:
    """Return the address of a source as it is typed from paper; it is no link, so that the page asks for nothing."""
    return re.sub("^https?://", "", source.address or "")


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


# A review comes back


def _sign(given: argparse.Namespace, lists: dict[str, Any]) -> str | None:
    """Save a review of a part, if its words are still those that were signed. Return what is wrong, or None."""
    signed = given.hash.strip().lower()
    if not is_a_name(given.sign):
        return "Write after --sign who signed, and what they are, such as: A. Nurse, RN"
    if not (given.date and given.part and len(signed) >= LEAST_HASH):
        return f"Also write --date, --part and --hash, with at least {LEAST_HASH} digits of the hash."
    if given.date > _today():
        return f"{say_date(given.date)} has not come yet. Write the day on the signed page."
    whole = make(lists)
    for pack in (whole, _only_open(whole, lists)):
        if pack.part(given.part) and pack.hash(given.part).startswith(signed):
            _add(given.data / "reviews.yaml", given, pack)
            return None
    return "The words of this part are not those that were signed. Make the pack again, and have it signed again."


def _today() -> date:
    return clock_for(os.environ.get(TODAY_VARIABLE), lambda _: None)().date()


def _add(path: Path, given: argparse.Namespace, pack: Pack) -> None:
    lines = lines_of_rows(pack.part(given.part))
    text = path.read_text(encoding="utf-8").replace("\nreviews: []\n", "\nreviews:\n")
    listed = "".join(f"      - {json.dumps(line)}\n" for line in lines)
    review = (
        f"  - reviewer: {json.dumps(given.sign)}\n"
        f'    date: "{given.date.isoformat()}"\n'
        f'    hash: "{hash_of_lines(lines)}"\n'
        f"    texts:\n{listed}"
    )
    path.write_text(text + review, encoding="utf-8")
    print(f"Saved in {path}: {given.sign} has reviewed {len(lines)} texts of {given.part}.")


def lines_of_rows(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the lines that a review of these rows holds."""
    return tuple(sorted(f"{row.id} {row.hash}" for row in rows))


if __name__ == "__main__":
    main()
