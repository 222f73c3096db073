"""One shard, seven shards and a record of the same reports give the same bytes; with what each step takes.

Called by shards.sh with the program, a folder to work in and a file of JSON Lines. Times of others beside it are in the hours of the clock, not in
the processor's. An eighth of the reports goes first, so that time and memory a report can be held against those of all.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet

FIELDS = ("id", "text", "title", "outlet", "published", "url", "language", "byline")


def cut(lines: list[str], folder: Path, files: int) -> list[str]:
    """The reports in so many Parquet files, dealt out in turn."""
    folder.mkdir(parents=True)
    paths = []
    for number in range(files):
        rows = [json.loads(line) for line in lines[number::files]]
        table = pyarrow.table({name: pyarrow.array([row.get(name) for row in rows], pyarrow.string()) for name in FIELDS})
        paths.append(str(folder / f"part-{number}.parquet"))
        pyarrow.parquet.write_table(table, paths[-1], compression="zstd")
    return paths


def run(what: str, count: int, command: list[str]) -> None:
    """Runs a command and prints what it took."""
    began = time.monotonic()
    process = os.spawnv(os.P_NOWAIT, command[0], command)
    _, status, took = os.wait4(process, 0)
    wall, core = time.monotonic() - began, took.ru_utime + took.ru_stime
    print(
        f"| {count:,} | {what} | {wall:.1f} s | {core:.1f} s | {1000 * core / count:.2f} ms | {took.ru_maxrss / 1024:.0f} MB |",
        flush=True,
    )
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")


def sharded(program: str, lines: list[str], work: Path, files: int) -> Path:
    """The reports through shards; the folder of what came out."""
    shards, count = work / f"shards-{files}", len(lines)
    paths = cut(lines, work / f"in-{files}", files)
    of = "one file" if files == 1 else f"{files} files"
    run(f"`shard analyze` of {of}", count, [program, "shard", "analyze", *paths, "-o", str(shards)])
    # Of several files each layer is cut into as many parts as there can be.
    memory = ["--memory", "256" if files == 1 else "0"]
    run(f"`shard link` of {of}", count, [program, "shard", "link", str(shards), *memory])
    run(f"`shard group` of {of}", count, [program, "shard", "group", str(shards), *memory])
    return shards


def law(program: str, lines: list[str], work: Path, files: tuple[int, ...]) -> None:
    """All ways of the same reports, and whether their sets are the same bytes."""
    work.mkdir(parents=True)
    (work / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    folders = [sharded(program, lines, work, number) for number in files]
    record = str(work / "record.db")
    run("`add`", len(lines), [program, "--record", record, "add", "--quiet", str(work / "in.jsonl")])
    for what in ("reprints", "stories"):
        path = work / f"{what}.parquet"
        run(f"`export {what}`", len(lines), [program, "--record", record, "export", what, "--format", "parquet", "-o", str(path)])
        for folder in folders:
            if (folder / path.name).read_bytes() != path.read_bytes():
                sys.exit(f"{folder / path.name} is not what the record has")
        print(f"{what} of {len(lines):,} reports: the same {path.stat().st_size:,} bytes from the record and from {files} files", flush=True)


def main(program: str, work: Path, reports: Path) -> None:
    lines = reports.read_text(encoding="utf-8").splitlines(keepends=True)
    print("| reports | | hours of the clock | of the processor | a report | peak memory |\n|---|---|---|---|---|---|")
    law(program, lines[: len(lines) // 8], work / "eighth", (1,))
    law(program, lines, work / "all", (1, 7))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
