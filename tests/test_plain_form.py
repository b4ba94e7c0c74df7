"""A command line in its plain form is read without Typer, and means what it means to Typer."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit import Program

from ivig_prep import arguments
from ivig_prep.command import Option, declared, read_plainly
from ivig_prep.errors import NotUnderstood

PARSED = [name for name in arguments.COMMANDS if name != arguments.UNWELL]
VALUES = ("2026-12-02", "two words", "\u00e9", "-", "--", "-o", "--json", "=x", "a=b", "")


def parts(name: str) -> Iterator[tuple[str, ...]]:
    """Yield what a command line of this command can be put together from."""
    for kind, declaration in declared(arguments.load(name)).values():
        if isinstance(declaration, Option):
            for option in declaration.names:
                yield (option,) if kind is bool else (option, "2026-12-02")
        else:
            yield from (("300ml",), ("two",))


def meaning(name: str, rest: tuple[str, ...]) -> object:
    """Return what Typer makes of it; the refusal where it refuses."""
    try:
        return arguments.parsed(name, rest)
    except NotUnderstood as refused:
        return refused.sentence


@pytest.mark.parametrize("name", PARSED)
def test_every_option_the_short_way_takes_means_what_typer_says(name: str) -> None:
    taken = 0
    pairs = [(), *((part,) for part in parts(name)), *permutations(list(parts(name))[:8], 2)]
    for pair in pairs:
        rest = tuple(word for part in pair for word in part)
        plainly = read_plainly(name, arguments.load(name), rest)
        if plainly is not None:
            taken += 1
            assert plainly == meaning(name, rest), rest

    assert taken >= 1 + len(list(parts(name)))


@given(st.data())
def test_whatever_is_typed_the_short_way_agrees_with_typer_or_leaves_it_to_typer(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(PARSED))
    options = [word for part in parts(name) for word in part]
    rest = tuple(data.draw(st.lists(st.sampled_from([*options, *VALUES]) | st.text(max_size=8), max_size=5)))

    plainly = read_plainly(name, arguments.load(name), rest)

    assert plainly is None or plainly == meaning(name, rest)


@pytest.mark.parametrize("rest", [["--undo"], ["2"], ["300ml", "--json"], ["--json"], []])
def test_both_ways_give_the_same_output_byte_for_byte(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, rest: list[str]
) -> None:
    ivig("drink", "2")
    short = ivig("drink", *rest)
    ivig("drink", "--undo") if "--undo" not in rest else ivig("drink", "2")
    monkeypatch.setattr(arguments, "read_plainly", lambda *_: None)

    assert ivig("drink", *rest) == short


@pytest.mark.parametrize("line", [["today"], ["today", "--on", "2026-12-02"], ["today", "--json"], ["learn", "cost"]])
def test_both_ways_show_the_same_page_byte_for_byte(
    ivig: Program, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    ivig("setup", "--date", "2026-12-02")
    short = ivig(*line)
    monkeypatch.setattr(arguments, "read_plainly", lambda *_: None)

    assert ivig(*line) == short
    assert short.code == 0
