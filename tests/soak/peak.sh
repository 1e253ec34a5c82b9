#!/bin/bash
# A hundred times the national peak of requests for an hour, amid a flood, on both stores: peak.sh BUILD [SECONDS]
set -euo pipefail
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
start_postgres
make_key
ask -c 'CREATE DATABASE peak'
node "$root/tests/soak/peak.mjs" "$build" "postgresql://keeper@/peak?host=$server" "${2:-3600}"
