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
    M::up(
        "
        -- What was derived of the whole at once is made anew by layers that grow by what is new; see `layers/`.
        DROP TABLE wording; DROP TABLE statement; DROP TABLE actor_referent; DROP TABLE actor;
        DROP TABLE story_tie; DROP TABLE story_member; DROP TABLE carrier;
        DELETE FROM copy_link; DELETE FROM extracted; DELETE FROM account; DELETE FROM referent;
        DELETE FROM meta WHERE name = 'derived';

        -- Reports that no layer has taken in.
        CREATE TABLE waiting (report INTEGER PRIMARY KEY REFERENCES report) STRICT;
        INSERT INTO waiting SELECT id FROM report;

        -- The words of an account as linking sees them: a function of the report and the resources.
        CREATE TABLE utterance (
            report INTEGER NOT NULL REFERENCES report, account INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY (report, account)
        ) STRICT, WITHOUT ROWID;

        -- Search in what is said: each stem as a word of hex digits. A row is a report's and, in its last 20 bits, an account's number.
        CREATE VIRTUAL TABLE statement_search USING fts5 (stems, content = '', detail = none, columnsize = 0);

        -- Who holds a key, in the order in which a key pairs its holders: by the last second at which the report may have been
        -- published, then by the number its key is written from.
        CREATE TABLE copy_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE story_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE statement_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;

        -- `rank` stands in the order of likeliness to be an origin: bytes, compared from the first.
        CREATE TABLE carrier (
            report INTEGER PRIMARY KEY REFERENCES report,
            origin INTEGER NOT NULL REFERENCES report, copied_from INTEGER REFERENCES report, share INTEGER NOT NULL, rank BLOB NOT NULL
        ) STRICT;
        CREATE INDEX carrier_origin ON carrier (origin);

        -- Origins whose terms are in `story_key`; what ties two of them; the story of each report, and its days counted from 1970.
        CREATE TABLE story_unit (report INTEGER PRIMARY KEY REFERENCES report) STRICT;
        CREATE TABLE story_tie (
            first INTEGER NOT NULL REFERENCES report, second INTEGER NOT NULL REFERENCES report, score INTEGER NOT NULL,
            PRIMARY KEY (first, second)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX story_tie_second ON story_tie (second, score);
        CREATE TABLE story_member (
            report INTEGER PRIMARY KEY REFERENCES report, story INTEGER NOT NULL REFERENCES report, first_day INTEGER, last_day INTEGER
        ) STRICT;
        CREATE INDEX story_member_story ON story_member (story);
        CREATE INDEX story_member_day ON story_member (last_day, first_day, story);
        -- A story as it is listed, under its first report.
        CREATE TABLE story (
            report INTEGER PRIMARY KEY REFERENCES report, headline TEXT NOT NULL,
            reports INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL, first TEXT, last TEXT, newest TEXT
        ) STRICT;
        CREATE INDEX story_newest ON story (newest DESC);
        CREATE INDEX story_weightiest ON story (origins DESC, reports DESC);

        -- Whom each referent means, named as its story has it, and why; the actors of all stories, counted; their names and states with how
        -- often each is used; the words by which they are found.
        CREATE TABLE actor_referent (
            report INTEGER NOT NULL REFERENCES report, referent INTEGER NOT NULL,
            actor TEXT NOT NULL, name TEXT NOT NULL, state TEXT, why TEXT NOT NULL,
            PRIMARY KEY (report, referent)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX actor_referent_actor ON actor_referent (actor);
        CREATE TABLE actor (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT, reports INTEGER NOT NULL, statements INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX actor_listed ON actor (statements DESC, reports DESC, id);
        CREATE TABLE actor_name (
            actor TEXT NOT NULL, sort TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (actor, sort, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE actor_word (word TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (word, actor)) STRICT, WITHOUT ROWID;
        CREATE INDEX actor_word_actor ON actor_word (actor);

        -- Accounts of one utterance, the earlier turn first; the statements that they make. `place` orders statements: the rank of the
        -- first account's report, and its number.
        CREATE TABLE account_link (
            report INTEGER NOT NULL REFERENCES report, account INTEGER NOT NULL,
            other_report INTEGER NOT NULL REFERENCES report, other_account INTEGER NOT NULL, likeness INTEGER NOT NULL,
            PRIMARY KEY (report, account, other_report, other_account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_link_other ON account_link (other_report, other_account);
        CREATE TABLE statement (
            id TEXT PRIMARY KEY, actor TEXT, actor_name TEXT, addressee TEXT, addressee_name TEXT, place BLOB NOT NULL, manner TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX statement_place ON statement (place);
        CREATE INDEX statement_actor ON statement (actor, place);
        CREATE INDEX statement_addressee ON statement (addressee, place);
        CREATE TABLE wording (
            report INTEGER NOT NULL REFERENCES report, account INTEGER NOT NULL, statement TEXT NOT NULL,
            variant TEXT NOT NULL, fullest INTEGER NOT NULL,
            PRIMARY KEY (report, account)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX wording_statement ON wording (statement);
        ",
    ),
    M::up(
        "
        -- Asserted: what each report tells of contacts. Spans are JSON, parties [[start, end, referent], ...]; days are counted from 1970.
        -- Reports of before are read anew, since the engine's edition grew with this.
        CREATE TABLE telling (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            kind TEXT NOT NULL, word TEXT NOT NULL, parties TEXT NOT NULL, initiator INTEGER, medium TEXT NOT NULL, \"when\" TEXT NOT NULL,
            value TEXT, first INTEGER, last INTEGER, place TEXT NOT NULL, topics TEXT NOT NULL, status TEXT NOT NULL, via TEXT NOT NULL, rule TEXT NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;

        -- Derived: who holds a pair of sides on a day, and with which keys; tellings of one contact, the earlier turn first; the contacts
        -- that they make, with their days and parties.
        CREATE TABLE contact_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE telling_keys (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE telling_link (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL,
            other_report INTEGER NOT NULL REFERENCES report, other_telling INTEGER NOT NULL, likeness INTEGER NOT NULL,
            PRIMARY KEY (report, telling, other_report, other_telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX telling_link_other ON telling_link (other_report, other_telling);
        CREATE TABLE contact (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, first INTEGER, last INTEGER, place BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_day ON contact (first, last);
        CREATE TABLE contact_party (
            contact TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, state TEXT, PRIMARY KEY (contact, actor)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_party_actor ON contact_party (actor);
        CREATE TABLE contact_telling (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, contact TEXT NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_telling_contact ON contact_telling (contact);

        -- Asserted: what each report tells of commitments, and of how things came out; spans as `[start,end]`. Reports of before are read anew, since
        -- the engine's edition grew with this.
        CREATE TABLE commitment (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, kind TEXT NOT NULL,
            by TEXT, by_referent INTEGER, \"to\" TEXT, to_referent INTEGER, content TEXT NOT NULL,
            due TEXT, due_value TEXT, due_first TEXT, due_last TEXT, condition TEXT, cue TEXT NOT NULL,
            account INTEGER, verbs TEXT NOT NULL, rule TEXT NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE deed (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            span TEXT NOT NULL, outcome TEXT NOT NULL, verbs TEXT NOT NULL, subject TEXT,
            until TEXT, until_value TEXT, until_first TEXT, until_last TEXT,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;

        -- Rare stems of what was undertaken, and of sentences that tell an outcome: what shares one may be about one matter.
        CREATE TABLE commitment_key (
            key INTEGER NOT NULL, report INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, report, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE deed_key (
            key INTEGER NOT NULL, report INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, report, number)
        ) STRICT, WITHOUT ROWID;

        -- Others who say an account together with its speaker.
        CREATE TABLE account_speaker (
            report INTEGER NOT NULL REFERENCES report, account INTEGER NOT NULL, referent INTEGER NOT NULL,
            PRIMARY KEY (report, account, referent)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_speaker_referent ON account_speaker (report, referent);

        -- Asserted: where each party stands, as one report tells it. Reports of before are read anew, since the engine's edition grew with this.
        CREATE TABLE position (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            actor TEXT NOT NULL, referent INTEGER, stance TEXT NOT NULL, point TEXT NOT NULL, cue TEXT NOT NULL,
            voice TEXT NOT NULL, about TEXT NOT NULL, undoes INTEGER NOT NULL, rule TEXT NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;

        -- The question of each position, within its story; none for what only points at something.
        CREATE TABLE question_position (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, question TEXT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX question_position_question ON question_position (question);
        ",
    ),
    M::up(
        "
        -- Asserted: what each report tells of events. Spans are JSON, parties [[start, end, referent, state], ...]; days are counted from 1970.
        -- Reports of before are read anew, since the engine's edition grew with this.
        CREATE TABLE act (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            kind TEXT NOT NULL, \"of\" TEXT, mode TEXT NOT NULL, context TEXT NOT NULL, status TEXT NOT NULL, word TEXT NOT NULL,
            sentence TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL, place TEXT NOT NULL, \"when\" TEXT NOT NULL, value TEXT,
            first INTEGER, last INTEGER, via INTEGER, rule TEXT NOT NULL, score INTEGER NOT NULL,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;

        -- Derived: who holds what an event can be found by, and with which keys; tellings of one event, the earlier turn first; the events that
        -- they make, with their days and parties.
        CREATE TABLE event_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE act_keys (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE act_link (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL,
            other_report INTEGER NOT NULL REFERENCES report, other_telling INTEGER NOT NULL, likeness INTEGER NOT NULL,
            PRIMARY KEY (report, telling, other_report, other_telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX act_link_other ON act_link (other_report, other_telling);
        CREATE TABLE event (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, \"of\" TEXT, first INTEGER, last INTEGER, place BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_day ON event (first, last);
        CREATE TABLE event_party (
            event TEXT NOT NULL, role TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, state TEXT, PRIMARY KEY (event, role, actor)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_party_actor ON event_party (actor);
        CREATE TABLE event_act (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX event_act_event ON event_act (event);
        ",
    ),
    M::up(
        "
        -- Asserted: lines that users add to the shipped lists, in the order in which they came.
        CREATE TABLE lexicon_line (number INTEGER PRIMARY KEY, list TEXT NOT NULL, line TEXT NOT NULL UNIQUE, file TEXT NOT NULL) STRICT;
        ",
    ),
    M::up(
        "
        -- Asserted: how many of its reports the record had compared when the brief of a title was last kept as read.
        CREATE TABLE mark (brief TEXT PRIMARY KEY, reports INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        ",
    ),
    M::up(
        "
        -- Asserted: what users hold against what is derived: of which sort, of what (JSON: keys of reports, identifiers of actors, spans), why, by whom
        -- and when; and when it was undone. None is taken out.
        CREATE TABLE correction (
            number INTEGER PRIMARY KEY, sort TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL, by TEXT, made TEXT NOT NULL, undone TEXT
        ) STRICT;
        ",
    ),
    M::up(
        "
        -- Do the two reports begin with different things?
        ALTER TABLE copy_link ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;
        ",
    ),
    M::up(
        "
        -- Reports that were taken out are refused, by the key that they had.
        CREATE UNIQUE INDEX correction_removed ON correction (what ->> 'report') WHERE sort = 'remove' AND undone IS NULL;

        -- Asserted: searches that are kept under a name: their words, when they were, and up to how many reports what they find was looked through.
        CREATE TABLE saved_search (name TEXT PRIMARY KEY, words TEXT NOT NULL, made TEXT NOT NULL, reports INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        ",
    ),
    M::up(
        "
        -- Derived: who holds what a commitment can be found by, and with which keys; tellings of one commitment, the earlier turn first; the commitments
        -- that they make, with their parties, when they fall due, and the first day on which they can have been told. The layer is made when the
        -- record is brought up to date.
        DROP TABLE commitment_key;
        CREATE TABLE commitment_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE commitment_keys (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE commitment_link (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL,
            other_report INTEGER NOT NULL REFERENCES report, other_telling INTEGER NOT NULL, likeness INTEGER NOT NULL,
            PRIMARY KEY (report, telling, other_report, other_telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX commitment_link_other ON commitment_link (other_report, other_telling);
        CREATE TABLE owed (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, first INTEGER, last INTEGER, told INTEGER, score INTEGER NOT NULL, place BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owed_due ON owed (first, last);
        CREATE INDEX owed_told ON owed (told IS NULL, told, place, id);
        CREATE TABLE owed_party (
            owed TEXT NOT NULL, role TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, state TEXT, PRIMARY KEY (owed, role, actor)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owed_party_actor ON owed_party (actor, role);
        CREATE TABLE owed_commitment (
            report INTEGER NOT NULL REFERENCES report, telling INTEGER NOT NULL, owed TEXT NOT NULL, PRIMARY KEY (report, telling)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX owed_commitment_owed ON owed_commitment (owed);
        CREATE INDEX story_member_first ON story_member (first_day);

        -- Whatever a state takes part in.
        CREATE INDEX contact_party_state ON contact_party (state);
        CREATE INDEX event_party_state ON event_party (state);
        ",
    ),
    M::up(
        "
        -- Asserted: how things came out, clause by clause, with the day that the clause tells; and the keys of clauses, of each those told next behind a
        -- commitment first. Reports of before are read anew, since the engine's edition grew with this.
        DROP TABLE deed;
        CREATE TABLE deed (
            report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL,
            span TEXT NOT NULL, clause TEXT NOT NULL, outcome TEXT NOT NULL, verbs TEXT NOT NULL, subject TEXT,
            day TEXT, day_value TEXT, day_first TEXT, day_last TEXT,
            PRIMARY KEY (report, number)
        ) STRICT, WITHOUT ROWID;
        DROP TABLE deed_key;
        CREATE TABLE deed_key (
            key INTEGER NOT NULL, latest INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, report INTEGER NOT NULL REFERENCES report,
            PRIMARY KEY (key, latest, number, place)
        ) STRICT, WITHOUT ROWID;
        ",
    ),
    // What was put off to a day is asked for by that day.
    M::up("CREATE INDEX deed_moved ON deed (day_first, day_last) WHERE outcome = 'moved'"),
    // What is a state's is asked for by that state.
    M::up(
        "CREATE INDEX actor_referent_state ON actor_referent (state) WHERE state IS NOT NULL;
         CREATE INDEX referent_state ON referent (state) WHERE state IS NOT NULL",
    ),
];

/// A record without reports, in memory.
pub(crate) fn empty() -> crate::Result<rusqlite::Connection> {
    let mut connection = rusqlite::Connection::open_in_memory()?;
    migrations().to_latest(&mut connection).map_err(|error| crate::Error::damaged(error.to_string()))?;
    Ok(connection)
}

pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}
