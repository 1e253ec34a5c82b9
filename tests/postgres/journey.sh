#!/bin/bash
# The office from outside on a store in PostgreSQL: the whole of tests/http/api.mjs, straight to the server and through
# PgBouncer in transaction mode; then what only a server can do to it: journey.mjs.
# Usage: tests/postgres/journey.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
start_postgres
make_key
ask -c 'CREATE DATABASE straight' -c 'CREATE DATABASE pooled' -c 'CREATE DATABASE journey'

tell() { # tell NAME SCRIPT: counts its last line
    local said ok bad
    said=$(node "$2" "$build" "$server" 2>&1) || true
    read -r ok bad < <(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' <<<"$said" | tail -n 1) || true
    passed=$((passed + ${ok:-0}))
    failed=$((failed + ${bad:-1}))
    [ "${bad:-1}" = 0 ] || printf '%s:\n%s\n' "$1" "$said"
}
ABRI_STORE="postgresql://keeper@/straight?host=$server" tell straight "$root/tests/http/api.mjs"
ABRI_STORE="postgresql://keeper@/pooled?host=$server/pooler&port=6432" tell pooled "$root/tests/http/api.mjs"
tell journey "$root/tests/postgres/journey.mjs"
finish
