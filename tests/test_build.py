"""Values come back from JSON as they were, by the types of their fields; anything else is refused."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivig_prep.content.build import build, dump


class Small(NamedTuple):
    text: str
    marks: tuple[str, ...] = ()


class Large(NamedTuple):
    small: Small
    number: int
    amount: float = 0.5
    mark: bool = False
    note: str | None = None
    said: Annotated[str, "how long"] | None = None
    many: tuple[Small, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = {}


smalls = st.builds(Small, st.text(), st.lists(st.text()).map(tuple))
larges = st.builds(
    Large,
    smalls,
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.none() | st.text(),
    st.none() | st.text(),
    st.lists(smalls).map(tuple),
    st.lists(st.lists(st.text()).map(tuple)).map(tuple),
    st.dictionaries(st.text(), st.text()),
)
SOUND = {"small": {"text": "a"}, "number": 1}


@given(larges)
def test_a_value_comes_back_from_json_as_it_was(value: Large) -> None:
    assert build(Large, json.loads(dump(value))) == value


@pytest.mark.parametrize(
    "wrong",
    [
        {"small": None},
        {"small": "a"},
        {"small": []},
        {"small": {}},
        {"small": {"text": 1}},
        {"small": {"text": "a", "marks": "abc"}},
        {"small": {"text": "a", "marks": ["b", None]}},
        {"small": {"text": "a", "marks": {"b": "c"}}},
        {"number": "1"},
        {"number": True},
        {"amount": "much"},
        {"mark": 1},
        {"note": 3},
        {"said": ["a"]},
        {"many": [None]},
        {"rows": ["abc"]},
        {"rows": [["a", 1]]},
        {"names": ["a"]},
        {"another": "a"},
    ],
)
def test_what_has_another_type_than_it_was_saved_with_is_refused(wrong: dict[str, Any]) -> None:
    assert build(Large, SOUND) == Large(Small("a"), 1)

    with pytest.raises(ValueError, match="saved"):
        build(Large, {**SOUND, **wrong})


@pytest.mark.parametrize("wrong", [None, "a", 1, [], [["small", 1]], {}, {"small": {"text": "a"}}])
def test_what_is_no_such_value_at_all_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="saved"):
        build(Large, wrong)
