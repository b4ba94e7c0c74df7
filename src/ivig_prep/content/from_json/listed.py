"""Lists of JSON as the tuples our values hold."""

from typing import Any

Found = dict[str, Any]


def listed(found: Found, *names: str) -> dict[str, Any]:
    """Return the mapping itself, with the lists of these names now tuples: a copy for each step would be felt."""
    for name in names:
        if name in found:
            found[name] = tuple(found[name])
    return found
