#!/bin/sh
# Each page of hers on an old telephone with a bad connection, in Debian's Chromium: prints what phone.mjs measures.
# Usage: phone.sh BUILD
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
"$here/../browser/run.sh" "$build" nothing >/dev/null || true # what the browser stories need is there afterwards
exec node "$here/phone.mjs" "$build"
