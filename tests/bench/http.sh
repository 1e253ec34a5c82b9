#!/bin/bash
# Decisions over HTTP: latency at 1,000/s and 5,000/s, the highest rate, a page, memory of the workers. The
# design wants p99 below 5 ms at 5,000/s on two processors. Usage: http.sh BUILD [SECONDS]
#
# Latencies count from the scheduled moment, so whatever else runs on the machine shows in them;
# server_cpu_us, the workers' processor time for one answer, hardly depends on that.
set -euo pipefail
seconds=${2:-5}
# shellcheck source=tests/bench/serving.sh
. "$(dirname "$0")/serving.sh"

body=$scratch/assess.json
cat >"$body" <<'END'
{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
 "beneficiary_of": "caf", "documents": [{"kind": "complaint", "dated": "2025-11-20"}]}
END

measure() { # measure NAME STORE WORKERS
    start_server "$2" "$3"
    load "$1 1000/s" /api/v1/assess "$body" 1000 "$seconds"
    load "$1 5000/s" /api/v1/assess "$body" 5000 "$seconds"
    load "$1 no schedule" /api/v1/assess "$body" 0 "$seconds"
    local nine_tenths=$((rate * 9 / 10))
    load "$1 $nine_tenths/s" /api/v1/assess "$body" "$nine_tenths" "$seconds"
    load "$1 page" /demande - 0 "$seconds"
    memory "$1"
    stop_server
}
measure memory memory: 1
measure sqlite,2 "sqlite:$scratch/abri.db" 2
