"""The content files of `data/`: read and checked from YAML, for a checkout and for building the wheel."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from ivig_prep.content.checks import Check, check_checklist, check_sources
from ivig_prep.content.nodes import Fault, RefusedError, read
from ivig_prep.content.shape import shape
from ivig_prep.core.checklist import Checklist, Source
from ivig_prep.errors import ContentRefused


class SourceList(NamedTuple):
    """The content of sources.yaml."""

    sources: tuple[Source, ...]


def load_file(path: str, wanted: Any, check: Check) -> Any:
    """Return a content file as a value of the wanted type. Raises ContentRefused with every fault."""
    with open(path, "rb") as file:
        return load(file.read(), os.path.basename(path), wanted, check)


def load(raw: bytes, name: str, wanted: Any, check: Check) -> Any:
    """Return content from bytes; `name` is what faults call the file. Raises ContentRefused."""
    faults: list[Fault] = []
    try:
        top = read(raw)
    except RefusedError as refused:
        raise _refused(name, [refused.fault]) from refused
    value = shape(top, wanted, faults)
    faults.extend(check(top))
    if faults:
        raise _refused(name, faults)
    return value


def _refused(name: str, faults: Iterable[Fault]) -> ContentRefused:
    return ContentRefused(name, tuple(f"{name}, {fault}" for fault in sorted(faults)))


def load_folder(folder: str) -> dict[str, Any]:
    """Return all content of a data folder by file stem."""
    sources: SourceList = load_file(os.path.join(folder, "sources.yaml"), SourceList, check_sources)
    known = frozenset(source.id for source in sources.sources)
    path = os.path.join(folder, "checklist.yaml")
    checklist: Checklist = load_file(path, Checklist, lambda top: check_checklist(top, known))
    return {"sources": sources, "checklist": checklist}
