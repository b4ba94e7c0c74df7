"""The layers of the program as CONTRIBUTING.md shows them. To print them: python tests/layers.py."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def drawn() -> str:
    """Return the layers that pyproject.toml names, from the top down, one in each line."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return "\n".join(layer.replace(" | ", ", ") for layer in layers)


if __name__ == "__main__":
    print(drawn())  # noqa: T201  # it is for a person at a terminal
