"""Where this copy of the program was installed from."""

import json
from importlib import metadata


def address() -> str | None:
    """Return the web address this copy was installed from; None where it is unknown or on this computer alone.

    Source: the `direct_url.json` that installers leave (PEP 610). A path of this computer is of no use
    to anybody else.
    """
    try:
        left = metadata.distribution("ivig-prep").read_text("direct_url.json")
        found = json.loads(left or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return None
    url = str(found.get("url", ""))
    if not url.startswith("https://"):
        return None
    return f"{found['vcs_info']['vcs']}+{url}" if "vcs_info" in found else url
