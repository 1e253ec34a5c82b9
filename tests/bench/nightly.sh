#!/bin/bash
# A night over 10,000, 100,000 and 1,000,000 files of which one in a hundred is due, on both stores. Those that are due are whole,
# journal and vault's keys; of the others, which a night must not look at, the summary and a duty are there, by SQL. The design wants a
# million below 10 s. Usage: nightly.sh BUILD [FILES...]
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
shift
[ $# -gt 0 ] || set -- 10000 100000 1000000
start_postgres
# A hundred funds; half of the others will turn one day of the years to come.
fill() { # fill SERIES: of the numbers n
    echo "INSERT INTO summaries SELECT 500000000000 + n * 7, 'CAF-' || (n % 100), 'complete', 'none', 20251125, 0, 0,
            CASE WHEN n % 2 = 0 THEN 20270101 + (n / 100 % 12) * 100 + n / 1200 % 28 ELSE 0 END, 21 FROM $1;
        INSERT INTO duties SELECT 500000000000 + n * 7, 'decide', 'CAF-' || (n % 100), 20260101 + (n / 100 % 12) * 100 + n / 1200 % 28 FROM $1;"
}
for files; do
    due=$((files / 100))
    rest=$((files - due))
    echo "$files files, $due due, sqlite"
    store=sqlite:$scratch/$files.db
    "$build/tests/bench/bench_nightly" fill "$store" "$due"
    { echo "PRAGMA synchronous = OFF; BEGIN; CREATE TEMP TABLE s AS WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT $rest) SELECT n FROM s;"
      fill s; echo "COMMIT;"; } | sqlite3 "$scratch/$files.db"
    "$build/tests/bench/bench_nightly" run "$store" "$due"
    rm -f "$scratch/$files.db"*

    echo "$files files, $due due, postgresql"
    ask -c "CREATE DATABASE n$files"
    store="postgresql://keeper@/n$files?host=$server"
    "$build/tests/bench/bench_nightly" fill "$store" "$due"
    fill "generate_series(1, $rest::bigint) n" | psql -qX -h "$server" -U keeper -d "n$files" -f -
    psql -qX -h "$server" -U keeper -d "n$files" -c 'VACUUM ANALYZE'
    "$build/tests/bench/bench_nightly" run "$store" "$due"
    ask -c "DROP DATABASE n$files"
done
