"""What a person says is not there: for the second line of an answer alone, since a `no` lowers nothing."""

from collections.abc import Collection, Iterable, Iterator

from ivig_prep.core.words.places import NOT, Found, Places
from ivig_prep.core.words.vocabulary import NONE, Vocabulary

_CANNOT = "cant"
_OR, _COMMA, _ASKED = ("or", "nor"), ",", ("?", ":")
"""A `no` goes on behind an `or`, and behind the commas of a list that ends so: `no redness, pain or swelling`."""


def is_denied(text: Places, found: Collection[Found], serious: Collection[str], vocabulary: Vocabulary) -> bool:
    """Say whether a text says of each sign of these entries that it is not there."""
    signs = [one for one in found if one.side_effect in serious]
    if signs and _is_answered(text, max(max(one.at) for one in signs)):
        return True
    denied = [*_said_no(text, found, vocabulary)]
    denied += _joined(text, denied, found)
    return all(_is_among(text, one, denied) for one in signs)


def _is_answered(text: Places, last: int) -> bool:
    """Say whether all that is typed behind a question about signs is a `no`."""
    answer = text.words[last + 1 :]
    return len(answer) == 1 and answer[0].behind in _ASKED and answer[0].text in NONE


def _said_no(text: Places, found: Iterable[Found], vocabulary: Vocabulary) -> Iterator[frozenset[int]]:
    """Yield the clause of what was found that a `no` denies: `my neck is not stiff`, but no `no, I cannot`."""
    for spots in dict.fromkeys(one.at for one in found):
        first = min(spots)
        is_answer = text.means(first, NOT) or text.means(first, _CANNOT)
        denied = {text.words[at].clause for at in spots if vocabulary.is_denied(text, at, spots)}
        if denied and not is_answer:
            yield frozenset(at for at in spots if text.words[at].clause in denied)


def _joined(text: Places, denied: Iterable[frozenset[int]], found: Iterable[Found]) -> Iterator[frozenset[int]]:
    """Yield what an `or` joins to what is denied."""
    clauses = {text.words[at].clause for spots in denied for at in spots}
    for spots in sorted({one.at for one in found}, key=min):
        first = text.first_of_clause(min(spots))
        if first and text.words[first - 1].clause in clauses and _goes_on(text, first):
            clauses.add(text.words[first].clause)
            yield spots


def _goes_on(text: Places, first: int) -> bool:
    """Say whether the clause that begins here stands in a list with an `or`."""
    begins = (word.behind for word in text.words[first:] if word.behind)
    return next((behind for behind in begins if behind != _COMMA), "") in _OR


def _is_among(text: Places, one: Found, denied: Collection[frozenset[int]]) -> bool:
    """Say whether a sign has a word of what is denied; one with a `no` of its own only where it is part of that."""
    own = {at for at in one.at if text.means(at, NOT)}
    if own:
        return any(one.at - own < spots for spots in denied)
    return any(one.at & spots for spots in denied)
