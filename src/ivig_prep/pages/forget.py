"""What `forget` says before and after it deletes."""

from ivig_prep.core.page import CHOICE, HEADING, TEXT, Line, Page, Prompt

PROMPT = Prompt("Type yes to delete, or press Enter to keep everything: ", own_words=True)


def what(folder: str, files: tuple[str, ...], *, everyone: bool) -> Page:
    """Say what will be deleted, what stays, and what cannot be reached."""
    whose = "everyone's answers" if everyone else "your answers"
    lines = [Line(TEXT, f"This deletes {whose}, and their automatic copies, in: {folder}")]
    lines.append(Line(TEXT, "It cannot be undone."))
    if files:
        lines.append(Line(HEADING, "These files were written elsewhere, and stay"))
        lines += [Line(CHOICE, path) for path in files]
    lines.append(
        Line(TEXT, "It cannot reach paper, e-mail or other devices. It cannot reach copies that you made by hand.")
    )
    return tuple(lines)


def kept() -> Page:
    """Say that nothing is gone."""
    return (Line(TEXT, "Nothing was deleted."),)


def done() -> Page:
    """Say that it is done."""
    return (Line(TEXT, "Deleted."),)
