"""The tool that changes the rules names files and tests that are there, and picks what it tries evenly."""

import itertools
from pathlib import Path

import mutants
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", mutants.GROUPS)
def test_each_group_names_rules_and_tests_that_are_there(name: str) -> None:
    group = mutants.GROUPS[name]

    assert all((ROOT / "src" / "ivig_prep" / file).is_file() for file in group.files)
    assert all((ROOT / file).is_file() for file in group.tests)
    for test in group.slow:
        file, _, function = test.partition("::")
        assert file in group.tests
        assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("most", [1, 7, 20, 99, 100])
def test_a_few_changes_are_one_of_each_stretch_and_the_same_at_each_run(most: int) -> None:
    names = [str(number) for number in range(100)]

    picked = mutants.spread(names, most, seed=1)

    places = [-1, *map(int, picked), 100]
    assert picked == mutants.spread(names, most, seed=1)
    assert len(picked) == most
    assert all(0 < later - earlier <= 2 * -(-100 // most) for earlier, later in itertools.pairwise(places))


def test_another_seed_picks_others() -> None:
    names = [str(number) for number in range(100)]

    assert mutants.spread(names, 20, seed=1) != mutants.spread(names, 20, seed=2)


def test_the_page_names_each_group_with_its_share() -> None:
    page = (ROOT / "docs" / "mutants.md").read_text(encoding="utf-8")

    for name in mutants.GROUPS:
        assert f"| `{name}` |" in page
    assert f"fewer than {mutants.AIM} of 100" in page
    assert f"mutmut=={mutants.VERSION}" in page
