"""Rapporteur for Python: who said what, what happened and when, word for word and with its place.

>>> import rapporteur_record as rr
>>> reader = rr.load()
>>> document = reader.analyze("“We will not attend,” Minister Ana Reyes said on Monday.")
>>> document.statements[0].speaker
'Ana Reyes'

A record that `rapporteur add` made is asked with `rr.Record("record.db")`. Positions are code points, as Python counts them, with the
bytes of UTF-8 beside. Results are lists that also are Arrow streams: `polars.DataFrame(document.statements)` and
`pandas.DataFrame.from_arrow(record.statements())` take them as they are.
"""

from ._document import (
    Actor,
    Commitment,
    Contact,
    Document,
    Event,
    Name,
    Notice,
    Position,
    Statement,
    Time,
)
from ._native import __version__, edition
from ._reader import Reader, load
from ._record import Record
from ._rows import Rows, Span

__all__ = [
    "Actor",
    "Commitment",
    "Contact",
    "Document",
    "Event",
    "Name",
    "Notice",
    "Position",
    "Reader",
    "Record",
    "Rows",
    "Span",
    "Statement",
    "Time",
    "__version__",
    "edition",
    "load",
]
