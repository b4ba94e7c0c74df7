"""The CSV face: the diary as a table that a spreadsheet opens right. UTF-8 with its mark; no cell runs as a formula."""

import csv
import io

from ivig_prep.core.diary.table import COLUMNS, Table, rows, shield


def diary(table: Table) -> bytes:
    """Return the whole file. Without the mark, spreadsheets take UTF-8 for something else."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for row in rows(table):
        writer.writerow([shield(name, row.get(name, "")) for name in COLUMNS])
    return made.getvalue().encode("utf-8-sig", "replace")
