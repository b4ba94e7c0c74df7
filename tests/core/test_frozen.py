"""The kind all our values are of: it keeps what NamedTuple promises."""

from typing import NamedTuple

import pytest

from ivig_prep.frozen import Frozen


class Cup(Frozen):
    """A value with a default."""

    ml: int
    what: str = "water"


class Usual(NamedTuple):
    ml: int
    what: str = "water"


def test_it_is_made_by_place_by_name_and_from_defaults() -> None:
    assert Cup(250) == Cup(ml=250) == Cup(250, "water") == Cup(what="water", ml=250) == (250, "water")


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, "a", 2), {}), ((1,), {"ml": 2}), ((1,), {"cold": True})])
def test_it_refuses_what_namedtuple_refuses(values: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Cup, Usual):
        with pytest.raises(TypeError):
            kind(*values, **named)  # type: ignore[arg-type]  # what is tested


def test_it_never_changes() -> None:
    cup = Cup(250)

    with pytest.raises(AttributeError):
        cup.ml = 500  # type: ignore[misc]  # what is tested
    assert cup._replace(ml=500) == Cup(500)
    assert cup == Cup(250)


def test_a_replaced_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="other fields"):
        Cup(250)._replace(liters=1)


def test_it_tells_its_fields_as_namedtuple_does() -> None:
    assert (Cup._fields, Cup._field_defaults) == (Usual._fields, Usual._field_defaults)
    assert Cup(250)._asdict() == Usual(250)._asdict()
    assert repr(Cup(250)) == repr(Usual(250)).replace("Usual", "Cup")
    assert hash(Cup(250)) == hash(Usual(250))
    assert Cup.__annotations__ == Usual.__annotations__
