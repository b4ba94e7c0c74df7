"""Words kept as texts by their first letter: as good as a mapping and a set of all of them."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.core.words.lines import LETTERS, MANY, Lines, Listed, lines_of, listed

words = st.text(alphabet="abz09.\u00f1", min_size=1, max_size=4)
under = st.text(alphabet="ab |/&:,+-9", max_size=6)


@given(found=st.dictionaries(words, under, max_size=40), asked=st.lists(words, max_size=3 * MANY))
def test_a_text_of_lines_says_of_every_word_what_a_mapping_says(found: Mapping[str, str], asked: list[str]) -> None:
    texts = lines_of(found)
    lines = Lines(texts.__getitem__)

    assert [lines.get(word) for word in (*asked, *found)] == [found.get(word, "") for word in (*asked, *found)]
    assert sorted(lines) == sorted(found)


@given(known=st.sets(words, max_size=40), asked=st.lists(words, max_size=3 * MANY))
def test_a_text_of_words_holds_what_a_set_holds(known: set[str], asked: list[str]) -> None:
    texts = listed(known)
    kept = Listed(texts.__getitem__)

    assert [word in kept for word in (*asked, *known, *asked)] == [word in known for word in (*asked, *known, *asked)]


def test_no_text_is_read_before_a_word_of_its_letter_is_asked_for() -> None:
    read: list[str] = []

    def text_of(letter: str) -> str:
        read.append(letter)
        return lines_of({"chest": "1", "pain": "2", "12": "3"})[letter]

    lines = Lines(text_of)

    assert [lines.get(word) for word in ("chest", "chin", "chest", "12", "\u00f1")] == ["1", "", "1", "3", ""]
    assert read == ["c", LETTERS[-1]]
