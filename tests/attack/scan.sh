#!/bin/bash
# Looks for holes as an attacker would, with wapiti and sqlmap, over every page and call: as nobody and as each role. Ends
# with what they found, which is nothing. Long; all of it on loopback, each tool bounded in time.   scan.sh BUILD [SECONDS [ROLE...]]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/../../tools/setup" attack
exec node "$here/scan.mjs" "$@"
