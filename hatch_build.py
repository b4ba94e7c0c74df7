"""Turn data/*.yaml into checked JSON inside the wheel, so that no ordinary start parses YAML.

A content file that breaks a rule stops the build. An editable install gets no JSON: it reads the YAML.
The readme of a release has whole addresses: on an index there is no file beside it.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent


_LINK = re.compile(r"(!?\[[^]]*\]\()(?!https?://|mailto:|#)([^)\s]+)(\))")


class ReadmeHook(MetadataHookInterface):
    """Sets the readme of a release: README.md with whole addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read README.md and set it."""
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": with_whole_links(text, metadata["urls"]["Source"]),
        }


def with_whole_links(text: str, source: str) -> str:
    """Return a page whose links and pictures lead to the source, wherever the page is shown."""
    return _LINK.sub(rf"\g<1>{source}/\g<2>\g<3>", text)


class ContentHook(BuildHookInterface[Any]):
    """Adds one JSON file for each content file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check the content and name the files to add."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT / "src"))
        from ivig_prep.content.build import files_of  # the source tree is on the path only now
        from ivig_prep.content.files import load_folder

        self._folder = tempfile.TemporaryDirectory(prefix="ivig-prep-content-")
        for stem, value in load_folder(str(ROOT / "data")).items():
            for name, text in files_of(stem, value):
                made = Path(self._folder.name) / name
                made.parent.mkdir(exist_ok=True)
                made.write_text(text, encoding="ascii")
                build_data["force_include"][str(made)] = f"ivig_prep/data/{name}"
        example = "clinic/example.yaml"
        build_data["force_include"][str(ROOT / "data" / example)] = f"ivig_prep/data/{example}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the files away again, now that they are in the wheel."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
