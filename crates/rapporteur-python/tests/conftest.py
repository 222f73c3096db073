"""What the tests share: one reader, and the record of the bundled example."""

import os
from pathlib import Path

import pytest

import rapporteur_record as rr

WORDS = [
    "“We will not attend,” Minister Ana Reyes said on Monday. The strait was closed on 3 March 2031.",
    "Veldania detained 14 fishermen in the Halden Strait, the Foreign Ministry said.",
    "🛥️ Café “Zoë” reopened. “Nobody should ask us to,” Foreign Minister Tomas Reyl told reporters in Lyrne.",
    "",
]


@pytest.fixture(scope="session")
def reader() -> rr.Reader:
    return rr.load()


@pytest.fixture(scope="session")
def example() -> Path:
    """The record that `rapporteur demo` makes; `check.sh` names it."""
    path = os.environ.get("RAPPORTEUR_EXAMPLE")
    if not path:
        pytest.skip("RAPPORTEUR_EXAMPLE names no record")
    return Path(path)


@pytest.fixture
def record(example: Path) -> rr.Record:
    return rr.Record(example)
