#!/usr/bin/env bash
# Requests made from the description of the API, against a server over the bundled example: `check.sh PROGRAM [EXAMPLES]`, with EXAMPLES of each question
# (6 where nothing is said; nightly 200). It makes an environment of its own under target/.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
program="$(realpath "$1")"
environment="$here/../../../../target/schema"
test -x "$environment/bin/python" || python3 -m venv "$environment"
"$environment/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
folder="$(mktemp -d)"
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
"$program" demo --into "$folder" >"$folder/demo.txt"
"$program" --record "$folder/record.db" --json serve --port 0 >"$folder/address" &
server=$!
until grep -q address "$folder/address"; do sleep 0.1; done
address="$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$folder/address")"
cd "$folder"
# What is not there is an answer, and so is a day or a name that is none: the description cannot say which words are one.
"$environment/bin/st" run "${address}api/v1/openapi.json" --max-examples "${2:-6}" --mode positive --phases coverage,fuzzing --seed 1 --no-color --exclude-checks positive_data_acceptance
