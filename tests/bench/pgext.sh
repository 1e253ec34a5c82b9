#!/bin/bash
# abri_amount against the same rule as a SQL CASE, over the rows of one table, in one run: with the amounts of one
# day, and with a day and a département of its own on each row; the server compiling queries (jit) or not.
# Medians of several rounds, one process. The design wants 0.5 of the CASE.
# Usage: tests/bench/pgext.sh BUILD_DIR [ROWS [ROUNDS]]
set -euo pipefail
# shellcheck source=tests/pgext/server
. "$(dirname "$0")/../pgext/server"
rows=${2:-10000000}
rounds=${3:-5}

ask -v rows="$rows" -f "$root/tests/bench/pgext.sql"
one=$(ask -c "SELECT rule_of('2025-11-25', '59')")
every=$(ask -c "SELECT format('CASE WHEN department = %L THEN %s ELSE %s END', '976', rule_since('976'), rule_since('59'))")
declare -A expression=(
    [plain]='resources_cents'
    [one_case]="($one)::bigint"
    [one_amount]="abri_amount('2025-11-25', '59', children, resources_cents)"
    [every_case]="($every)::bigint"
    [every_amount]='abri_amount(day, department, children, resources_cents)'
)
for pair in one every; do
    differ=$(ask -c "SELECT count(*) FROM people WHERE ${expression[${pair}_case]} IS DISTINCT FROM ${expression[${pair}_amount]}")
    [ "$differ" = 0 ] || { echo "$differ rows differ: the measure is void" >&2; exit 1; }
done

declare -A times
once() { # once THING JIT: adds its milliseconds
    local spent
    spent=$(printf '%s\n' "SET jit = $2; SET jit_above_cost = 0; SET max_parallel_workers_per_gather = 0;" \
        '\timing on' "SELECT max(${expression[$1]}) FROM people;" | ask -f - | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')
    times[$1 $2]+="$spent "
}
for jit in off on; do
    for ((i = 0; i < rounds; i++)); do
        for thing in plain one_case one_amount every_case every_amount; do once $thing $jit; done
    done
done
median() { tr ' ' '\n' <<<"${times[$1]}" | sed '/^$/d' | sort -n | awk '{ t[NR] = $0 } END { print t[int((NR + 1) / 2)] }'; }

printf '%-14s %-4s %14s %18s\n' what jit 'million rows/s' 'against the CASE'
for jit in off on; do
    for thing in plain one_case one_amount every_case every_amount; do
        yardstick=$(median "${thing/_amount/_case} $jit")
        awk -v what=$thing -v jit=$jit -v ms="$(median "$thing $jit")" -v rows="$rows" -v yard="$yardstick" \
            'BEGIN { printf "%-14s %-4s %14.1f %18.2f\n", what, jit, rows / ms / 1000, yard / ms }'
    done
done
