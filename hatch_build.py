"""Turn data/*.yaml into checked JSON inside the wheel, so that no ordinary start parses YAML.

A content file that breaks a rule stops the build. An editable install gets no JSON: it reads the YAML.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class ContentHook(BuildHookInterface[Any]):
    """Adds one JSON file for each content file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check the content and name the files to add."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT / "src"))
        from ivig_prep.content.build import dump  # the source tree is on the path only now
        from ivig_prep.content.files import load_folder

        self._folder = tempfile.TemporaryDirectory(prefix="ivig-prep-content-")
        for stem, value in load_folder(str(ROOT / "data")).items():
            made = Path(self._folder.name) / f"{stem}.json"
            made.write_text(dump(value), encoding="ascii")
            build_data["force_include"][str(made)] = f"ivig_prep/data/{stem}.json"
        example = "clinic/example.yaml"
        build_data["force_include"][str(ROOT / "data" / example)] = f"ivig_prep/data/{example}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the files away again, now that they are in the wheel."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
