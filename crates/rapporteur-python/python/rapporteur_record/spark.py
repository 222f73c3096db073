"""The same functions on Apache Spark 4, for reports that no one machine holds.

    from rapporteur_record import spark as rr

    rows = rr.analyze(spark.read.parquet("archive/")).persist(StorageLevel.DISK_ONLY)
    found = rr.group(rows, rr.link(rows))
    found.reprints.write.parquet("reprints/")

Spark joins keys and finds components; whatever is decided or grouped is decided and grouped by the functions that the record and
`rapporteur shard` use, and comes out the same. A bad document is a row with notices: nothing here makes Spark try a task again.

The package has to be installed on the executors, with pyarrow. For components Spark needs a checkpoint folder that all executors see
(`spark.sparkContext.setCheckpointDir`): rounds that an executor took with it are read from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from . import _native
from ._reader import FIELDS, line

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

_TEXT = (
    "key id input title outlet published dateline credit byline language url text removed sentences names times actors "
    "statements contacts events commitments positions quotations notices"
).split()
SCHEMA = (
    ", ".join(f"{name} string" for name in _TEXT)
    + ", words bigint, latest bigint, number bigint, copy_keys array<bigint>, story_keys array<bigint>, sketch binary"
)
LINK = (
    "first string, second string, verdict string, copied bigint, quoted bigint, share_of_first bigint, "
    "share_of_second bigint, passages string, apart string"
)
TIE = "first string, second string, tie bigint"
REPRINT = "id string, key string, origin string, copied_from string, share double, passages string, likely string"
STORY = "id string, key string, story string"

# What grouping asks of a report.
_IMPRINT = ("key", "id", "outlet", "credit", "published", "title", "words")


def _decide(pairs: list[str]) -> list[str]:
    return _native.Engine.decide(pairs)


def _origins(reports: list[str], copies: list[str]) -> list[str]:
    return _engine().origins(reports, copies)


def _tie(pairs: list[str]) -> list[str]:
    return _native.Engine.tie(pairs)


def _stories(reports: list[str], ties: list[str]) -> list[str]:
    return _native.Engine.stories(reports, ties)


@cache
def _engine() -> _native.Engine:
    """The engine of this executor, whose models are read once; it keeps nothing of what it reads."""
    return _native.Engine()


def _table(rows: list[str], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow

    values = [json.loads(row) for row in rows]

    def cell(value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, (list, bool)) else value

    columns = {field.name: [cell(value.get(field.name)) for value in values] for field in schema}
    return pyarrow.table(columns, schema=schema)


def _arrow(schema: str) -> pyarrow.Schema:
    import pyarrow

    kinds = {"string": pyarrow.string(), "bigint": pyarrow.int64(), "double": pyarrow.float64()}
    return pyarrow.schema([(name, kinds[kind]) for name, kind in (field.split() for field in schema.split(", "))])


def _mapped(frame: DataFrame, work: Callable[[list[str]], list[str]], schema: str) -> DataFrame:
    """Rows through a function of rows, batch by batch."""

    def batches(given: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in given:
            yield from _table(work([_json(row) for row in batch.to_pylist()]), _arrow(schema)).to_batches()

    return frame.mapInArrow(batches, schema)


def _json(row: dict[str, Any]) -> str:
    return json.dumps({name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()})


def analyze(texts: DataFrame, *, clean: bool = True) -> DataFrame:
    """One row a report, in the columns of `rapporteur shard analyze`: what it tells, its sketch and its keys.

    `texts` has a column `text` and, where they are there, `id`, `title`, `outlet`, `published`, `url`, `language`, `byline`.
    """

    def batches(given: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in given:
            rows = [line(row) for row in batch.to_pylist()]
            read = pyarrow.table(_engine().shard(rows, [""] * len(rows), clean, 1))
            words = read.schema.get_field_index("words")
            yield from read.set_column(words, "words", read["words"].cast(pyarrow.int64())).to_batches()

    from pyspark.sql import functions as F

    known = [F.col(name).cast("string").alias(name) for name in FIELDS if name in texts.columns]
    return texts.select(*known).mapInArrow(batches, SCHEMA)


def _reports(rows: DataFrame) -> DataFrame:
    """Each report once; what is no report has no key."""
    return rows.where("key IS NOT NULL").dropDuplicates(["key"])


def _pairs(reports: DataFrame, keys: str, join: tuple[int, int]) -> DataFrame:
    """Pairs that share keys: a key pairs each of its holders with the few before it, in the order of their turns."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    shared, near = join
    held = reports.select("key", "latest", "number", F.explode(keys).alias("of"))
    before = Window.partitionBy("of").orderBy("latest", "number").rowsBetween(-near, -1)
    near_ones = held.select(F.col("key").alias("second"), F.collect_list("key").over(before).alias("before"))
    brought = near_ones.select("second", F.explode("before").alias("first"))
    return brought.groupBy("first", "second").count().where(F.col("count") >= shared).select("first", "second")


def _sides(pairs: DataFrame, reports: DataFrame, columns: list[str]) -> DataFrame:
    """Pairs with some columns of both reports."""
    for side in ("first", "second"):
        of = reports.select(reports["key"].alias(side), *(reports[name].alias(f"{side}_{name}") for name in columns))
        pairs = pairs.join(of, side)
    return pairs


def link(rows: DataFrame) -> DataFrame:
    """Which reports share copy: the rows of `rapporteur shard link`."""
    reports = _reports(rows)
    pairs = _sides(_pairs(reports, "copy_keys", _native.joins[0]), reports, ["text", "removed"])
    return _mapped(pairs, _decide, LINK)


def components(keys: DataFrame, links: DataFrame) -> DataFrame:
    """For each `key` the least key that links (`first`, `second`) lead to, as `component`.

    Labels are handed from neighbour to neighbour, and then from label to label, so that the rounds grow with the logarithm of the longest way. Each
    round is kept in the checkpoint folder: an executor that is lost takes none with it.
    """
    from pyspark.sql import functions as F

    ways = links.select("first", "second")
    ways = ways.union(ways.select("second", "first")).distinct().persist()
    labels = keys.select("key", F.col("key").alias("component")).checkpoint()
    while True:
        near = ways.join(labels, ways["second"] == labels["key"]).groupBy("first").agg(F.min("component").alias("least"))
        lower = labels.join(near, labels["key"] == near["first"], "left")
        lower = lower.select("key", F.least("component", F.coalesce("least", "component")).alias("component"))
        heads = lower.select(F.col("key").alias("head"), F.col("component").alias("of_head"))
        now = lower.join(heads, lower["component"] == heads["head"]).select("key", F.col("of_head").alias("component"))
        now = now.checkpoint()
        moved = now.alias("now").join(labels.alias("before"), "key").where("now.component <> before.component").limit(1).count()
        labels = now
        if moved == 0:
            ways.unpersist()
            return labels


@dataclass(frozen=True)
class Grouped:
    """What came of it: the rows of `rapporteur export reprints` and `stories`, in no order."""

    reprints: DataFrame
    stories: DataFrame


def _together(
    reports: DataFrame, links: DataFrame, work: Callable[[list[str], list[str]], list[str]], schema: str, led_by: DataFrame
) -> DataFrame:
    """Components of reports with the links among them, each through a function: `led_by` are the links that make components."""
    of = components(reports.select("key"), led_by)
    # A link that does not hold components together, as a faint tie does, counts where both its ends stand in one.
    first, second = (of.select(of["key"].alias(side), of["component"].alias(f"of_{side}")) for side in ("first", "second"))
    ways = links.join(first, "first").join(second, "second").where("of_first = of_second").withColumnRenamed("of_first", "component")
    ways = ways.drop("of_second")

    def group(own: pyarrow.Table, among: pyarrow.Table) -> pyarrow.Table:
        rows, ties = (sorted(_json(row) for row in table.to_pylist()) for table in (own, among))
        return _table(work(rows, ties), _arrow(schema))

    return reports.join(of, "key").groupBy("component").cogroup(ways.groupBy("component")).applyInArrow(group, schema)


def group(rows: DataFrame, links: DataFrame) -> Grouped:
    """Origins and stories, of the rows of `analyze` and `link`."""
    from pyspark.sql import functions as F

    reports = _reports(rows)
    imprints = reports.select(*_IMPRINT)
    copies = links.where("verdict = 'copy'").persist()
    reprints = _together(imprints, copies, _origins, REPRINT, copies).checkpoint()
    origins = reports.join(reprints.where("key = origin").select("key"), "key")
    pairs = _sides(_pairs(origins, "story_keys", _native.joins[1]), origins, ["sketch", "published"])
    ties = _mapped(pairs, _tie, TIE).checkpoint()
    carried = imprints.join(reprints.select("key", "origin", "likely"), "key")
    # Carriers stand where their origin stands.
    with_origin = carried.where("key <> origin").select(F.col("origin").alias("first"), F.col("key").alias("second"))
    led_by = ties.where(F.col("tie") >= _native.strong).select("first", "second").union(with_origin)
    stories = _together(carried, ties, _stories, STORY, led_by)
    return Grouped(reprints.drop("likely"), stories)
