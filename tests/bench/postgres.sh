#!/bin/bash
# Durable claims a second on PostgreSQL: store_append against a script of pgbench that writes the same rows (the same tables,
# indexes, keys and lengths), each claim a transaction that waits for the disk; by one process and by two, in turns. The design
# wants 0.8 of pgbench. Usage: postgres.sh BUILD [SECONDS [ROUNDS]]
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
seconds=${2:-5}
rounds=${3:-3}
start_postgres
export PGHOST=$server PGUSER=keeper
psql -qX -d postgres -c 'CREATE DATABASE claims'
store="postgresql://keeper@/claims?host=$server"
program=$build/tests/bench/bench_postgres
"$program" "$store" 0 >/dev/null

# The rows of that one claim as a script: its file's number and what must differ by chance, the rest as it lies there.
learn() {
    echo 'BEGIN;'
    for table in file_keys journal heads vault identities idempotency summaries duties; do
        psql -qXAt -d claims -c "SELECT format('INSERT INTO $table VALUES (%s);', (
            SELECT string_agg(CASE
                WHEN a.attname = 'file' THEN ':file'
                WHEN a.attname IN ('key', 'blind') THEN 'sha256((:file)::text::bytea)'
                WHEN a.atttypid = 'bytea'::regtype THEN quote_literal(j ->> a.attname) || '::bytea'
                WHEN a.atttypid = 'text'::regtype THEN quote_literal(j ->> a.attname)
                ELSE j ->> a.attname END, ', ' ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = '$table'::regclass AND a.attnum > 0)) FROM (SELECT to_jsonb(t) j FROM $table t) rows"
    done
    echo 'COMMIT;'
}
{ echo '\set file random(100000000000, 900000000000)'; learn; } >"$scratch/claim.sql"
echo "rows of a claim: $(grep -c INSERT "$scratch/claim.sql")"

ours() { # ours PROCESSES
    for ((i = 0; i < $1; i++)); do "$program" "$store" "$seconds" & done | awk '{ sum += $1 } END { print sum }'
}
theirs() { pgbench -n -M prepared -c "$1" -j "$1" -T "$seconds" -f "$scratch/claim.sql" claims 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p'; }
for count in 1 2; do
    : >"$scratch/rates"
    for ((round = 0; round < rounds; round++)); do
        echo "$(theirs "$count") $(ours "$count")" >>"$scratch/rates"
    done
    awk -v count="$count" '{ t += $1; o += $2 } END { printf "%d at once: pgbench %.0f a second, store_append %.0f, %.2f of it\n", count, t / NR, o / NR, o / t }' "$scratch/rates"
done
