#!/usr/bin/env bash
# A client library that is not ours, against `rapporteur mcp`: `check.sh PROGRAM`. It makes an environment of its own under target/.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
program="$(realpath "$1")"
environment="$here/../../../../target/assistants"
test -x "$environment/bin/python" || python3 -m venv "$environment"
"$environment/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
"$environment/bin/python" "$here/check.py" "$program"
