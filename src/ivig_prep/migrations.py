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

MIGRATIONS: tuple[str, ...] = (FIRST, FILES)
"""Migration number n brings a record of version n to version n + 1."""
