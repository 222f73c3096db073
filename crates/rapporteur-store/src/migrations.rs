//! The format of the record, step by step. A step that has shipped is never changed; a kept fixture holds each format.

use rusqlite_migration::{M, Migrations};

/// The format that this program writes: the number of steps.
pub const FORMAT: usize = STEPS.len();

/// Marks the file as ours: "Rapp" in SQLite's `application_id`.
pub(crate) const APPLICATION: i64 = 0x5261_7070;

const STEPS: &[M<'_>] = &[
    M::up(
        "
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- Asserted: reports as published. Times of day and instants are integers; nothing here is a float.
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            own_id TEXT, url TEXT, title TEXT, outlet TEXT,
            published TEXT,
            dateline TEXT, credit TEXT, byline TEXT, language TEXT,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX report_own_id ON report (own_id) WHERE own_id IS NOT NULL;
        CREATE INDEX report_url ON report (url) WHERE url IS NOT NULL;

        -- What of a text is not part of the article, and why.
        CREATE TABLE removed (
            report INTEGER NOT NULL REFERENCES report, start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, why TEXT NOT NULL,
            PRIMARY KEY (report, start)
        ) STRICT, WITHOUT ROWID;

        -- The files and addresses a report came from.
        CREATE TABLE sighting (
            report INTEGER NOT NULL REFERENCES report, input TEXT NOT NULL,
            PRIMARY KEY (report, input)
        ) STRICT, WITHOUT ROWID;

        -- A function of the report and the resources; kept so that linking need not read texts.
        CREATE TABLE sketch (
            report INTEGER PRIMARY KEY REFERENCES report,
            words INTEGER NOT NULL, reprint_keys BLOB NOT NULL, terms BLOB NOT NULL, leading TEXT NOT NULL
        ) STRICT;

        -- Asserted: what two reports that share words are to each other. `passages` is JSON: [[start, end, start, end], ...].
        CREATE TABLE copy_link (
            first INTEGER NOT NULL REFERENCES report, second INTEGER NOT NULL REFERENCES report,
            verdict TEXT NOT NULL, copied INTEGER NOT NULL, quoted INTEGER NOT NULL,
            share_of_first INTEGER NOT NULL, share_of_second INTEGER NOT NULL, passages TEXT NOT NULL,
            PRIMARY KEY (first, second)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX copy_link_second ON copy_link (second, verdict);

        -- Derived: who carries whose copy, and which reports make a story.
        CREATE TABLE carrier (
            report INTEGER PRIMARY KEY REFERENCES report,
            origin INTEGER NOT NULL REFERENCES report, copied_from INTEGER REFERENCES report, share INTEGER NOT NULL,
            rank INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX carrier_origin ON carrier (origin);
        CREATE TABLE story_member (
            report INTEGER PRIMARY KEY REFERENCES report, story INTEGER NOT NULL REFERENCES report
        ) STRICT;
        CREATE INDEX story_member_story ON story_member (story);
        CREATE TABLE story_tie (
            first INTEGER NOT NULL REFERENCES report, second INTEGER NOT NULL REFERENCES report,
            score INTEGER NOT NULL, terms TEXT NOT NULL,
            PRIMARY KEY (first, second)
        ) STRICT, WITHOUT ROWID;

        CREATE VIRTUAL TABLE report_search USING fts5 (title, text, content = 'report', content_rowid = 'id', tokenize = \"unicode61 remove_diacritics 2\");
        "),
    M::up(
        "
        -- Asserted: what was done with each draft resolution. Where it stands is worked out from that.
        CREATE TABLE draft (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL UNIQUE, title TEXT NOT NULL, item TEXT NOT NULL) STRICT;
        CREATE TABLE draft_step (
            draft INTEGER NOT NULL REFERENCES draft, number INTEGER NOT NULL, day TEXT NOT NULL, step TEXT NOT NULL,
            by_members TEXT NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY (draft, number)
        ) STRICT, WITHOUT ROWID;
        ",
    ),
    M::up(
        "
        -- Asserted: who is meant in each report, and what it tells. Spans are JSON: [[start, end], ...], in bytes of the report's text.
        CREATE TABLE extracted (report INTEGER PRIMARY KEY REFERENCES report) STRICT;
        CREATE TABLE referent (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, key TEXT,
            offices TEXT NOT NULL, state TEXT, mentions TEXT NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE account (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            form TEXT NOT NULL, manner TEXT NOT NULL, standing TEXT NOT NULL,
            content TEXT NOT NULL, quoted TEXT NOT NULL, cue TEXT NOT NULL, source TEXT NOT NULL,
            speaker INTEGER, addressee TEXT NOT NULL, addressed INTEGER, medium TEXT NOT NULL, \"when\" TEXT NOT NULL, place TEXT NOT NULL,
            within INTEGER, rule TEXT NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;

        -- Derived: actors, statements, and which account words which statement how.
        CREATE TABLE actor (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE actor_referent (
            report INTEGER NOT NULL REFERENCES report, referent INTEGER NOT NULL, actor TEXT NOT NULL REFERENCES actor,
            PRIMARY KEY (report, referent)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX actor_referent_actor ON actor_referent (actor);
        CREATE TABLE statement (id TEXT PRIMARY KEY, actor TEXT REFERENCES actor, addressee TEXT REFERENCES actor) STRICT, WITHOUT ROWID;
        CREATE INDEX statement_actor ON statement (actor);
        CREATE TABLE wording (
            report INTEGER NOT NULL REFERENCES report, account INTEGER NOT NULL, statement TEXT NOT NULL REFERENCES statement,
            variant TEXT NOT NULL, fullest INTEGER NOT NULL,
            PRIMARY KEY (report, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX wording_statement ON wording (statement);
        ",
    ),
    M::up(
        "
        -- Asserted: what the cue of an account makes of its content. Accounts of before are read anew, since the engine's edition grew with this.
        ALTER TABLE account ADD COLUMN sense TEXT NOT NULL DEFAULT 'says';
        ",
    ),
];

pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}
