"""What all our values are: tuples with named fields that never change, as `typing.NamedTuple` makes them.

A class of that kind takes 80 microseconds to make, since it compiles a constructor of its own; one of these takes 12.
A start makes about forty, so the difference is felt (docs/decisions/012-a-fast-start.md).
"""

from operator import itemgetter
from typing import Any, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Frozen(tuple[Any, ...]):
    """A frozen value. Its fields are the annotations of its class, in that order; what is assigned is the default."""

    __slots__ = ()
    _fields = tuple[str, ...]()
    _field_defaults = dict[str, Any]()  # noqa: RUF012  # an annotation would make it a field of every value

    def __init_subclass__(cls) -> None:
        """Take the fields from the annotations."""
        cls._fields = tuple(cls.__annotations__)
        cls._field_defaults = {name: cls.__dict__[name] for name in cls._fields if name in cls.__dict__}
        for at, name in enumerate(cls._fields):
            setattr(cls, name, property(itemgetter(at)))

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """Make a value from its fields, by place or by name. Raises TypeError for one too few or too many."""
        if named or len(values) != len(cls._fields):
            given = dict(zip(cls._fields, values, strict=False))
            if len(values) > len(cls._fields) or given.keys() & named.keys() or named.keys() - set(cls._fields):
                raise TypeError(f"{cls.__name__} has other fields: {', '.join(cls._fields)}")
            whole = {**cls._field_defaults, **given, **named}
            if len(whole) < len(cls._fields):
                raise TypeError(f"{cls.__name__} needs: {', '.join(n for n in cls._fields if n not in whole)}")
            values = tuple(whole[name] for name in cls._fields)
        return tuple.__new__(cls, values)

    def _replace(self, **named: Any) -> Self:
        """Return the value with other content in some fields."""
        return type(self)(**{**self._asdict(), **named})

    def _asdict(self) -> dict[str, Any]:
        """Return the fields by name."""
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={part!r}' for name, part in self._asdict().items())})"
