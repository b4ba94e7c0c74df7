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

MIGRATIONS: tuple[str, ...] = (FIRST, FILES, DIARY)
"""Migration number n brings a record of version n to version n + 1."""
