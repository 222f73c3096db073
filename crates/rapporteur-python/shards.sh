#!/usr/bin/env bash
# Nightly: one shard, seven shards and a record of 20,000 generated reports give the same bytes, and what each step takes. REPORTS is another number of
# reports, PROGRAM a program that is built already. On two quiet cores it takes about 25 minutes.
set -euo pipefail
cd "$(dirname "$0")"
target=$(cd ../.. && pwd)/target
environment=$target/spark

if [ -z "${PROGRAM:-}" ]; then
    cargo build --locked --release --package rapporteur-cli
    PROGRAM=$target/release/rapporteur
fi
[ -x "$environment/bin/pip" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check "pyarrow>=18"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo xtask generate "${REPORTS:-20000}" > "$work/in.jsonl"
"$environment/bin/python" shards_law.py "$PROGRAM" "$work/law" "$work/in.jsonl"
