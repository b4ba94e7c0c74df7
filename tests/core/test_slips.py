"""Slips of the finger in emergencies: nearly all stay one, and none falls below the advice to call.

The test tries a sample of all variants, the same at each run. `python tests/core/test_slips.py` counts all of them.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kit import Counted
from look_up_kit import leaflet, library

from ivig_prep.core.side_effects import EMERGENCY, urgency
from ivig_prep.core.words.triage import Leaflet, tier_of

PHRASES = Path(__file__).parent.parent / "examples" / "phrases.tsv"
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
KEYS = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
LEAST, LEAST_ALONE = 4, 5
EVERY = 97
"""One in so many variants is tried in the test."""


def beside(key: str) -> list[str]:
    """Return the keys beside a key."""
    row, column = KEYS[key]
    return [other for other, (r, c) in KEYS.items() if other != key and abs(r - row) <= 1 and abs(c - column) <= 1]


def slips(word: str) -> Iterator[tuple[str, str]]:
    """Yield a word with each slip there can be, with the kind of it."""
    for at, letter in enumerate(word):
        yield "dropped", word[:at] + word[at + 1 :]
        yield "doubled", word[: at + 1] + word[at:]
        yield from (("neighbor", word[:at] + key + word[at + 1 :]) for key in beside(letter))
        yield from (("stray", word[: at + 1] + key + word[at + 1 :]) for key in beside(letter))
        if word[at + 1 : at + 2] not in {"", letter}:
            yield "swapped", word[:at] + word[at + 1] + letter + word[at + 2 :]


def variants() -> Iterator[tuple[str, str]]:
    """Yield every emergency synonym with each slip in each word long enough, with the kind of the slip."""
    for entry in library().side_effects.side_effects:
        for synonym in library().synonyms[entry.id] if entry.tier == EMERGENCY else ():
            words = re.findall("[a-z]+", synonym.replace("'", ""))
            for place, word in enumerate(words):
                if len(word) >= (LEAST_ALONE if len(words) == 1 else LEAST):
                    for kind, slipped in slips(word):
                        yield kind, " ".join((*words[:place], slipped, *words[place + 1 :]))


def count(every: int) -> tuple[Counter[str], Counter[str], list[str]]:
    """Return how many variants there are of each kind, how many stay emergencies, and those that fall too low."""
    tried: Counter[str] = Counter()
    stayed: Counter[str] = Counter()
    low = []
    for number, (kind, typed) in enumerate(variants()):
        if number % every == 0:
            tier = tier_of(leaflet().look_up(typed))
            tried[kind] += 1
            stayed[kind] += tier == EMERGENCY
            low += [typed] if urgency("call-now") < urgency(tier) < urgency("not-listed") else []
    return tried, stayed, low


def test_one_slip_in_an_emergency_stays_an_emergency_97_times_in_100_and_never_falls_below_the_call(
    counted: Counted,
) -> None:
    tried, stayed, low = count(EVERY)
    counted("unwell: slips in an emergency", sum(tried.values()))

    assert tried.total() > 2_000
    assert stayed.total() / tried.total() >= 0.97
    assert low == []


def test_what_was_worked_out_when_the_list_was_made_ready_is_what_a_search_finds() -> None:
    without = library().word_index._replace(has_slips=False)
    searching = Leaflet(library().side_effects, without, lambda: library().spanish_index)
    lines = [line.split("\t")[1] for line in PHRASES.read_text(encoding="utf-8").splitlines()[1:] if "\t" in line]

    for typed in lines[::41]:
        assert searching.understand(typed) == leaflet().understand(typed), typed


if __name__ == "__main__":
    all_tried, all_stayed, all_low = count(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for slip in (*all_tried, ""):
        number, stay = (all_tried[slip], all_stayed[slip]) if slip else (all_tried.total(), all_stayed.total())
        sys.stdout.write(f"{slip or 'all':<9} {number:>7} {100 * stay / number:6.2f}%\n")
    sys.stdout.write(f"below call-now: {len(all_low)} {all_low[:20]}\n")
