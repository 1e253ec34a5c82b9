#!/bin/bash
# Runs cases.mjs with a server that has the extension: cases.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/pgext/server
. "$(dirname "$0")/server"
node "$root/tests/pgext/cases.mjs" "$build"
