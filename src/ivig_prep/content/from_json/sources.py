"""The sources from their JSON."""

from ivig_prep.content.from_json.listed import Found
from ivig_prep.core.sources import Source, SourceList


def sources(found: Found) -> SourceList:
    """Return the sources from their JSON."""
    return SourceList(tuple(Source(**source) for source in found["sources"]))
