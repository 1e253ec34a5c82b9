#!/bin/bash
# Runs cases.mjs with a server that has the extension: cases.sh BUILD_DIR
set -euo pipefail
build=$(cd "${1:?usage: tests/pgext/cases.sh BUILD_DIR}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/pgext/server
. "$here/server"
node "$here/cases.mjs" "$build"
