"""Results as Arrow: polars, pandas, DuckDB and pyarrow take them as they are."""

from __future__ import annotations

import json

import pytest
from conftest import WORDS

import rapporteur_record as rr


@pytest.fixture
def statements(reader: rr.Reader) -> rr.Rows[rr.Statement]:
    return reader.analyze(WORDS[2]).statements


def test_polars(statements: rr.Rows[rr.Statement]) -> None:
    import polars

    frame = polars.DataFrame(statements)
    assert frame.equals(statements.to_polars())
    assert frame["start"].dtype == polars.Int64
    assert frame["text"].to_list() == [statement.span.text for statement in statements]
    assert json.loads(frame["content"][0])[0]["start"] == statements[0].content[0].start


def test_pandas(statements: rr.Rows[rr.Statement]) -> None:
    frame = statements.to_pandas()
    assert frame["speaker"].tolist() == ["Tomas Reyl"]


def test_duckdb(statements: rr.Rows[rr.Statement]) -> None:
    import duckdb

    assert duckdb.sql("SELECT speaker, score > 0 FROM statements").fetchall() == [("Tomas Reyl", True)]


def test_pyarrow_and_back(reader: rr.Reader, statements: rr.Rows[rr.Statement]) -> None:
    import pyarrow

    table = pyarrow.table(statements)
    assert table.num_rows == 1
    texts = pyarrow.table({"id": ["a", "b"], "text": WORDS[:2], "length": [1, 2]})
    assert [document.id for document in reader.pipe(texts)] == ["a", "b"]


def test_frames_as_texts(reader: rr.Reader) -> None:
    import pandas
    import polars

    texts = {"id": ["a", "b"], "text": WORDS[:2]}
    told = [document.to_dict() for document in reader.pipe(polars.DataFrame(texts))]
    assert told == [document.to_dict() for document in reader.pipe(pandas.DataFrame(texts))]
    assert [one["id"] for one in told] == ["a", "b"]


def test_rows_are_a_list(statements: rr.Rows[rr.Statement]) -> None:
    assert statements[0] == statements[-1] and len(statements[:0]) == 0
    assert statements == list(statements)
    assert set(statements.columns) == set(statements.rows()[0])
    assert len(rr.load().analyze("").statements.to_polars().columns) == len(statements.columns)


def test_all_that_is_exported_is_taken_by_all(record: rr.Record) -> None:
    import duckdb
    import pandas
    import polars
    import pyarrow

    for what in ("reports", "reprints", "stories", "actors", "statements", "contacts", "events", "commitments", "positions"):
        rows = record.export(what)
        frame = polars.DataFrame(rows)
        assert (frame.height, frame.columns) == (len(rows), rows.columns)
        assert pyarrow.table(rows).to_pylist() == frame.to_dicts()
        assert duckdb.sql("FROM rows").fetchall() == frame.rows()
        assert list(pandas.DataFrame.from_arrow(rows).columns) == rows.columns
