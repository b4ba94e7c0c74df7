"""Where this copy of the program was installed from. Source: the `direct_url.json` that installers leave (PEP 610)."""

import json
import os
import re


def address() -> str | None:
    """Return the web address this copy was installed from; None where it is unknown or on this computer alone.

    A path of this computer is of no use to anybody else.
    """
    found = place()
    return found if found and found.startswith(("https://", "git+https://")) else None


def place() -> str | None:
    """Return the address or the path that this copy was installed from, as an installer takes it; None if unknown."""
    from importlib import metadata  # late: it and the next cost more than a bare start of Python, and few need them
    from urllib.parse import unquote, urlsplit

    try:
        left = metadata.distribution("ivig-prep").read_text("direct_url.json")
        found = json.loads(left or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return None
    url = str(found.get("url", ""))
    if url.startswith("file:"):
        path = unquote(urlsplit(url).path)
        return os.path.normpath(re.sub(r"^/(?=[A-Za-z]:)", "", path))  # /C:/Users on Windows
    if "vcs_info" not in found:
        return url or None
    asked = found["vcs_info"].get("requested_revision")
    return f"{found['vcs_info']['vcs']}+{url}" + (f"@{asked}" if asked else "")
