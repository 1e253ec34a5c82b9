#!/bin/bash
# Measures abri simulate over a made population, against a strict parser that does nothing else, mawk with the whole
# rule, and wc: medians of several rounds in one run, so that the ratios hold on a busy machine too.
# Usage: tests/bench/simulate.sh BUILD_DIR [ROWS [ROUNDS]]
set -euo pipefail
export LC_ALL=C.UTF-8
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
rows=${2:-10000000}
rounds=${3:-5}
cd "$scratch"

mawk -v rows="$rows" 'BEGIN {
    s = 20231128
    print "resources_cents,children"
    for (i = 0; i < rows; i++) {
        s = (s * 16807) % 2147483647; r = s % 600001
        s = (s * 16807) % 2147483647; print r "," s % 8
    }
}' >in.csv

# The rule of 25 November 2025, as somebody would write it in awk.
cat >rule.awk <<'AWK'
BEGIN { FS = OFS = ","; split("64652 96978 116374 142235 168096 193957 219818 245679", full, " ") }
NR == 1 { print $0, "amount_cents", "form"; next }
$1 !~ /^[0-9]+$/ || $2 !~ /^[0-9]+$/ || $2 > 7 { exit 2 }
{
    percent = $1 > 213945 ? 40 : $1 > 142630 ? 60 : $1 > 71315 ? 80 : 100
    above = $2 == 0 ? 213945 : $2 == 1 ? 320918 : $2 == 2 ? 385101 : 470679
    print $1, $2, int((full[$2 + 1] * percent + 50) / 100), ($1 > above ? "loan" : "grant")
}
AWK

simulate() { "$build/abri" simulate --day 2025-11-25 "$@" in.csv; }
count_lines() { wc -l in.csv >/dev/null; }
parse() { "$build/tests/bench/bench_parse" in.csv >/dev/null; }
summary_1() { simulate --threads 1 --summary >/dev/null; }
summary_2() { simulate --threads 2 --summary >/dev/null; }
csv_1() { simulate --threads 1 -o out.csv; }
csv_2() { simulate --threads 2 -o out.csv; }
mawk_rule() { mawk -f rule.awk in.csv >mawk.csv; }

things='count_lines parse summary_1 summary_2 csv_1 csv_2'
declare -A times
once() { # once NAME: adds its nanoseconds
    local before
    before=$(date +%s%N)
    "$1"
    times[$1]+="$(($(date +%s%N) - before)) "
}
for thing in $things; do "$thing"; done # the file is in memory, the pages are there
for ((i = 0; i < rounds; i++)); do
    for thing in $things; do once "$thing"; done
done
once mawk_rule # one round says enough
cmp out.csv mawk.csv || { echo "mawk and abri differ: the measure is void" >&2; exit 1; }

median() { tr ' ' '\n' <<<"${times[$1]}" | sed '/^$/d' | sort -n | awk '{ t[NR] = $0 } END { print t[int((NR + 1) / 2)] }'; }
yardstick=$(median parse)
printf '%-12s %14s %22s\n' what 'million rows/s' 'against strict parser'
for thing in $things mawk_rule; do
    awk -v what="$thing" -v ns="$(median "$thing")" -v rows="$rows" -v yard="$yardstick" \
        'BEGIN { printf "%-12s %14.1f %22.2f\n", what, rows / ns * 1000, yard / ns }'
done
