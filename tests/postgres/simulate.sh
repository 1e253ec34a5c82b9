#!/bin/bash
# A population in a table of PostgreSQL: abri simulate --from answers as it does for the same rows in a file, byte for byte,
# and what goes wrong in the query, in a row or in the server leaves no file behind.
# Usage: tests/postgres/simulate.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
start_postgres
address="postgresql://keeper@/postgres?host=$server"
pooled="postgresql://keeper@/postgres?host=$server/pooler&port=6432"
psql -qX -v ON_ERROR_STOP=1 "$address" <<'SQL'
CREATE TABLE households AS
    SELECT n, (n * 7919 % 400000)::bigint AS resources_cents, n % 9 AS children, DATE '2024-01-01' + n % 700 AS requested_on,
        (ARRAY['59', '2A', '974', '01'])[n % 4 + 1] AS department, 'a "name", or' || chr(10) || 'two' AS note
    FROM generate_series(1, 200000) AS n;
SQL
query='SELECT * FROM households ORDER BY n'
psql -qX "$address" -c "COPY ($query) TO STDOUT (FORMAT csv, HEADER)" >"$scratch/in.csv"

simulate() { # simulate ARGUMENTS: $status, $scratch/said
    status=0
    "$build/abri" simulate "$@" >"$scratch/out" 2>"$scratch/said" || status=$?
}
same() { # same NAME [DETAIL]: what is written is what was wanted
    local status=0
    cmp -s "$scratch/wanted" "$scratch/out" || status=1
    verdict $status "$@"
}

"$build/abri" simulate "$scratch/in.csv" >"$scratch/wanted"
for threads in 1 2; do
    simulate --threads $threads --from "$address" --query "$query"
    same "the same bytes, $threads threads" "exit $status $(head -c 300 "$scratch/said")"
done
is 'every row' 200000 "$(grep -c ',\(grant\|loan\)$' "$scratch/out")"
simulate --from "$pooled" --query "$query"
same 'the same through PgBouncer' "exit $status"
"$build/abri" simulate --summary "$scratch/in.csv" >"$scratch/wanted"
simulate --summary --from "$address" --query "$query -- whoever comments"
same 'the same sums, a comment at the end' "exit $status $(cat "$scratch/said")"

# refuses NAME EXIT MESSAGE QUERY [ADDRESS]: the message in one line, and no file
refuses() {
    simulate -o "$scratch/rows.csv" --from "${5:-$address}" --query "$4"
    local left=(1 "$scratch"/rows.csv*)
    [ -e "${left[1]}" ] || left=(1)
    verdict $((status != $2 || ${#left[@]} != 1 || $(wc -l <"$scratch/said") != 1)) "$1" "exit $status: $(cat "$scratch/said") ${left[*]:1}"
    verdict "$(grep -qF -- "$3" "$scratch/said" && echo 0 || echo 1)" "$1: says so" "$(cat "$scratch/said")"
}
number='expected a whole number from 0 to 30, digits only'
refuses 'a cell that is none' 2 "query:4: column children: $number" 'SELECT 0 AS resources_cents, n AS children, DATE '"'2025-01-01'"' AS requested_on FROM (VALUES (1), (30), (31)) AS v(n)'
refuses 'nothing in a cell' 2 "query:2: column children: $number" 'SELECT 0 AS resources_cents, NULL AS children, DATE '"'2025-01-01'"' AS requested_on'
refuses 'a column missing' 2 'query:1: column children: expected this column in the header' 'SELECT 0 AS resources_cents'
refuses 'no SELECT' 2 'abri: --query: syntax error' 'SELEC 1'
refuses 'where it is wrong' 2 ', at character 8 of the query' 'SELECT wages FROM households'
refuses 'two statements' 2 'abri: --query: ' 'SELECT 1) TO STDOUT; DROP TABLE households; COPY (SELECT 1'
refuses 'a query that writes' 1 'abri: --from: ' 'DELETE FROM households RETURNING *'
refuses 'an error in the middle' 2 'abri: --query: division by zero' 'SELECT resources_cents, children / (n - 150000) * 0 AS children, requested_on FROM households ORDER BY n'
refuses 'the end of the server in the middle' 1 'abri: --from: ' 'SELECT resources_cents, children, requested_on, CASE WHEN n = 150000 THEN pg_terminate_backend(pg_backend_pid()) END AS x FROM households ORDER BY n'
refuses 'a database that is not there' 1 'abri: --from: ' 'SELECT 1' "postgresql://keeper@/nowhere?host=$server"
is 'the table is as it was' 200000 "$(ask -c 'SELECT count(*) FROM households')"

usage() { # usage NAME MESSAGE ARGUMENTS
    local name=$1 message=$2
    shift 2
    simulate "$@"
    verdict $((status != 2 || $(grep -cF -- "$message" "$scratch/said") != 1)) "$name" "exit $status: $(cat "$scratch/said")"
}
usage 'a file besides' 'abri: --from: expected no file besides' --from "$address" --query "$query" "$scratch/in.csv"
usage 'an address alone' 'abri: --from: expected --query with it' --from "$address"
usage 'a query alone' 'abri: --query: expected --from with it' --query "$query"
usage 'another address' 'abri: --from: expected postgresql://' --from sqlite:here.db --query "$query"
usage 'an empty query' 'abri: --query: expected a SELECT' --from "$address" --query ''

finish
