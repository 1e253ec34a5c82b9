# shellcheck shell=bash disable=SC2034 # `rate` and `port` are read by the caller
# What the measures over HTTP share: a server in a scratch folder, the load on it, its memory.
# Read by http.sh, durable.sh and slow.sh in the place of tests/lib.sh, of which it gives all.
# shellcheck source=tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
server=
stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}
trap 'stop_server; rm -rf "$scratch"' EXIT

# start_server STORE WORKERS: `port` is where it listens.
start_server() {
    : >"$scratch/said"
    "$build/abri" serve --store "$1" --workers "$2" --listen 127.0.0.1:0 --limits off \
        >"$scratch/said" 2>"$scratch/complained" &
    server=$!
    until grep -q '^http' "$scratch/said"; do
        kill -0 "$server" 2>/dev/null || { cat "$scratch/complained" >&2; exit 1; }
        sleep 0.05
    done
    port=$(sed -n 's|^http://.*:\([0-9]*\)/$|\1|p' "$scratch/said")
}

# The processes that answer requests.
workers() { pgrep -P "$server" -x abri-web; }

# The processor time of all that it takes to answer, the vault's too, so far, in microseconds.
processor_us() {
    local pid total=0 hertz
    hertz=$(getconf CLK_TCK)
    for pid in $(pgrep -P "$server"); do
        total=$((total + $(awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat")))
    done
    echo $((total * (1000000 / hertz)))
}

# load NAME PATH BODY RATE SECONDS [CONNECTIONS [FIRST]]: one line, with the processor time of an answer. `rate`
# is what was answered a second.
load() {
    local name=$1 before after line answered
    shift
    before=$(processor_us)
    line=$("$build/tests/bench/bench_load" "$port" "$@") || true
    after=$(processor_us)
    answered=$(sed -n 's/.* answered \([0-9]*\) .*/\1/p' <<<"$line")
    rate=$(sed -n 's/.* per_second \([0-9]*\) .*/\1/p' <<<"$line")
    [ "${answered:-0}" -gt 0 ] || { echo "$name: nothing was answered"; return 1; }
    printf '%-28s %s server_cpu_us %d\n' "$name" "$line" $(((after - before) / answered))
}

# The most memory each worker has held, against what the design allows.
memory() {
    local pid kib
    for pid in $(workers); do
        kib=$(awk '/^VmHWM:/ { print $2 }' "/proc/$pid/status")
        printf '%-28s %d KiB at most, %s 32 MiB\n' "$1 worker" "$kib" "$([ "$kib" -lt 32768 ] && echo below || echo OVER)"
    done
}
