#!/usr/bin/env bash
# Builds the wheel into target/wheels, with an environment of its own for maturin. A profile may be named: `wheel.sh dev`.
set -euo pipefail
cd "$(dirname "$0")"
target=$(cd ../.. && pwd)/target
[ -x "$target/python/bin/pip" ] || python3 -m venv "$target/python"
"$target/python/bin/pip" install --quiet --disable-pip-version-check "maturin>=1.9,<2"
"$target/python/bin/maturin" build --locked --profile "${1:-release}" --out "$target/wheels"
