#!/usr/bin/env bash
# Nightly: the same sets from Spark as from shards, with executors killed at random times. Wants Java 17, and takes an environment of its own
# under the target folder. KILLED=10 is the number of runs in which executors are killed.
set -euo pipefail
cd "$(dirname "$0")"
target=$(cd ../.. && pwd)/target
environment=$target/spark

cargo build --locked --package rapporteur-cli --package rapporteur-python
cp "$target/debug/librapporteur_python.so" python/rapporteur_record/_native.abi3.so
[ -x "$environment/bin/pip" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check "pyspark>=4,<5" "pandas>=2.2,<3" "pyarrow>=18"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$target/debug/rapporteur" demo --into "$work" > /dev/null
"$target/debug/rapporteur" --record "$work/record.db" export reports --format parquet -o "$work/in.parquet"
"$target/debug/rapporteur" shard analyze "$work/in.parquet" -o "$work/shards"
"$target/debug/rapporteur" shard link "$work/shards"
"$target/debug/rapporteur" shard group "$work/shards"
PYTHONPATH=python "$environment/bin/python" spark_law.py "$work" "${KILLED:-1}"
