"""The content this program came with: checked JSON in an installed wheel, the YAML files in a checkout."""

import os

from ivig_prep.content import as_json
from ivig_prep.core.checklist import Checklist
from ivig_prep.errors import Problem

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_JSON_FOLDER = os.path.join(_PACKAGE, "data")
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def checklist() -> Checklist:
    """Return the bundled checklist."""
    text = _json("checklist")
    return as_json.checklist(text) if text is not None else _from_checkout("checklist")


def _json(stem: str) -> str | None:
    try:
        with open(os.path.join(_JSON_FOLDER, f"{stem}.json"), encoding="ascii") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _from_checkout(stem: str) -> Checklist:
    """Read the YAML of the checkout this code runs from; `pyproject.toml` beside it says that it is one."""
    folder = os.path.join(_CHECKOUT, "data")
    if not os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml")) or not os.path.isdir(folder):
        raise Problem("The checklist that belongs to this program is missing.", "Install ivig-prep again.")
    from ivig_prep.content.files import load_folder  # late: parsing YAML costs 20 bare starts

    found: Checklist = load_folder(folder)[stem]
    return found
