"""The guard of these tests: it must bite, or it guards nothing."""

import os
import socket
import sqlite3
from pathlib import Path

import pytest
from conftest import REAL_FOLDER

from ivig_prep.world import paths


def test_the_data_folder_is_in_the_temp_folder_of_the_test(tmp_path: Path) -> None:
    assert Path(paths.data_folder()).is_relative_to(tmp_path)


def test_without_the_variable_it_still_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)

    assert Path(paths.data_folder()).is_relative_to(tmp_path)


@pytest.mark.parametrize("open_it", [sqlite3.connect, os.mkdir, os.listdir, open])
def test_reaching_the_real_data_folder_fails_a_test(open_it: object) -> None:
    with pytest.raises(pytest.fail.Exception, match="real data folder"):
        open_it(REAL_FOLDER)  # type: ignore[operator]  # four calls that all take a path


def test_an_address_of_sqlite_is_seen_through() -> None:
    with pytest.raises(pytest.fail.Exception, match="real data folder"):
        sqlite3.connect(f"file://{REAL_FOLDER}/ivig-prep.db?mode=rw", uri=True)


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_reaching_for_the_network_fails_a_test(family: socket.AddressFamily, address: str) -> None:
    with socket.socket(family) as opened, pytest.raises(pytest.fail.Exception, match="network"):
        opened.connect((address, 9))


def test_asking_for_an_address_fails_a_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="network"):
        socket.getaddrinfo("example.org", 443)
