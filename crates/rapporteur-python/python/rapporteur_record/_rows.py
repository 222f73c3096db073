"""Rows that are a list, an Arrow stream and a table on a page, and spans of a text."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from . import _html
from ._native import Table

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]` are its words, `start_byte` and `end_byte` where they stand in its UTF-8."""

    start: int
    end: int
    text: str
    start_byte: int
    end_byte: int

    def __str__(self) -> str:
        return self.text

    def place(self) -> Row:
        """Where it stands, without its words."""
        return {"start": self.start, "end": self.end, "start_byte": self.start_byte, "end_byte": self.end_byte}

    def _row(self) -> Row:
        return {**self.place(), "text": self.text}


class Places:
    """Makes spans of one text out of positions in its bytes."""

    def __init__(self, text: str) -> None:
        self.text = text
        # The byte at which each code point begins; none where the two are the same.
        self._begins = None if text.isascii() else list(accumulate((len(c.encode()) for c in text), initial=0))

    def at(self, byte: int) -> int:
        """The code point that begins at a byte."""
        return byte if self._begins is None else bisect_left(self._begins, byte)

    def span(self, start: int, end: int) -> Span:
        """The span between two bytes."""
        first, last = self.at(start), self.at(end)
        return Span(first, last, self.text[first:last], start, end)

    def pair(self, pair: list[int] | None) -> Span | None:
        """The span of a pair of bytes, where there is one."""
        return None if pair is None else self.span(pair[0], pair[1])

    def pairs(self, pairs: list[list[int]]) -> list[Span]:
        """The spans of pairs of bytes."""
        return [self.span(start, end) for start, end in pairs]


class Rows(Generic[T]):
    """A list of results that is an Arrow stream too.

    polars, pandas 3, DuckDB and pyarrow take it as it is. Columns are text or numbers; what is a list within a row is JSON there.
    """

    def __init__(self, items: Iterable[T], columns: Sequence[str], row: Callable[[T], Row]) -> None:
        self._items = list(items)
        self.columns = list(columns)
        self._row = row

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[T]: ...
    def __getitem__(self, index: int | slice) -> T | Rows[T]:
        if isinstance(index, slice):
            return Rows(self._items[index], self.columns, self._row)
        return self._items[index]

    # Not a `Sequence` by name: polars would take one for a list of objects before it looks for a stream.
    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, Rows) else other)

    def __repr__(self) -> str:
        return repr(self._items)

    def rows(self) -> list[Row]:
        """The rows as dictionaries."""
        return [self._row(item) for item in self._items]

    def arrow(self) -> Table:
        """The rows as columns: an object with `__arrow_c_stream__`."""
        return Table(self.columns, [json.dumps(row, ensure_ascii=False) for row in self.rows()])

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any:
        return self.arrow().__arrow_c_stream__(requested_schema)

    def to_polars(self) -> polars.DataFrame:
        """The rows as a frame of polars, which has to be installed."""
        import polars

        return polars.DataFrame(self.arrow())

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a frame of pandas, which has to be installed; before pandas 3 pyarrow too."""
        import pandas

        if hasattr(pandas.DataFrame, "from_arrow"):
            return pandas.DataFrame.from_arrow(self.arrow())
        import pyarrow

        return pyarrow.table(self.arrow()).to_pandas()

    def html(self) -> str:
        """The rows as a table of HTML; a notebook shows it by itself."""
        return _html.table(self.columns, self.rows())

    def _repr_html_(self) -> str:
        return self.html()


def plain(rows: Iterable[Row], columns: Sequence[str]) -> Rows[Row]:
    """Rows that are dictionaries already."""
    return Rows(rows, columns, lambda row: row)
