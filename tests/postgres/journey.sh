#!/bin/bash
# The office from outside on a store in PostgreSQL: the whole of tests/http/api.mjs, straight to the server and through
# PgBouncer in transaction mode; then what only a server can do to it: journey.mjs.
# Usage: tests/postgres/journey.sh BUILD_DIR
set -euo pipefail
build=$(cd "${1:?usage: tests/postgres/journey.sh BUILD_DIR}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
server=$(mktemp -d)
trap '"$here/../pg/server.sh" stop "$server"' EXIT
"$here/../pg/server.sh" start "$server"
ask() { psql -qXAt -v ON_ERROR_STOP=1 -h "$server" -U keeper -d postgres "$@"; }
ask -c 'CREATE DATABASE straight' -c 'CREATE DATABASE pooled' -c 'CREATE DATABASE journey'

# The key as the service manager gives it, for every command.
mkdir "$server/credentials"
"$build/abri" keys generate "$server/credentials/abri.key" >/dev/null
export CREDENTIALS_DIRECTORY=$server/credentials

passed=0
failed=0
tell() { # tell NAME SCRIPT: counts its last line
    local said ok bad
    said=$(node "$2" "$build" "$server" 2>&1) || true
    read -r ok bad < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' <<<"$said" | tail -n 1) || true
    passed=$((passed + ${ok:-0}))
    failed=$((failed + ${bad:-1}))
    [ "${bad:-1}" = 0 ] || printf '%s:\n%s\n' "$1" "$said"
}
ABRI_STORE="postgresql://keeper@/straight?host=$server" tell straight "$here/../http/api.mjs"
ABRI_STORE="postgresql://keeper@/pooled?host=$server/pooler&port=6432" tell pooled "$here/../http/api.mjs"
tell journey "$here/journey.mjs"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
