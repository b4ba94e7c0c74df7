"""A model of a power cut: what was written, named and synced, as strace saw it, and what of it a disk would still have.

Every call that changes the disk is played on a small disk in memory, which knows for each file what was synced of
it, and for each folder which names were. After each call it is asked what would be left.

Three kinds of disks are asked, as no two file systems promise the same:
- `strict`: only what was synced is left, a name only where its folder was synced (POSIX promises no more);
- `ordered`: as strict, but each sync of anything makes all names before it durable (ext4, XFS);
- `eager`: as strict for names, but every byte that was written is left, synced or not.
"""

import codecs
import re
import shutil
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from faults_kills import EVERY_CALL, Tracer
from faults_kit import Starter

MODELS = ("strict", "ordered", "eager")
Tree = dict[str, bytes | None]
"""What is on a disk: the content of each file by its path, None for a folder."""

_CALL = re.compile(r"(?P<call>\w+)\((?P<given>.*)\)\s+= (?P<result>-?\d+)(?P<at><.*>)?")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Cut(NamedTuple):
    """A power cut: after which call, what the program had said by then, and what is left."""

    model: str
    after: str
    said: str
    left: Tree

    @property
    def acknowledged(self) -> bool:
        """Whether the program had said anything: no command does before it has saved."""
        return bool(self.said)


class _File:
    def __init__(self, content: bytes = b"", *, synced: bool = False) -> None:
        self.content = bytearray(content)
        self.synced = bytes(content) if synced else b""

    def write(self, written: bytes, at: int) -> None:
        self.content[:] = self.content.ljust(at, b"\0")
        self.content[at : at + len(written)] = written


class _Folder:
    def __init__(self) -> None:
        self.names: dict[str, _File | _Folder] = {}
        self.synced: dict[str, _File | _Folder] = {}


class _Disk:
    """Plays calls on a tree of files, and says what is left of it after a power cut."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _Folder()
        self._open: dict[int, tuple[_File | _Folder, int]] = {}
        for path in sorted(root.rglob("*")):
            self._put(str(path), _Folder() if path.is_dir() else _File(path.read_bytes(), synced=True))
        _sync_names(self._top)

    def left(self, model: str) -> Tree:
        """Return what a power cut leaves now."""
        found: Tree = {}
        self._collect(self._top, "", model, found)
        return found

    def _collect(self, folder: _Folder, path: str, model: str, found: Tree) -> None:
        names = folder.names if model == "live" else folder.synced
        for name, entry in names.items():
            if isinstance(entry, _Folder):
                found[f"{path}{name}"] = None
                self._collect(entry, f"{path}{name}/", model, found)
            else:
                found[f"{path}{name}"] = bytes(entry.content) if model in ("live", "eager") else entry.synced

    # The calls

    def play(self, line: str, *, ordered: bool) -> bool:
        """Play one line of strace. Return whether it changed something."""
        found = _CALL.match(line)
        if not found or int(found["result"]) < 0:
            return False
        call, given, result = found["call"], found["given"], int(found["result"])
        if call.startswith("open"):
            return self._open_file(given, result)
        if call in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "close"):
            return self._on_handle(call, given, result, ordered=ordered)
        paths = [codecs.escape_decode(text)[0].decode() for text in _TEXT.findall(given)]
        return self._on_names(call.removesuffix("2").removesuffix("at"), given, paths)

    def _open_file(self, given: str, handle: int) -> bool:
        path = codecs.escape_decode(_TEXT.findall(given)[0])[0].decode()
        entry = self._find(path)
        made = entry is None and "O_CREAT" in given and self._parent(path) is not None
        if made:
            entry = _File()
            self._put(path, entry)
        if entry is not None:
            if "O_TRUNC" in given and isinstance(entry, _File):
                entry.content.clear()
            self._open[handle] = (entry, 0)
        return made

    def _on_handle(self, call: str, given: str, result: int, *, ordered: bool) -> bool:
        number = int(given.split("<", maxsplit=1)[0].split(",", maxsplit=1)[0])
        if call == "close":
            self._open.pop(number, None)
            return False
        entry, position = self._open.get(number, (None, 0))
        if entry is None:
            return False
        if call in ("fsync", "fdatasync"):
            _sync(entry)
            if ordered:
                _sync_names(self._top)
        elif isinstance(entry, _File):
            last = int(given.rsplit(",", 1)[1])
            if call == "ftruncate":
                entry.content[:] = entry.content[:last].ljust(last, b"\0")
            else:
                entry.write(codecs.escape_decode(_TEXT.findall(given)[0])[0], last if call == "pwrite64" else position)
                self._open[number] = (entry, position + result)
        return True

    def _on_names(self, call: str, given: str, paths: list[str]) -> bool:
        parent = self._parent(paths[0]) if paths else None
        if call in ("unlink", "rmdir") and parent is not None:
            del parent.names[Path(paths[0]).name]
        elif call == "mkdir" and parent is not None:
            self._put(paths[0], _Folder())
        elif call in ("link", "rename") and parent is not None:
            entry = self._find(paths[0])
            assert entry is not None, given
            if call == "rename":
                del parent.names[Path(paths[0]).name]
            self._put(paths[1], entry)
        else:
            return False
        return True

    # Paths

    def _parts(self, path: str) -> tuple[str, ...] | None:
        whole = self._root / "here" / path
        return whole.relative_to(self._root).parts if whole.is_relative_to(self._root) else None

    def _parent(self, path: str) -> _Folder | None:
        parts = self._parts(path)
        folder: _File | _Folder | None = self._top
        for name in parts[:-1] if parts else ():
            folder = folder.names.get(name) if isinstance(folder, _Folder) else None
        return folder if parts and isinstance(folder, _Folder) else None

    def _find(self, path: str) -> "_File | _Folder | None":
        if self._parts(path) == ():
            return self._top
        parent = self._parent(path)
        return parent.names.get(Path(path).name) if parent else None

    def _put(self, path: str, entry: "_File | _Folder") -> None:
        parent = self._parent(path)
        assert parent is not None, path
        parent.names[Path(path).name] = entry


def _sync(entry: _File | _Folder) -> None:
    if isinstance(entry, _File):
        entry.synced = bytes(entry.content)
    else:
        entry.synced = dict(entry.names)


def _sync_names(folder: _Folder) -> None:
    folder.synced = dict(folder.names)
    for entry in folder.names.values():
        if isinstance(entry, _Folder):
            _sync_names(entry)


def cuts(start: Starter, *words: str, typed: str | None = None) -> Iterator[Cut]:
    """Run a command once, and yield each different state in which a power cut could leave the disk.

    Yields the states of a program that was killed too, as model `live`: what they show may be seen after a cut.
    """
    disks = {model: _Disk(start.folder.parent) for model in (*MODELS, "live")}
    lines = Tracer(start).lines(*words, typed=typed)
    seen = set()
    said = ""
    for line in ("at the beginning", *lines):
        if line.startswith("write(1<"):
            said += codecs.escape_decode(_TEXT.findall(line)[0])[0].decode()
        for model, disk in disks.items():
            changed = disk.play(line, ordered=model == "ordered")
            # With every byte on the disk, a cut between two writes into one file seldom shows anything new.
            changed = changed and (model != "eager" or EVERY_CALL or not line.startswith("pwrite"))
            if changed or line == "at the beginning" or said:
                cut = Cut(model, line[:120], said, _without_scratch(disk.left(model)))
                key = (model, said, content_of(cut.left))
                if key not in seen:
                    seen.add(key)
                    yield cut


def _without_scratch(tree: Tree) -> Tree:
    return {path: content for path, content in tree.items() if path.split("/")[0] in ("records", "here")}


def content_of(tree: Tree) -> int:
    """Return what tells a tree from another, without the files that have no final name yet."""
    named = {path: content for path, content in tree.items() if "/.new-" not in path and not path.endswith(".part")}
    return hash(tuple(sorted(named.items(), key=itemgetter(0))))


def lay_out(tree: Tree, folder: Path) -> None:
    """Put a tree onto the real disk, in the place of what is in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in sorted(tree.items()):
        place = folder / path
        if content is None:
            place.mkdir(mode=0o700)
        else:
            place.write_bytes(content)
            place.chmod(0o600)
