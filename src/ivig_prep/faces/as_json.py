"""The JSON face: one ASCII document. Fields are added, never renamed."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ivig_prep import CONTACT
from ivig_prep.core.amounts import cups
from ivig_prep.core.checklist import Checklist
from ivig_prep.core.day.fluids import Fluids
from ivig_prep.core.day.sheet import Sheet
from ivig_prep.core.diary.courses import Starts
from ivig_prep.core.diary.cycle import day_of_cycle
from ivig_prep.core.diary.entries import Reaction, Score, Treatment
from ivig_prep.core.diary.report import Report
from ivig_prep.core.numbers import Numbers, fill
from ivig_prep.core.person import Person
from ivig_prep.core.review import Reviewed
from ivig_prep.core.side_effects import SideEffect
from ivig_prep.core.sources import Source
from ivig_prep.core.words.topics import Topic
from ivig_prep.core.words.triage import Match, tier_of

SCHEMA = 1
BUILT_IN = "built-in"


def document(kind: str, fields: Mapping[str, object]) -> str:
    """Return one JSON document of this kind, with a line break at its end."""
    return json.dumps({"schema": SCHEMA, "kind": kind, **fields}, ensure_ascii=True, indent=1) + "\n"


def today(sheet: Sheet, *, moment: str | None, confirmed: bool) -> str:
    """Return the document of `today --json`, with the moment of infusion day that was picked.

    `confirmed` is false where an infusion is past and nobody said yet that it took place.
    """
    checklist = sheet.checklist
    return document(
        "today",
        {
            "date": sheet.day.isoformat(),
            "phase": sheet.place.phase if sheet.place else None,
            "infusion": _infusion(sheet),
            "done": sheet.done,
            "total": sheet.total,
            "fluids": fluids(sheet.fluids),
            "moment": moment,
            "confirmed": confirmed,
            "sections": _sections(sheet),
            "emergency": {
                "number": sheet.person.emergency,
                "signs": [sign.text for sign in checklist.emergency.signs],
            },
            "content": _content(checklist),
        },
    )


def _content(checklist: Checklist) -> dict[str, object]:
    return {
        "version": checklist.version,
        "checked": checklist.checked,
        "check_by": checklist.check_by,
        **_review(checklist.review),
        "clinic": checklist.clinic.clinic if checklist.clinic else None,
    }


def _review(review: Reviewed | None) -> dict[str, object]:
    """Return who reviewed a list: null unless every text of it was reviewed in its present words."""
    signed = review.signatures if review and not review.open else ()
    return {
        "reviewed_by": "; ".join(dict.fromkeys(one.name for one in signed)) or None,
        "reviewed_on": max((one.date for one in signed), default=None),
        "changed_since_review": list(review.open) if review else [],
    }


def version(program: str, checklist: Checklist, reviews: Mapping[str, Reviewed | None], folder: str) -> str:
    """Return the document of `--version --json`; `reviews` as `Library.reviews` returns them."""
    own = checklist.clinic.contact if checklist.clinic else None
    said = {
        "version": program,
        "content": _content(checklist),
        "reviews": {name: _review(review) for name, review in reviews.items()},
        "contact": own or CONTACT,
        "folder": folder,
        "sends_anything": False,
    }
    return document("version", said)


def drink(sheet: Sheet) -> str:
    """Return the document of `drink --json`."""
    return document("drink", {"date": sheet.day.isoformat(), "fluids": fluids(sheet.fluids)})


def fluids(amounts: Fluids) -> dict[str, object]:
    """Return amounts in cups of 250 ml; goal and limit are null where none is set."""
    return {
        "unit": "cups",
        "drunk": cups(amounts.drunk),
        "goal": cups(amounts.goal) if amounts.goal is not None else None,
        "limit": cups(amounts.limit) if amounts.limit is not None else None,
    }


class Said(NamedTuple):
    """The one sentence of an answer that matters most, and what it says about the list itself."""

    sentence: str
    notes: tuple[str, ...] = ()
    second_line: str | None = None
    signs: tuple[tuple[str, str], ...] = ()
    meant: tuple[SideEffect, ...] = ()
    review: Reviewed | None = None


def unwell(typed: str, matches: tuple[Match, ...], say: Said, call: Person, *, whole: bool) -> str:
    """Return the document of `unwell --json`; with `whole` it lists everything and its tier is null."""
    numbers = Numbers(call.emergency, call.clinic_phone, call.night_phone)
    return document(
        "unwell",
        {
            "words": typed,
            "tier": None if whole else tier_of(matches),
            "matches": [
                {
                    "id": match.side_effect.id,
                    "label": match.side_effect.label,
                    "tier": match.tier,
                    "raised_by": match.raised_by,
                    "why": match.side_effect.why,
                    "do": fill(match.side_effect.do, numbers),
                    "step_up": fill(match.side_effect.step_up, numbers) if match.side_effect.step_up else None,
                    "lines": list(match.side_effect.lines),
                    "opening": match.side_effect.opening,
                    "sources": list(match.side_effect.sources),
                    "near": match.near,
                    "origin": match.side_effect.origin or BUILT_IN,
                }
                for match in matches
            ],
            "say": say.sentence,
            "second_line": say.second_line,
            "notes": list(say.notes),
            "signs": [{"id": sign, "text": text} for sign, text in say.signs],
            "did_you_mean": [{"id": one.id, "label": one.label, "tier": one.tier} for one in say.meant],
            "call": {"emergency": call.emergency, "clinic": call.clinic_phone, "night": call.night_phone},
            "content": _review(say.review),
        },
    )


def learn(
    asked: str,
    topics: Iterable[Topic],
    sources: Mapping[str, Source],
    numbers: Numbers,
    *,
    review: Reviewed | None = None,
) -> str:
    """Return the document of `learn --json`."""
    return document(
        "learn",
        {
            "words": asked,
            "topics": [
                {
                    "id": topic.id,
                    "title": topic.title,
                    "text": [fill(paragraph, numbers) for paragraph in topic.text],
                    "sources": [
                        {"id": key, "publisher": sources[key].publisher, "title": sources[key].title}
                        for key in topic.sources
                    ],
                }
                for topic in topics
            ],
            "content": _review(review),
        },
    )


def log(entries: Iterable[Treatment]) -> str:
    """Return the document of `log --json`: the infusions given, newest first."""
    return document("log", {"infusions": [_treatment(entry) for entry in entries]})


def _treatment(entry: Treatment) -> dict[str, object]:
    return {
        "date": entry.date.isoformat(),
        "brand": entry.brand,
        "lots": list(entry.lots),
        "lot_expiry": dict(entry.lot_expiry),
        "dose_grams": entry.dose_grams,
        "site": entry.site,
        "premeds": list(entry.premeds),
        "start": entry.start,
        "end": entry.end,
        "rate_start": entry.rate_start,
        "rate_top": entry.rate_top,
        "reactions": [_reaction(reaction) for reaction in entry.reactions],
        "helped": entry.helped,
        "notes": entry.notes,
    }


def _reaction(reaction: Reaction) -> dict[str, object]:
    return {
        "side_effect": reaction.side_effect,
        "words": reaction.words,
        "when": reaction.when,
        "severity": reaction.severity,
        "helped": reaction.helped,
        "after": [answer._asdict() for answer in reaction.after],
    }


def feel(scores: Iterable[Score], starts: Starts) -> str:
    """Return the document of `feel --json`: every score, newest first."""
    listed = [
        {
            "date": score.day.isoformat(),
            "score": score.score,
            "day_of_cycle": day_of_cycle(score.day, *starts),
            "note": score.note,
        }
        for score in reversed(tuple(scores))
    ]
    return document("feel", {"scores": listed})


def report(value: Report) -> str:
    """Return the document of `report --json`: the values behind the page."""
    following = value.next
    return document(
        "report",
        {
            "date": value.made_on.isoformat(),
            "next": {"date": following.date.isoformat(), "days": following.days, "time": following.time}
            if following
            else None,
            "infusions": [{**_treatment(entry), "minutes": entry.minutes} for entry in value.treatments],
            "fluids_and_headache": [
                {
                    "date": row.date.isoformat(),
                    "drunk_cups": cups(row.drunk_ml) if row.drunk_ml is not None else None,
                    "headaches": [_reaction(reaction) for reaction in row.headaches],
                }
                for row in value.fluids
            ],
            "cycle_days": [average._asdict() for average in value.days],
            "cycle_weeks": [average._asdict() for average in value.weeks],
            "questions": list(value.questions),
        },
    )


def _infusion(sheet: Sheet) -> dict[str, object] | None:
    infusion = sheet.infusion
    if infusion is None or sheet.place is None:
        return None
    return {
        "date": infusion.date.isoformat(),
        "days": infusion.days,
        "time": infusion.time,
        "day_number": sheet.place.day_number,
    }


def _sections(sheet: Sheet) -> list[dict[str, object]]:
    return [
        {
            "id": entry.section.id,
            "phase": entry.phase,
            "group": entry.section.group,
            "title": entry.section.title,
            "items": [
                {
                    "id": item.id,
                    "kind": item.kind,
                    "text": item.text,
                    "why": item.why,
                    "status": sheet.statuses.get(item.id),
                    "sources": list(item.sources),
                    "origin": item.origin or BUILT_IN,
                }
                for item in entry.section.items
            ],
        }
        for entry in sheet.sections
    ]
