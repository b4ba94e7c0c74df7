"""What a release says of itself fits the program; tools/release.py builds it twice and is run by .ci/run."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import release

from hatch_build import with_whole_links
from ivig_prep import CONTACT, __version__

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_newest_version_of_the_changelog_is_the_one_of_the_program() -> None:
    versions = list(release.headings())

    assert versions[0][0] == __version__ == release.version_of(ROOT)
    assert len({version for version, _ in versions}) == len(versions)
    assert all(date for _, date in versions)


def test_the_text_of_the_tag_says_what_changed_in_this_version_alone() -> None:
    text = release.tag_text(__version__)

    assert text.startswith(f"ivig-prep {__version__}\n")
    assert "### For patients" in text
    assert not re.search("^## ", text, re.MULTILINE)


def test_it_may_be_uploaded_nowhere_until_a_person_decides() -> None:
    assert "Private :: Do Not Upload" in PROJECT["classifiers"]


def test_the_classifiers_name_the_pythons_that_the_gate_tries() -> None:
    named = {line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)}
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert PROJECT["requires-python"] == ">=3.11"
    assert named == {"3.11", "3.12", "3.13"}
    assert all(version in gate for version in named)


def test_a_release_names_what_keeps_it_from_being_handed_out() -> None:
    said = " ".join(release.open_points(__version__))

    assert CONTACT.endswith(".example") == ("CONTACT in src/ivig_prep/__init__.py is a placeholder" in said)
    assert all(url in said for url in PROJECT["urls"].values() if ".example" in url)
    assert (dict(release.headings())[__version__] == "not released yet") == ("gives this version no date" in said)


def test_the_source_of_a_release_has_what_a_packager_needs() -> None:
    assert {"LICENSE", "CHANGELOG.md", "uv.lock"} <= set(release.IN_THE_SDIST)
    assert all((ROOT / name).is_file() for name in release.IN_THE_SDIST)


def test_it_is_typed() -> None:
    assert "Typing :: Typed" in PROJECT["classifiers"]
    assert (ROOT / "src" / "ivig_prep" / "py.typed").is_file()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a](docs/x.md)", "[a](https://s.example/docs/x.md)"),
        ("![a, b.](docs/p.png) and [c](LICENSE)", "![a, b.](https://s.example/docs/p.png) and [c](https://s.example/LICENSE)"),
        ("[uv](https://docs.astral.sh/uv/)", "[uv](https://docs.astral.sh/uv/)"),
        ("[below](#start)", "[below](#start)"),
    ],
)  # fmt: skip
def test_a_link_of_the_readme_leads_to_the_source_from_anywhere(written: str, shown: str) -> None:
    assert with_whole_links(written, "https://s.example") == shown


def test_no_link_of_our_readme_stays_relative() -> None:
    text = with_whole_links((ROOT / "README.md").read_text(encoding="utf-8"), PROJECT["urls"]["Source"])

    assert not release.RELATIVE.findall(text)
    assert f"]({PROJECT['urls']['Source']}/docs/pictures/today.png)" in text


def test_the_list_of_parts_has_all_that_the_program_needs_and_is_the_same_each_time() -> None:
    if subprocess.run([sys.executable, "-m", "uv", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("needs uv, which is not on this machine; .ci/run brings it")

    made = release.parts(__version__)

    assert made == release.parts(__version__)
    for asked in PROJECT["dependencies"]:
        assert f'"name": "{re.split("[<>=]", asked)[0]}"' in made
