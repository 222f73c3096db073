"""`shard link` and `shard group` over many more reports than can be read closely in an evening: analysed shards, told so many times over.

    shards_wide.py PROGRAM SHARDS WORK TIMES

Each telling has keys, identifiers and numbers of its own, so that its reports meet each other as those of `SHARDS` do and no others: the pairs grow with the
reports, and as in `SHARDS` a key has few holders.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy
import pyarrow
import pyarrow.parquet

from shards_law import run

COLUMNS = "key id title outlet credit published text removed words latest number copy_keys story_keys sketch".split()


def other(values: numpy.ndarray, telling: int) -> numpy.ndarray:
    """Numbers of a telling: the same bits turned over in the same places."""
    bits = (telling * 0x9E37_79B9_7F4A_7C15) % 2**63
    return values ^ numpy.int64(bits)


def told(table: pyarrow.Table, telling: int) -> pyarrow.Table:
    """A table of shards as another telling has it."""
    numbers = other(table["number"].to_numpy(), telling)
    columns = {name: table[name] for name in COLUMNS}
    columns["number"] = pyarrow.array(numbers)
    columns["key"] = pyarrow.array([f"r{number:016x}" for number in numbers.view(numpy.uint64)])
    columns["id"] = pyarrow.array([f"{own}-{telling}" for own in table["id"].to_pylist()])
    for name in ("copy_keys", "story_keys"):
        lists = table[name].combine_chunks()
        columns[name] = pyarrow.ListArray.from_arrays(lists.offsets, pyarrow.array(other(lists.values.to_numpy(), telling)))
    return pyarrow.table(columns)


def main(program: str, shards: Path, work: Path, times: int) -> None:
    tables = [pyarrow.parquet.read_table(path, columns=COLUMNS) for path in sorted((shards / "reports").glob("*.parquet"))]
    whole = pyarrow.concat_tables(tables)
    whole = whole.filter(whole["key"].is_valid()).combine_chunks()
    reports = work / "reports"
    reports.mkdir(parents=True)
    for telling in range(times):
        pyarrow.parquet.write_table(told(whole, telling), reports / f"telling-{telling:05}.parquet", compression="zstd")
    count = whole.num_rows * times
    print("| reports | | hours of the clock | of the processor | a report | peak memory |\n|---|---|---|---|---|---|")
    run("`shard link`", count, [program, "shard", "link", str(work)])
    run("`shard group`", count, [program, "shard", "group", str(work)])


main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
