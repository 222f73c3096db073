"""A record: the rows of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import rapporteur_record as rr


def test_questions(record: rr.Record) -> None:
    stories = record.stories(limit=5)
    assert len(stories) == 5 and stories[0]["counts"]["reports"] >= 1
    assert record.story(stories[0]["story"])["story"] == stories[0]["story"]
    said = record.statements(about="move a ship")
    assert said[0]["speaker"] == "Tomas Reyl"
    assert record.statement(said[0]["id"]) == said[0]
    assert len(record.statements(by="Tomas Reyl", limit=1)) == 1
    assert len(record.statements(on="1999")) == 0
    assert record.actor("Tomas Reyl")[0]["name"] == "Tomas Reyl"
    assert record.events(limit=3).columns == record.export("events").columns
    assert record.contacts(limit=1) and record.positions(limit=1) and record.ledger(limit=1) and record.outlets()
    hit = record.search("strait", limit=1)[0]
    assert record.report(hit["report"])["report"] == hit["report"]


def test_what_makes_no_sense_is_said(record: rr.Record, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no manner"):
        record.statements(manner="sung")
    with pytest.raises(ValueError):
        record.statements(on="someday")
    with pytest.raises(ValueError):
        record.sql("DELETE FROM report")
    with pytest.raises(ValueError):
        record.export("everything")
    with pytest.raises((ValueError, RuntimeError)):
        rr.Record(tmp_path / "none.db")


def test_claims_are_judged(record: rr.Record, reader: rr.Reader) -> None:
    rows = record.verify("Reyl said “we can move a ship in a week”.", reader)
    assert [(row["verdict"], row["holds"]) for row in rows] == [("altered", False)]
    assert (rows[0]["start"], rows[0]["start_byte"]) == (11, 13)
    assert record.verify("Reyl said “we can move a ship in an afternoon”.", reader)[0]["holds"]


def test_exports_are_frames(record: rr.Record) -> None:
    for what in ("reports", "reprints", "stories", "actors", "statements", "contacts", "events", "commitments", "positions"):
        rows = record.export(what)
        assert rows.to_polars().height == len(rows) > 0
    reports = record.export("reports")
    for row in reports:
        assert all(row["text"][gone["start"] : gone["end"]] for gone in row["removed"])


def test_sql(record: rr.Record) -> None:
    rows = record.sql("SELECT outlet, count(*) AS reports FROM report GROUP BY outlet ORDER BY outlet")
    assert rows.columns == ["outlet", "reports"] and sum(row["reports"] for row in rows) == len(record.export("reports"))


def test_reading_never_writes(example: Path) -> None:
    before = example.read_bytes()
    record = rr.Record(example)
    record.statements()
    record.export("stories")
    assert example.read_bytes() == before
