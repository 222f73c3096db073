"""Spark gives the sets that shards give, also when executors are killed while it works.

Called by spark.sh with a folder (`in.parquet`, and `shards` made of it) and the number of runs in which executors are killed. What the run without
kills cost is printed: processor time of the driver, its executors and their Python, what was shuffled, and how much memory each took at most.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow.parquet
from pyspark.sql import SparkSession

from rapporteur_record import spark as rr


def session(work: Path) -> SparkSession:
    (work / "events").mkdir(exist_ok=True)
    # Executors take another Python otherwise, whatever the session's settings say.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("rapporteur")
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": str(work / "events"),
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
        "spark.executor.memory": "768m",
        # Executors work in folders of their own.
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(str(Path(one).absolute()) for one in os.environ["PYTHONPATH"].split(os.pathsep)),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
        # Killed executors are not the tasks' fault; the default of four failures is for tasks that fail by themselves.
        "spark.task.maxFailures": "16",
        "spark.stage.maxConsecutiveAttempts": "16",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.setCheckpointDir(str(work / "checkpoints"))
    return spark


def executors() -> list[int]:
    """The processes of executors that this driver started."""
    found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split() if _is_ours(int(line))]


def _is_ours(process: int) -> bool:
    """Does a process descend from this one?"""
    while process > 1:
        if process == os.getpid():
            return True
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


def kill_at_random(chance: random.Random, length: float, done: threading.Event) -> None:
    """Kills one executor after another until the run is done: some six in the time that a run takes without, however fast the machine is."""
    while not done.wait(chance.uniform(0, length / 3)):
        if found := executors():
            victim = chance.choice(found)
            print(f"  killing executor {victim}", flush=True)
            os.kill(victim, signal.SIGKILL)


def costs(work: Path, reports: int) -> str:
    """What the processes that this driver started have taken so far."""
    core, memory = 0.0, {"java": 0, "python": 0}
    for process in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
        try:
            if process == os.getpid() or not _is_ours(process):
                continue
            name, _, fields = Path(f"/proc/{process}/stat").read_text().partition("(")[2].rpartition(")")
            core += sum(int(field) for field in fields.split()[11:15]) / os.sysconf("SC_CLK_TCK")
            peak = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
            kind = "java" if "java" in name else "python"
            memory[kind] = max(memory[kind], int(peak.split()[1]) // 1024)
        except (OSError, StopIteration):
            continue
    shuffled = 0
    for path in (work / "events").iterdir():
        for line in path.read_text(errors="replace").splitlines():
            if line.startswith('{"Event":"SparkListenerTaskEnd"'):
                metrics = json.loads(line).get("Task Metrics") or {}
                shuffled += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return (
        f"{core:.0f} s of the processor for {reports} reports ({1000 * core / reports:.0f} ms a report), {shuffled / 1e6:.1f} MB shuffled "
        f"({shuffled / reports / 1000:.1f} kB a report), at most {memory['java']} MB in a JVM and {memory['python']} MB in a Python worker"
    )


def sets(spark: SparkSession, work: Path) -> dict[str, list[dict[str, object]]]:
    texts = spark.read.parquet(str(work / "in.parquet")).repartition(5)
    rows = rr.analyze(texts).checkpoint()
    found = rr.group(rows, rr.link(rows))
    of = {"reprints": found.reprints, "stories": found.stories}
    return {what: sorted((row.asDict() for row in frame.collect()), key=lambda row: str(row["key"])) for what, frame in of.items()}


def main(work: Path, killed: int) -> None:
    spark = session(work)
    expected = {what: pyarrow.parquet.read_table(work / "shards" / f"{what}.parquet").to_pylist() for what in ("reprints", "stories")}
    length = 60.0
    for run in range(killed + 1):
        began, done = time.monotonic(), threading.Event()
        if run > 0:
            threading.Thread(target=kill_at_random, args=(random.Random(run), length, done), daemon=True).start()
        try:
            found = sets(spark, work)
        finally:
            done.set()
        assert found == expected, f"run {run}: the sets of Spark are not those of the shards"
        rows = ", ".join(f"{len(rows)} {what}" for what, rows in found.items())
        print(f"run {run}{' with executors killed' if run else ''}: {rows}, as from shards; {time.monotonic() - began:.0f} s", flush=True)
        if run == 0:
            length = time.monotonic() - began
            print(costs(work, len(expected["reprints"])), flush=True)
    spark.stop()


main(Path(sys.argv[1]), int(sys.argv[2]))
