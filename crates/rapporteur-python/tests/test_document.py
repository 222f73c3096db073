"""Documents: every span stands where it says, in code points and in bytes, and what cannot be read is a row with a notice."""

from __future__ import annotations

import json
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from conftest import WORDS

import rapporteur_record as rr


def spans(value: Any) -> Iterator[rr.Span]:
    """All spans in a result."""
    if isinstance(value, rr.Span):
        yield value
    elif isinstance(value, (list, rr.Rows)):
        for one in value:
            yield from spans(one)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def all_of(document: rr.Document) -> list[Any]:
    names = ("sentences", "names", "times", "actors", "statements", "events", "contacts", "commitments", "positions")
    return [getattr(document, name) for name in names]


@pytest.mark.parametrize("text", WORDS + [unicodedata.normalize("NFD", words) for words in WORDS])
def test_spans_slice_their_text(reader: rr.Reader, text: str) -> None:
    document = reader.analyze(text)
    assert document.text == text
    utf8 = text.encode()
    for span in spans(all_of(document)):
        assert text[span.start : span.end] == span.text
        assert utf8[span.start_byte : span.end_byte].decode() == span.text


def test_who_said_what(reader: rr.Reader) -> None:
    document = reader(WORDS[0], published="2031-03-04")
    assert [statement.speaker for statement in document.statements] == ["Ana Reyes"]
    said = document.statements[0]
    assert said.text.startswith("We will not attend") and (said.form, said.sense) == ("direct", "says")
    assert [time.value for time in document.times] == ["2031-03-03", "2031-03-03"]
    assert len(document.sents) == 2


def test_pipe_keeps_the_order_on_any_number_of_threads(reader: rr.Reader) -> None:
    texts = WORDS * 3
    told = [[document.to_dict() for document in reader.pipe(texts, threads=threads, batch_size=size)] for threads, size in ((1, 256), (2, 5), (3, 1))]
    assert told[0] == told[1] == told[2]
    assert [document["report"]["text"] for document in told[0]] == texts


def test_bad_documents_are_rows_with_notices(reader: rr.Reader) -> None:
    rows: list[Any] = ["fine", {"id": "a"}, {"id": "b", "text": "\ud83d half a pair"}, {"text": "dated", "published": "someday"}, 7]
    documents = list(reader.pipe([{"text": row} if isinstance(row, int) else row for row in rows]))
    assert len(documents) == len(rows)
    assert documents[1].is_refused and documents[1].notices[0].message
    assert documents[1].id == "a" and documents[1].statements == []
    assert documents[2].text == "\ufffd half a pair"
    assert "field" in [notice.code for notice in documents[3].notices]
    assert documents[4].text == "7"


def test_one_text_is_not_many(reader: rr.Reader) -> None:
    with pytest.raises(TypeError):
        next(reader.pipe("a text"))


def test_clean_marks_what_is_no_article(reader: rr.Reader) -> None:
    text = "LYRNE, March 3 (Meridian Wire) -- The strait was closed."
    assert reader.analyze(text, clean=True).report["dateline"]


def test_html_is_returned_and_hostile_words_are_words(reader: rr.Reader, capsys: pytest.CaptureFixture[str]) -> None:
    document = reader.analyze("“<script>alert(1)</script> we will not go,” Ana Reyes said.")
    for page in (document.html(), document._repr_html_(), document.statements.html(), document.names._repr_html_()):
        assert "<script" not in page
    assert "<mark" in document.html()
    assert capsys.readouterr().out == ""


def test_html_of_marks_across_marks() -> None:
    from rapporteur_record._html import marked

    page = marked("abcdef", [(0, 4, "statement", "a"), (2, 6, "event", "b")])
    assert page.count("<mark") == page.count("</mark>") == 4


def test_a_document_is_what_the_program_prints(reader: rr.Reader) -> None:
    value = reader.analyze(WORDS[1], id="x").to_dict()
    assert value["id"] == "x" and json.loads(json.dumps(value)) == value
    assert value["sentences"][0] == [0, len(WORDS[1])]


def test_python_goes_on_while_a_batch_is_read(reader: rr.Reader) -> None:
    texts, reading, turns = WORDS[:2] * 40, threading.Event(), 0

    def read() -> None:
        documents = reader.pipe(texts, threads=1, batch_size=len(texts))
        reading.set()
        next(documents)
        reading.clear()

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait()
    # A turn of this thread needs the interpreter's lock; while the batch is read it would have none.
    while reading.is_set():
        time.sleep(0.001)
        turns += 1
    thread.join()
    assert turns > 5
