"""Results as HTML: text with what was found marked, and tables. No script, no address; words of reports are words.

These functions return their HTML and print nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

# Rows of a table that are shown, and characters of a cell.
MOST_ROWS = 50
MOST_WORDS = 240

_CELL = "style='text-align:left;vertical-align:top;padding:2px 8px'"
_COLOURS = {
    "statement": "#fff3bf",
    "cue": "#ffd8a8",
    "source": "#d0ebff",
    "event": "#ffc9c9",
    "time": "#d3f9d8",
    "name": "#e5dbff",
}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return escape(words if len(words) <= MOST_WORDS else words[:MOST_WORDS] + "…")


def table(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> str:
    """A table of rows, with how many more there are under it."""
    head = "".join(f"<th {_CELL}>{escape(name)}</th>" for name in columns)
    lines = (
        "<tr>" + "".join(f"<td {_CELL}>{_cell(row.get(name))}</td>" for name in columns) + "</tr>" for row in rows[:MOST_ROWS]
    )
    more = f"<p>and {len(rows) - MOST_ROWS} more</p>" if len(rows) > MOST_ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}"


def marked(text: str, marks: Iterable[tuple[int, int, str, str]]) -> str:
    """A text with marks: each from, to, of what kind and what is to be known of it. Marks may lie within and across each other."""
    begins: dict[int, list[tuple[int, int, str, str]]] = {}
    cuts = {0, len(text)}
    for mark in marks:
        begins.setdefault(mark[0], []).append(mark)
        cuts.update(mark[:2])
    places = sorted(cuts)
    open_marks: list[tuple[int, int, str, str]] = []
    parts = []
    for start, end in zip(places, places[1:]):
        open_marks = [mark for mark in open_marks if mark[1] > start] + [mark for mark in begins.get(start, ()) if mark[1] > start]
        words = escape(text[start:end]).replace("\n", "<br>")
        # What begins last and is shortest lies on top.
        for _, _, kind, told in sorted(open_marks, key=lambda mark: (mark[1] - mark[0], mark[2], mark[3])):
            words = f"<mark style='background:{_COLOURS.get(kind, '#eee')}' title='{escape(told, quote=True)}'>{words}</mark>"
        parts.append(words)
    return "<div style='line-height:1.6'>" + "".join(parts) + "</div>"
