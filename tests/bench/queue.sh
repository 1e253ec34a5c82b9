#!/bin/bash
# A page of the queue with 10,000, 100,000 and 1,000,000 open files, on both stores: filled by SQL, for what is measured is the
# page. The design wants p99 below 50 ms. Usage: queue.sh BUILD [FILES...]
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
shift
[ $# -gt 0 ] || set -- 10000 100000 1000000
start_postgres
# A hundred funds; each file with a summary and one duty, due within a year.
fill() { # fill SERIES: of the numbers n
    echo "INSERT INTO summaries SELECT 100000000000 + n * 7, 'CAF-' || (n % 100), 'complete', 'none', 20251125, 0, 0, 0, 21 FROM $1;
        INSERT INTO duties SELECT 100000000000 + n * 7, 'decide', 'CAF-' || (n % 100), 20240101 + (n / 100 % 12) * 100 + n / 1200 % 28 FROM $1;"
}
for files; do
    echo "$files open files, sqlite"
    store=sqlite:$scratch/$files.db
    "$build/tests/bench/bench_queue" "$store" 0
    { echo "PRAGMA synchronous = OFF; BEGIN; CREATE TEMP TABLE s AS WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT $files) SELECT n FROM s;"
      fill s; echo "COMMIT;"; } | sqlite3 "$scratch/$files.db"
    "$build/tests/bench/bench_queue" "$store" "$files"
    rm -f "$scratch/$files.db"*

    echo "$files open files, postgresql"
    ask -c "CREATE DATABASE q$files"
    store="postgresql://keeper@/q$files?host=$server"
    "$build/tests/bench/bench_queue" "$store" 0
    fill "generate_series(1, $files::bigint) n" | psql -qX -h "$server" -U keeper -d "q$files" -f -
    psql -qX -h "$server" -U keeper -d "q$files" -c 'VACUUM ANALYZE'
    "$build/tests/bench/bench_queue" "$store" "$files"
    ask -c "DROP DATABASE q$files"
done
