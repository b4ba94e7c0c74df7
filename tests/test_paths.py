"""Where the data is kept: the same place as platformdirs says, also where it is not asked."""

import subprocess
import sys
from pathlib import Path

import pytest

from ivig_prep.errors import NotUnderstood
from ivig_prep.world import paths

SAID_BY_BOTH = """
import sys
from ivig_prep.errors import NotUnderstood
from ivig_prep.world import paths
mine = paths.data_folder()
print("platformdirs" in sys.modules)
from platformdirs import user_data_dir
print(mine == user_data_dir("ivig-prep", appauthor=False))
"""


@pytest.mark.parametrize(
    ("world", "asked"),
    [
        ({"HOME": "/home/ann"}, False),
        ({"HOME": "/home/ann/"}, False),
        ({"HOME": "/"}, False),
        ({"HOME": "/home/ann marie/\u00e9"}, False),
        ({"HOME": "/home/ann", "XDG_DATA_HOME": "/disk/data"}, True),
        ({"HOME": "/home/ann", "XDG_DATA_HOME": ""}, True),
        ({"HOME": "/home/ann", "XDG_DATA_HOME": "relative"}, True),
        ({"HOME": "/home/ann", "ANDROID_DATA": "/data", "ANDROID_ROOT": "/system", "SHELL": "/bin/sh"}, True),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the usual folder of Linux")
def test_the_folder_is_the_one_platformdirs_says(world: dict[str, str], *, asked: bool) -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAID_BY_BOTH],
        capture_output=True,
        text=True,
        check=True,
        env={**world, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(paths.__file__).parents[2])},
    )

    assert said.stdout.split() == [str(asked), "True"]


def test_two_names_that_are_no_text_are_never_one_person() -> None:
    with pytest.raises(NotUnderstood, match="UTF-8"):
        paths.person_folder("Andr\ufffd")
