"""A record that `rapporteur add` made, asked as on the command line. It is only read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from ._native import Desk
from ._reader import Reader
from ._rows import Places, Row, Rows, plain

# The columns of what is listed and not exported.
_LISTED = {
    "stories": ["story", "headline", "first", "last", "counts"],
    "positions": [],
    "search": ["report", "title", "outlet", "published", "snippet"],
    "outlets": ["outlet", "reports", "carried", "only_carries", "whose", "minutes_late"],
    "verify": ["start", "end", "start_byte", "end_byte", "words", "quoted", "speaker", "verdict", "holds", "reason", "statement", "report"],
}
_EXPORTED = {"ledger": "commitments"}


class Record:
    """A record: one file. Rows are those of `rapporteur … --json`; positions in them are bytes of their report's text.

    Days are written `2022-02-24`, `2022-02`, `2022` or as a range, `2022-02-20..2022-02-24`. A question that makes no sense raises
    `ValueError` with what to ask instead. Each question sees the record as it stands at that moment.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._desk = Desk(path)

    def _ask(self, question: str, **given: str | int | bool | None) -> Rows[Row]:
        words = {name: str(value) for name, value in given.items() if value is not None and value is not False}
        rows = [json.loads(row) for row in self._desk.ask(question, words)]
        return plain(rows, self._columns(question, rows))

    def _columns(self, question: str, rows: list[Row]) -> list[str]:
        listed = _LISTED.get(question)
        if listed is None:
            return self._desk.columns(_EXPORTED.get(question, question))
        return listed or list(dict.fromkeys(name for row in rows for name in row))

    def stories(self, *, since: str | None = None, until: str | None = None, limit: int | None = None) -> Rows[Row]:
        """Stories, newest first, with how many reports, outlets and independent origins tell each."""
        return self._ask("stories", since=since, until=until, limit=limit)

    def story(self, key: str) -> Row:
        """One story: its sentences, numbers and origins, each with its place."""
        return self._one("story", key)

    def statements(
        self,
        *,
        by: str | None = None,
        to: str | None = None,
        state: str | None = None,
        story: str | None = None,
        about: str | None = None,
        on: str | None = None,
        form: str | None = None,
        manner: str | None = None,
        shared: bool = False,
        unsure: bool = False,
        limit: int | None = None,
    ) -> Rows[Row]:
        """Who said what, with every wording of it."""
        given = {"by": by, "to": to, "state": state, "story": story, "about": about, "on": on, "form": form, "manner": manner}
        return self._ask("statements", **given, shared=shared, unsure=unsure, limit=limit)

    def statement(self, key: str) -> Row:
        """One statement with all its wordings."""
        return self._one("statement", key)

    def actors(self, *, kind: str | None = None, state: str | None = None, limit: int | None = None) -> Rows[Row]:
        """Who speaks and is spoken of."""
        return self._ask("actors", kind=kind, state=state, limit=limit)

    def actor(self, name: str) -> list[Row]:
        """Actors of a name or identifier, with titles, offices and names in print."""
        return [json.loads(row) for row in self._desk.ask("actor", {"name": name})]

    def events(
        self,
        *,
        type: str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        status: str | None = None,
        on: str | None = None,
        place: str | None = None,
        unsure: bool = False,
        limit: int | None = None,
    ) -> Rows[Row]:
        """What happened, will, might or did not happen, with every account of it."""
        given = {"type": type, "actor": actor, "recipient": recipient, "status": status, "on": on, "place": place}
        return self._ask("events", **given, unsure=unsure, limit=limit)

    def contacts(
        self, *, between: Sequence[str] = (), on: str | None = None, kind: str | None = None, limit: int | None = None
    ) -> Rows[Row]:
        """Who met, called or wrote to whom; `between` names parties, all of whom took part."""
        return self._ask("contacts", between=",".join(between) or None, on=on, kind=kind, limit=limit)

    def positions(self, *, on: str | None = None, of: str | None = None, unsure: bool = False, limit: int | None = None) -> Rows[Row]:
        """Where parties stand on questions, over time. `on` is a question, `of` an actor."""
        return self._ask("positions", on=on, of=of, unsure=unsure, limit=limit)

    def ledger(
        self,
        *,
        by: str | None = None,
        to: str | None = None,
        due: str | None = None,
        unsure: bool = False,
        limit: int | None = None,
    ) -> Rows[Row]:
        """What was undertaken, and what became of it."""
        return self._ask("ledger", by=by, to=to, due=due, unsure=unsure, limit=limit)

    def report(self, name: str) -> Row:
        """One report by its key, the input's own identifier or its address: the text, and where it stands in the record."""
        return self._one("report", name)

    def search(self, words: str, *, limit: int = 20) -> Rows[Row]:
        """Reports that hold words: `"security council" AND veto`."""
        return self._ask("search", name=words, limit=limit)

    def outlets(self) -> Rows[Row]:
        """Outlets, and whose copy each carries."""
        return self._ask("outlets")

    def verify(self, text: str, reader: Reader) -> Rows[Row]:
        """What the record says to each quotation and claim in a text: whether it holds, and why. `start` and `end` are code points of the text."""
        read, rows = self._desk.verify(reader._engine, text)
        places = Places(read)

        def placed(row: Row) -> Row:
            return {**row, **places.span(row["start"], row["end"]).place()}

        return plain([placed(json.loads(row)) for row in rows], _LISTED["verify"])

    def export(self, what: str, *, offsets: str = "chars") -> Rows[Row]:
        """All rows of a kind, as `rapporteur export` prints them: reports, reprints, stories, actors, statements, contacts, events, polecat,
        commitments, positions or drafts. Positions of reports and reprints are code points, or bytes where `offsets` says so."""
        if offsets not in ("chars", "bytes"):
            raise ValueError(f"offsets are chars or bytes, not {offsets}")
        rows = [json.loads(row) for row in self._desk.export(what, offsets == "chars")]
        return plain(rows, self._desk.columns(what))

    def sql(self, statement: str) -> Rows[Row]:
        """The rows of a SELECT statement."""
        columns, rows = self._desk.sql(statement)
        return plain([dict(zip(columns, json.loads(row))) for row in rows], columns)

    def _one(self, question: str, name: str) -> Row:
        row: Row = json.loads(self._desk.ask(question, {"name": name})[0])
        return row
