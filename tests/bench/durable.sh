#!/bin/bash
# Durable claims a second: SQLite alone, the store, the desk (see durable.c), and over HTTP with 1, 2 and 4
# workers, each claim with a key of its own; synthetic people only. The design wants 0.8 of the store's raw
# insert rate (same_rows). Usage: durable.sh BUILD [SECONDS [FOLDER]]
#
# How long the disk takes to sync decides the rates; FOLDER on a memory disk shows what the program itself costs.
set -euo pipefail
seconds=${2:-4}
[ -z "${3:-}" ] || export TMPDIR=$3
# shellcheck source=tests/bench/serving.sh
. "$(dirname "$0")/serving.sh"

claim=$scratch/claim.json
cat >"$claim" <<'END'
{"channel": "online",
 "request": {"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
  "beneficiary_of": "caf", "documents": [{"kind": "complaint", "dated": "2025-11-20"}]},
 "person": {"family_name": "EXEMPLE @@@@@@@@", "given_names": "Camille", "born_on": "1990-01-01"},
 "safe_contact": {"channel": "desk"},
 "payment": {"iban": "FR7699999000010000000000115", "holder": "Camille EXEMPLE", "seen_by_others": false},
 "consents": {"departement": false, "association": false},
 "undertakings": {"repay_if_loan": true, "report_proceedings": true}}
END

# Before and after the server's turn, so that a disk busy with others weighs on both.
raw() {
    mkdir "$scratch/raw"
    "$build/tests/bench/bench_durable" "$claim" "$scratch/raw" "$seconds" | tee -a "$scratch/rates"
    rm -r "$scratch/raw"
}
raw
for workers in 1 2 4; do
    start_server "sqlite:$scratch/$workers.db" "$workers"
    load "http,$workers" /api/v1/claims "$claim" 0 "$seconds" 16 "$workers"
    echo "http,$workers per_second $rate" >>"$scratch/rates"
    memory "http,$workers"
    stop_server
done
raw
awk '/per_second/ { sum[$1] += $3; count[$1]++ }
    END {
        for (name in sum) rate[name] = sum[name] / count[name]
        split("append receive http,1 http,2 http,4", names, " ")
        for (i = 1; i <= 5; i++)
            printf "%-28s %.2f of same_rows, %.2f of one_row\n", names[i], rate[names[i]] / rate["same_rows"],
                rate[names[i]] / rate["one_row"]
    }' "$scratch/rates"
