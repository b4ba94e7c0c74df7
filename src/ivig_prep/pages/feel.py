"""What `feel` says."""

from collections.abc import Mapping, Sequence
from datetime import date

from ivig_prep.core.dates import say_date
from ivig_prep.core.diary.cycle import Average
from ivig_prep.core.diary.entries import BEST, Score
from ivig_prep.core.page import CHART, HEADING, NOTE, TEXT, Line, Page, Prompt

PROMPT = Prompt("How do you feel today, 0 (worst) to 10 (best)? Enter skips: ")


def score_saved(score: Score) -> Page:
    """Say back a score."""
    note = (Line(TEXT, f"Note: {score.note}"),) if score.note else ()
    return (Line(TEXT, f"Saved: {score.score} of {BEST} for {say_date(score.day)}."), *note)


def score_removed(score: Score) -> Page:
    """Say which score was taken away."""
    return (Line(TEXT, f"Taken away: {score.score} of {BEST} for {say_date(score.day)}."),)


def cycle(days: Sequence[Average], weeks: Sequence[Average], *, scores: int, show_team: str) -> Page:
    """Say how the person felt over the cycle, by day and by week; `show_team` says whom to show it."""
    if not scores:
        return (Line(TEXT, "No day has a score yet."),)
    if not days:
        return (
            Line(
                TEXT,
                f"{scores} {_days(scores)} with a score. The cycle shows once an infusion has begun.",
            ),
        )
    lines = [Line(HEADING, "How you felt, by day of the cycle (0 is worst, 10 is best)")]
    lines += [Line(CHART, f"Day {day.number}: {_average(day)}", share=day.average / BEST) for day in days]
    lines.append(Line(HEADING, "Average by week of the cycle"))
    lines += [Line(CHART, f"Week {week.number}: {_average(week)}", share=week.average / BEST) for week in weeks]
    return (*lines, Line(NOTE, show_team))


def uncounted(waiting: Mapping[date, int]) -> Page:
    """Say which scores are not counted in, for nobody said that the infusion before them took place."""
    how = "If it did, type: ivig-prep log --date {}"
    return tuple(
        Line(TEXT, words)
        for day, count in waiting.items()
        for words in (uncounted_words(day, count), how.format(day.isoformat()))
    )


def uncounted_words(day: date, count: int) -> str:
    """Say how many scores are not counted in, for nobody said that the infusion before them took place."""
    are = "is" if count == 1 else "are"
    return (
        f"{count} {_days(count)} with a score from {say_date(day)} on {are} not counted in."
        " Nobody said yet if the infusion of that day took place."
    )


def _average(average: Average) -> str:
    return f"{average.average:g}, from {average.days} {_days(average.days)}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
