"""Values of the core as JSON, and back from it, led by the types of their fields."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

Builder = Callable[[Any], Any]


def dump(value: Any) -> str:
    """Return a content value as JSON; what has its default is left out."""
    return json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))


def files_of(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the files in which a list is stored, each with its JSON: an index of words has one more for each volume."""
    volumes = getattr(value, "volumes", {})
    yield f"{name}.json", dump(value._replace(volumes={}) if volumes else value)
    for letter, volume in volumes.items():
        yield f"{name}/{letter}.json", dump(volume)


def plain(value: Any) -> Any:
    """Return a content value as what JSON is made of; what has its default is left out."""
    if hasattr(value, "_asdict"):
        defaults = value._field_defaults
        pairs = ((name, part) for name, part in value._asdict().items())
        return {n: plain(part) for n, part in pairs if n not in defaults or part != defaults[n]}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, (tuple, list)) else value


def build(wanted: Any, found: Any) -> Any:
    """Return a value of the wanted type from what `plain` made of one. Raises ValueError for anything else."""
    kind, builder = _how(wanted)
    return found if type(found) is kind else builder(found)


@cache
def _how(wanted: Any) -> tuple[type | None, Builder]:
    """Return the kind of JSON that is such a value already, and what builds one of another kind. Worked out once."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return _how(inner[0])
    if origin is tuple:
        return None, _builder_of_lists(*_how(inner[0]))
    if origin in (UnionType, Union):
        kind, builder = _how(inner[0])
        return kind, lambda found: None if found is None else builder(found)
    if hasattr(wanted, "_fields"):
        return None, _builder_of_values(wanted)
    return dict if origin is Mapping else wanted, _refuse


def _builder_of_lists(kind: type | None, builder: Builder) -> Builder:
    def build_list(found: Any) -> Any:
        if type(found) is not list:
            return _refuse(found)
        return tuple(found if kind and {*map(type, found)} <= {kind} else map(builder, found))

    return build_list


def _builder_of_values(wanted: Any) -> Builder:
    hows = {name: _how(hint) for name, hint in wanted.__annotations__.items()}

    def build_value(found: Any) -> Any:
        values = {}
        try:
            for name, part in found.items():
                kind, builder = hows[name]
                values[name] = part if type(part) is kind else builder(part)
            return wanted(**values)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not what is saved of a {wanted.__name__}") from error

    return build_value


def _refuse(found: Any) -> Any:
    raise ValueError(f"a value has another type than it was saved with: {type(found).__name__}")
