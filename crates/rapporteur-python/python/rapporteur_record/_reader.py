"""The reader: texts in, documents out, in their order, on all cores."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ._document import Document
from ._native import Engine

# What is read of a row that is brought; the rest is left alone.
FIELDS = ("id", "text", "title", "outlet", "published", "url", "language", "byline")


def load(*, lexicon: str | os.PathLike[str] | None = None, actors: str | os.PathLike[str] | None = None) -> Reader:
    """Reads the models that are in the package; takes some tenths of a second.

    `lexicon` and `actors` are files with lines of your own behind the shipped word lists (`rapporteur lexicon add --help`).
    """
    more = ["" if path is None else open(path, encoding="utf-8").read() for path in (lexicon, actors)]
    return Reader(Engine(*more))


class Reader:
    """Reads texts. It keeps nothing of them: the same text gives the same document, whatever was read before, and threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def analyze(self, text: str, *, clean: bool = False, **fields: Any) -> Document:
        """What one text tells.

        `fields` are those of a report: `id`, `title`, `outlet`, `published`, `url`, `language`, `byline`. Days are counted from `published`.
        The text stays untouched, so that positions are yours; with `clean` it is read as `rapporteur add` would, and `document.text` is
        what positions are in. A text that cannot be read is a document with notices, not an exception.
        """
        return next(self.pipe([{**fields, "text": text}], clean=clean, threads=1))

    __call__ = analyze

    def pipe(
        self,
        texts: Iterable[str | Mapping[str, Any]] | Any,
        *,
        threads: int | None = None,
        batch_size: int = 256,
        clean: bool = False,
    ) -> Iterator[Document]:
        """What many texts tell, in their order, `batch_size` at a time on `threads` threads (all cores where none are named).

        A text is a string, or a mapping with `text` and fields of a report; or `texts` is a frame of polars or pandas, or anything else with
        an Arrow stream and a column `text`. Python goes on while a batch is read.
        """
        rows = rows_of(texts)
        while batch := list(islice(rows, batch_size)):
            lines = [line(row) for row in batch]
            for told, row in zip(self._engine.analyze(lines, clean, threads or 0), batch):
                yield Document(told, row)


def rows_of(texts: Any) -> Iterator[Mapping[str, Any]]:
    """Rows with a text each, of whatever holds texts."""
    if isinstance(texts, (str, bytes, Mapping)):
        raise TypeError("many texts are expected: give a list of them, or use `analyze` for one")
    if hasattr(texts, "iter_rows"):
        return iter(texts.iter_rows(named=True))
    if hasattr(texts, "__arrow_c_stream__") or hasattr(texts, "to_pylist"):
        import pyarrow

        reader = pyarrow.RecordBatchReader.from_stream(texts)
        return (row for batch in reader for row in batch.to_pylist())
    return ({"text": text} if not isinstance(text, Mapping) else text for text in texts)


def line(row: Mapping[str, Any]) -> str:
    """A row as the engine takes it: JSON, in which half a surrogate pair is no error."""
    known = {name: str(row[name]) for name in FIELDS if row.get(name) is not None}
    return json.dumps(known)
