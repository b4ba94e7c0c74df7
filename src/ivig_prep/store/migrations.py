"""The shape of the record, one migration a version. Migrations are only ever appended."""

FIRST = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE setting_history (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL);
CREATE TRIGGER setting_kept AFTER UPDATE ON setting BEGIN
    INSERT INTO setting_history (name, value, at) VALUES (old.name, old.value, old.at);
END;

-- date NULL: taken back, so no infusion any more. last_day is date plus days, to find the nearest by index.
CREATE TABLE infusion (
    id INTEGER PRIMARY KEY, date TEXT, last_day TEXT, days INTEGER NOT NULL, time TEXT,
    moves INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE INDEX infusion_last_day ON infusion (last_day);
CREATE TABLE infusion_history (
    id INTEGER PRIMARY KEY, infusion INTEGER NOT NULL, date TEXT, days INTEGER NOT NULL, time TEXT,
    moves INTEGER NOT NULL, at TEXT NOT NULL
);
CREATE TRIGGER infusion_kept AFTER UPDATE ON infusion BEGIN
    INSERT INTO infusion_history (infusion, date, days, time, moves, at)
    VALUES (old.id, old.date, old.days, old.time, old.moves, old.at);
END;

-- One row a reply at a step. infusion 0: a list picked by hand, with no date set. day: see ListKey.
CREATE TABLE reply (
    id INTEGER PRIMARY KEY, infusion INTEGER NOT NULL, moves INTEGER NOT NULL, phase TEXT NOT NULL,
    day TEXT NOT NULL, item TEXT NOT NULL, reply TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX reply_list ON reply (infusion, moves, phase, day);

-- kind add, set (the day's total until then) or undo (takes back the entry in undoes).
CREATE TABLE fluid (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, ml INTEGER NOT NULL,
    undoes INTEGER, at TEXT NOT NULL
);
CREATE INDEX fluid_day ON fluid (day);
"""

FILES = """
-- Files written elsewhere (the page, the calendar file ...), so that forget can name them, and so that a
-- file is only replaced while it is still as we wrote it.
CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX file_path ON file (path);
"""

DIARY = """
-- One row an infusion, by its first day. Times are HH:MM.
CREATE TABLE treatment (
    date TEXT PRIMARY KEY, brand TEXT, dose_grams REAL, site TEXT, start TEXT, "end" TEXT,
    rate_start TEXT, rate_top TEXT, helped TEXT, notes TEXT, at TEXT NOT NULL
);
CREATE TABLE treatment_history (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL, brand TEXT, dose_grams REAL, site TEXT, start TEXT, "end" TEXT,
    rate_start TEXT, rate_top TEXT, helped TEXT, notes TEXT, at TEXT NOT NULL
);
CREATE TRIGGER treatment_kept AFTER UPDATE ON treatment BEGIN
    INSERT INTO treatment_history (date, brand, dose_grams, site, start, "end", rate_start, rate_top, helped, notes, at)
    VALUES (old.date, old.brand, old.dose_grams, old.site, old.start, old."end", old.rate_start, old.rate_top,
        old.helped, old.notes, old.at);
END;

-- What adds up. A row that was taken away keeps its place, with the time in removed_at. lot_key: see lot_key().
CREATE TABLE lot (id INTEGER PRIMARY KEY, date TEXT NOT NULL, lot TEXT NOT NULL, lot_key TEXT NOT NULL,
    at TEXT NOT NULL, removed_at TEXT);
CREATE INDEX lot_date ON lot (date);
CREATE TABLE premed (id INTEGER PRIMARY KEY, date TEXT NOT NULL, premed TEXT NOT NULL, at TEXT NOT NULL,
    removed_at TEXT);
CREATE INDEX premed_date ON premed (date);
CREATE TABLE reaction (id INTEGER PRIMARY KEY, date TEXT NOT NULL, words TEXT NOT NULL, side_effect TEXT,
    "when" TEXT, severity INTEGER, at TEXT NOT NULL, removed_at TEXT);
CREATE INDEX reaction_date ON reaction (date);
CREATE TABLE question (id INTEGER PRIMARY KEY, question TEXT NOT NULL, at TEXT NOT NULL, removed_at TEXT);

-- How the person felt on a day, 0 (worst) to 10 (best). The later one counts, the earlier is kept.
CREATE TABLE score (day TEXT PRIMARY KEY, score INTEGER NOT NULL, note TEXT, at TEXT NOT NULL);
CREATE TABLE score_history (id INTEGER PRIMARY KEY, day TEXT NOT NULL, score INTEGER NOT NULL, note TEXT,
    at TEXT NOT NULL);
CREATE TRIGGER score_kept AFTER UPDATE ON score BEGIN
    INSERT INTO score_history (day, score, note, at) VALUES (old.day, old.score, old.note, old.at);
END;
"""

# The pattern comes first: SQLite ends a check with an error where a function of time is given the word "now".
_DAY = "{0} GLOB '????-??-??' AND date({0}) IS {0} AND {0} >= '0001'"
_AT = "{0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]*'"
_TIME = "{0} GLOB '??:??' AND time({0}) IS {0} || ':00'"

_DAYS, _ATS, _TIMES = ("day", "date", "expiry"), ("at", "removed_at"), ("time", "start", '"end"')


def _checked(script: str) -> str:
    """Return a script with `DAY name`, `AT name` and `TIME name` written out. The text is part of the shape."""
    for word, check, columns in (("DAY", _DAY, _DAYS), ("AT", _AT, _ATS), ("TIME", _TIME, _TIMES)):
        for column in columns:
            script = script.replace(f"{word}({column})", check.format(column))
    return script


STRICT = _checked("""
-- The tables from before, with the types and values that the program relies on. `strict.py` moves the rows.
CREATE TABLE setting (
    name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value)), at TEXT NOT NULL CHECK (AT(at))
) STRICT;
CREATE TABLE setting_history (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TRIGGER setting_kept AFTER UPDATE ON setting BEGIN
    INSERT INTO setting_history (name, value, at) VALUES (old.name, old.value, old.at);
END;

CREATE TABLE infusion (
    id INTEGER PRIMARY KEY, date TEXT CHECK (DAY(date)), last_day TEXT,
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 31), time TEXT CHECK (TIME(time)),
    moves INTEGER NOT NULL CHECK (moves >= 0), at TEXT NOT NULL CHECK (AT(at)),
    CHECK (last_day IS date(date, '+' || (days - 1) || ' days'))
) STRICT;
CREATE INDEX infusion_last_day ON infusion (last_day);
CREATE TABLE infusion_history (
    id INTEGER PRIMARY KEY, infusion INTEGER NOT NULL, date TEXT, days INTEGER NOT NULL, time TEXT,
    moves INTEGER NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TRIGGER infusion_kept AFTER UPDATE ON infusion BEGIN
    INSERT INTO infusion_history (infusion, date, days, time, moves, at)
    VALUES (old.id, old.date, old.days, old.time, old.moves, old.at);
END;

CREATE TABLE reply (
    id INTEGER PRIMARY KEY, infusion INTEGER NOT NULL, moves INTEGER NOT NULL, phase TEXT NOT NULL,
    day TEXT NOT NULL, item TEXT NOT NULL, reply TEXT NOT NULL, at TEXT NOT NULL CHECK (AT(at))
) STRICT;
CREATE INDEX reply_list ON reply (infusion, moves, phase, day);

CREATE TABLE fluid (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL CHECK (DAY(day)),
    kind TEXT NOT NULL CHECK (kind IN ('add', 'set', 'undo')),
    ml INTEGER NOT NULL CHECK (ml BETWEEN 0 AND 1000000), undoes INTEGER, at TEXT NOT NULL CHECK (AT(at)),
    CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX fluid_day ON fluid (day);

CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX file_path ON file (path);

CREATE TABLE treatment (
    date TEXT PRIMARY KEY CHECK (DAY(date)), brand TEXT, dose_grams REAL CHECK (dose_grams BETWEEN 0 AND 10000),
    site TEXT, start TEXT CHECK (TIME(start)), "end" TEXT CHECK (TIME("end")),
    rate_start TEXT, rate_top TEXT, helped TEXT, notes TEXT,
    at TEXT NOT NULL CHECK (AT(at))
) STRICT;
CREATE TABLE treatment_history (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL, brand TEXT, dose_grams REAL, site TEXT, start TEXT, "end" TEXT,
    rate_start TEXT, rate_top TEXT, helped TEXT, notes TEXT, at TEXT NOT NULL
) STRICT;
CREATE TRIGGER treatment_kept AFTER UPDATE ON treatment BEGIN
    INSERT INTO treatment_history (date, brand, dose_grams, site, start, "end", rate_start, rate_top, helped, notes, at)
    VALUES (old.date, old.brand, old.dose_grams, old.site, old.start, old."end", old.rate_start, old.rate_top,
        old.helped, old.notes, old.at);
END;

CREATE TABLE lot (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL CHECK (DAY(date)), lot TEXT NOT NULL, lot_key TEXT NOT NULL,
    at TEXT NOT NULL CHECK (AT(at)), removed_at TEXT CHECK (AT(removed_at))
) STRICT;
CREATE INDEX lot_date ON lot (date);
CREATE TABLE premed (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL CHECK (DAY(date)), premed TEXT NOT NULL,
    at TEXT NOT NULL CHECK (AT(at)), removed_at TEXT CHECK (AT(removed_at))
) STRICT;
CREATE INDEX premed_date ON premed (date);
CREATE TABLE reaction (
    id INTEGER PRIMARY KEY, date TEXT NOT NULL CHECK (DAY(date)), words TEXT NOT NULL, side_effect TEXT, "when" TEXT,
    severity INTEGER CHECK (severity BETWEEN 0 AND 10), at TEXT NOT NULL CHECK (AT(at)),
    removed_at TEXT CHECK (AT(removed_at))
) STRICT;
CREATE INDEX reaction_date ON reaction (date);
CREATE TABLE question (
    id INTEGER PRIMARY KEY, question TEXT NOT NULL, at TEXT NOT NULL CHECK (AT(at)),
    removed_at TEXT CHECK (AT(removed_at))
) STRICT;

CREATE TABLE score (
    day TEXT PRIMARY KEY CHECK (DAY(day)), score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10), note TEXT,
    at TEXT NOT NULL CHECK (AT(at))
) STRICT;
CREATE TABLE score_history (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, score INTEGER NOT NULL, note TEXT, at TEXT NOT NULL
) STRICT;
CREATE TRIGGER score_kept AFTER UPDATE ON score BEGIN
    INSERT INTO score_history (day, score, note, at) VALUES (old.day, old.score, old.note, old.at);
END;

-- Rows of an older record that the tables above do not take: the name of their table, and their values as JSON.
CREATE TABLE odd_row (id INTEGER PRIMARY KEY, "table" TEXT NOT NULL, row TEXT NOT NULL CHECK (json_valid(row))) STRICT;

-- lineage: made up once, the same in all copies of a record. rows_sha256: in a copy alone, see rows.py.
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO about VALUES ('lineage', lower(hex(randomblob(16))));
""")


def _noted(table: str, key: str, columns: str) -> str:
    """Return the triggers that note in `last_change` how a row of a table was before the entry under way.

    A row that is written again as it was is not noted: `at` alone is no change.
    """
    names = [f'"{column}"' for column in columns.split()]
    was = ", ".join(f"'{column}', old.\"{column}\"" for column in (key, *columns.split(), "at"))
    former, present = (", ".join(f"{version}.{name}" for name in names) for version in ("old", "new"))
    entry = "WHEN EXISTS (SELECT 1 FROM open_entry)"
    note = f"BEGIN\n    INSERT INTO last_change (\"table\", key, was) VALUES ('{table}'"  # noqa: S608  # our own names
    return f"""
CREATE TRIGGER {table}_added AFTER INSERT ON {table} {entry} {note}, new.{key}, NULL);
END;
CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} {entry} AND ({former}) IS NOT ({present}) {note}, old.{key},
    json_object({was}));
END;
CREATE TRIGGER {table}_ended AFTER DELETE ON {table} {entry} {note}, old.{key}, json_object({was}));
END;
"""


_NOTED = (
    ("setting", "name", "value"),
    ("infusion", "id", "date last_day days time moves"),
    ("reply", "id", "infusion moves phase day item reply"),
    ("fluid", "id", "day kind ml undoes"),
    ("treatment", "date", "brand dose_grams site start end rate_start rate_top helped notes"),
    ("lot", "id", "date lot lot_key removed_at expiry"),
    ("premed", "id", "date premed removed_at"),
    ("reaction", "id", "date words side_effect when severity removed_at helped"),
    ("follow_up", "id", "reaction hours said"),
    ("question", "id", "question removed_at"),
    ("score", "day", "score note"),
)
"""The tables whose changes can be taken back: their key, and their columns but for it and `at`."""

CHANGES = _checked(
    """
ALTER TABLE lot ADD COLUMN expiry TEXT CHECK (DAY(expiry));
ALTER TABLE reaction ADD COLUMN helped TEXT;

-- How a headache was so many hours after it was written down.
CREATE TABLE follow_up (
    id INTEGER PRIMARY KEY, reaction INTEGER NOT NULL, hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 1000),
    said TEXT NOT NULL CHECK (said IN ('gone', 'same', 'worse')), at TEXT NOT NULL CHECK (AT(at))
) STRICT;
CREATE INDEX follow_up_reaction ON follow_up (reaction);

-- An entry or a score that is taken away goes into the history too, with the time in removed_at.
ALTER TABLE treatment_history ADD COLUMN removed_at TEXT;
CREATE INDEX treatment_history_date ON treatment_history (date);
CREATE TRIGGER treatment_taken_away AFTER DELETE ON treatment BEGIN
    INSERT INTO treatment_history (date, brand, dose_grams, site, start, "end", rate_start, rate_top, helped, notes, at)
    VALUES (old.date, old.brand, old.dose_grams, old.site, old.start, old."end", old.rate_start, old.rate_top,
        old.helped, old.notes, old.at);
END;
ALTER TABLE score_history ADD COLUMN removed_at TEXT;
CREATE TRIGGER score_taken_away AFTER DELETE ON score BEGIN
    INSERT INTO score_history (day, score, note, at) VALUES (old.day, old.score, old.note, old.at);
END;

-- What the last entry changed: each row as it was before, NULL where there was none. open_entry has a row only
-- while an entry is being written, so that nothing else is noted: the number of the first note of that entry.
CREATE TABLE open_entry (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE last_change (
    id INTEGER PRIMARY KEY, "table" TEXT NOT NULL CHECK ("table" IN (NOTED)), key ANY NOT NULL,
    was TEXT CHECK (was IS NULL OR json_valid(was))
) STRICT;
-- Rows that `undo` took back, as they were until then.
CREATE TABLE taken_back (
    id INTEGER PRIMARY KEY, "table" TEXT NOT NULL, row TEXT NOT NULL CHECK (json_valid(row)),
    at TEXT NOT NULL CHECK (AT(at))
) STRICT;
""".replace("NOTED", ", ".join(f"'{table}'" for table, *_ in _NOTED))
    + "".join(_noted(*table) for table in _NOTED)
)

MIGRATIONS: tuple[str, ...] = (FIRST, FILES, DIARY, STRICT, CHANGES)
"""Migration number n brings a record of version n to version n + 1. Before the fourth, strict.py takes the rows out."""
