#!/usr/bin/env bash
# The Python package with the module as the workspace builds it: types, stubs, tests, and the tour run from end to end. Takes an
# environment of its own under the target folder.
set -euo pipefail
cd "$(dirname "$0")"
target=$(cd ../.. && pwd)/target
environment=$target/python

# Built beside the program, so that both have one build of the engine.
cargo build --locked --package rapporteur-cli --package rapporteur-python
cp "$target/debug/librapporteur_python.so" python/rapporteur_record/_native.abi3.so

if [ ! -x "$environment/bin/pip" ]; then
    python3 -m venv "$environment" || { apt-get update -q; apt-get install -y -q --no-install-recommends python3-venv; python3 -m venv "$environment"; }
fi
"$environment/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
# The package is found where it stands.
pwd | sed 's|$|/python|' > "$("$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')/rapporteur.pth"

example=$(mktemp -d)
trap 'rm -rf "$example"' EXIT
"$target/debug/rapporteur" demo --into "$example" > /dev/null
export RAPPORTEUR_EXAMPLE=$example/record.db

(cd python && "$environment/bin/mypy" --config-file ../pyproject.toml rapporteur_record)
(cd python && "$environment/bin/stubtest" --mypy-config-file ../pyproject.toml rapporteur_record._native)
"$environment/bin/python" -m pytest -q
"$environment/bin/python" tour.py
