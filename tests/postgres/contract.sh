#!/bin/bash
# What holds for every store, told to PostgreSQL: the tests of tests/unit that name no engine, and every scenario. One
# server for all; each store is a database of its own, copied from one whose tables are made.
# Usage: tests/postgres/contract.sh BUILD_DIR [PROGRAM...]
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
shift
programs=("$@")
[ $# -gt 0 ] || programs=(store_access store_agents store_alias store_attachments store_chain store_erase store_journal
    desk_nightly store_keeper store_migrate store_portal store_postgres store_queue store_reads store_rotate store_second store_secrets store_signin
    scenario)

start_postgres
export ABRI_POSTGRES=$server
# Nothing here outlives the machine.
ask -c 'ALTER SYSTEM SET fsync = off' -c 'ALTER SYSTEM SET autovacuum = off' -c 'SELECT pg_reload_conf()' >/dev/null
ask -c 'CREATE DATABASE abri_made' -c 'CREATE DATABASE scenarios'
"$build/abri" migrate --store "postgresql://keeper@/abri_made?host=$server" >/dev/null
# As SQLite spells a run of zeros, with which tests spoil what was sealed.
psql -qX -h "$server" -U keeper -d abri_made -c "CREATE FUNCTION zeroblob(integer) RETURNS bytea LANGUAGE sql AS
    \$\$ SELECT decode(repeat('00', \$1), 'hex') \$\$"

tell() { # tell PROGRAM
    local log=$server/$1.log status=0 ok
    if [ "$1" = scenario ]; then
        "$build/tests/scenario" --store "postgresql://keeper@/scenarios?host=$server" "$root/tests/scenarios" >"$log" 2>&1 || status=$?
        ok=$(sed -n 's/^\([0-9]*\) passed, .*/\1/p' "$log" | tail -n 1)
    else
        "$build/tests/unit_$1" >"$log" 2>&1 || status=$?
        ok=$(grep -c '^\[       OK \] ' "$log" || true)
    fi
    passed=$((passed + ${ok:-0}))
    [ $status != 0 ] || [ "${ok:-0}" = 0 ] || return 0
    failed=$((failed + 1))
    printf 'FAIL %s%s, status %s:\n' "$1" "${ABRI_POOLER:+ through the pooler}" "$status"
    grep -vE '^\[ (RUN |      OK)' "$log" | tail -n 40
}
for program in "${programs[@]}"; do tell "$program"; done
# PgBouncer lends another connection at each transaction: nothing may rest on the one before.
export ABRI_POOLER=1
for program in store_access store_journal store_queue store_second; do
    [ $# -gt 0 ] || tell "$program"
done
# Nobody waits for what was written here to reach the disk.
kill -QUIT "$(head -n 1 "$server/data/postmaster.pid")" || true
finish
