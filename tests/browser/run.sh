#!/bin/sh
# Lives through the stories of this folder in Debian's Chromium: run.sh BUILD [--shots] [STORY...]
# With --shots each page is also pictured, in shots/; pictures.mjs makes those of doc/ from them. No browser is downloaded.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
shift
cd "$here"
if ! cmp -s package-lock.json node_modules/.lock-of-abri; then
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
    cp package-lock.json node_modules/.lock-of-abri
fi
exec node stories.mjs "$build" "$@"
