#!/bin/bash
# Normal requests while 4,000 slow clients hold on: slow heads, slow bodies, slow readers (slowhttptest), each a
# connection of its own. Prints the latencies of a new connection and request every 10 ms, quiet and under each
# attack; 50 ms at p99 is the design's word. Usage: slow.sh BUILD [SECONDS]
set -euo pipefail
seconds=${2:-20}
# shellcheck source=tests/bench/serving.sh
. "$(dirname "$0")/serving.sh"
command -v slowhttptest >/dev/null || { echo "slow: needs slowhttptest"; exit 1; }
ulimit -n 16384

visits() { node "$(dirname "$0")/visits.mjs" "$1" "$port" "$2" "$seconds"; }
held() { awk -v p="$(printf ':%04X' "$port")" '$2 ~ p"$" && $4 == "01"' /proc/net/tcp | wc -l; }
attack() { # attack NAME OPTION...
    local name=$1 tool
    shift
    slowhttptest "$@" -c 4000 -r 400 -l $((seconds + 12)) -u "http://127.0.0.1:$port/demande" \
        >"$scratch/attack" 2>&1 &
    tool=$!
    for _ in {1..100}; do # until they are there
        [ "$(held)" -lt 1000 ] || break
        kill -0 "$tool" 2>/dev/null || { cat "$scratch/attack"; return 1; }
        sleep 0.1
    done
    echo "    $(held) connections held"
    visits "$name" /demande
    kill "$tool" 2>/dev/null || true
    wait "$tool" || true
    sed 's/\x1b\[[0-9;]*m//g' "$scratch/attack" | grep -E '^(connected|service available)' | tail -2 | paste -sd' '
}

start_server "sqlite:$scratch/abri.db" 2
visits quiet /demande
attack "slow heads" -H -i 5 -x 10
attack "slow bodies" -B -i 5 -s 8192 -x 10 -t POST
attack "slow readers" -X -w 1 -y 16 -n 5 -z 4 -k 3
memory "under attack"
stop_server
