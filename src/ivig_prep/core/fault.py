"""What is wrong in a content file."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in a content file, at a line and column counted from 1."""

    line: int
    column: int
    what: str
    write: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.what} {self.write}".rstrip()
